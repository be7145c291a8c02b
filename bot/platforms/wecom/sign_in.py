"""Who somebody is at the corporation, told by WeCom to a page of ours (网页授权, 扫码登录)."""

from urllib.parse import quote, urlencode

from bot.platforms.tencent.calling import Line
from bot.setting_wecom import Wecom

GET_USER = "/cgi-bin/auth/getuserinfo"
INSIDE = "wxwork/"
"""Stands in the User-Agent of the browser inside WeCom."""


class WecomSignIn:
    """Sends a browser to WeCom, and asks who came back.

    Args:
        line: calls that bear the app's token.
        settings: the app, and where WeCom's pages are.
    """

    def __init__(self, line: Line, settings: Wecom) -> None:
        self._line = line
        self._settings = settings

    def address(self, agent: str, back: str, state: str) -> str:
        """Give the page that asks WeCom: inside of it at once, elsewhere by a code to scan."""
        app = self._settings
        asked = {"appid": app.corp_id or "", "redirect_uri": back, "state": state}
        if INSIDE in agent:
            more = {"response_type": "code", "scope": "snsapi_base", "agentid": str(app.agent_id)}
            query = urlencode(asked | more, quote_via=quote)
            return f"{app.authorize_url}/connect/oauth2/authorize?{query}#wechat_redirect"
        query = urlencode(
            asked | {"login_type": "CorpApp", "agentid": str(app.agent_id)}, quote_via=quote
        )
        return f"{app.login_url}/wwlogin/sso/login/?{query}"

    async def identify(self, code: str) -> str | None:
        """Tell which member came back with a code; None for whoever is none.

        Raises:
            DeliveryError: WeCom does not say so, or does not take the code.
        """
        said = await self._line.get(GET_USER, {"code": code})
        found = said.get("userid")
        return found if isinstance(found, str) and found else None
