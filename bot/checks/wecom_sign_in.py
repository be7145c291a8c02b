"""The doctor's look at signing in at the desk by WeCom (企业微信登录): what can be seen from here.

What its console allows cannot be asked: the host to fill in there is said.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.checks.findings import Finding, Grade
from bot.consoles import APP, setting
from bot.setting_groups import Settings

NAME = "wecom_sign_in"
WHERE = f"{APP} → 网页授权及JS-SDK → 可信域名，和 {APP} → 企业微信授权登录 → Web网页 → 授权回调域"


def examine_sign_in(settings: Settings) -> Finding:
    """Look whether who comes from WeCom can come, and nobody can listen on the way."""
    ours, public_url = settings.wecom, settings.web.public_url
    for name, given in (("authorize_url", ours.authorize_url), ("login_url", ours.login_url)):
        if not given.startswith("https:"):
            usual = type(ours).model_fields[name].default
            return Finding(
                NAME,
                Grade.WRONG,
                f"{setting('wecom', name)} 是 {given}，不是 https：别人能看到谁在登录工作台",
                f"删去这一行，就用 {usual}；私有部署的企业微信填它的 https 网址",
            )
    if public_url is None:
        return Finding(
            NAME,
            Grade.NOTE,
            "没设 MINQING_WEB__PUBLIC_URL：工作台不能用企业微信登录，只能用聊天里的一次性链接",
            f"设成对外的 https 网址，再照 docs/running.md 填 {WHERE}",
        )
    return _examine_host(public_url)


def _examine_host(public_url: str) -> Finding:
    if not public_url.startswith("https:"):
        return Finding(
            NAME,
            Grade.WRONG,
            f"MINQING_WEB__PUBLIC_URL 是 {public_url}，不是 https：用企业微信登录工作台，"
            "登录的凭据会在路上被人看到",
            "让反向代理接 https（见 docs/running.md），网址改成 https 开头",
        )
    host = urlsplit(public_url).netloc
    if not _is_name(urlsplit(public_url).hostname or ""):
        return Finding(
            NAME,
            Grade.WRONG,
            f"MINQING_WEB__PUBLIC_URL 的 {host} 不是域名：企业微信的后台不收，用它登录不了工作台",
            f"换成备过案的域名，再填进 {WHERE}",
        )
    return Finding(
        NAME,
        Grade.GOOD,
        f"工作台可以用企业微信登录，只要后台两处填的都是 {host}（这里问不到）：{WHERE}",
    )


def _is_name(host: str) -> bool:
    """Tell a name that can be registered from an address, or a name of this machine."""
    try:
        ip_address(host)
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local"))
    return False
