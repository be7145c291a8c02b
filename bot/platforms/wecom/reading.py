"""Reading callbacks of the app: what is WeCom's own.

developer.work.weixin.qq.com, "消息格式" and "事件格式".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.doors import Envelope
from bot.platforms.tencent import reading, xml
from bot.platforms.tencent.incoming import MEMBER
from bot.platforms.tencent.reading import Hear
from bot.platforms.tencent.xml import Fields, text_in
from bot.platforms.wecom.cards import read_key
from handlers.talking.messages import Heard, Kind

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


def _hear_arrival(fields: Fields) -> Heard:
    return reading.done(fields, "/start")


def _hear_press(fields: Fields) -> Heard:
    """Hear a press on a card; one that opens the private chat starts there with its link."""
    token, _ = read_key(text_in(fields, "EventKey"))
    link = token.removeprefix("start:")
    if link != token:
        return reading.done(fields, f"/start {link}")
    return Heard(Kind.PRESS, token=token, sent_at=xml.count_in(fields, "CreateTime"))


_PRESS = "template_card_event"

_EVENTS: Mapping[str, Hear] = {
    "subscribe": _hear_arrival,
    "unsubscribe": reading.hear_leaving,
    "click": reading.hear_click,
    _PRESS: _hear_press,
}
"""The events that are somebody's doing and mean something to us."""
