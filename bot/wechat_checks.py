"""Asking WeChat whether our official account works; for the doctor."""

from bot.findings import Finding, Grade
from bot.setting_groups import Settings
from models.errors import DeliveryError, OperatorError

CONSOLE = "公众平台（mp.weixin.qq.com）的“设置与开发 → 开发接口管理 → 基本配置”"
MENDS = {
    "40164": f"在{CONSOLE}里把上面的 IP 加进“IP 白名单”",
    "40013": f"核对 MINQING_WECHAT__APP_ID：{CONSOLE}里的“开发者 ID(AppID)”",
    "40001": f"核对 MINQING_WECHAT__APP_SECRET；忘了就在{CONSOLE}里重置 AppSecret",
    "40125": f"核对 MINQING_WECHAT__APP_SECRET；忘了就在{CONSOLE}里重置 AppSecret",
    "40243": f"AppSecret 被冻结了：在{CONSOLE}里解冻",
}
"""What to click, by the code with which WeChat refuses."""

ELSE = "核对 MINQING_WECHAT__API_URL，并看本机能否连到那里"


async def check_wechat(settings: Settings) -> Finding | None:
    """Look whether WeChat lets our account in."""
    from bot.platforms.tencent.calling import Wire
    from bot.platforms.wechat.account import ask_token
    from bot.platforms.wechat.opening import find_account

    try:
        account = find_account(settings)
    except OperatorError as error:
        return Finding("wechat", Grade.WRONG, str(error), "补上，或把 MINQING_WECHAT__ 的都删去")
    if account is None:
        return None
    if not account.secret:
        return Finding(
            "wechat",
            Grade.NOTE,
            "没设 MINQING_WECHAT__APP_SECRET：公众号只能当场回复，取不到照片，"
            "别的消息都留到对方下次说话时给",
            f"在{CONSOLE}里找到 AppSecret，设上",
        )
    wire = Wire(account.api_url)
    try:
        await ask_token(wire, account)
    except DeliveryError as error:
        mend = MENDS.get(str(error).partition(" ")[0], ELSE)
        return Finding("wechat", Grade.WRONG, f"公众号用不了：{error}", mend)
    finally:
        await wire.close()
    address = f"{settings.web.public_url or 'https://您的网址'}/wechat"
    return Finding(
        "wechat",
        Grade.GOOD,
        f"公众号正常（{account.app_id}）；服务器地址应是 {address}，"
        f"{'安全模式' if account.aes_key else '明文模式'}",
    )
