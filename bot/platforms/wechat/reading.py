"""Reading callbacks of an official account: what is WeChat's own.

developers.weixin.qq.com, 接收普通消息 and 接收事件推送.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.doors import Envelope
from bot.platforms.tencent import reading, xml
from bot.platforms.tencent.incoming import OPENID, digest, from_person, message_key
from bot.platforms.tencent.places import to_wgs84
from bot.platforms.tencent.reading import Hear
from bot.platforms.tencent.xml import Fields, text_in
from handlers.messages import Heard, Kind
from models.doors import WindowKind

LONGEST_SCENE = 64
"""Characters of what a QR code carries (生成带参数的二维码, scene_str)."""

UNHEARD = frozenset({"location"})
"""The event by which a phone reports where it is, without anybody having said so."""

SCENE = "qrscene_"
"""Begins the key of somebody who came by a QR code."""

_STICKER = re.compile("[\\[【]收到不支持的消息类型[^\\[\\]【】]{0,20}[\\]】]")
"""What WeChat writes in the place of a sticker and of whatever it cannot bring."""


def envelope(fields: Fields, raw: bytes) -> Envelope | None:
    """Tell who speaks; None for what is not kept at all.

    Nobody (an empty sender) stands for what is kept and not answered: events that mean nothing to
    us.
    """
    sender = text_in(fields, "FromUserName").strip()
    if not _is_event(fields):
        key = message_key(sender, xml.id_in(fields, "MsgId"), raw)
        return from_person(OPENID, sender, key, raw)
    event = _event(fields)
    if event == POSITION:
        return None
    when, about = text_in(fields, "CreateTime"), text_in(fields, "EventKey")
    key = digest(f"{sender}\0{when}\0{event}\0{about}".encode())
    return from_person(OPENID, sender, key, raw) if event in _EVENTS else Envelope(key, raw)
    """Tell who speaks; None for what is not kept at all."""
    return reading.envelope(fields, raw, _EVENTS, UNHEARD)
    """Tell who speaks; None for what is not kept at all."""
    return reading.envelope(fields, raw, OPENID, _EVENTS, UNHEARD)


def hear(payload: bytes) -> Heard:
    """Read a stored message or event of a known sender."""
    return reading.hear(payload, _EVENTS, _hear_message)


def _is_event(fields: Fields) -> bool:
    return text_in(fields, "MsgType").strip().casefold() == "event"


def _event(fields: Fields) -> str:
    return text_in(fields, "Event").strip().casefold()


def _said(kind: Kind, fields: Fields, words: str = "") -> Heard:
    return Heard(
        kind,
        words,
        outer_id=xml.id_in(fields, "MsgId"),
        attachment=text_in(fields, "MediaId").strip(),
        sent_at=xml.count_in(fields, "CreateTime"),
        is_forwarded=kind is Kind.OTHER and bool(words),
        opens=WindowKind.MESSAGE,
    )


def _hear_text(fields: Fields) -> Heard:
    if _STICKER.fullmatch(text_in(fields, "Content").strip()):
        return _said(Kind.OTHER, fields)
    return _said(Kind.TEXT, fields, text_in(fields, "Content"))


def _hear_photo(fields: Fields) -> Heard:
    return _said(Kind.PHOTO, fields)


def _hear_voice(fields: Fields) -> Heard:
    """Hear a voice, in words too where the account lets WeChat recognise them."""
    return _said(Kind.VOICE, fields, text_in(fields, "Recognition").strip())


def _hear_place(fields: Fields) -> Heard:
    label = text_in(fields, "Label").strip()
    latitude = xml.degrees_in(fields, "Location_X", 90)
    longitude = xml.degrees_in(fields, "Location_Y", 180)
    if latitude is None or longitude is None:
        return _said(Kind.OTHER, fields, label)
    north, east = to_wgs84(latitude, longitude)
    return Heard(
        Kind.PLACE,
        label,
        latitude=north,
        longitude=east,
        outer_id=xml.id_in(fields, "MsgId"),
        sent_at=xml.count_in(fields, "CreateTime"),
        opens=WindowKind.MESSAGE,
    )


def _hear_file(fields: Fields) -> Heard:
    return _said(Kind.FILE, fields)


def _hear_link(fields: Fields) -> Heard:
    """Hear a shared page as its title and address."""
    parts = (text_in(fields, name).strip() for name in ("Title", "Url"))
    return _said(Kind.OTHER, fields, " ".join(filter(None, parts)))


def _hear_other(fields: Fields) -> Heard:
    return _said(Kind.OTHER, fields)


def _hear_gesture(fields: Fields, words: str) -> Heard:
    when = xml.count_in(fields, "CreateTime")
    return Heard(
        Kind.TEXT,
        words,
        outer_id=f"at{when}" if when else "",
        sent_at=when,
        opens=WindowKind.GESTURE,
    )


def _hear_message(fields: Fields) -> Heard:
    heard = reading.hear_message(fields)
    if heard.kind is Kind.TEXT and _STICKER.fullmatch(heard.words.strip()):
        heard = reading.said(Kind.OTHER, fields)
    return replace(heard, opens=WindowKind.MESSAGE)


def _hear_arrival(fields: Fields) -> Heard:
    key = text_in(fields, "EventKey").strip()
    words = _start(key.removeprefix(SCENE) if key.startswith(SCENE) else "")
    return _opening(reading.done(fields, words))


def _hear_scan(fields: Fields) -> Heard:
    return _opening(reading.done(fields, _start(text_in(fields, "EventKey").strip())))


def _hear_click(fields: Fields) -> Heard:
    """Hear a press in the menu: its key is the command word that it stands for."""
    return replace(_hear_gesture(fields, text_in(fields, "EventKey").strip()), is_command=True)
    return _opening(reading.hear_click(fields))


def _opening(heard: Heard) -> Heard:
    return replace(heard, opens=WindowKind.GESTURE)


def _start(scene: str) -> str:
    """Give what somebody would write who came by a QR code."""
    scene = " ".join(scene.split())[:LONGEST_SCENE]
    return f"/start {scene}".strip()


Hear = Callable[[Fields], Heard]

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

_EVENTS: Mapping[str, Hear] = {
    "subscribe": _hear_arrival,
    "unsubscribe": reading.hear_leaving,
    "scan": _hear_scan,
    "click": _hear_click,
}
"""The events that are somebody's doing and mean something to us."""
