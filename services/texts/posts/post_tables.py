"""Tables of openings: the words their cells take, and what is wrong with a row."""

from collections.abc import Mapping

from models.members import MemberKind
from models.posts import Confirmation
from models.shifts import CheckIn
from services.texts.members.members import KIND_LABELS
from services.texts.phrases import Template
from services.texts.posts.posts import CHECK_IN_LABELS, CONFIRMATION_LABELS
from services.wording import squeeze

CONFIRMATION_WORDS: Mapping[str, Confirmation] = {
    **{squeeze(how): how for how in Confirmation},
    **{squeeze(label.chinese): how for how, label in CONFIRMATION_LABELS.items()},
    "": Confirmation.COMMUNITY,
    "社区": Confirmation.COMMUNITY,
    "要确认": Confirmation.COMMUNITY,
    "需确认": Confirmation.COMMUNITY,
    "是": Confirmation.COMMUNITY,
    "自动": Confirmation.AUTO,
    "自动确认": Confirmation.AUTO,
    "不用确认": Confirmation.AUTO,
    "不需确认": Confirmation.AUTO,
    "否": Confirmation.AUTO,
}
"""What people write in the column 确认."""

CHECK_IN_WORDS: Mapping[str, CheckIn] = {
    **{squeeze(how): how for how in CheckIn},
    **{squeeze(label.chinese): how for how, label in CHECK_IN_LABELS.items()},
    "": CheckIn.BUTTON,
    "按钮": CheckIn.BUTTON,
    "定位": CheckIn.LOCATION,
    "位置": CheckIn.LOCATION,
    "拍照": CheckIn.PHOTO,
    "照片": CheckIn.PHOTO,
}
"""What people write in the column 签到."""

KIND_WORDS: Mapping[str, MemberKind | None] = {
    **{squeeze(kind): kind for kind in MemberKind},
    **{squeeze(label.chinese): kind for kind, label in KIND_LABELS.items()},
    **{squeeze(label.chinese.removesuffix("党员")): kind for kind, label in KIND_LABELS.items()},
    "": None,
    "不限": None,
    "无": None,
}
"""What people write in the column 类型."""

CELL_MISSING = Template("post_row.cell_missing", "缺少{column}", "{column} is missing")
POST_UNKNOWN = Template(
    "post_row.post",
    "没有“{post}”这个岗位；全部岗位见 minqing posts kinds",
    "there is no post “{post}”; minqing posts kinds shows all",
)
PLACES_UNKNOWN = Template(
    "post_row.places",
    "名额“{cell}”看不懂，请写一个数",
    "the places “{cell}” are not understood; please write a number",
)
DAY_UNKNOWN = Template(
    "post_row.day",
    "日期“{cell}”看不懂，例如 2026-12-01",
    "the day “{cell}” is not understood; write e.g. 2026-12-01",
)
WORD_UNKNOWN = Template(
    "post_row.word",
    "{column}“{cell}”看不懂，应是 {known} 之一",
    "{column} “{cell}” is not understood; one of {known}",
)
PIN_UNKNOWN = Template(
    "post_row.pin",
    "{column}“{cell}”看不懂，例如 30.6571",
    "{column} “{cell}” is not understood; write e.g. 30.6571",
)
ROW_TWICE = Template(
    "post_row.twice",
    "与第 {other} 行是同一个岗位（岗位、网格、起止、时间、地点都一样）",
    "the same as row {other}: post, area, term, times and place",
)
STAYS_CLOSED = Template(
    "post_row.stays_closed",
    "这个岗位已经撤了，没有重新开",
    "this post was closed; it was not opened again",
)
TABLE_EMPTY = Template("post_row.table_empty", "表里没有一行岗位", "there is no post in the table")
AREA_NOT_YOURS = Template(
    "post_row.area_not_yours",
    "这个网格的岗位不归您定",
    "posts in this area are not yours to open",
)
