"""Asking WeCom whether our app works; for the doctor."""

from bot.findings import Finding, Grade
from bot.setting_groups import Settings
from models.errors import DeliveryError, OperatorError

CONSOLE = "企业微信管理后台（work.weixin.qq.com）的“应用管理”，点开应用"
MENDS = {
    "60020": f"{CONSOLE}，最下面“企业可信 IP”，加上面说的 IP（先要设好“可信域名”或“接收消息”）",
    "40013": "核对 MINQING_WECOM__CORP_ID：管理后台“我的企业”最下面的“企业 ID”",
    "40001": f"核对 MINQING_WECOM__SECRET：{CONSOLE}，“Secret”旁边点“查看”",
    "40056": f"核对 MINQING_WECOM__AGENT_ID：{CONSOLE}，最上面的 AgentId",
    "301002": f"核对 MINQING_WECOM__AGENT_ID 和 SECRET 是不是同一个应用的：{CONSOLE}看",
}
"""What to click, by the code with which WeCom refuses."""

ELSE = "核对 MINQING_WECOM__API_URL，并看本机能否连到那里"


async def check_wecom(settings: Settings) -> Finding | None:
    """Look whether WeCom lets our app in, from this machine, and whom the app is shown to."""
    from bot.platforms.tencent.calling import Wire, raise_for
    from bot.platforms.wecom.opening import ask_token, is_whole

    try:
        if not is_whole(settings.wecom):
            return None
    except OperatorError as error:
        return Finding("wecom", Grade.WRONG, str(error), "补上，或把 MINQING_WECOM__ 的都删去")
    wire = Wire(settings.wecom.api_url)
    try:
        token, _ = await ask_token(wire, settings.wecom)
        query = {"access_token": token, "agentid": str(settings.wecom.agent_id)}
        said = await wire.call("GET", "/cgi-bin/agent/get", query)
        raise_for(said)
    except DeliveryError as error:
        mend = MENDS.get(str(error).partition(" ")[0], ELSE)
        return Finding("wecom", Grade.WRONG, f"企业微信用不了：{error}", mend)
    finally:
        await wire.close()
    if said.get("close") == 1:
        return Finding("wecom", Grade.WRONG, "企业微信的应用停用了", f"{CONSOLE}，点“启用”")
    address = f"{settings.web.public_url or 'https://您的网址'}/wecom"
    name = said.get("name") or settings.wecom.agent_id
    return Finding(
        "wecom", Grade.GOOD, f"企业微信正常（应用“{name}”）；接收消息的 URL 应是 {address}"
    )
