"""Groups that the app made: create, change, ask about, write into."""

from dataclasses import dataclass
from typing import cast

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject
from tests.wecom_server.errors import (
    BAD_CHAT_ID,
    BAD_CHAT_SIZE,
    CHAT_ID_TAKEN,
    NO_SUCH_CHAT,
    NO_SUCH_USER,
    NOT_A_MEMBER,
    refusal,
)
from tests.wecom_server.fields import Field, Fields, array, read_object, text
from tests.wecom_server.messages import CHAT_KINDS, FLAG, new_message, read_message
from tests.wecom_server.routes import post
from tests.wecom_server.screen import Screen
from tests.wecom_server.world import App, World

FEWEST, MOST = 2, 2000
_USERS = Field(array(text(64), 1, MOST, BAD_CHAT_SIZE))
_NAME = Field(text(150))
_CREATE: Fields = {
    "name": _NAME,
    "owner": Field(text(64)),
    "userlist": Field(array(text(64), FEWEST, MOST, BAD_CHAT_SIZE), True),
    "chatid": Field(text(32, shape="[0-9a-zA-Z]+", too_long=BAD_CHAT_ID)),
}
_UPDATE: Fields = {
    "chatid": Field(text(), True),
    "name": _NAME,
    "owner": Field(text(64)),
    "add_user_list": _USERS,
    "del_user_list": _USERS,
}
_SEND: Fields = {"chatid": Field(text(), True), "safe": Field(FLAG)}


@dataclass
class AppChat:
    """A group of members that one app made and alone may write into."""

    chat_id: str
    agent_id: int
    name: str
    owner: str
    users: list[str]
    screen: Screen

    @property
    def said(self) -> list[str]:
        """What the app said in the group."""
        return self.screen.said


class AppChats:
    """The appchat calls."""

    def __init__(self, world: World) -> None:
        """Start without a group."""
        self._world = world
        self.chats: dict[str, AppChat] = {}

    def routes(self) -> dict[str, Route]:
        """Return what answers which path."""
        path, names = "/cgi-bin/appchat", frozenset({"access_token", "chatid"})
        return {
            f"{path}/create": post(self.create),
            f"{path}/update": post(self.update),
            f"{path}/get": Route("GET", self.get, query=names),
            f"{path}/send": post(self.send),
        }

    def create(self, ask: Ask) -> JsonObject:
        """Make a group."""
        body, world = ask.body, self._world
        read_object(_CREATE, body)
        app = world.app_of(ask.query.get("access_token"))
        users = self._known(body["userlist"])
        if not FEWEST <= len(users) <= MOST:
            raise refusal(BAD_CHAT_SIZE, "userlist: the same member twice")
        owner = cast("str", body.get("owner", users[0]))
        if owner not in users:
            raise refusal(NOT_A_MEMBER, f"owner: {owner}")
        chat_id = cast("str", body.get("chatid") or world.new_id("chat"))
        if chat_id in self.chats:
            raise refusal(CHAT_ID_TAKEN, chat_id)
        name = cast("str", body.get("name", ""))
        screen = Screen(world.changed, name or chat_id)
        self.chats[chat_id] = AppChat(chat_id, app.agent_id, name, owner, users, screen)
        return {"errcode": 0, "errmsg": "ok", "chatid": chat_id}

    def update(self, ask: Ask) -> JsonObject:
        """Change a group's name, owner and members."""
        body = ask.body
        read_object(_UPDATE, body)
        chat = self._own(ask, body["chatid"])
        leaving = set(body.get("del_user_list", []))
        added = self._known(body.get("add_user_list", []))
        users = [it for it in dict.fromkeys([*chat.users, *added]) if it not in leaving]
        if not FEWEST <= len(users) <= MOST:
            raise refusal(BAD_CHAT_SIZE, f"{len(users)} members")
        owner = cast("str", body.get("owner", chat.owner if chat.owner in users else users[0]))
        if owner not in users:
            raise refusal(NOT_A_MEMBER, f"owner: {owner}")
        chat.users, chat.owner, chat.name = users, owner, body.get("name", chat.name)
        return {"errcode": 0, "errmsg": "ok"}

    def get(self, ask: Ask) -> JsonObject:
        """Say who is in a group."""
        chat = self._own(ask, ask.query["chatid"])
        info: JsonObject = {"chatid": chat.chat_id, "name": chat.name, "owner": chat.owner}
        info |= {"userlist": chat.users, "chat_type": 0}
        return {"errcode": 0, "errmsg": "ok", "chat_info": info}

    def send(self, ask: Ask) -> JsonObject:
        """Say something in a group; a card is no message for a group."""
        read_message(ask.body, CHAT_KINDS, _SEND)
        chat = self._own(ask, ask.body["chatid"])
        message = new_message(self._world, self._world.new_id("msg-"), ask.body)
        chat.screen.show(message)
        return {"errcode": 0, "errmsg": "ok"}

    def _own(self, ask: Ask, chat_id: str) -> AppChat:
        app: App = self._world.app_of(ask.query.get("access_token"))
        chat = self.chats.get(chat_id)
        if chat is None or chat.agent_id != app.agent_id:
            raise refusal(NO_SUCH_CHAT, chat_id)
        return chat

    def _known(self, names: list[str]) -> list[str]:
        for name in names:
            if self._world.member(name) is None:
                raise refusal(NO_SUCH_USER, name)
        return list(dict.fromkeys(names))
