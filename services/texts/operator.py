"""What the command line says, and the answers that hold until an operator writes others."""

from collections.abc import Mapping

from models.areas import Level
from models.errors import Refusal
from services.texts.phrases import put_into_words
from services.texts.refusals import told

LEVEL_LABELS: Mapping[Level, str] = {
    Level.STREET: "街道",
    Level.PATCH: "片区",
    Level.COMMUNITY: "社区",
    Level.GRID: "网格",
    Level.ESTATE: "小区",
    Level.BUILDING: "楼栋",
}

LEVEL_WORDS: Mapping[str, Level] = {
    **{str(level): level for level in Level},
    **{label: level for level, label in LEVEL_LABELS.items()},
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

DEFAULT_FACTS: Mapping[str, tuple[str, str]] = {
    "office_phone": ("办公电话、电话多少、电话号码、联系电话", "12345"),
    "office_hours": (
        "几点上班、几点下班、几点开门、上班时间、办公时间、什么时候上班、周末上班",
        "工作日 9:00–17:00，其他时间可以在这里留言。",
    ),
    "where": ("在哪办、在哪儿办、办公地址、地址在哪、怎么走", ""),
}
"""Words that ask, and the answer; an empty answer is left to the operator."""

_OPERATOR_REFUSALS: Mapping[str, str] = {
    "area_unknown": "没有编码为“{code}”的区域；全部区域见 minqing areas list",
    "area_code": "编码“{code}”不能用：1–40 个字母、数字、汉字、- 或 .，中间没有空格",
    "area_name": "“{code}”的名称应有 1–80 个字",
    "area_parent_missing": "“{code}”缺少上级：除街道外都要有",
    "area_level": "“{code}”不能放在“{parent}”下面：级别应低于上级，片区只放在街道下面",
    "area_exists": "已有编码为“{code}”的区域",
    "fact_key": "名称“{key}”不能用：应有 1–40 个字",
    "fact_answer": "“{key}”的答复应有 1–{limit} 个字",
    "fact_asked_as": "问法太多了：合起来不超过 400 个字",
    "fact_unknown": "没有写过“{key}”；全部见 minqing facts list",
    "store_not_empty": "库里已经有内容，演示街道只建在空库里；试用请另设 MINQING_DATABASE_URL",
    "appointment_unknown": "这个人在“{area}”没有这个身份",
}

AREA_ROW_CODE = "编码“{code}”不能用：1–40 个字母、数字、汉字、- 或 .，中间没有空格"
AREA_ROW_CODE_MISSING = "缺少编码"
AREA_ROW_NAME = "名称应有 1–80 个字"
AREA_ROW_LEVEL = "不认识的级别“{level}”，应是 街道、片区、社区、网格、小区、楼栋 之一"
AREA_ROW_TWICE = "编码“{code}”与第 {other} 行重复"
AREA_ROW_PARENT_MISSING = "缺少上级：除街道外都要写上级的编码"
AREA_ROW_PARENT = "上级“{parent}”既不在表里，也不在库里"
AREA_ROW_CYCLE = "上级绕成了圈：{way}"
AREA_ROW_BELOW = "{level}不能放在{parent}下面：级别应低于上级，片区只放在街道下面"
AREA_ROW_PREFIX = "社区编码“{code}”不是 2–6 个大写字母，其民情编号用街道代号开头"
AREA_ROW_STREET = "已有街道“{code}”，一个库里只有一个街道"
AREA_COLUMN_MISSING = "缺少这一列：{column}"
AREA_TABLE_EMPTY = "表里没有一行区域"


def explain(refusal: Refusal) -> str:
    """Put a refusal before an operator."""
    template = _OPERATOR_REFUSALS.get(refusal.reason)
    if template is None or ("{code}" in template and not refusal.fields.get("code")):
        return put_into_words(told(refusal))
    return template.format_map(refusal.fields)
