"""What is said of pledges (承诺)."""

from services.texts.phrases import Template

ASKED = Template(
    "pledge.asked",
    "{name} 说这条承诺做到了，请您看看是否属实：\n“{words}”",
    "{name} says that this pledge was kept; please see whether it is so:\n“{words}”",
)
CONFIRM = Template("pledge.confirm", "确认兑现", "It was kept")
CONFIRM_NUMBER = Template("pledge.confirm_number", "确认兑现 {number}", "Kept: {number}")
KEPT_TOLD = Template(
    "pledge.kept_told",
    "您的承诺“{words}”已确认兑现，记 {points} 分。谢谢您。",
    "Your pledge “{words}” was confirmed as kept: {points} points. Thank you.",
)
CONFIRMED = Template(
    "pledge.confirmed", "已确认兑现，记 {points} 分。", "Confirmed; {points} points were given."
)
WRITE = Template(
    "pledge.write",
    "今年您想承诺做哪件事？用自己的话写一句，例如：每月陪李奶奶去一次医院。",
    "What do you promise for this year? One sentence of your own, such as: "
    "once a month I go to the hospital with an old neighbour.",
)
MADE = Template(
    "pledge.made",
    "记下了：“{words}”。做到以后请社区确认。",
    "Noted: “{words}”. When it is done, ask the community to confirm it.",
)
MINE = Template("pledge.mine", "{number}. {words}（{state}）", "{number}. {words} ({state})")
IS_KEPT = Template("pledge.is_kept", "已兑现", "kept")
NOT_YET = Template("pledge.not_yet", "未兑现", "not yet")
ASK = Template("pledge.ask", "请社区确认 {number}", "Ask to confirm {number}")
DROP = Template("pledge.drop", "不承诺了 {number}", "Drop {number}")
ASK_SENT = Template(
    "pledge.ask_sent", "已请社区确认，有了结果告诉您。", "The community was asked; you will hear."
)
ASK_NOBODY = Template(
    "pledge.ask_nobody",
    "现在没有人能在这里确认，请打社区电话 {phone}。",
    "Nobody can confirm it here now; please call {phone}.",
)
DROPPED = Template("pledge.dropped", "好的，这条去掉了。", "All right, it was taken off.")
TO_CONFIRM = Template(
    "pledge.to_confirm",
    "没有兑现的承诺 {count} 条。属实的请选确认。",
    "{count} pledges not kept yet. Press where one was.",
)
OF_MEMBER = Template("pledge.of_member", "{number}. {name}：{words}", "{number}. {name}: {words}")
NOTHING_TO_CONFIRM = Template(
    "pledge.nothing_to_confirm", "没有等您确认的承诺。", "No pledge waits for you."
)
MORE = Template("pledge.more", "还有 {count} 条", "{count} more")
