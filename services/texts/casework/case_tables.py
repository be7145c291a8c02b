"""What is said of tables of cases that come in: of each row what is wrong, of all how many."""

from services.texts.phrases import Template

COLUMN_MISSING = Template(
    "case_row.column_missing",
    "缺少“内容”（text）这一列",
    "the column text is missing",
)
TABLE_EMPTY = Template("case_row.table_empty", "表里没有一行民情", "there is no case in the table")
TEXT_MISSING = Template(
    "case_row.text_missing",
    "“内容”是空的，应写反映了什么",
    "text is empty: it says what was reported",
)
TEXT_LONG = Template(
    "case_row.text_long",
    "“内容”有 {length} 字，最多 {limit} 字",
    "text has {length} characters, {limit} at most",
)
CELL_LONG = Template(
    "case_row.cell_long",
    "“{column}”有 {length} 字，最多 {limit} 字",
    "{column} has {length} characters, {limit} at most",
)
PHONE = Template(
    "case_row.phone",
    "“电话”读不出“{cell}”：一格写一个 11 位手机号，或带区号的座机；没有就空着",
    "phone “{cell}” cannot be read: one mobile number of 11 digits, or a landline with its "
    "area code, or nothing",
)
PHONE_ROUNDED = Template(
    "case_row.phone_rounded",
    "“电话”成了“{cell}”，后面的数字已经丢了：把原表这一列设为文本，再另存",
    "phone became “{cell}” and has lost digits: make the column text and save it again",
)
CHANNEL = Template(
    "case_row.channel",
    "不认识的“渠道”“{cell}”，"
    "应是 网络平台、来信来访、服务专线、民情信息员、一站式窗口、座谈会 之一",
    "unknown channel “{cell}”: one of online, visit_letter, hotline, informant, window, forum",
)
INSTANT = Template(
    "case_row.instant",
    "“{column}”读不出“{cell}”：写成 2019-04-25 09:32 这样",
    "{column} “{cell}” cannot be read: write it like 2019-04-25 09:32",
)
NOT_YET = Template(
    "case_row.not_yet",
    "“时间”{cell} 还没有到：应是反映的时间",
    "reported_at {cell} has not come yet: it is when it was reported",
)
TOO_EARLY = Template(
    "case_row.too_early",
    "“{column}”{cell} 早于 2000 年，请核对",
    "{column} {cell} is before the year 2000",
)
DUE_TOO_FAR = Template(
    "case_row.due_too_far",
    "“办理时限”{cell} 太远了，请核对",
    "due_at {cell} is too far ahead",
)
DUE_BEFORE = Template(
    "case_row.due_before",
    "“办理时限”{cell} 早于反映的时间",
    "due_at {cell} is before it was reported",
)
PUBLICITY = Template(
    "case_row.publicity",
    "“是否公开”读不出“{cell}”：写 是 或 否",
    "public “{cell}” cannot be read: yes or no",
)
NUMBER_TWICE = Template(
    "case_row.number_twice",
    "“工单编号”{number} 与第 {other} 行相同，内容却不同",
    "outer_number {number} is that of row {other} too, with other words",
)

CHANNEL_NOT_YOURS = Template(
    "case_row.channel_not_yours",
    "“渠道”写的是 {channel}，这一种不由您录入",
    "it came by {channel}, which is not yours to enter",
)
CATEGORY_GUESSED = Template(
    "case_row.category_guessed",
    "不认识的类别“{category}”有 {count} 件，按内容来判断",
    "{count} of the unknown category “{category}”: guessed by their words",
)
NOBODY_TO_TELL = Template(
    "case_row.nobody_to_tell",
    "有 {count} 件还没有人可以告诉，请打电话",
    "for {count} there is nobody to be told yet; please call",
)

IMPORTED = Template(
    "import.told",
    "从表格导入了 {count} 件民情（{source}），等着签收，其中已过期限 {late} 件。",
    "{count} cases came in by a table ({source}) and wait to be signed for; {late} are overdue.",
)
FROM_TABLE = Template("import.from_table", "没有写来源", "no source given")

COLUMN_LABELS = {
    "name": "姓名",
    "place": "地点",
    "outer_number": "工单编号",
    "source": "来源",
    "reported_at": "时间",
    "due_at": "办理时限",
}
"""Columns as they are named to whoever mends the table."""
