"""What comes in on WeChat and WeCom alike: whose it is, and what nobody can be told of."""

import hashlib
import re

from bot.doors import Envelope

OPENID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""The form of who follows an official account."""

MEMBER = re.compile(r"(?!sys\Z)[A-Za-z0-9][A-Za-z0-9_@.-]{0,63}")
"""The form of a member of a corporation (成员 UserID), who is not the system.

Addressed to `@all` or `a|b`, a message goes to more than one; groups' addresses have a colon.
"""


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
