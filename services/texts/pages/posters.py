"""What posters (海报) say, and the page that their code opens."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

HEADLINE = Template("poster.headline", "扫一扫，有事直接说", "Scan, and just say it")
BELOW_CODE = Template(
    "poster.below_code",
    "微信“扫一扫”或手机相机都能扫，不用装软件",
    "With WeChat or your phone's camera; nothing to install",
)
STEPS = (
    ("scan-qr-code", Template("poster.scan", "扫上面的码", "Scan the code above")),
    ("mic", Template("poster.say", "说一句或拍张照", "Say it, or take a photo")),
    ("map-pin", Template("poster.place", "说清在哪儿", "Say where it is")),
    ("bell-ring", Template("poster.wait", "等回音，随时能查", "Get an answer; look any time")),
)
MANAGER = Template("poster.manager", "网格员", "Grid manager")
OFFICE = Template("poster.office", "社区电话", "Community office")
HOURS = Template("poster.hours", "上班时间", "Office hours")
SMALL = Template(
    "poster.small",
    "您说的话、照片和地点会登记成一件民情，只给办理的人看；您的电话每次被查看都有记录。"
    "公示前会隐去姓名、电话、门牌。不说姓名也可以反映。想删除您的资料，在聊天里发“我的资料”。"
    "有危险请先打 110、119、120。",
    "What you say, photos and the place become a case that only those who handle it see; every "
    "look at your phone is noted. Names, phones and doors are masked in whatever is published. "
    "You need not give your name. To have your data erased, send “my data”. In danger call 110, "
    "119 or 120 first.",
)
TITLE = Template("poster.title", "{area}海报", "Posters of {area}")

WORDS = page_words(
    "posters",
    (
        ("title", "海报", "Posters"),
        (
            "about",
            "每个网格、小区、楼栋一张 A4 纸，扫码就进来，并且知道是哪里。",
            "One A4 page for each grid, estate or building; scanning opens the way in.",
        ),
        ("area", "哪里的", "Of where"),
        ("level", "每个什么一张", "One for each"),
        ("here", "只要这一张", "Only this one"),
        ("print", "生成 PDF", "Make the PDF"),
        (
            "no_address",
            "还没有设置网页的网址（MINQING_WEB__PUBLIC_URL），做不了海报。请告诉管电脑的人。",
            "No address of the pages is set (MINQING_WEB__PUBLIC_URL): a code would open nothing.",
        ),
        ("most", "一次最多 {count} 张。", "At most {count} at once."),
    ),
)
AT_WORDS = page_words(
    "at",
    (
        ("hello", "您在{area}", "You are at {area}"),
        ("lead", "有事直接说，怎么说都行。", "Just say it, in any way you like."),
        ("chat", "现在就说", "Say it now"),
        ("telegram", "用 Telegram 说", "Say it in Telegram"),
        ("wechat", "长按下面的码，关注公众号就能说：", "Press the code below long to follow:"),
        ("code", "公众号的二维码", "Code of the official account"),
        ("board", "看公示栏", "See the public board"),
        ("call", "打社区电话", "Call the office"),
        ("unknown", "没有找到这个地方，也没关系：", "This place is not known, but never mind:"),
    ),
)
