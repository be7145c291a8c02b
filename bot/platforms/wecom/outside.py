"""Residents' groups of employees (客户群): what is to be posted there becomes a task of theirs."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.platforms.tencent.calling import Line, Part
from bot.speaking.cutting import split_bytes
from models.errors import NotTaken, PlatformDown
from services.groups.forward_tasks import Task
from services.qr_codes import draw_code

_PATH = "/cgi-bin/externalcontact/"
ADD, RESULT = f"{_PATH}add_msg_template", f"{_PATH}get_groupmsg_send_result"
LIST, GET = f"{_PATH}groupchat/list", f"{_PATH}groupchat/get"
UPLOAD = "/cgi-bin/media/upload"

LONGEST_TEXT = 4000
"""Bytes (developer.work.weixin.qq.com/document/path/92135)."""

SENT = 1
LARGEST_PAGE = 100
MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class ExternalGroup:
    """A group of residents as the platform knows it."""

    chat: str
    name: str
    owner: str


async def make_task(line: Line, task: Task) -> str:
    """Make a task for an employee; give its id.

    Raises:
        DeliveryError: one of its kinds; there is no task after `NotTaken`, perhaps after
            another `PlatformDown`.
    """
    body: dict[str, Any] = {
        "chat_type": "group",
        "sender": task.employee,
        "chat_id_list": [task.chat],
        "text": {"content": split_bytes(task.words, LONGEST_TEXT)[0]},
    }
    if task.link:
        picture = await _bring_code(line, task.link)
        body["attachments"] = [{"msgtype": "image", "image": {"media_id": picture}}]
    return _word(await line.post(ADD, body), "msgid")


async def is_sent(line: Line, task: Task) -> bool:
    """Tell whether the employee has sent what a task holds.

    Raises:
        DeliveryError: one of its kinds.
    """
    body = {"msgid": task.outer_id, "userid": task.employee, "limit": LARGEST_PAGE}
    said = await line.post(RESULT, body)
    return any(
        it.get("chat_id") == task.chat and it.get("status") == SENT
        for it in _objects(said, "send_list")
    )


async def list_groups(line: Line, owner: str = "") -> Sequence[ExternalGroup]:
    """List the groups of residents, of one employee or of all that the app sees.

    Raises:
        DeliveryError: one of its kinds.
    """
    return [await get_group(line, chat) async for chat in _list_chats(line, owner)]


async def get_group(line: Line, chat: str) -> ExternalGroup:
    """Ask about a group.

    Raises:
        DeliveryError: one of its kinds.
    """
    said = await line.post(GET, {"chat_id": chat, "need_name": 0})
    found: object = said.get("group_chat")
    if not isinstance(found, dict):
        raise PlatformDown("no sensible answer")
    group = cast("Mapping[str, Any]", found)
    return ExternalGroup(chat, str(group.get("name", "")), str(group.get("owner", "")))


async def _list_chats(line: Line, owner: str) -> AsyncIterator[str]:
    cursor = ""
    for _ in range(MOST_PAGES):
        body: dict[str, Any] = {"limit": LARGEST_PAGE}
        if owner:
            body["owner_filter"] = {"userid_list": [owner]}
        if cursor:
            body["cursor"] = cursor
        said = await line.post(LIST, body)
        for it in _objects(said, "group_chat_list"):
            yield str(it.get("chat_id", ""))
        cursor = str(said.get("next_cursor") or "")
        if not cursor:
            return


async def _bring_code(line: Line, link: str) -> str:
    part = Part("media", "code.jpg", "image/jpeg", draw_code(link))
    try:
        return _word(await line.upload(UPLOAD, part, {"type": "image"}), "media_id")
    except PlatformDown as error:
        raise NotTaken(str(error)) from error  # whatever became of the picture, there is no task


def _word(said: Mapping[str, Any], field: str) -> str:
    found = said.get(field)
    if not isinstance(found, str) or not found:
        raise PlatformDown("no sensible answer")
    return found


def _objects(said: Mapping[str, Any], field: str) -> Sequence[Mapping[str, Any]]:
    found = said.get(field)
    listed = cast("list[object]", found) if isinstance(found, list) else []
    return [cast("Mapping[str, Any]", it) for it in listed if isinstance(it, dict)]
