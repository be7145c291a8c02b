"""Tokens, and what the app asks about itself and the corp."""

import math

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject
from tests.wecom_server.errors import (
    ADDRESS_NOT_ALLOWED,
    CORP_ID_MISSING,
    INVALID_AGENT_ID,
    INVALID_BUTTON_COUNT,
    INVALID_CODE,
    INVALID_CORP_ID,
    INVALID_SECRET,
    NO_MENU,
    NO_PRIVILEGE,
    NO_SUCH_USER,
    SECRET_MISSING,
    WRONG_APP,
    refusal,
)
from tests.wecom_server.fields import (
    Field,
    Fields,
    array,
    one_of,
    read_object,
    record,
    text,
    wrong,
)
from tests.wecom_server.routes import post
from tests.wecom_server.world import TOKEN_LIFE, App, World

_TYPES = (
    "click",
    "view",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
)
_ITEM: Fields = {
    "type": Field(one_of(*_TYPES)),
    "name": Field(text(), True),
    "key": Field(text(128)),
    "url": Field(text(1024, shape="https?://.+")),
}
_SUB = array(record({**_ITEM, "type": Field(one_of(*_TYPES), True)}), 1, 5, INVALID_BUTTON_COUNT)
_MENU: Fields = {
    "button": Field(
        array(record({**_ITEM, "sub_button": Field(_SUB)}), 1, 3, INVALID_BUTTON_COUNT), True
    )
}
LONGEST_NAME, LONGEST_SUB_NAME = 16, 40


class Console:
    """gettoken, agent/get, user/get, menu/create, menu/get and getcallbackip."""

    def __init__(self, world: World) -> None:
        """Answer for this world."""
        self._world = world
        self.is_ip_allowed = True
        self._codes: dict[str, str] = {}

    def lets_in(self, userid: str) -> str:
        """Have somebody agree on the sign-in page; return the code, good for one look."""
        code = f"code-{self._world.next_number()}"
        self._codes[code] = userid
        return code

    def routes(self) -> dict[str, Route]:
        """Return what answers which path."""
        token = frozenset({"access_token"})
        return {
            "/cgi-bin/gettoken": Route(
                "GET",
                self.token,
                query=frozenset(),
                optional=frozenset({"corpid", "corpsecret"}),
                needs_token=False,
            ),
            "/cgi-bin/agent/get": Route("GET", self.agent, query=token | {"agentid"}),
            "/cgi-bin/user/get": Route("GET", self.user, query=token | {"userid"}),
            "/cgi-bin/auth/getuserinfo": Route("GET", self.who_came, query=token | {"code"}),
            "/cgi-bin/getcallbackip": Route("GET", self.addresses, query=token),
            "/cgi-bin/menu/create": post(self.create_menu, "agentid"),
            "/cgi-bin/menu/get": Route("GET", self.show_menu, query=token | {"agentid"}),
        }

    def token(self, ask: Ask) -> JsonObject:
        """Give an app its token; asked again, the same one."""
        world, corp_id = self._world, ask.query.get("corpid")
        secret = ask.query.get("corpsecret")
        if not corp_id:
            raise refusal(CORP_ID_MISSING)
        if not secret:
            raise refusal(SECRET_MISSING)
        if corp_id != world.corp_id:
            raise refusal(INVALID_CORP_ID)
        app = next((it for it in world.apps.values() if it.secret == secret), None)
        if app is None:
            raise refusal(INVALID_SECRET)
        if not self.is_ip_allowed:
            raise refusal(ADDRESS_NOT_ALLOWED, "from ip: 127.0.0.1")
        token = world.token_of(app)
        left = min(math.ceil(app.token_ends - world.now()), TOKEN_LIFE)
        return {"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": left}

    def who_came(self, ask: Ask) -> JsonObject:
        """Tell whose code it is, once; whoever is outside the corp has an openid only."""
        userid = self._codes.pop(ask.query["code"], None)
        if userid is None:
            raise refusal(INVALID_CODE)
        if userid.lower() not in self._world.members:
            return {"errcode": 0, "errmsg": "ok", "openid": f"openid-{userid}"}
        return {"errcode": 0, "errmsg": "ok", "userid": userid, "user_ticket": ""}

    def agent(self, ask: Ask) -> JsonObject:
        """Describe the app."""
        app = self._own(ask)
        users = [{"userid": it.userid} for it in self._world.members.values() if it.is_in_scope]
        return {
            "errcode": 0,
            "errmsg": "ok",
            "agentid": app.agent_id,
            "name": "民情直通车",
            "square_logo_url": "https://p.qlogo.cn/bizmail/logo/0",
            "description": "",
            "allow_userinfos": {"user": users},
            "allow_partys": {"partyid": []},
            "allow_tags": {"tagid": []},
            "close": 0,
            "redirect_domain": "",
            "report_location_flag": 0,
            "isreportenter": 1,
            "home_url": "",
        }

    def user(self, ask: Ask) -> JsonObject:
        """Describe a member whom the app sees."""
        userid = ask.query["userid"]
        member = self._world.members.get(userid.lower())
        if member is None:
            raise refusal(NO_SUCH_USER, userid)
        if not member.is_in_scope:
            raise refusal(NO_PRIVILEGE, userid)
        answer: JsonObject = {"errcode": 0, "errmsg": "ok", "userid": member.userid}
        return answer | {"name": member.name, "department": [1], "status": 1, "isleader": 0}

    def addresses(self, _ask: Ask) -> JsonObject:
        """Say from where callbacks come."""
        return {"errcode": 0, "errmsg": "ok", "ip_list": ["127.0.0.1"]}

    def create_menu(self, ask: Ask) -> JsonObject:
        """Put a menu under the app's chat."""
        app = self._own(ask)
        read_object(_MENU, ask.body)
        for number, button in enumerate(ask.body["button"]):
            where = f"button[{number}]"
            _check_item(button, where, LONGEST_NAME)
            for sub in button.get("sub_button", []):
                _check_item(sub, f"{where}.sub_button", LONGEST_SUB_NAME)
        app.menu = ask.body
        return {"errcode": 0, "errmsg": "ok"}

    def show_menu(self, ask: Ask) -> JsonObject:
        """Give the menu as it was put there."""
        menu = self._own(ask).menu
        if not menu:
            raise refusal(NO_MENU)
        return {"errcode": 0, "errmsg": "ok", **menu}

    def _own(self, ask: Ask) -> App:
        app, agent = self._world.app_of(ask.query.get("access_token")), ask.query["agentid"]
        if not agent.isdecimal() or int(agent) not in self._world.apps:
            raise refusal(INVALID_AGENT_ID, agent)
        if int(agent) != app.agent_id:
            raise refusal(WRONG_APP)
        return app


def _check_item(item: dict[str, object], where: str, longest: int) -> None:
    text(longest)(item["name"], f"{where}.name")
    if "sub_button" in item:
        if "type" in item:
            raise wrong(where, "has a type and sub_button")
        return
    if "type" not in item:
        raise wrong(f"{where}.type", "is missing")
    needed = "url" if item["type"] == "view" else "key"
    if needed not in item:
        raise wrong(f"{where}.{needed}", "is missing")
