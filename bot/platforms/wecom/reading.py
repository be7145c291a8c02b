"""Reading callbacks of the app: what is WeCom's own.

developer.work.weixin.qq.com, "消息格式" and "事件格式".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.doors import Envelope
from bot.platforms.tencent import reading, xml
from bot.platforms.tencent.incoming import MEMBER, digest, from_person, message_key
from bot.platforms.tencent.places import to_wgs84
from bot.platforms.tencent.reading import Hear
from bot.platforms.tencent.xml import Fields, text_in
from bot.platforms.wecom.cards import read_key
from handlers.messages import Heard, Kind

UNHEARD = frozenset({"location", "enter_agent"})
"""Events that are nobody's words: a phone reports where it is, somebody looks at the app."""


@dataclass(frozen=True, slots=True)
class Press:
    """A press on a card that can be answered by changing the card.

    Args:
        member: who pressed.
        response_code: lets the card be changed, once and within 72 hours.
        label: what stands on the button.
    """

    member: str
    response_code: str
    label: str


def is_for(fields: Fields, agent_id: int) -> bool:
    """Tell whether something concerns this app; what names no app concerns everybody."""
    named = text_in(fields, "AgentID").strip()
    return named in {"", str(agent_id)}


def envelope(fields: Fields, raw: bytes) -> Envelope | None:
    """Tell who speaks; None for what is not kept at all.

    Nobody (an empty sender) stands for what is kept and not answered: events that mean nothing to
    us.
    """
    sender = text_in(fields, "FromUserName").strip()
    if not _is_event(fields):
        key = message_key(sender, xml.id_in(fields, "MsgId"), raw)
        return from_person(MEMBER, sender, key, raw)
    event = _event(fields)
    if event in UNHEARD:
        return None
    names = ("CreateTime", "Event", "EventKey", "TaskId", "ResponseCode")
    told = (text_in(fields, name).strip() for name in names)
    key = digest("\0".join((sender, *told)).encode())
    return from_person(MEMBER, sender, key, raw) if event in _EVENTS else Envelope(key, raw)
    """Tell who speaks; None for what is not kept at all."""
    return reading.envelope(fields, raw, _EVENTS, UNHEARD, ("TaskId", "ResponseCode"))
    """Tell who speaks; None for what is not kept at all."""
    apart = ("TaskId", "ResponseCode")
    return reading.envelope(fields, raw, MEMBER, _EVENTS, UNHEARD, apart)


def hear(payload: bytes) -> Heard:
    """Read a stored message or event of a known sender."""
    return reading.hear(payload, _EVENTS, reading.hear_message)


def press_in(fields: Fields) -> Press | None:
    """Find a press that lets us change the card that it was made on."""
    if not reading.is_event(fields) or reading.event_in(fields) != _PRESS:
        return None
    member, code = text_in(fields, "FromUserName").strip(), text_in(fields, "ResponseCode")
    _, label = read_key(text_in(fields, "EventKey"))
    return Press(member, code, label) if member and code else None


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
    )


def _hear_text(fields: Fields) -> Heard:
    return _said(Kind.TEXT, fields, text_in(fields, "Content"))


def _hear_photo(fields: Fields) -> Heard:
    return _said(Kind.PHOTO, fields)


def _hear_voice(fields: Fields) -> Heard:
    return _said(Kind.VOICE, fields, text_in(fields, "Recognition").strip())


def _hear_file(fields: Fields) -> Heard:
    return _said(Kind.FILE, fields)


def _hear_link(fields: Fields) -> Heard:
    """Hear a shared page as its title and address."""
    parts = (text_in(fields, name).strip() for name in ("Title", "Url"))
    return _said(Kind.OTHER, fields, " ".join(filter(None, parts)))


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
    )


def _hear_other(fields: Fields) -> Heard:
    return _said(Kind.OTHER, fields)


def _gesture(fields: Fields, words: str) -> Heard:
    when = xml.count_in(fields, "CreateTime")
    return Heard(Kind.TEXT, words, outer_id=f"at{when}" if when else "", sent_at=when)


def _hear_arrival(fields: Fields) -> Heard:
    return _gesture(fields, "/start")


def _hear_click(fields: Fields) -> Heard:
    """Hear a press in the app's menu: its key is the command word that it stands for."""
    return replace(_gesture(fields, text_in(fields, "EventKey").strip()), is_command=True)


def _hear_arrival(fields: Fields) -> Heard:
    return reading.done(fields, "/start")


def _hear_press(fields: Fields) -> Heard:
    """Hear a press on a card; one that opens the private chat starts there with its link."""
    token, _ = read_key(text_in(fields, "EventKey"))
    link = token.removeprefix("start:")
    if link != token:
        return reading.done(fields, f"/start {link}")
    return Heard(Kind.PRESS, token=token, sent_at=xml.count_in(fields, "CreateTime"))


def _hear_leaving(fields: Fields) -> Heard:
    return Heard(Kind.LEFT, sent_at=xml.count_in(fields, "CreateTime"))


def _hear_nothing(fields: Fields) -> Heard:
    return Heard(Kind.OTHER, sent_at=xml.count_in(fields, "CreateTime"))


Hear = Callable[[Fields], Heard]

_PRESS = "template_card_event"

_EVENTS: Mapping[str, Hear] = {
    "subscribe": _hear_arrival,
    "unsubscribe": reading.hear_leaving,
    "click": reading.hear_click,
    _PRESS: _hear_press,
}
"""The events that are somebody's doing and mean something to us."""
