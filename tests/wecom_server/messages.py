"""The content of messages, by msgtype, and how it becomes something to look at.

Stricter than the real server in one thing: it cuts what is too long, this one refuses it (45002).
"""

from collections.abc import Mapping
from typing import cast

from tests.servers.errors import JsonObject
from tests.wecom_server.cards import read_card
from tests.wecom_server.errors import INVALID_MSGTYPE, refusal
from tests.wecom_server.fields import Field, Fields, Reader, one_of, read_object, record, text
from tests.wecom_server.screen import Message
from tests.wecom_server.world import World

LONGEST_TEXT = 2048
FLAG = one_of(0, 1)
_FILE = record({"media_id": Field(text(), True)})

APP_KINDS: Mapping[str, Reader] = {
    "text": record({"content": Field(text(LONGEST_TEXT), True)}),
    "markdown": record({"content": Field(text(LONGEST_TEXT), True)}),
    "image": _FILE,
    "voice": _FILE,
    "file": _FILE,
    "template_card": read_card,
}
CHAT_KINDS: Mapping[str, Reader] = {
    kind: reader for kind, reader in APP_KINDS.items() if kind not in {"voice", "template_card"}
}


def read_message(body: JsonObject, kinds: Mapping[str, Reader], around: Fields) -> str:
    """Return the msgtype of a body that has its content and the fields around it, no others."""
    kind = body.get("msgtype")
    if not isinstance(kind, str) or kind not in kinds:
        raise refusal(INVALID_MSGTYPE, f"msgtype: {kind}")
    read_object({"msgtype": Field(text(), True), kind: Field(kinds[kind], True), **around}, body)
    return kind


def new_message(world: World, msgid: str, body: JsonObject, owner: str = "") -> Message:
    """Make what will stand on a screen; a file must be on the server."""
    kind = cast("str", body["msgtype"])
    content = cast("JsonObject", body[kind])
    message = Message(msgid, kind, dict(content))
    if "media_id" in content:
        message.media = world.file(content["media_id"], kind, owner).content
    return message
