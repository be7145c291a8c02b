"""What is said of units, and of a table of them."""

from collections.abc import Mapping

from models.units import UnitKind
from services.texts.phrases import Template

UNIT_KIND_LABELS: Mapping[UnitKind, Template] = {
    kind: Template(f"unit_kind.{kind}", *words)
    for kind, words in {
        UnitKind.PARTNER: ("共建单位", "partner unit"),
        UnitKind.DEPARTMENT: ("职能部门", "department"),
        UnitKind.OUTSIDE: ("外单位", "outside body"),
    }.items()
}

UNIT_KIND_WORDS: Mapping[str, UnitKind] = {
    **{str(kind): kind for kind in UnitKind},
    **{label.chinese: kind for kind, label in UNIT_KIND_LABELS.items()},
    "": UnitKind.PARTNER,
    "共建": UnitKind.PARTNER,
    "部门": UnitKind.DEPARTMENT,
    "科室": UnitKind.DEPARTMENT,
    "外部": UnitKind.OUTSIDE,
    "外部单位": UnitKind.OUTSIDE,
}
"""What people write in the column 类型."""

YES_WORDS = frozenset({"是", "有", "对", "yes", "y", "true", "1", "√", "✓"})
NO_WORDS = frozenset({"", "否", "不是", "无", "no", "n", "false", "0", "×"})

UNIT_ROW_KIND = Template(
    "unit_row.kind",
    "不认识的类型“{kind}”，应是 共建单位、职能部门 或 外单位",
    "unknown kind “{kind}”: it is partner, department or outside",
)
UNIT_ROW_BACKSTOP = Template(
    "unit_row.backstop",
    "“兜底”这一列应写 是 或 否，不是“{word}”",
    "the column backstop says yes or no, not “{word}”",
)
UNIT_ROW_BACKSTOP_OUTSIDE = Template(
    "unit_row.backstop_outside",
    "外单位不能兜底",
    "an outside body cannot be a backstop",
)
UNIT_ROW_NAME_TWICE = Template(
    "unit_row.name_twice",
    "名称“{name}”已经是另一个单位的",
    "the name “{name}” is another unit's already",
)
UNIT_ROW_PHONE = Template(
    "unit_row.phone", "电话太长：最多 40 个字", "the phone is too long: 40 characters at most"
)
UNIT_TABLE_EMPTY = Template(
    "unit_row.table_empty", "表里没有一个单位", "there is no unit in the table"
)
