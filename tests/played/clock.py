"""A clock that is put forward by days, and goes on in between as clocks do."""

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.clock import SHANGHAI

YEAR = 2026
_MOMENT = re.compile(r"(\d+)月(\d+)日 (\d+):(\d\d)")


@dataclass
class MovedClock:
    """A clock that shows what it was put to, and the seconds since then."""

    at: datetime
    zone: ZoneInfo = SHANGHAI
    _since: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """Tell the instant."""
        return (self.at + timedelta(seconds=time.monotonic() - self._since)).astimezone(UTC)

    def put(self, at: datetime) -> None:
        """Put it forward; one that has gone further by itself is left."""
        if at > self.now():
            self.at, self._since = at, time.monotonic()


def moment(words: str) -> datetime:
    """Read a moment as the diary writes it."""
    found = _MOMENT.fullmatch(words)
    assert found is not None, words
    month, day, hour, minute = (int(each) for each in found.groups())
    return datetime(YEAR, month, day, hour, minute, tzinfo=SHANGHAI)
