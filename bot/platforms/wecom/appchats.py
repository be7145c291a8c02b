"""Groups that our app made (appchat): made, filled, looked at."""

from collections.abc import Sequence
from typing import cast

from bot.platforms.tencent.calling import Line
from models.errors import PlatformDown

CREATE, UPDATE, GET = "/cgi-bin/appchat/create", "/cgi-bin/appchat/update", "/cgi-bin/appchat/get"

LONGEST_NAME = 50
"""Characters (developer.work.weixin.qq.com/document/path/90245)."""


async def create(line: Line, name: str, owner: str, members: Sequence[str]) -> str:
    """Make a group of at least two members, one of them its owner; give its id.

    Raises:
        DeliveryError: one of its kinds.
    """
    body = {"name": name[:LONGEST_NAME], "owner": owner, "userlist": list(members)}
    chat = (await line.post(CREATE, body)).get("chatid")
    if not isinstance(chat, str) or not chat:
        raise PlatformDown("no sensible answer")
    return chat


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
