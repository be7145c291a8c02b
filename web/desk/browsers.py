"""Which browser somebody uses, as far as they would know it again: `wechat android`."""

from services.texts.pages import seat_pages
from services.texts.phrases import Phrase

_PROGRAMS = (  # the first that is named: most call themselves Chrome and Safari too
    ("wxwork/", "wecom"),
    ("MicroMessenger/", "wechat"),
    ("DingTalk/", "dingtalk"),
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("HuaweiBrowser/", "huawei"),
    ("MiuiBrowser/", "xiaomi"),
    ("QQBrowser/", "qq"),
    ("UCBrowser/", "uc"),
    ("Firefox", "firefox"),
    ("Chrom", "chrome"),
    ("Safari/", "safari"),
)
_SYSTEMS = (
    ("OpenHarmony", "harmony"),
    ("HarmonyOS", "harmony"),
    ("Android", "android"),
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Windows", "windows"),
    ("Mac OS", "mac"),
    ("Linux", "linux"),
)


def name_browser(agent: str) -> str:
    """Give what is kept of a User-Agent: the program and the system, nothing else."""
    found = (
        next((name for sign, name in signs if sign in agent), "")
        for signs in (_PROGRAMS, _SYSTEMS)
    )
    return " ".join(filter(None, found))


def tell_browser(kept: str) -> Phrase:
    """Say which browser it was."""
    named = [seat_pages.BROWSERS[it]() for it in kept.split() if it in seat_pages.BROWSERS]
    if not named:
        return seat_pages.SOME_BROWSER()
    return seat_pages.BROWSER_ON(browser=named[0], system=named[-1]) if named[1:] else named[0]
