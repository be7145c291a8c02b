"""What the morning list and the weekly notice say."""

from services.texts.phrases import Template

MORNING = Template(
    "morning.head",
    "早上好。{month}月{day}日，有 {count} 件等您办：",
    "Good morning. {month}/{day}: {count} wait for you:",
)
MORNING_OVERDUE = Template(
    "morning.head_overdue",
    "早上好。{month}月{day}日，有 {count} 件等您办，其中 {overdue} 件已超期：",
    "Good morning. {month}/{day}: {count} wait for you, {overdue} of them overdue:",
)
MORNING_MORE = Template(
    "morning.more", "还有 {count} 件，见“待办”。", "{count} more are under “To do”."
)
LINE = Template(
    "morning.line",
    "{number} {area} · {category}，{due} 前答复",
    "{number} {area} · {category}, answer by {due}",
)
LINE_OVERDUE = Template(
    "morning.line_overdue",
    "❗ {number} {area} · {category}，{due} 已到期",
    "❗ {number} {area} · {category}, was due {due}",
)
LINE_URGENT = Template(
    "morning.line_urgent",
    "‼️ 紧急 {number} {area} · {category}，{due} 前答复",
    "‼️ Urgent {number} {area} · {category}, answer by {due}",
)
TO_DO = Template("morning.todo", "待办", "To do")

LAST_WEEK = Template("weekly.head", "上周三率", "Figures of last week")
LAST_WEEK_PUBLIC = Template("weekly.head_public", "上周民情", "Last week")
PUBLIC_COUNTS = Template(
    "weekly.counts",
    "收到 {reported} 件，答复 {answered} 次，其中按时 {in_time}。",
    "Reported {reported}; answered {answered}, {in_time} of them in time.",
)
PUBLIC_PHONE = Template(
    "weekly.phone",
    "有事请私下跟我说，或打 {phone}。",
    "Tell us what troubles you in private, or call {phone}.",
)
