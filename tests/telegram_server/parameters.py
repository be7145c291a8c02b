"""Readers of the objects that a service bot's calls carry."""

import re
from typing import cast

from tests.servers.forms import Upload
from tests.telegram_server.entities import ENTITY
from tests.telegram_server.errors import bad_request
from tests.telegram_server.kinds import (
    Field,
    Fields,
    array,
    chat_id,
    flag,
    integer,
    record,
    serialized,
    text,
    variant,
)
from tests.telegram_server.markup import https_link, inline_markup, reply_markup

_ACTION_WORDS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)
ACTIONS = tuple(_ACTION_WORDS.split())
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def _command(value: object) -> str:
    name = cast("str", text()(value))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return name


def _command_description(value: object) -> str:
    words = cast("str", text()(value)).strip()
    if not words:
        raise bad_request("command description must be non-empty")
    if len(words) > 256:
        raise bad_request("command description length must not exceed 256")
    return words


def secret(value: object) -> str:
    """Read a webhook's secret."""
    word = cast("str", text()(value))
    if len(word) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", word):
        raise bad_request("secret token contains unallowed characters")
    return word


def language(value: object) -> str:
    """Read a two-letter language code, or none."""
    code = cast("str", text()(value))
    if not re.fullmatch(r"[a-z]{2}|", code):
        raise bad_request("invalid language code specified")
    return code


def file(value: object) -> Upload | str:
    """Read an upload, or the id or address of a file."""
    return value if isinstance(value, Upload) else cast("str", text(1)(value))


IN_CHAT = {"chat_id": Field(chat_id, True)}
CHAT_USER = {**IN_CHAT, "user_id": Field(integer(1), True)}
SCOPE = variant(
    {
        "default": {},
        "all_private_chats": {},
        "all_group_chats": {},
        "all_chat_administrators": {},
        "chat": IN_CHAT,
        "chat_administrators": IN_CHAT,
        "chat_member": CHAT_USER,
    }
)
MENU_BUTTON = variant(
    {
        "default": {},
        "commands": {},
        "web_app": {
            "text": Field(text(1), True),
            "web_app": Field(record({"url": Field(https_link, True)}), True),
        },
    }
)
REACTION = variant(
    {
        "emoji": {"emoji": Field(text(1), True)},
        "custom_emoji": {"custom_emoji_id": Field(text(1), True)},
    }
)
ENTITIES = Field(serialized(array(ENTITY), "entities"))
INLINE = Field(serialized(inline_markup, "reply keyboard markup"))
MARKUP = Field(serialized(reply_markup, "reply keyboard markup"))
REPLY = record(
    {
        "message_id": Field(integer(1), True),
        "chat_id": Field(chat_id),
        "allow_sending_without_reply": Field(flag),
        "quote": Field(text(0, 1024)),
        "quote_parse_mode": Field(text()),
        "quote_entities": Field(array(ENTITY)),
        "quote_position": Field(integer(0)),
    }
)
_NESTED_CAPTION: Fields = {
    "caption": Field(text()),
    "parse_mode": Field(text()),
    "caption_entities": Field(array(ENTITY)),
}
MEDIA = variant(
    {
        kind: {"media": Field(text(1), True), **_NESTED_CAPTION}
        for kind in ("photo", "video", "audio", "document")
    }
)
BOT_COMMAND = record(
    {"command": Field(_command, True), "description": Field(_command_description, True)}
)
