"""Where somebody sits at the desk (我的登录), and in which browser."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

SOME_BROWSER = Template("seat.some_browser", "浏览器", "a browser")
BROWSER_ON = Template("seat.browser_on", "{browser}，{system}", "{browser}, {system}")
ENDED = Template("seat.ended", "已退出。", "Signed out there.")
OTHERS_ENDED = Template(
    "seat.others_ended", "已退出其他 {count} 处。", "Signed out of {count} other places."
)

BROWSERS = {
    name: Template(f"browser.{name}", *words)
    for name, words in {
        "wecom": ("企业微信", "WeCom"),
        "wechat": ("微信", "WeChat"),
        "dingtalk": ("钉钉", "DingTalk"),
        "edge": ("Edge 浏览器", "Edge"),
        "opera": ("Opera 浏览器", "Opera"),
        "huawei": ("华为浏览器", "Huawei Browser"),
        "xiaomi": ("小米浏览器", "Mi Browser"),
        "qq": ("QQ 浏览器", "QQ Browser"),
        "uc": ("UC 浏览器", "UC Browser"),
        "firefox": ("火狐浏览器", "Firefox"),
        "chrome": ("Chrome 浏览器", "Chrome"),
        "safari": ("Safari 浏览器", "Safari"),
        "harmony": ("鸿蒙手机", "HarmonyOS"),
        "android": ("安卓手机", "Android"),
        "iphone": ("苹果手机", "iPhone"),
        "ipad": ("苹果平板", "iPad"),
        "windows": ("Windows 电脑", "Windows"),
        "mac": ("苹果电脑", "Mac"),
        "linux": ("Linux 电脑", "Linux"),
    }.items()
}

WORDS = page_words(
    "seat",
    (
        (
            "lead",
            "您的工作台现在在这些地方开着。不认识的，马上退出，再告诉管电脑的人。",
            "Your desk is open here. Sign out of what you do not know, and tell who keeps it up.",
        ),
        ("here", "就是这里", "This one"),
        ("since", "进入", "Since"),
        ("seen", "最近在用", "Last used"),
        ("until", "最晚到", "Ends"),
        ("end", "退出那里", "Sign out there"),
        ("others", "退出其他所有的", "Sign out everywhere else"),
        ("alone", "只在这里开着。", "It is open here only."),
    ),
)
