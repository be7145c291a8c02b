"""Where the consoles of WeChat and WeCom show what has to be set; no other place says so."""

from collections.abc import Mapping, Sequence

WECHAT = "微信开发者平台（developers.weixin.qq.com/platform）→ 我的业务 → 公众号或服务号 → 这个号"
BASICS = f"{WECHAT} → 基础信息"
PUSH = f"{BASICS} → 消息推送配置"
WECOM = "企业微信管理后台（work.weixin.qq.com）"
APP = f"{WECOM} → 应用管理 → 自建 → 这个应用"
CALLS = f"{APP} → 接收消息 → 设置API接收"
BOT = f"{WECOM} → 安全与管理 → 管理工具 → 智能机器人 → 这个机器人 → API设置"

NO_MENU_RIGHT = "这个号不能设菜单：没有认证的公众号（从前叫订阅号）没有这项权限"
NO_CODE_RIGHT = "这个号不能做带参数的二维码：只有认证的服务号能做"

TITLES: Mapping[str, str] = {"wechat": "公众号", "wecom": "企业微信"}

SHOWN: Mapping[str, Mapping[str, str]] = {
    "wechat": {
        "app_id": BASICS,
        "app_secret": BASICS,
        "token": f"自己想一个（openssl rand -hex 16），再照样填进 {PUSH}",
        "aes_key": PUSH,
    },
    "wecom": {
        "corp_id": f"{WECOM} → 我的企业，最下面的企业ID",
        "agent_id": APP,
        "secret": APP,
        "token": CALLS,
        "aes_key": CALLS,
        "bot_token": BOT,
        "bot_aes_key": BOT,
    },
}
"""Where each setting of a door comes from."""


def setting(group: str, name: str) -> str:
    """Give the full name of a setting."""
    return f"MINQING_{group.upper()}__{name.upper()}"


def name_missing(group: str, names: Sequence[str]) -> str:
    """Name what a door still needs, in full."""
    return f"{TITLES[group]}还缺设置：{'、'.join(setting(group, name) for name in names)}"


def say_where(group: str, names: Sequence[str]) -> str:
    """Say where settings come from, each place once."""
    places: dict[str, list[str]] = {}
    for name in names:
        places.setdefault(SHOWN[group][name], []).append(name.upper())
    found = "；".join(f"{'、'.join(there)}：{place}" for place, there in places.items())
    return f"{found}；见 docs/running.md"


def complain(group: str, names: Sequence[str]) -> str:
    """Say in one line what a door still needs, and where it is found."""
    return f"{name_missing(group, names)}（{say_where(group, names)}）"
