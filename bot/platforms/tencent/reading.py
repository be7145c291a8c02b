"""Reading what WeChat and WeCom bring alike: who speaks, and what they say.

Only the dozen fields that matter are looked at, and nothing is taken for granted: a field that is
missing or of the wrong kind reads as absent.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.doors import Envelope
from bot.platforms.tencent import xml
from bot.platforms.tencent.incoming import digest, from_person, message_key
from bot.platforms.tencent.places import to_wgs84
from bot.platforms.tencent.xml import Fields, text_in
from handlers.talking.messages import Heard, Kind

Hear: TypeAlias = Callable[[Fields], Heard]


def envelope(
    fields: Fields,
    raw: bytes,
    form: re.Pattern[str],
    meant: Collection[str],
    unheard: Collection[str],
    named: Sequence[str] = (),
) -> Envelope | None:
    """Tell who speaks; None for what is not kept at all.

    Nobody (an empty sender) stands for what is kept and not answered.

    Args:
        fields: what came.
        raw: the same, as it came.
        form: of who can be answered.
        meant: events that are somebody's doing and mean something to us.
        unheard: events that are not kept.
        named: fields by which events of one moment differ, besides the usual ones.
    """
    sender = text_in(fields, "FromUserName").strip()
    if not is_event(fields):
        key = message_key(sender, xml.id_in(fields, "MsgId"), raw)
        return from_person(form, sender, key, raw)
    event = event_in(fields)
    if event in unheard:
        return None
    told = (text_in(fields, name).strip() for name in ("CreateTime", "EventKey", *named))
    key = digest("\0".join((sender, event, *told)).encode())
    return from_person(form, sender, key, raw) if event in meant else Envelope(key, raw)


def hear(payload: bytes, events: Mapping[str, Hear], hear_words: Hear) -> Heard:
    """Read a stored message or event of a known sender."""
    fields = xml.read(payload) or xml.NOTHING
    if is_event(fields):
        return events.get(event_in(fields), hear_nothing)(fields)
    return hear_words(fields)


def is_event(fields: Fields) -> bool:
    """Tell whether something was done, not said."""
    return _type_in(fields) == "event"


def event_in(fields: Fields) -> str:
    """Name what was done, in small letters."""
    return text_in(fields, "Event").strip().casefold()


def said(kind: Kind, fields: Fields, words: str = "") -> Heard:
    """Hear a message."""
    return Heard(
        kind,
        words,
        outer_id=xml.id_in(fields, "MsgId"),
        attachment=text_in(fields, "MediaId").strip(),
        sent_at=xml.count_in(fields, "CreateTime"),
        is_forwarded=kind is Kind.OTHER and bool(words),
    )


def done(fields: Fields, words: str) -> Heard:
    """Hear what somebody did as the words that they might have written instead."""
    when = xml.count_in(fields, "CreateTime")
    return Heard(Kind.TEXT, words, outer_id=f"at{when}" if when else "", sent_at=when)


def hear_message(fields: Fields) -> Heard:
    """Hear whatever was said."""
    return _MESSAGES.get(_type_in(fields), _hear_other)(fields)


def hear_click(fields: Fields) -> Heard:
    """Hear a press in the menu: its key is the command word that it stands for."""
    return replace(done(fields, text_in(fields, "EventKey").strip()), is_command=True)


def hear_leaving(fields: Fields) -> Heard:
    """Hear that somebody left."""
    return Heard(Kind.LEFT, sent_at=xml.count_in(fields, "CreateTime"))


def hear_nothing(fields: Fields) -> Heard:
    """Hear what means nothing to us."""
    return Heard(Kind.OTHER, sent_at=xml.count_in(fields, "CreateTime"))


def _type_in(fields: Fields) -> str:
    return text_in(fields, "MsgType").strip().casefold()


def _hear_text(fields: Fields) -> Heard:
    return said(Kind.TEXT, fields, text_in(fields, "Content"))


def _hear_photo(fields: Fields) -> Heard:
    return said(Kind.PHOTO, fields)


def _hear_voice(fields: Fields) -> Heard:
    """Hear a voice, in words too where the platform recognises them."""
    return said(Kind.VOICE, fields, text_in(fields, "Recognition").strip())


def _hear_place(fields: Fields) -> Heard:
    label = text_in(fields, "Label").strip()
    latitude = xml.degrees_in(fields, "Location_X", 90)
    longitude = xml.degrees_in(fields, "Location_Y", 180)
    if latitude is None or longitude is None:
        return said(Kind.OTHER, fields, label)
    north, east = to_wgs84(latitude, longitude)
    return Heard(
        Kind.PLACE,
        label,
        latitude=north,
        longitude=east,
        outer_id=xml.id_in(fields, "MsgId"),
        sent_at=xml.count_in(fields, "CreateTime"),
    )


def _hear_file(fields: Fields) -> Heard:
    return said(Kind.FILE, fields)


def _hear_link(fields: Fields) -> Heard:
    """Hear a shared page as its title and address."""
    parts = (text_in(fields, name).strip() for name in ("Title", "Url"))
    return said(Kind.OTHER, fields, " ".join(filter(None, parts)))


def _hear_other(fields: Fields) -> Heard:
    return said(Kind.OTHER, fields)


_MESSAGES: Mapping[str, Hear] = {
    "text": _hear_text,
    "image": _hear_photo,
    "voice": _hear_voice,
    "location": _hear_place,
    "video": _hear_file,
    "shortvideo": _hear_file,
    "file": _hear_file,
    "link": _hear_link,
}
