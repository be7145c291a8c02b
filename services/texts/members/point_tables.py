"""What is wrong with the rows of the tables of rewards and activities."""

from services.texts.phrases import Template

REWARD_NAME = Template(
    "point_row.reward_name", "名称应有 1–80 个字", "the name needs 1–80 characters"
)
REWARD_COST = Template(
    "point_row.reward_cost",
    "积分应是 1 到 1000000 的整数",
    "the cost is a whole number from 1 to 1000000",
)
REWARD_STOCK = Template(
    "point_row.reward_stock",
    "数量应是整数；不限就空着",
    "the stock is a whole number, or empty for no limit",
)
REWARD_TWICE = Template(
    "point_row.reward_twice",
    "第 {other} 行已经有这个区域的同名物品",
    "row {other} has the same name in this area",
)
ACTIVITY_TITLE = Template(
    "point_row.activity_title", "活动名称应有 1–80 个字", "the title needs 1–80 characters"
)
ACTIVITY_DAY = Template(
    "point_row.activity_day",
    "日期应在 2000 年以后，不晚于今天",
    "the day lies before 2000 or after today",
)
PARTY_LIFE_WORD = Template(
    "point_row.party_life",
    "“组织生活”一列应写 是 或 否",
    "the column of party life takes yes or no",
)
BODY_UNKNOWN = Template(
    "point_row.body_unknown", "没有“{body}”这个党组织", "there is no party body “{body}”"
)
MEMBER_UNKNOWN = Template(
    "point_row.member_unknown",
    "没有找到党员“{name}”：姓名和电话要与党员名册一致",
    "no member “{name}”: name and phone must be those of the roll",
)
PERSON_TWICE = Template(
    "point_row.person_twice",
    "和第 {other} 行是同一个人、同一天的同一个活动，请去掉一行",
    "the same person at the same activity as in row {other}: leave one of them out",
)
MEMBER_TWICE = Template(
    "point_row.member_twice",
    "叫“{name}”的党员不止一位，请把姓名和电话都写上",
    "there are several members “{name}”; give both name and phone",
)
