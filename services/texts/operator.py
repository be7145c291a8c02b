"""What the command line says, and the answers that hold until an operator writes others."""

from collections.abc import Mapping

from models.areas import Level
from models.errors import Refusal
from services.texts.phrases import Template, put_into_words
from services.texts.refusals.refusals import told

LEVEL_LABELS: Mapping[Level, Template] = {
    level: Template(f"level.{level}", *words)
    for level, words in {
        Level.STREET: ("街道", "street"),
        Level.PATCH: ("片区", "patch"),
        Level.COMMUNITY: ("社区", "community"),
        Level.GRID: ("网格", "grid"),
        Level.ESTATE: ("小区", "estate"),
        Level.BUILDING: ("楼栋", "building"),
    }.items()
}

LEVEL_WORDS: Mapping[str, Level] = {
    **{str(level): level for level in Level},
    **{label.chinese: level for level, label in LEVEL_LABELS.items()},
    "镇": Level.STREET,
    "乡": Level.STREET,
    "村": Level.COMMUNITY,
    "居委会": Level.COMMUNITY,
    "村居": Level.COMMUNITY,
    "院落": Level.ESTATE,
    "小区院落": Level.ESTATE,
    "小区、院落": Level.ESTATE,
    "小区/院落": Level.ESTATE,
    "楼": Level.BUILDING,
    "楼幢": Level.BUILDING,
    "栋": Level.BUILDING,
}
"""What people write in the column 级别."""

DEFAULT_HOURS = Template(
    "fact.office_hours",
    "工作日 9:00–17:00，其他时间可以在这里留言。",
    "9:00–17:00 on working days; at other times you can leave a message here.",
)

DEFAULT_FACTS: Mapping[str, tuple[str, str]] = {
    "office_phone": ("办公电话、电话多少、电话号码、联系电话", "12345"),
    "office_hours": (
        "几点上班、几点下班、几点开门、上班时间、办公时间、什么时候上班、周末上班",
        DEFAULT_HOURS.chinese,
    ),
    "where": ("在哪办、在哪儿办、办公地址、地址在哪、怎么走", ""),
}
"""Words that ask, and the answer; an empty answer is left to the operator."""

_OPERATOR_REFUSALS: Mapping[str, Template] = {
    reason: Template(f"operator.{reason}", *words)
    for reason, words in {
        "area_unknown": (
            "没有编码为“{code}”的区域；全部区域见 minqing areas list",
            "there is no area with the code “{code}”; minqing areas list shows all",
        ),
        "unit_unknown": (
            "没有编码为“{code}”的单位；全部单位见 minqing units list",
            "there is no unit with the code “{code}”; minqing units list shows all",
        ),
        "area_code": (
            "编码“{code}”不能用：1–40 个字母、数字、汉字、- 或 .，中间没有空格",
            "the code “{code}” will not do: 1–40 letters, digits, characters, - or ., no spaces",
        ),
        "area_name": (
            "“{code}”的名称应有 1–80 个字",
            "the name of “{code}” needs 1–80 characters",
        ),
        "area_parent_missing": (
            "“{code}”缺少上级：除街道外都要有",
            "“{code}” has no parent: all but the street need one",
        ),
        "area_level": (
            "“{code}”不能放在“{parent}”下面：级别应低于上级，片区只放在街道下面",
            (
                "“{code}” cannot stand below “{parent}”: its level must be lower, "
                "and a patch stands below the street only"
            ),
        ),
        "area_exists": (
            "已有编码为“{code}”的区域",
            "there is an area with the code “{code}” already",
        ),
        "fact_key": (
            "名称“{key}”不能用：应有 1–40 个字",
            "the name “{key}” will not do: 1–40 characters",
        ),
        "fact_answer": (
            "“{key}”的答复应有 1–{limit} 个字",
            "the answer of “{key}” needs 1–{limit} characters",
        ),
        "fact_asked_as": (
            "问法太多了：合起来不超过 400 个字",
            "too many ways of asking: at most 400 characters together",
        ),
        "fact_unknown": (
            "没有写过“{key}”；全部见 minqing facts list",
            "“{key}” was never written; minqing facts list shows all",
        ),
        "store_not_empty": (
            "库里已经有内容，演示街道只建在空库里；试用请另设 MINQING_DATABASE_URL",
            (
                "the store is not empty, and the demonstration street needs an empty one; "
                "set another MINQING_DATABASE_URL to try it"
            ),
        ),
        "robot_name_wrong": (
            "群机器人的名称应有 1–30 个字，中间没有空格和冒号",
            "a robot's name needs 1–30 characters, no spaces, no colon",
        ),
        "robot_key_wrong": (
            "这不是群机器人的地址或密钥：应是 Webhook 地址，或其中 key= 后面的一串",
            "this is no robot's address or key: the webhook address, or what follows key= in it",
        ),
        "robot_unknown": (
            "没有叫“{name}”的群机器人；全部见 minqing wecom robot list",
            "there is no robot called “{name}”; minqing wecom robot list shows all",
        ),
        "made_group_kind": (
            "居民不在应用建的群里；居民群用 minqing wecom group bind",
            "residents are in no group that an app makes; use minqing wecom group bind",
        ),
        "made_group_unknown": (
            "没有编号为“{chat}”的应用群；全部见 minqing wecom chat list",
            "our app made no group “{chat}”; minqing wecom chat list shows all",
        ),
        "appointment_unknown": (
            "这个人在“{area}”没有这个身份",
            "this person does not hold this role in “{area}”",
        ),
    }.items()
}

AREA_ROW_CODE = Template(
    "area_row.code",
    "编码“{code}”不能用：1–40 个字母、数字、汉字、- 或 .，中间没有空格",
    "the code “{code}” will not do: 1–40 letters, digits, characters, - or ., no spaces",
)
AREA_ROW_CODE_MISSING = Template("area_row.code_missing", "缺少编码", "the code is missing")
AREA_ROW_NAME = Template("area_row.name", "名称应有 1–80 个字", "the name needs 1–80 characters")
AREA_ROW_LEVEL = Template(
    "area_row.level",
    "不认识的级别“{level}”，应是 街道、片区、社区、网格、小区、楼栋 之一",
    "unknown level “{level}”: one of street, patch, community, grid, estate, building",
)
AREA_ROW_TWICE = Template(
    "area_row.twice",
    "编码“{code}”与第 {other} 行重复",
    "the code “{code}” stands in row {other} too",
)
AREA_ROW_PARENT_MISSING = Template(
    "area_row.parent_missing",
    "缺少上级：除街道外都要写上级的编码",
    "the parent is missing: all but the street need the code of one",
)
AREA_ROW_PARENT = Template(
    "area_row.parent",
    "上级“{parent}”既不在表里，也不在库里",
    "the parent “{parent}” is neither in the table nor in the store",
)
AREA_ROW_CYCLE = Template("area_row.cycle", "上级绕成了圈：{way}", "the parents go round: {way}")
AREA_ROW_BELOW = Template(
    "area_row.below",
    "{level}不能放在{parent}下面：级别应低于上级，片区只放在街道下面",
    "{level} cannot stand below {parent}: its level must be lower, "
    "and a patch stands below the street only",
)
AREA_ROW_PREFIX = Template(
    "area_row.prefix",
    "社区编码“{code}”不是 2–6 个大写字母，其民情编号用街道代号开头",
    "the community's code “{code}” is not 2–6 capitals; "
    "its case numbers begin with the street's code",
)
AREA_ROW_STREET = Template(
    "area_row.street",
    "已有街道“{code}”，一个库里只有一个街道",
    "there is the street “{code}” already, and a store is one street's",
)
AREA_COLUMN_MISSING = Template(
    "area_row.column_missing", "缺少这一列：{column}", "this column is missing: {column}"
)
AREA_TABLE_EMPTY = Template(
    "area_row.table_empty", "表里没有一行区域", "there is no area in the table"
)


def explain(refusal: Refusal) -> str:
    """Put a refusal before an operator."""
    template = _OPERATOR_REFUSALS.get(refusal.reason)
    needs_code = template is not None and "{code}" in template.chinese
    if template is None or (needs_code and not refusal.fields.get("code")):
        return put_into_words(told(refusal))
    return put_into_words(template(**refusal.fields))
