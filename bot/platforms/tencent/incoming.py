"""What comes in on WeChat and WeCom alike: whose it is, and what nobody can be told of."""

import hashlib
import logging
import re
from collections.abc import Callable

from bot.doors import Envelope
from bot.platforms.tencent import xml
from bot.platforms.tencent.callbacks import UNREADABLE, Refused
from bot.platforms.tencent.xml import Fields

logger = logging.getLogger(__name__)

Wrap = Callable[[Fields, bytes], Envelope | None]
"""Tells who speaks, out of the fields of something and its bytes; None for what is not kept."""

SENDER = b"FromUserName"
"""Stands in everything that somebody wrote."""

OPENID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""The form of who follows an official account."""

MEMBER = re.compile(r"(?!sys\Z)[A-Za-z0-9][A-Za-z0-9_@.-]{0,63}")
"""The form of a member of a corporation (成员 UserID), who is not the system.

Addressed to `@all` or `a|b`, a message goes to more than one; groups' addresses have a colon.
"""


def read(raw: bytes, wrap: Wrap) -> tuple[Fields, Envelope | None]:
    """Read what the platform proved to be its own; what makes no sense is a dead letter.

    Whether it escapes `]]>` in what people write is nowhere said: nobody is turned away for it.

    Raises:
        Refused: nobody can have written it.
    """
    fields = xml.read(raw)
    if fields is not None:
        return fields, wrap(fields, raw)
    if SENDER not in raw or xml.brings_declarations(raw):
        raise Refused(UNREADABLE, "no message")
    logger.warning("something that cannot be read was kept as a dead letter")
    return xml.NOTHING, unreadable(raw)


def from_person(form: re.Pattern[str], sender: str, key: str, raw: bytes) -> Envelope:
    """Wrap a message; one whose sender has not the form of a person's id is a dead letter."""
    if form.fullmatch(sender) is None:
        return unreadable(raw)
    return Envelope(key, raw, sender, sender)


def unreadable(raw: bytes) -> Envelope:
    """Wrap what makes no sense; it is kept, for somebody may have written it."""
    return Envelope(digest(raw), raw, is_readable=False)


def message_key(sender: str, number: str, raw: bytes) -> str:
    """Tell repeats of a message by its number, of one sender only: an answer is kept by it."""
    return digest(f"{sender}\0{number}".encode()) if number else digest(raw)


def digest(raw: bytes) -> str:
    """Make a key of bytes."""
    return "sha256:" + hashlib.sha256(raw).hexdigest()
