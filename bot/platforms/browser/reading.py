"""What a page sent, as it is stored and read again."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from bot.doors import Envelope
from handlers.talking.messages import Heard, Kind
from models.media import MediaKind
from web.chat.door import Spoken

Json: TypeAlias = Mapping[str, Any]


NAME = "@民情直通车"
"""How the program is called in a group."""

_HALF_WIDTH = str.maketrans("＠／", "@/")
_KINDS = {MediaKind.PHOTO: Kind.PHOTO, MediaKind.VOICE: Kind.VOICE}


def is_for_us(spoken: Spoken) -> bool:
    """Tell whether the program is addressed: in a group only by a press, a command or its name."""
    words = spoken.text.translate(_HALF_WIDTH).strip()
    return not spoken.group or bool(spoken.token) or words.startswith("/") or NAME in words


def envelope(spoken: Spoken) -> Envelope:
    """Wrap what was said; the same thing sent once more has the same key."""
    said = {
        "key": spoken.key,
        "text": spoken.text,
        "token": spoken.token,
        "latitude": spoken.latitude,
        "longitude": spoken.longitude,
        "kind": spoken.kind,
        "content": spoken.content,
        "size": spoken.size or None,
        "seconds": spoken.seconds or None,
        "album": spoken.album,
        "group": spoken.group,
        "title": spoken.title,
    }
    payload = json.dumps(
        {name: value for name, value in said.items() if value not in ("", None)},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    ).encode()
    key = hashlib.sha256(spoken.chat.encode() + b"\0" + payload).hexdigest()
    chat = spoken.group or spoken.chat
    return Envelope(key, payload, sender=spoken.chat, chat=chat, is_private=not spoken.group)


def hear(payload: bytes) -> Heard:
    """Read what `envelope` wrote."""
    parsed: object = json.loads(payload)
    said: Json = cast("Json", parsed) if isinstance(parsed, dict) else {}
    key, token = str(said.get("key", "")), str(said.get("token", ""))
    text, group = str(said.get("text", "")), str(said.get("group", ""))
    title = str(said.get("title", ""))
    if group:
        text = text.translate(_HALF_WIDTH).replace(NAME, "").strip()
    if token:
        # Only in a group does somebody who pressed wait for a word of their own.
        return Heard(Kind.PRESS, token=token, press=key if group else "", chat_title=title)
    content = str(said.get("content", ""))
    if content:
        return Heard(
            _KINDS[MediaKind(said.get("kind", MediaKind.PHOTO))],
            text,
            outer_id=key,
            content=content,
            size=int(said.get("size", 0)),
            seconds=int(said.get("seconds", 0)),
            album=str(said.get("album", "")),
            chat_title=title,
        )
    latitude, longitude = said.get("latitude"), said.get("longitude")
    if isinstance(latitude, float) and isinstance(longitude, float):
        return Heard(Kind.PLACE, latitude=latitude, longitude=longitude, outer_id=key)
    return Heard(Kind.TEXT, text, outer_id=key, chat_title=title)
