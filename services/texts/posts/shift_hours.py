"""What is said to those who confirm hours and decide about absences."""

from services.texts.phrases import Template

SHIFTS_WAITING = Template(
    "shift_hours.shifts_waiting", "{count} 个班待认定时长", "{count} shift(s) to confirm"
)
DISPUTES_WAITING = Template(
    "shift_hours.disputes_waiting", "{count} 条未到岗异议", "{count} disputed absence(s)"
)
WAITING = Template("shift_hours.waiting", "待认定时长的班：", "Shifts whose hours wait:")
NOTHING = Template("shift_hours.nothing", "没有待认定的时长。", "No hours wait to be confirmed.")
LINE = Template(
    "shift_hours.line", "{shift}：{count} 人待认定", "{shift}: {count} to be confirmed"
)
LINE_MISSING = Template(
    "shift_hours.line_missing",
    "{shift}：{count} 人待认定，{missing} 人没签到",
    "{shift}: {count} to be confirmed, {missing} not checked in",
)
THE_REST = Template("shift_hours.the_rest", "还有 {count} 个班", "{count} more")
HEAD = Template(
    "shift_hours.head", "{shift}：{count} 人待认定", "{shift}: {count} to be confirmed"
)
PART = Template("shift_hours.part", "{name}：{state}{more}", "{name}: {state}{more}")
FROM_TO = Template(
    "shift_hours.from_to", "，{begin}–{end}，{minutes} 分钟", ", {begin}–{end}, {minutes} min"
)
MINUTES = Template("shift_hours.minutes", "，{minutes} 分钟", ", {minutes} min")
MADE_UP = Template("shift_hours.made_up", "（补签：{reason}）", " (entered later: {reason})")
MADE_UP_BY_STAFF = Template("shift_hours.made_up_by_staff", "（代补签）", " (entered by staff)")
COVERS = Template("shift_hours.covers", "（顶班）", " (cover)")
FAR = Template("shift_hours.far", "，离集合地点 {metres} 米", ", {metres} m away")
BOTH = Template("shift_hours.both", "{one}{other}", "{one}{other}")
CONFIRM_ALL = Template("shift_hours.confirm_all", "全部认定", "Confirm all")
CONFIRM = Template("shift_hours.confirm", "认定", "Confirm")
OTHER_MINUTES = Template("shift_hours.other_minutes", "改分钟数", "Other minutes")
MARK_ABSENT = Template("shift_hours.mark_absent", "记未到岗", "Record as absent")
CONFIRMED_ALL = Template(
    "shift_hours.confirmed_all", "{count} 人的时长认定了。", "The hours of {count} are confirmed."
)
CONFIRMED = Template(
    "shift_hours.confirmed", "{name}：认定 {minutes} 分钟。", "{name}: {minutes} min confirmed."
)
HOW_MANY = Template(
    "shift_hours.how_many",
    "{name}这一班算多少分钟？（最多 {most}）",
    "How many minutes for {name}? (at most {most})",
)
MARKED = Template(
    "shift_hours.marked",
    "{name}：记了未到岗，已告诉本人，三天内可以提异议。",
    "{name}: recorded as absent and told; they may dispute it within three days.",
)
NO_DISPUTES = Template("shift_hours.no_disputes", "没有待定的异议。", "No disputes wait.")
DISPUTE = Template("shift_hours.dispute", "{name}：{shift}\n{words}", "{name}: {shift}\n{words}")
DECIDED = Template("shift_hours.decided", "定了，已告诉本人。", "Decided; they are told.")
TO_HOURS = Template("shift_hours.to_hours", "待认定时长", "Hours to confirm")
NEXT_DISPUTE = Template("shift_hours.next_dispute", "看下一条", "The next one")
