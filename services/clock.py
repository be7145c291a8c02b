"""The only place that knows what time it is."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = 60
"""Minutes."""


class Clock(Protocol):
    """Tells the instant, and the zone in which calendar days are counted."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the street's calendar."""
        ...

    def now(self) -> datetime:
        """Tell the present instant, aware, in UTC."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock."""

    zone: ZoneInfo = SHANGHAI

    def now(self) -> datetime:
        """Tell the present instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass
class SetClock:
    """A clock that stands where it is put: `jobs run --at`, and tests."""

    at: datetime
    zone: ZoneInfo = field(default=SHANGHAI)

    def now(self) -> datetime:
        """Tell the instant this clock was put to."""
        return self.at.astimezone(UTC)

    def move(self, by: timedelta) -> None:
        """Put the clock forward, or back when negative."""
        self.at += by


def local(instant: datetime, clock: Clock) -> datetime:
    """Give an instant as the street's wall clock shows it."""
    return instant.astimezone(clock.zone)


def today(clock: Clock) -> date:
    """Tell the street's calendar day."""
    return local(clock.now(), clock).date()
