"""What is wrong with the rows of tables: of all of them, and of duty and working days."""

from services.texts.phrases import Template

COLUMN_MISSING = Template(
    "row.column_missing", "缺少列 {column}", "the column {column} is missing"
)
TABLE_EMPTY = Template("row.table_empty", "表里一行也没有", "the table has no rows")
AREA_UNKNOWN = Template(
    "row.area_unknown",
    "没有叫“{area}”的区域，或有几个：请写编码（工作台的“区域”里有，或 minqing areas list）",
    "there is no area “{area}”, or several: give the code; minqing areas list shows all",
)
NAME_MISSING = Template("row.name_missing", "没有写姓名", "the name is missing")
MOMENT_UNKNOWN = Template(
    "row.moment_unknown",
    "起止时间看不懂，例如 2026-12-01 22:00",
    "the times are not understood; write e.g. 2026-12-01 22:00",
)
ENDS_BEFORE = Template("row.ends_before", "止不晚于起", "it ends before it begins")
PERSON_UNKNOWN = Template(
    "row.person_unknown",
    "“{name}”在{area}没有办件的身份：请核对姓名或电话，或先用 minqing invite 邀请",
    "“{name}” may handle no cases in {area}: check the name or phone, or use minqing invite",
)
PERSON_TWICE = Template(
    "row.person_twice",
    "{area}有几位叫“{name}”，请写电话",
    "{area} has several people called “{name}”; please give the phone",
)
DAY_UNKNOWN = Template(
    "row.day_unknown",
    "日期看不懂，例如 2026-10-01",
    "the day is not understood; write e.g. 2026-10-01",
)
WORKS_UNKNOWN = Template(
    "row.works_unknown",
    "“上班”一列应写 是 或 否",
    "the column of working days takes yes or no",
)
DAY_TWICE = Template(
    "row.day_twice", "这一天第 {other} 行已经写过", "row {other} has this day already"
)
