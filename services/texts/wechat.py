"""What is said on WeChat alone: its menu, and what cannot be shown there."""

from services.texts.phrases import Template

NO_DOCUMENT = Template(
    "wechat.no_document",
    "（微信里发不了文件“{name}”，请到社区领取）",
    "(WeChat cannot carry the file “{name}”: please ask for it at the office)",
)
NO_DOCUMENT_BUT_PAGE = Template(
    "wechat.no_document_but_page",
    "（微信里发不了文件“{name}”：请发“我的资料”，选“在电脑上打开”，在那个网页里再要一次；"
    "或到社区领取）",
    "(WeChat cannot carry the file “{name}”: send “My data”, choose “Open on a computer” and ask "
    "for it again on that page; or at the office)",
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

MENU_REPORT = Template("wechat.menu.report", "我要反映", "Report"), "我要反映"
MENU_POSTS = Template("wechat.menu.posts", "认领岗位", "Posts")
MENU_MINE = Template("wechat.menu.mine", "我的", "Mine")
MENU_BOARD = Template("wechat.menu.board", "公示栏", "Public board")
ON_BOARD = "公示"
"""Where there are pages, the board takes the place of this word in the menus."""

MENU_OF_POSTS = {
    Template("wechat.menu.open_posts", "看空岗位", "Open posts"): "岗位",
    Template("wechat.menu.my_posts", "我的岗位", "My posts"): "我的岗位",
    Template("wechat.menu.check_in", "签到", "Check in"): "签到",
    Template("wechat.menu.cards", "四色卡", "My cards"): "四色卡",
    Template("wechat.menu.enrol", "党员报到", "Enrol"): "报到",
}
MENU_OF_MINE = {
    Template("wechat.menu.my_cases", "我反映的事", "My reports"): "我反映的事",
    Template("wechat.menu.grid", "我的网格员", "My grid manager"): "我的网格员",
    Template("wechat.menu.notices", "公示", "Notices"): "公示",
    Template("wechat.menu.person", "找人工", "A person"): "人工",
    Template("wechat.menu.me", "我的资料", "My data"): "我的资料",
}
"""What stands in the menu, and the command word that a press says."""
