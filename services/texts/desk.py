"""What stands around every page of the desk (工作台), and how one comes to it."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

TO_DESK = Template("desk.to_desk", "打开工作台", "Open the desk")
LINK = Template(
    "desk.link",
    "请在浏览器里打开，再点“进入工作台”：\n{address}\n"
    "10 分钟内有效，只能用一次。谁打开它，谁就能用您的工作台，别发给别人。",
    "Please open this in a browser and press “Enter the desk” there:\n{address}\n"
    "Good for 10 minutes, once. Whoever opens it has your desk: send it to nobody.",
)
NO_ADDRESS = Template(
    "desk.no_address",
    "还没有设置网页的网址（MINQING_WEB__PUBLIC_URL），工作台打不开。请告诉管电脑的人。",
    "No address of the pages is set (MINQING_WEB__PUBLIC_URL), so the desk cannot be opened. "
    "Please tell whoever looks after the computer.",
)
SAVED = Template("desk.saved", "已保存。", "Saved.")

WORDS = page_words(
    "desk",
    (
        ("name", "工作台", "Desk"),
        ("skip", "跳到正文", "Skip to the content"),
        ("pages", "工作台的页面", "Pages of the desk"),
        ("more", "更多", "More"),
        ("todo", "待办", "To do"),
        ("triage", "分办", "Triage"),
        ("cases", "民情", "Cases"),
        ("new", "代录", "Enter a case"),
        ("calls", "电话", "Calls"),
        ("notices", "公示", "Notices"),
        ("announcements", "通知", "Announcements"),
        ("posts", "岗位", "Posts"),
        ("members", "党员", "Members"),
        ("figures", "三率", "Figures"),
        ("briefs", "简报", "Briefs"),
        ("posters", "海报", "Posters"),
        ("areas", "区域", "Areas"),
        ("staff", "人员", "Staff"),
        ("system", "运行", "System"),
        ("leave", "退出", "Leave"),
        ("seat", "我的登录", "My sessions"),
        ("board", "公示栏", "Public board"),
        ("sign_in", "进入工作台", "Enter the desk"),
        (
            "how",
            "工作人员：在和机器人的私聊里发“工作台”，打开它回的链接。",
            "Staff: send “desk” to the bot in your private chat and open the link it gives.",
        ),
        ("whose", "您将以“{name}”的身份进入工作台。", "You will enter the desk as “{name}”."),
        (
            "careful",
            "如果这不是您，请不要点，把链接告诉给您发它的人。",
            "If this is not you, do not press, and tell whoever sent you the link.",
        ),
        ("enter", "进入工作台", "Enter the desk"),
        (
            "demo",
            "这是演示，人和事都是编的。选一个人，就坐到他的工作台前：",
            "This is a demonstration with invented people. Choose whose desk to sit at:",
        ),
        ("by_wecom", "用企业微信登录", "Sign in with WeCom"),
        (
            "outer_silent",
            "企业微信现在没有回应。请过一会儿再试，或在聊天里发“工作台”要一个链接。",
            "WeCom does not answer now. Try again, or send “desk” in the chat for a link.",
        ),
        ("failed", "没有进入", "Not entered"),
        ("left", "已退出工作台。", "You have left the desk."),
        (
            "over",
            "登录已经过期，没有做任何改动。请在新窗口里重新进入，再按浏览器的“返回”，填的还在。",
            "Your session is over; nothing was changed. Enter again in a new window and go back.",
        ),
        ("again", "回到登录", "To the sign-in page"),
        ("office", "社区电话", "Community office"),
        ("nothing", "这里还没有内容。", "Nothing here yet."),
        ("newer", "上一页", "Previous page"),
        ("older", "下一页", "Next page"),
        ("search", "查找", "Search"),
        ("all", "全部", "All"),
        ("save", "保存", "Save"),
        ("back", "返回", "Back"),
        ("export", "导出表格", "Export as xlsx"),
        ("print", "打印", "Print"),
        ("changed", "有新的变化", "Something changed"),
        ("reload", "刷新", "Refresh"),
        ("offline", "网络断了，正在重新连接……", "No connection. Trying again…"),
        (
            "not_stored",
            "现在存不下来，没有做任何改动。请过一会儿再试。",
            "It cannot be stored just now; nothing was changed. Please try again in a while.",
        ),
        (
            "busy",
            "现在传文件的人太多，没有做任何改动。请过一会儿再传。",
            "Too many files are being sent just now; nothing was changed. Please try again soon.",
        ),
        ("nothing_here", "没有这一页，请回工作台。", "There is no such page."),
        (
            "strange",
            "这个操作不是从工作台的页面来的，没有做任何改动。请刷新页面再试。",
            "This did not come from a page of the desk; nothing was changed. Please refresh.",
        ),
        ("missing", "没有这一页。", "There is no such page."),
        ("too_many", "试得太多了，请过一会儿再试。", "Too many tries. Please wait a while."),
    ),
)
