"""What the chat page of the browser says by itself."""

from services.texts.phrases import Template

A_PIN = Template("chat.a_pin", "📍 我的位置", "📍 My location")
A_BUTTON = Template("chat.a_button", "（按钮）", "(button)")
TOO_LONG = Template(
    "chat.too_long",
    "太长了（{count} 个字）。请分几条发，每条不超过 {limit} 个字。",
    "Too long ({count} characters). Please send several messages of at most {limit} "
    "characters each.",
)
TOO_FAST = Template(
    "chat.too_fast", "发得太快了，请等几秒再发。", "That was too fast; please wait a few seconds."
)
TOO_MANY = Template(
    "chat.too_many",
    "这里一下子来的人太多，请过几分钟再发，急事请打 {phone}。",
    "Too many people are here right now. Please try again in a few minutes; if it is "
    "urgent, call {phone}.",
)
NOT_STORED = Template(
    "chat.not_stored",
    "没发出去，请再发一次；急事请打 {phone}。",
    "Not sent, please send it again; if it is urgent, call {phone}.",
)
NO_COOKIE = Template(
    "chat.no_cookie",
    "浏览器没有保存“Cookie”，认不出是您。请打开 Cookie 再发一次，或打 {phone}。",
    "Your browser did not keep a cookie, so we cannot tell who you are. Please allow "
    "cookies and send it again, or call {phone}.",
)
NOTHING_SAID = Template("chat.nothing_said", "请先写几个字。", "Please write something first.")
NOT_UNDERSTOOD = Template(
    "chat.not_understood",
    "没有收到完整的内容，请再发一次。",
    "The message did not arrive whole, please send it again.",
)
YOURSELF = Template("chat.yourself", "您自己", "You")
NEWCOMER = Template("chat.newcomer", "新来的居民", "New resident")
