"""What is said on WeChat alone: its menu, and what cannot be shown there."""

from services.texts.phrases import Template

NO_DOCUMENT = Template(
    "wechat.no_document",
    "（微信里发不了文件“{name}”，请到社区领取）",
    "(WeChat cannot carry the file “{name}”: please ask for it at the office)",
)
NO_DOCUMENT_BUT_PAGE = Template(
    "wechat.no_document_but_page",
    "（微信里发不了文件“{name}”：请在 {page} 上再要一次，或到社区领取）",
    "(WeChat cannot carry the file “{name}”: ask for it again at {page}, or at the office)",
)
MORE_SHOWN = Template(
    "wechat.more_shown",
    "（另有 {count} 张照片或语音没有发来）",
    "({count} more photos or voice messages were not sent)",
)
SOMETHING_WAITS = Template(
    "wechat.something_waits", "您有新消息，点开公众号看", "A message waits for you"
)
IN_A_WORD = Template("wechat.something_waits_short", "有新消息", "Message")
"""For a field of at most five characters."""

MENU_REPORT = Template("wechat.menu.report", "我要反映", "Report")
MENU_POSTS = Template("wechat.menu.posts", "认领岗位", "Posts")
MENU_MINE = Template("wechat.menu.mine", "我的", "Mine")
