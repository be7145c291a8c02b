"""What a page sent, as it is stored and read again."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from bot.doors import Envelope
from handlers.messages import Heard, Kind
from web.door import Spoken

Json: TypeAlias = Mapping[str, Any]


def envelope(spoken: Spoken) -> Envelope:
    """Wrap what was said; the same thing sent once more has the same key."""
    said = {
        "key": spoken.key,
        "text": spoken.text,
        "token": spoken.token,
        "latitude": spoken.latitude,
        "longitude": spoken.longitude,
    }
    payload = json.dumps(
        {name: value for name, value in said.items() if value not in ("", None)},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    ).encode()
    key = hashlib.sha256(spoken.chat.encode() + b"\0" + payload).hexdigest()
    return Envelope(key, payload, sender=spoken.chat, chat=spoken.chat)


def hear(payload: bytes) -> Heard:
    """Read what `envelope` wrote."""
    parsed: object = json.loads(payload)
    said: Json = cast("Json", parsed) if isinstance(parsed, dict) else {}
    key, token = str(said.get("key", "")), str(said.get("token", ""))
    if token:
        return Heard(Kind.PRESS, token=token)
    latitude, longitude = said.get("latitude"), said.get("longitude")
    if isinstance(latitude, float) and isinstance(longitude, float):
        return Heard(Kind.PLACE, latitude=latitude, longitude=longitude, outer_id=key)
    return Heard(Kind.TEXT, str(said.get("text", "")), outer_id=key)
