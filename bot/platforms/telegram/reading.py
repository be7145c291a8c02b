"""Reading updates: who speaks where, and what they say, out of whatever JSON came in.

Only the dozen fields that matter are looked at, and nothing is taken for granted: a field that is
missing or of the wrong kind reads as absent.
"""

import hashlib
import json
import re
from collections.abc import Callable
from typing import cast

from bot.doors import Envelope
from bot.names import tidy_name
from bot.platforms.telegram.addressing import (
    STRANGER,
    Us,
    heard_in_group,
    is_in_group,
    of_group_message,
    of_group_press,
    of_group_standing,
    sender_of,
    topic_of,
)
from bot.platforms.telegram.fields import NOTHING as _NOTHING
from bot.platforms.telegram.fields import Json
from bot.platforms.telegram.fields import id_of as _id
from bot.platforms.telegram.fields import object_in as _object
from bot.platforms.telegram.fields import text_in as _text
from handlers.talking.messages import Heard, Kind

__all__ = ["ALLOWED_UPDATES", "Json", "Us", "envelope", "hear", "parse", "unreadable"]

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for."""

_LARGEST_COUNT = 2**31 - 1
_LAST_INSTANT = 2**38
_ADDRESSED = re.compile(r"^(/[A-Za-z0-9_]{1,64})@[A-Za-z0-9_]+")
_FILES = ("document", "video", "animation", "audio", "video_note")


def envelope(update: Json, raw: bytes, us: Us = STRANGER) -> Envelope | None:
    """Tell who speaks where; None for what does not concern the bot and need not be kept.

    Nobody (an empty sender) stands for what is kept and not answered: unknown kinds, other bots
    and channels.
    """
    key = _id(update.get("update_id")) or _digest(raw)
    for kind in ("message", "edited_message"):
        if kind in update:
            message = _object(update, kind)
            if is_in_group(message):
                return of_group_message(message, key, raw, us) if kind == "message" else None
            return _of_message(message, key, raw, is_edit=kind != "message")
    if "callback_query" in update:
        return _of_press(_object(update, "callback_query"), key, raw)
    if "my_chat_member" in update:
        change = _object(update, "my_chat_member")
        if is_in_group(change):
            return of_group_standing(change, key, raw)
        return _addressed(change, _object(change, "chat"), key, raw)
    return Envelope(key, raw)


def unreadable(raw: bytes) -> Envelope:
    """Wrap what is not even a JSON object."""
    return Envelope(_digest(raw), raw, is_readable=False)


def parse(raw: bytes) -> Json | None:
    """Parse a JSON object; None when it is not one."""
    try:
        parsed: object = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return cast("Json", parsed) if isinstance(parsed, dict) else None


def update_number(update: Json) -> int | None:
    """Give the number of an update, if it has a usable one."""
    return int(found) if (found := _id(update.get("update_id"))) else None


def press_id(update: Json) -> str:
    """Give the id under which a press waits to be acknowledged at once; empty when none does.

    A press in a group is answered with a word when its turn comes.
    """
    press = _object(update, "callback_query")
    return "" if is_in_group(_object(press, "message")) else _text(press, "id")


def hear(payload: bytes, us: Us = STRANGER) -> Heard:
    """Read a stored update of a known sender."""
    update = parse(payload) or _NOTHING
    heard = _hear(update)
    return heard_in_group(update, heard, us) if is_in_group(_place(update)) else heard


def _place(update: Json) -> Json:
    """Give the part of an update that names its chat."""
    if press := _object(update, "callback_query"):
        return _object(press, "message")
    return _object(update, "my_chat_member") or _object(update, "message")


def _hear(update: Json) -> Heard:
    if press := _object(update, "callback_query"):
        return _hear_press(press)
    if change := _object(update, "my_chat_member"):
        return _hear_standing(change)
    if edited := _object(update, "edited_message"):
        return _heard(Kind.EDIT, edited, _words(edited))
    return _hear_message(_object(update, "message"))


def _of_message(message: Json, key: str, raw: bytes, *, is_edit: bool) -> Envelope | None:
    chat = _object(message, "chat")
    if is_edit and "location" in message:
        return None  # a live location moves every few seconds
    if "sender_chat" in message:
        return Envelope(key, raw)
    return _addressed(message, chat, key, raw)


def _of_press(press: Json, key: str, raw: bytes) -> Envelope | None:
    message = _object(press, "message")
    if is_in_group(message):
        return of_group_press(press, key, raw)
    return _addressed(press, _object(message, "chat"), key, raw, place=message)


def _addressed(
    event: Json, chat: Json, key: str, raw: bytes, place: Json | None = None
) -> Envelope:
    sender, where, is_private = (
        sender_of(event),
        _id(chat.get("id")),
        chat.get("type") == "private",
    )
    if not sender or not where or not is_private:
        return Envelope(key, raw, is_private=is_private)
    return Envelope(key, raw, sender, where, topic_of(event if place is None else place))


def _hear_press(press: Json) -> Heard:
    return Heard(
        Kind.PRESS,
        token=_text(press, "data"),
        replied_to=_id(_object(press, "message").get("message_id")),
        name=_name(press),
    )


def _hear_standing(change: Json) -> Heard:
    status = _object(change, "new_chat_member").get("status")
    if status == "kicked":
        return Heard(Kind.LEFT, name=_name(change))
    return Heard(Kind.CAME_BACK if status == "member" else Kind.OTHER, name=_name(change))


def _hear_message(message: Json) -> Heard:
    if "text" in message:
        return _heard(Kind.TEXT, message, _ADDRESSED.sub(r"\1", _text(message, "text")))
    for read in _READERS:
        if (heard := read(message)) is not None:
            return heard
    sticker = _object(message, "sticker")
    return _heard(Kind.OTHER, message, _words(message), sticker)


def _hear_place(message: Json) -> Heard | None:
    venue = _object(message, "venue")
    location = _object(venue, "location") or _object(message, "location")
    latitude = _degrees(location.get("latitude"), 90)
    longitude = _degrees(location.get("longitude"), 180)
    if latitude is None or longitude is None:
        return None
    words = " ".join(filter(None, (_text(venue, "address"), _text(venue, "title"))))
    return Heard(
        Kind.PLACE,
        words,
        replied_to=_replied_to(message),
        latitude=latitude,
        longitude=longitude,
        name=_name(message),
        outer_id=_id(message.get("message_id")),
        sent_at=_instant(message.get("date")),
        is_forwarded="forward_origin" in message or "forward_date" in message,
    )


def _hear_photo(message: Json) -> Heard | None:
    sizes = message.get("photo")
    if isinstance(sizes, list):
        found = (cast("Json", it) for it in cast("list[object]", sizes) if isinstance(it, dict))
        largest = max(found, key=_pixels, default=_NOTHING)
        return _heard(Kind.PHOTO, message, _words(message), largest)
    document = _object(message, "document")
    if _text(document, "mime_type").startswith("image/"):
        return _heard(Kind.PHOTO, message, _words(message), document)
    return None


def _hear_voice(message: Json) -> Heard | None:
    voice = _object(message, "voice")
    if not voice:
        return None
    return _heard(Kind.VOICE, message, _words(message), voice)


def _hear_file(message: Json) -> Heard | None:
    for kind in _FILES:
        if file := _object(message, kind):
            return _heard(Kind.FILE, message, _words(message), file)
    return None


def _hear_contact(message: Json) -> Heard | None:
    phone = _text(_object(message, "contact"), "phone_number")
    return _heard(Kind.OTHER, message, phone) if phone else None


_READERS: tuple[Callable[[Json], Heard | None], ...] = (
    _hear_place,
    _hear_photo,
    _hear_voice,
    _hear_file,
    _hear_contact,
)


def _heard(kind: Kind, message: Json, words: str, file: Json = _NOTHING) -> Heard:
    return Heard(
        kind,
        words,
        replied_to=_replied_to(message),
        name=_name(message),
        outer_id=_id(message.get("message_id")),
        attachment=_text(file, "file_id"),
        size=_count(file.get("file_size")),
        seconds=_count(file.get("duration")),
        album=_text(message, "media_group_id"),
    )


def _words(message: Json) -> str:
    return _text(message, "text") or _text(message, "caption")


def _replied_to(message: Json) -> str:
    original = _object(message, "reply_to_message")
    is_ours = _object(original, "from").get("is_bot") is True
    return _id(original.get("message_id")) if is_ours else ""


def _name(event: Json) -> str:
    person = _object(event, "from")
    names = (_text(person, "first_name"), _text(person, "last_name"))
    return tidy_name(" ".join(filter(None, names)))


def _pixels(size: Json) -> float:
    width, height = size.get("width"), size.get("height")
    return width * height if isinstance(width, int) and isinstance(height, int) else 0


def _count(value: object) -> int:
    """Give a number of bytes or seconds, 0 when there is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return min(max(value, 0), _LARGEST_COUNT)


def _instant(value: object) -> int:
    """Give seconds since 1970, 0 when there are none."""
    return value if type(value) is int and 0 < value < _LAST_INSTANT else 0


def _degrees(value: object, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= most else None


def _digest(raw: bytes) -> str:
    return "sha256:" + hashlib.sha256(raw).hexdigest()
