"""One official account: what its console and our settings say of it, and how it lets us in."""

from dataclasses import dataclass
from datetime import timedelta

from bot.platforms.tencent.answers import raise_for
from bot.platforms.tencent.calling import Line, Wire
from bot.platforms.tencent.tokens import Tokens
from models.errors import PlatformDown
from services.clock import Clock
from services.store import Store

OFFICIAL = "https://api.weixin.qq.com"
SHORTEST = 60
LONGEST = 24 * 3600


@dataclass(frozen=True, slots=True)
class Account:
    """What is set of an official account.

    Args:
        app_id: names it.
        token: signs what WeChat posts.
        aes_key: seals it; empty in plain mode.
        secret: lets us call WeChat; without it there are passive replies only.
        api_url: origin of the servers.
        template_id: of the template message that says that something waits.
        subscription_id: of the subscription message that says so where there is no template.
        template_fields: what each of its fields holds, as in `thing1=what,time2=when`.
        page: where the chat page is; empty when people cannot open it.
    """

    app_id: str
    token: str
    aes_key: str = ""
    secret: str = ""
    api_url: str = OFFICIAL
    template_id: str = ""
    subscription_id: str = ""
    template_fields: str = "thing1=what,time2=when"
    page: str = ""


def line_of(account: Account, store: Store, clock: Clock) -> Line | None:
    """Give the line to WeChat's servers; None when they cannot be called."""
    if not account.secret:
        return None
    wire = Wire(account.api_url)

    async def ask(by_force: bool) -> tuple[str, timedelta]:
        return await ask_token(wire, account, by_force=by_force)

    return Line(wire, Tokens(store, clock, f"wechat:{account.app_id}", ask))


async def ask_token(
    wire: Wire, account: Account, *, by_force: bool = False
) -> tuple[str, timedelta]:
    """Ask for the stable token (获取稳定版接口调用凭据); give it and how long it lasts.

    Raises:
        DeliveryError: WeChat does not let us in, or does not answer.
    """
    said = await wire.call(
        "POST",
        "/cgi-bin/stable_token",
        {},
        body={
            "grant_type": "client_credential",
            "appid": account.app_id,
            "secret": account.secret,
            "force_refresh": by_force,
        },
    )
    raise_for(said)
    token, seconds = said.get("access_token"), said.get("expires_in")
    if not isinstance(token, str) or not token or not isinstance(seconds, int):
        raise PlatformDown("no sensible answer")
    return token, timedelta(seconds=min(max(seconds, SHORTEST), LONGEST))
