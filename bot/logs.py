"""Logs: plain lines to standard error in which no token, phone or identity number stands.

`2026-11-22 09:30:05 INFO bot.turns: ...`; a traceback follows its line, indented.
"""

import logging
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from pydantic import BaseModel, SecretStr
from typing_extensions import override

from bot.setting_groups import Settings

QUIET_LOGGERS = ("alembic", "apscheduler", "httpcore", "httpx", "telegram", "uvicorn.access")
"""Those that tell of every request; from WARNING on only."""

SHORTEST_SECRET = 6
"""Characters; a shorter value would black out ordinary words."""

_BEFORE = r"(?:(?<!\w)|(?<=tel)|(?<=Tel)|(?<=phone)|(?<=Phone))"
"""A phone is no part of a Latin word: an AppID has as many digits in a row."""

MASKS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"/bot\d+:[^/\s\"'?]+"), "/bot<token>"),
    (re.compile(r"\b\d{5,}:[\w-]{30,}"), "<token>"),
    (re.compile(r"(?i)(\w*(?:token|secret|password|signature)=)[^&\s\"']+"), r"\1<masked>"),
    (re.compile(r"(\w://[^:/@\s]*:)[^@/\s]+@"), r"\1<masked>@"),
    # 18 digits with a birthday in them (GB 11643-1999)
    (
        re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]"),
        "<id>",
    ),
    (
        re.compile(rf"{_BEFORE}(?:\+?86[- ]?)?1[3-9]\d([- ]?)\d{{4}}\1\d{{4}}(?!\w)", re.ASCII),
        "<phone>",
    ),
    (re.compile(rf"{_BEFORE}(?<!-)\(?0\d{{2,3}}\)?[- ]?\d{{7,8}}(?!\w)", re.ASCII), "<phone>"),
)


class MaskingFormatter(logging.Formatter):
    """Writes one line a record, and masks what must not be read, in tracebacks too."""

    def __init__(self, zone: ZoneInfo, secrets: Sequence[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._zone = zone
        longest_first = sorted(secrets, key=len, reverse=True)
        self._secrets = tuple(each for each in longest_first if len(each) >= SHORTEST_SECRET)

    @override
    def format(self, record: logging.LogRecord) -> str:
        return self.mask(super().format(record).replace("\n", "\n    "))

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        return super().formatMessage(record).replace("\r", "").replace("\n", "⏎")

    @override
    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, self._zone).strftime("%Y-%m-%d %H:%M:%S")

    def mask(self, text: str) -> str:
        """Mask our own secrets, and whatever has the form of one."""
        for secret in self._secrets:
            text = text.replace(secret, "<secret>")
        for pattern, instead in MASKS:
            text = pattern.sub(instead, text)
        return text


def set_up_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Send every log line to standard error, masked."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(MaskingFormatter(settings.timezone, list(_secrets_in(settings))))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


def _secrets_in(group: BaseModel) -> Iterator[str]:
    for _, value in group:
        if isinstance(value, BaseModel):
            yield from _secrets_in(value)
        elif isinstance(value, SecretStr):
            yield value.get_secret_value()
