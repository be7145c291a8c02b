"""Reading callbacks of an official account: what is WeChat's own.

developers.weixin.qq.com, 接收普通消息 and 接收事件推送.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.doors import Envelope
from bot.platforms.tencent import reading
from bot.platforms.tencent.incoming import OPENID
from bot.platforms.tencent.reading import Hear
from bot.platforms.tencent.xml import Fields, text_in
from handlers.talking.messages import Heard, Kind
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
    """Tell who speaks; None for what is not kept at all."""
    return reading.envelope(fields, raw, OPENID, _EVENTS, UNHEARD)


def hear(payload: bytes) -> Heard:
    """Read a stored message or event of a known sender."""
    return reading.hear(payload, _EVENTS, _hear_message)


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
    return _opening(reading.hear_click(fields))


def _opening(heard: Heard) -> Heard:
    return replace(heard, opens=WindowKind.GESTURE)


def _start(scene: str) -> str:
    """Give what somebody would write who came by a QR code."""
    scene = " ".join(scene.split())[:LONGEST_SCENE]
    return f"/start {scene}".strip()


_EVENTS: Mapping[str, Hear] = {
    "subscribe": _hear_arrival,
    "unsubscribe": reading.hear_leaving,
    "scan": _hear_scan,
    "click": _hear_click,
}
"""The events that are somebody's doing and mean something to us."""
