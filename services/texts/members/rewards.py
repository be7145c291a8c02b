"""What is said of exchanging points (兑换)."""

from services.texts.phrases import Template

WANTED = Template(
    "reward.wanted",
    "{name} 用 {cost} 分换“{reward}”。给了本人以后请选“已发放”。",
    "{name} exchanged {cost} points for “{reward}”. Press when it was handed over.",
)
HAND_OVER = Template("reward.hand_over", "已发放", "Handed over")
HAND_OVER_NUMBER = Template("reward.hand_over_number", "已发放 {number}", "Handed over {number}")
CANCEL_OTHERS = Template("reward.cancel_others", "发不了，退还积分", "Not possible: give back")
HANDED_TOLD = Template(
    "reward.handed_told",
    "您换的“{name}”已经发放。",
    "“{name}”, which you exchanged, was handed over.",
)
HANDED = Template("reward.handed", "记下了：{member} 的“{name}”已发放。", "{member} has “{name}”.")
CANCELLED_TOLD = Template(
    "reward.cancelled_told",
    "您换的“{name}”这次发不了，{cost} 分已退还。",
    "“{name}” cannot be handed over; your {cost} points are back.",
)
CANCELLED = Template(
    "reward.cancelled", "已取消，{cost} 分退还了。", "Cancelled; {cost} points are back."
)
OFFERED = Template(
    "reward.offered",
    "您有 {balance} 分，可以换：",
    "You have {balance} points. They are exchanged for:",
)
LINE = Template(
    "reward.line", "{number}. {name} {cost} 分{stock}", "{number}. {name}: {cost} points{stock}"
)
LEFT = Template("reward.left", "，还有 {count} 份", ", {count} left")
EXCHANGE = Template("reward.exchange", "换 {name}", "Take {name}")
NOTHING = Template(
    "reward.nothing",
    "您有 {balance} 分。现在没有可以换的东西。",
    "You have {balance} points. There is nothing to exchange them for now.",
)
SURE = Template(
    "reward.sure", "用 {cost} 分换“{name}”吗？", "Exchange {cost} points for “{name}”?"
)
YES = Template("reward.yes", "换", "Yes")
NO = Template("reward.no", "不换了", "No")
NOT_EXCHANGED = Template(
    "reward.not_exchanged", "好的，没有换。", "All right, nothing was changed."
)
EXCHANGED = Template(
    "reward.exchanged",
    "换好了：“{name}”，用了 {cost} 分，还有 {balance} 分。请到社区领取，领取前可以取消。",
    "Done: “{name}” for {cost} points; {balance} are left. Fetch it at the community office; "
    "until then you may cancel.",
)
CANCEL = Template("reward.cancel", "取消兑换", "Cancel it")
WAITING = Template(
    "reward.waiting", "等您去领：{name}（{cost} 分）", "Waiting for you: {name} ({cost} points)"
)
CANCEL_NAMED = Template("reward.cancel_named", "取消 {name}", "Cancel {name}")
TO_HAND_OVER = Template(
    "reward.to_hand_over", "等着发放 {count} 份：", "{count} to be handed over:"
)
OF_MEMBER = Template(
    "reward.of_member",
    "{number}. {member}：{name}（{cost} 分）",
    "{number}. {member}: {name} ({cost} points)",
)
NOTHING_TO_HAND_OVER = Template(
    "reward.nothing_to_hand_over", "没有等着发放的。", "Nothing waits to be handed over."
)
HANDING_WAITS = Template(
    "reward.handing_waits", "待发放：{count} 份", "To be handed over: {count}"
)
