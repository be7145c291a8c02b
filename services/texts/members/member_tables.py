"""What is said of a table of members, and of one of party bodies."""

from collections.abc import Mapping

from models.members import BodyLevel, MemberKind
from services.texts.members.members import BODY_LABELS, KIND_LABELS, MANAGEMENT_LABELS
from services.texts.phrases import Template

KIND_WORDS: Mapping[str, MemberKind] = {
    **{str(kind): kind for kind in MemberKind},
    **{label.chinese: kind for kind, label in KIND_LABELS.items()},
    **{label.chinese: kind for kind, label in MANAGEMENT_LABELS.items()},
    "居民": MemberKind.RESIDENT,
    "直管党员": MemberKind.RESIDENT,
    "在职": MemberKind.IN_SERVICE,
    "在职在岗": MemberKind.IN_SERVICE,
    "双重管理": MemberKind.IN_SERVICE,
    "双管": MemberKind.IN_SERVICE,
    "离退休": MemberKind.RETIRED,
    "退休": MemberKind.RETIRED,
    "离休": MemberKind.RETIRED,
    "退休党员": MemberKind.RETIRED,
    "流动": MemberKind.MIGRANT,
    "下岗": MemberKind.LAID_OFF,
    "失业": MemberKind.LAID_OFF,
    "下岗失业": MemberKind.LAID_OFF,
    "下岗党员": MemberKind.LAID_OFF,
}
"""What people write in the column 类型: the kind, or its management."""

LEVEL_WORDS: Mapping[str, BodyLevel] = {
    **{str(level): level for level in BodyLevel},
    **{label.chinese: level for level, label in BODY_LABELS.items()},
    "街道": BodyLevel.STREET,
    "街道党工委": BodyLevel.STREET,
    "社区": BodyLevel.COMMUNITY,
    "社区党委": BodyLevel.COMMUNITY,
    "社区党组织": BodyLevel.COMMUNITY,
    "社区党支部": BodyLevel.COMMUNITY,
    "网格": BodyLevel.GRID,
    "网格党组织": BodyLevel.GRID,
    "楼栋": BodyLevel.BUILDING,
    "党小组": BodyLevel.BUILDING,
    "单位": BodyLevel.UNIT,
    "功能型": BodyLevel.FUNCTIONAL,
    "产业型": BodyLevel.INDUSTRY,
}
"""What people write in the column 级别 of a table of bodies."""

TABLE_EMPTY = Template(
    "member_row.table_empty", "表里没有一位党员", "there is no member in the table"
)
NAME = Template(
    "member_row.name",
    "姓名太长：最多 40 个字",
    "the name is longer than 40 characters",
)
PHONE = Template(
    "member_row.phone",
    "电话“{phone}”不像号码，应是 11 位手机号，或带区号的座机",
    "“{phone}” does not look like a phone number",
)
KIND = Template(
    "member_row.kind",
    "不认识的类型“{kind}”，应是 居民党员、在职党员、离退休党员、流动党员、下岗失业党员，"
    "或 直管、双重管、接管、参管、重点管",
    "unknown kind “{kind}”: it is resident, in_service, retired, migrant or laid_off",
)
AREA_MISSING = Template(
    "member_row.area_missing",
    "没有写网格；全部区域见 minqing areas list",
    "the area is missing; minqing areas list shows all",
)
UNIT = Template(
    "member_row.unit", "单位太长：最多 80 个字", "the unit is longer than 80 characters"
)
LONG = Template(
    "member_row.long", "“{column}”太长：最多 {most} 个字", "“{column}” is longer than {most} signs"
)
TIMES = Template(
    "member_row.times",
    "空闲时间“{words}”看不懂，写法如：周六 9:00-11:00",
    "the free times “{words}” are unclear; write them like Sat 09:00-11:00",
)
BODY = Template(
    "member_row.body",
    "没有编码或名称为“{body}”的党组织；先用 minqing bodies import 导入",
    "there is no party body “{body}”; import it first with minqing bodies import",
)
PHONE_TWICE = Template(
    "member_row.phone_twice",
    "电话和第 {other} 行的一样：两位党员不能用一个号码（{phone}）",
    "the same phone as in row {other}: two members cannot have one number ({phone})",
)
SAME_TWICE = Template(
    "member_row.same_twice",
    "和第 {other} 行是同一个人：姓名、电话都一样，请去掉一行",
    "the same person as in row {other}, by name and phone: leave one of them out",
)
NAMELESS_TWICE = Template(
    "member_row.nameless_twice",
    "没有电话，姓名和单位又和第 {other} 行一样，分不清是不是一个人",
    "without a phone, and with name and unit of row {other}: nobody can tell them apart",
)
PHONE_TAKEN = Template(
    "member_row.phone_taken",
    "电话（{phone}）在名册里是另一位党员的，姓名不同，请核对",
    "the phone ({phone}) is another member's on the roll, by another name",
)
NO_PHONE = Template(
    "member_row.no_phone",
    "没有电话：报到时只能凭姓名和单位核对",
    "no phone: they can be known by name and unit only",
)
NEW_UNIT = Template(
    "member_row.new_unit",
    "单位“{unit}”不在单位表里，已作为共建单位添加，编码 {code}",
    "the unit “{unit}” was not known and is added as a partner unit, code {code}",
)
NAMESAKE = Template(
    "member_row.namesake",
    "名册里另有同名同单位的一位；按两位党员记",
    "another one of this name and unit is on the roll; they are kept as two members",
)
OTHERWISE_KNOWN = Template(
    "member_row.otherwise_known",
    "名册里已有同名的一位（{number} 号，电话 {phone}），分不清是不是同一位。是同一位，先用"
    " minqing members set {number} 改好电话或单位；是另一位，把名册里那位也写进表里",
    "somebody of this name is on the roll (number {number}, phone {phone}). If it is the same, "
    "correct them with minqing members set {number}; if not, put the one of the roll into the "
    "table too",
)
WITHOUT = Template("member_row.without", "没有", "none")
REVIVED = Template(
    "member_row.revived",
    "{name}以前移出过名册，这张表又加了回来；表旧了的话，用"
    " minqing members remove {number} 再移出",
    "{name} had been removed from the roll and is back by this table; if it is an old one, remove "
    "them again with minqing members remove {number}",
)
COLUMN_LABELS = {"skills": "特长", "interests": "爱好", "free_times": "空闲时间"}

BODY_TABLE_EMPTY = Template(
    "body_row.table_empty", "表里没有一个党组织", "there is no party body in the table"
)
BODY_LEVEL = Template(
    "body_row.level",
    "不认识的级别“{level}”，应是 街道、社区、网格、楼栋、单位、功能型 或 产业型",
    "unknown level “{level}”: street, community, grid, building, unit, functional or industry",
)
BODY_PARENT = Template(
    "body_row.parent",
    "没有编码为“{parent}”的上级党组织",
    "there is no body “{parent}” above it",
)
BODY_CYCLE = Template(
    "body_row.cycle", "上级绕成了圈：{way}", "the way up goes in a circle: {way}"
)
BODY_UNIT = Template(
    "body_row.unit",
    "没有“{unit}”这个单位；全部单位见 minqing units list",
    "there is no unit “{unit}”; minqing units list shows all",
)
AREA_NOT_YOURS = Template(
    "member_row.area_not_yours",
    "这个网格的名册不归您管",
    "the roll of this area is not yours to keep",
)
KEPT_ELSEWHERE = Template(
    "member_row.kept_elsewhere",
    "这一位在别的社区的名册上，请那边先移出，或请街道来导",
    "this member is on the roll of another community: let them remove it, or the street import it",
)
