"""What is said about claiming posts, confirming claims, and the waiting list."""

from services.texts.phrases import Template

# To those who confirm
TO_BE_CONFIRMED = Template(
    "claiming.to_be_confirmed",
    "【认领待确认】{who} 认领{opening}。名额 {taken}/{places}。",
    "[To confirm] {who} claims {opening}. Places taken: {taken} of {places}.",
)
CONFIRM = Template("claiming.confirm", "确认", "Confirm")
DECLINE = Template("claiming.decline", "不同意", "Decline")
DECLINE_WHY = Template(
    "claiming.decline_why",
    "为什么不同意？请写一句，会告诉本人。",
    "Why not? Please write a sentence; the member is told.",
)
IS_CONFIRMED = Template(
    "claiming.is_confirmed",
    "已确认，已告诉本人：{who}，{opening}。",
    "Confirmed; the member was told: {who}, {opening}.",
)
IS_DECLINED = Template(
    "claiming.is_declined",
    "没有同意，原因已告诉本人：{who}，{opening}。",
    "Declined; the member was told why: {who}, {opening}.",
)
SOMEBODY_LEFT = Template(
    "claiming.somebody_left", "{who} 退岗：{opening}。{words}", "{who} gave up {opening}. {words}"
)
BECAUSE = Template("claiming.because", "原因：{words}", "Reason: {words}")

# To whoever claimed
CONFIRMED = Template(
    "claiming.confirmed",
    "您认领的{opening}，社区已确认。{first}",
    "The community has confirmed your claim: {opening}. {first}",
)
DECLINED = Template(
    "claiming.declined",
    "您认领的{opening}，社区没有同意。\n原因：{words}",
    "The community declined your claim: {opening}.\nReason: {words}",
)
REMOVED = Template(
    "claiming.removed",
    "社区把您从{opening}撤下来了。\n原因：{words}",
    "The community has taken you off: {opening}.\nReason: {words}",
)
FIRST_TIME = Template(
    "claiming.first_time", "第一次上岗：{at}{place}。", "First time: {at}{place}."
)
AT_PLACE = Template("claiming.at_place", "，{place}", ", {place}")
TIMES_AGREED = Template(
    "claiming.times_agreed", "上岗时间由社区跟您商定。", "The community agrees the hours with you."
)

# The waiting list
PLACE_FREE = Template(
    "claiming.place_free",
    "{opening}空出一个名额，给您留到 {until}。要吗？",
    "A place is free: {opening}. It is kept for you until {until}. Do you want it?",
)
TAKE_PLACE = Template("claiming.take_place", "要这个名额", "I want it")
REFUSE_PLACE = Template("claiming.refuse_place", "不要了", "No longer")
PLACE_LAPSED = Template(
    "claiming.place_lapsed",
    "{opening}的名额给您留过，时间到了，已经转给后面的人。还想要的话，请再认领。",
    "The place was kept for you and the time is over: {opening}. If you still want it, please "
    "claim it again.",
)
