"""Clocks: instants are aware UTC, days are those of the street."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.clock import SHANGHAI, SetClock, SystemClock, local, today


def test_the_machines_clock_gives_aware_utc() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC
    assert SystemClock().zone == SHANGHAI


def test_a_set_clock_stands_until_it_is_moved() -> None:
    clock = SetClock(datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI))
    assert clock.now() == clock.now() == datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
    clock.move(timedelta(hours=-2))
    assert clock.now() == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_the_street(instant: datetime, day: date) -> None:
    assert today(SetClock(instant)) == day


def test_a_street_elsewhere_has_its_own_wall_clock() -> None:
    clock = SetClock(datetime(2026, 12, 31, 18, 30, tzinfo=UTC), ZoneInfo("Asia/Urumqi"))
    assert local(clock.now(), clock).hour == 0
    assert today(clock) == date(2027, 1, 1)
