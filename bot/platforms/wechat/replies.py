"""Replies: what is said within WeChat's own call, written as its XML.

The library writes it, except what it gets wrong: `]]>` within words would end them, and signs
that XML does not know would spoil the whole.
"""

# pyright: reportMissingTypeStubs=false

import re
from typing import Any, cast

from wechatpy import replies

from bot.platforms.tencent.callbacks import Sealed
from bot.platforms.tencent.xml import Fields, text_in

NOTHING = "success"
"""Says that we have it and say nothing."""

XML = "application/xml"

_text_reply: Any = cast("Any", replies).TextReply
_UNKNOWN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0."""


def write_text(said_to_us: Fields, words: str, instant: float) -> str:
    """Write an answer in words to what was said to us."""
    reply = _text_reply(
        source=_whole(text_in(said_to_us, "ToUserName")),
        target=_whole(text_in(said_to_us, "FromUserName")),
        content=_whole(words),
        time=int(instant),
    )
    return cast("str", reply.render())


def write_sealed(sealed: Sealed) -> str:
    """Write an answer that only WeChat can read."""
    return (
        f"<xml><Encrypt><![CDATA[{sealed.encrypt}]]></Encrypt>"
        f"<MsgSignature><![CDATA[{sealed.signature}]]></MsgSignature>"
        f"<TimeStamp>{sealed.timestamp}</TimeStamp>"
        f"<Nonce><![CDATA[{sealed.nonce}]]></Nonce></xml>"
    )


def _whole(words: str) -> str:
    """Give words that stay whole between `<![CDATA[` and `]]>`."""
    return _UNKNOWN.sub("", words).replace("]]>", "]]]]><![CDATA[>")
