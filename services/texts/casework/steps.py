"""What is said on the way from a signature to an answer, and of calls after it."""

from services.texts.phrases import Template

# Progress
PROGRESS = Template("steps.progress", "记进展", "Note progress")
PROGRESS_WHAT = Template(
    "steps.progress_what",
    "{number} 办到哪一步了？请写一句，反映人在“进度”里能看到。",
    "How far is {number}? Please write a sentence; the reporter finds it under progress.",
)
PROGRESS_DONE = Template("steps.progress_done", "{number} 的进展记下了。", "{number}: noted.")

# Extensions
EXTENSION = Template("steps.extension", "申请延期", "Ask for time")
EXTENSION_DAYS = Template(
    "steps.extension_days",
    "{number} 要在 {due} 前答复。想延几个工作日？",
    "{number} is due by {due}. How many more working days?",
)
DAYS = Template("steps.days", "{days} 天", "{days} days")
OTHER_DAYS = Template("steps.other_days", "写天数", "Write it")
HOW_MANY_DAYS = Template(
    "steps.how_many_days", "几个工作日？最多 {most}。", "How many working days? At most {most}."
)
EXTENSION_WHY = Template(
    "steps.extension_why",
    "为什么要延期？请写一句，批准后会告诉反映人。",
    "Why? Please write a sentence; the reporter is told it when it is granted.",
)
EXTENSION_SENT = Template(
    "steps.extension_sent",
    "{number} 的延期申请已送上级。批下来之前，期限还是 {due}。",
    "The request for {number} went up. Until it is granted the limit stays {due}.",
)
EXTENSION_TO_GRANT = Template(
    "steps.extension_to_grant",
    "【延期申请】{number} {name}申请延 {days} 个工作日，原期限 {due}。\n原因：{words}",
    "[More time] {number}: {name} asks for {days} working days; due by {due}.\nReason: {words}",
)
GRANT = Template("steps.grant", "同意", "Grant")
REFUSE = Template("steps.refuse", "不同意", "Refuse")
REFUSE_WHY = Template(
    "steps.refuse_why",
    "{number} 为什么不同意延期？请写一句。",
    "Why is more time refused for {number}? Please write a sentence.",
)
GRANTED = Template(
    "steps.granted",
    "{number} 已同意延期，新期限 {due}，已告诉反映人。",
    "{number}: granted. New limit {due}; the reporter was told.",
)
REFUSED = Template(
    "steps.refused",
    "{number} 没有同意延期，已告诉承办人。",
    "{number}: refused; whoever has it was told.",
)
EXTENSION_GRANTED = Template(
    "steps.extension_granted",
    "{number} 的延期批了，新期限 {due}。",
    "{number}: more time was granted, now due by {due}.",
)
EXTENSION_REFUSED = Template(
    "steps.extension_refused",
    "{number} 的延期没有批，期限还是 {due}。原因：{words}",
    "{number}: more time was refused, still due by {due}. Reason: {words}",
)
EXTENDED = Template(
    "steps.extended",
    "对不起，{number} 要晚一些：原定 {before}，现在最迟 {after} 前答复您。\n原因：{words}",
    "Sorry, {number} takes longer: you were to hear by {before}, now it is {after} at the "
    "latest.\nReason: {words}",
)

# The plan
SHELVE = Template("steps.shelve", "列入计划", "Plan for later")
SHELVE_PLAN = Template(
    "steps.shelve_plan",
    "{number} 短期内办不了的话，打算怎么办？请写下来，会告诉反映人。",
    "If {number} cannot be done soon, what is the plan? Please write it; the reporter is told.",
)
REVIEW_WHEN = Template("steps.review_when", "什么时候复查？", "When is it looked at again?")
ONE_MONTH = Template("steps.one_month", "1个月", "1 month")
THREE_MONTHS = Template("steps.three_months", "3个月", "3 months")
HALF_A_YEAR = Template("steps.half_a_year", "半年", "Half a year")
WRITE_DAY = Template("steps.write_day", "写日期", "Write the day")
WHICH_DAY = Template(
    "steps.which_day", "哪一天？例如 12月3日。", "Which day? For example 2027-3-12."
)
PRESS_OR_DAY = Template(
    "steps.press_or_day",
    "请从下面选一项，或写一个日期，例如 12月3日。",
    "Please choose below, or write a day, for example 2027-3-12.",
)
DAY_PLEASE = Template(
    "steps.day_please",
    "请写一个日期，例如 12月3日 或 2027年3月12日。",
    "Please write a day, for example 2027-3-12.",
)
SHELVED_DONE = Template(
    "steps.shelved_done",
    "{number} 已列入计划，{day}复查，已告诉反映人。",
    "{number} is in the plan, to be looked at on {day}; the reporter was told.",
)
SHELVED = Template(
    "steps.shelved",
    "{number} 已列入计划，{day}复查。\n{words}",
    "{number} is in the plan; we look at it again on {day}.\n{words}",
)
TAKE_UP = Template("steps.take_up", "提前办理", "Take it up now")
TAKEN_UP = Template(
    "steps.taken_up",
    "{number} 重新办理，请在 {due} 前答复。",
    "{number} is yours to do again. Please answer by {due}.",
)

# Explained
EXPLAIN = Template("steps.explain", "不能解决，说明原因", "Cannot be solved: explain")
EXPLAIN_WHY = Template(
    "steps.explain_why",
    "{number} 为什么不能解决？请写清原因和能找谁，会发给反映人。",
    "Why can {number} not be solved, and who else may help? Please write it; the reporter "
    "will get it.",
)
EXPLAINED = Template(
    "steps.explained",
    "{number} 已答复（{name}），这件事现在解决不了，原因：\n{words}\n\n请问问题解决了吗？",
    "{number} was answered ({name}). It cannot be solved now, because:\n{words}\n\nIs it solved?",
)

# Calls after the answer
PHONE_BACK = Template("steps.phone_back", "电话回访", "Call back")
CALL_ASK = Template(
    "steps.call_ask",
    "{number} 回访：{who}\n（查看已留痕）\n反映的是：{words}\n答复是：{answer}\n"
    "请问本人，解决了吗？",
    "Call about {number}: {who}\n(this view was recorded)\nWhat was reported: {words}\n"
    "The answer was: {answer}\nPlease ask: is it solved?",
)
LEFT_NO_PHONE = Template("steps.left_no_phone", "{name}没有留电话", "{name} left no phone number")
NO_WAY_TO_CALL = Template("steps.no_way_to_call", "打不通或没有电话", "No way to call")
CALL_NO_WAY = Template(
    "steps.call_no_way",
    "{number} 记下了：没法电话回访，不用再打了。",
    "{number}: it cannot be asked by phone; nobody needs to call again.",
)
NOT_REACHED = Template("steps.not_reached", "没打通", "Not reached")
HOW_SATISFIED = Template("steps.how_satisfied", "本人满意吗？", "Are they satisfied?")
NOT_SAID = Template("steps.not_said", "没有说", "They did not say")
WHAT_IS_MISSING = Template(
    "steps.what_is_missing", "本人说还差什么？", "What do they say is missing?"
)
CALL_SOLVED = Template(
    "steps.call_solved", "{number} 记下了：本人确认已解决。", "{number}: confirmed as solved."
)
CALL_NOT_SOLVED = Template(
    "steps.call_not_solved",
    "{number} 记下了：没有解决，重新办理。",
    "{number}: not solved, it is taken up again.",
)
CALL_NOT_REACHED = Template(
    "steps.call_not_reached",
    "{number} 记下了：没打通，改天再打。",
    "{number}: not reached. Please try another day.",
)

# What waits (待办)
DO_SIGN = Template("steps.do_sign", "签收 {number}", "Sign {number}")
DO_ANSWER = Template("steps.do_answer", "办理 {number}", "Handle {number}")
DO_GRANT = Template("steps.do_grant", "批延期 {number}", "More time for {number}")
DO_CALL = Template("steps.do_call", "回访 {number}", "Call about {number}")
OVERDUE = Template("steps.overdue", "已超期 · ", "overdue · ")
URGENT = Template("steps.urgent", "紧急 · ", "urgent · ")
DISPUTED = Template("steps.disputed", "不同意不受理 · ", "declining disputed · ")
URGED = Template("steps.urged", "在催 · ", "urged · ")
LINE = Template(
    "steps.line",
    "{number} · {marks}{status} · {due}\n{words}",
    "{number} · {marks}{status} · {due}\n{words}",
)
DUE_BY = Template("steps.due_by", "{at} 前", "by {at}")
ANSWERED_ON = Template("steps.answered_on", "{at} 答复", "answered {at}")
IN_YEAR = Template("steps.in_year", "{year}年{at}", "{year}, {at}")
WANTS_TIME = Template("steps.wants_time", "申请延 {days} 天", "asks for {days} days")
TO_CALL = Template("steps.to_call", "待回访", "to be called")
UNITS = Template("steps.units", "{unit}：{status}", "{unit}: {status}")
THE_REST = Template("steps.the_rest", "后面 {count} 件", "{count} more")
NEXT_PAGE = Template("steps.next_page", "后面 {count} 个", "{count} more")
FIRST_PAGE = Template("steps.first_page", "从头看", "From the start")
