"""Groups that our app made (appchat): made, filled, looked at."""

from collections.abc import Sequence
from typing import cast

from bot.platforms.tencent.calling import Line
from models.errors import PlatformDown

CREATE, UPDATE, GET = "/cgi-bin/appchat/create", "/cgi-bin/appchat/update", "/cgi-bin/appchat/get"

LONGEST_NAME = 50
"""Characters (developer.work.weixin.qq.com/document/path/90245)."""


async def create(line: Line, name: str, members: Sequence[str], chat: str = "") -> str:
    """Make a group of at least two members, the first of them its owner; give its id.

    Args:
        line: calls that bear the app's token.
        name: what its members call it.
        members: who is in it.
        chat: the id it is to have; else the platform gives it one.

    Raises:
        DeliveryError: one of its kinds.
    """
    body = {"name": name[:LONGEST_NAME], "owner": members[0], "userlist": list(members)}
    given = (await line.post(CREATE, body | ({"chatid": chat} if chat else {}))).get("chatid")
    if not isinstance(given, str) or not given:
        raise PlatformDown("no sensible answer")
    return given


async def list_members(line: Line, chat: str) -> Sequence[str]:
    """List who is in a group.

    Raises:
        DeliveryError: one of its kinds.
    """
    said = await line.get(GET, {"chatid": chat})
    found: object = cast("dict[str, object]", said.get("chat_info") or {}).get("userlist")
    if not isinstance(found, list):
        raise PlatformDown("no sensible answer")
    return [str(it) for it in cast("list[object]", found)]


async def change(line: Line, chat: str, added: Sequence[str], removed: Sequence[str]) -> None:
    """Take members into a group, and out of it.

    Raises:
        DeliveryError: one of its kinds.
    """
    lists = {"add_user_list": list(added), "del_user_list": list(removed)}
    body = {name: members for name, members in lists.items() if members}
    if body:
        await line.post(UPDATE, {"chatid": chat, **body})
