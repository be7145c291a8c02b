"""What the rows of points (积分明细) and the ranking say."""

from services.texts.phrases import Template

SHIFT = Template("points.shift", "{area}{post}，{at}", "{area}, {post}, {at}")
CASE = Template("points.case", "民情 {number}", "case {number}")
A_CASE = Template("points.a_case", "一件民情", "a matter of residents")
ACTIVITY = Template("points.activity", "{month}月{day}日 {title}", "{title}, {month}/{day}")
PLEDGE = Template("points.pledge", "“{words}”", "“{words}”")
EXCHANGE = Template("points.exchange", "{name}", "{name}")
TAKEN_BACK = Template("points.taken_back", "收回：{record}", "taken back: {record}")
GIVEN_BACK = Template("points.given_back", "退还：{record}", "given back: {record}")

BALANCE = Template("points.balance", "您有 {balance} 分。", "You have {balance} points.")
OWED = Template(
    "points.owed",
    "您现在是 {balance} 分：更正以后还欠 {owed} 分，以后得的分先补上。",
    "You have {balance} points: after a correction {owed} are owed, which later ones make up.",
)
MONTH = Template(
    "points.month",
    "本月{reason}已得 {points} 分，每月最多 {most} 分。",
    "This month, {reason}: {points} points of at most {most}.",
)
LINE = Template(
    "points.line", "{day} {points} {reason}：{record}", "{day} {points} {reason}: {record}"
)
BARE_LINE = Template("points.bare_line", "{day} {points} {reason}", "{day} {points} {reason}")
DAY = Template("points.day", "{month}月{day}日", "{month}/{day}")
NOT_COUNTED = Template(
    "points.not_counted",
    "没有记分（到了每月上限，或不足半小时）",
    "none (the most of a month was reached, or under half an hour)",
)
NONE = Template("points.none", "还没有积分记录。", "There are no points yet.")
NEXT = Template("points.next", "再早一些", "Earlier")

RANKING = Template(
    "points.ranking",
    "【{area}】今年积分前 {count} 名：",
    "[{area}] The first {count} of this year:",
)
RANK_LINE = Template("points.rank_line", "{rank}. {name} {points} 分", "{rank}. {name}: {points}")
OWN_RANK = Template(
    "points.own_rank",
    "您今年得了 {points} 分，排第 {rank}。",
    "You were given {points} points this year and are number {rank}.",
)
NO_OWN_RANK = Template(
    "points.no_own_rank", "您今年还没有得分。", "You were given no points this year."
)
