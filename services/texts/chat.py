"""What the chat page of the browser says by itself."""

from services.texts.phrases import Template

A_PIN = Template("chat.a_pin", "📍 我的位置")
A_BUTTON = Template("chat.a_button", "（按钮）")
TOO_LONG = Template(
    "chat.too_long", "太长了（{count} 个字）。请分几条发，每条不超过 {limit} 个字。"
)
TOO_FAST = Template("chat.too_fast", "发得太快了，请等几秒再发。")
TOO_MANY = Template("chat.too_many", "这里一下子来的人太多，请过几分钟再发，急事请打 {phone}。")
NOT_STORED = Template("chat.not_stored", "没发出去，请再发一次；急事请打 {phone}。")
NO_COOKIE = Template(
    "chat.no_cookie", "浏览器没有保存“Cookie”，认不出是您。请打开 Cookie 再发一次，或打 {phone}。"
)
NOTHING_SAID = Template("chat.nothing_said", "请先写几个字。")
NOT_UNDERSTOOD = Template("chat.not_understood", "没有收到完整的内容，请再发一次。")
YOURSELF = Template("chat.yourself", "您自己")
NEWCOMER = Template("chat.newcomer", "新来的居民")
