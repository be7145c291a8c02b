"""The codes with which WeChat and WeCom say no, and what each means for a message.

Sources: developers.weixin.qq.com "全局返回码", developer.work.weixin.qq.com "全局错误码".
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from models.errors import (
    DeliveryError,
    NotTaken,
    Rejected,
    RetryAfter,
    Unreachable,
    WindowClosed,
)

FINE = 0
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
"""The token is wrong or over; 40001 is also a wrong secret, where one was sent."""

GONE = frozenset(
    {40003, 40031, 40032, 43004, 43019, 48002, 50005, 60111, 81013, 86001, 86003, 93000}
)
"""Nobody is there: not a follower, no member in scope, no such chat or robot."""

CLOSED = frozenset({45015, 45047, 48001})
"""Over 48 hours, nothing left to say, or an account that may not write first at all."""

NOT_NOW = frozenset({-1, 6000, 50001, 50002})

NOT_US = frozenset(
    {40013, 40056, 40125, 40164, 40243, 41001, 41002, 41004, 48004, 50004, 60020, 61004, 301002}
)
"""Our account, its secret or the address of this machine is not let in."""

PAUSES = {45009: timedelta(minutes=10), 45011: timedelta(minutes=1), 45033: timedelta(seconds=5)}
"""Too often: a day's or an hour's worth, a minute's, at the same moment."""

LONGEST_WORDS = 140
SHORTEST_SECRET = 6
MASK = "<masked>"


_TOLD = re.compile(r"(?i)((?:token|secret|key)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;}]+")


def mask(words: str, secrets: Iterable[str] = ()) -> str:
    """Take out of their words what we told them in confidence, and whatever looks like it."""
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET:
            words = words.replace(secret, MASK)
    return _TOLD.sub(rf"\1{MASK}", words)


def error_of(code: int, words: str) -> DeliveryError:
    """Give what a code means for a message."""
    said = f"{code} {mask(words)[:LONGEST_WORDS]}".strip()
    if code in PAUSES:
        return RetryAfter(PAUSES[code])
    if code in GONE:
        return Unreachable(said)
    if code in CLOSED:
        return WindowClosed(said)
    if code in NOT_NOW | NOT_US | TOKEN_REFUSED:
        return NotTaken(said)
    return Rejected(said)
