"""Periods: whole days of the street's clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.clock import SetClock
from services.figures.periods import Period, Span, period_of


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.WEEK, date(2026, 12, 28), date(2027, 1, 3)),
        (Span.LAST_WEEK, date(2026, 12, 21), date(2026, 12, 27)),
        (Span.MONTH, date(2027, 1, 1), date(2027, 1, 31)),
        (Span.LAST_MONTH, date(2026, 12, 1), date(2026, 12, 31)),
        (Span.YEAR, date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_the_new_year_begins_with_the_streets_clock(span: Span, first: date, last: date) -> None:
    clock = SetClock(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))  # one in the night, in Shanghai
    period = period_of(span, clock)
    assert period == Period(first, last)
    assert period.begin(clock).utcoffset() == timedelta(hours=8)
    assert period.end(clock) - period.begin(clock) == (last - first) + timedelta(days=1)


@given(some.integers(0, 130_000))
def test_the_last_period_ends_where_the_present_one_begins(hours: int) -> None:
    clock = SetClock(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
    for before, now in ((Span.LAST_WEEK, Span.WEEK), (Span.LAST_MONTH, Span.MONTH)):
        earlier, present = period_of(before, clock), period_of(now, clock)
        assert earlier.end(clock) == present.begin(clock)
        assert present.begin(clock) <= clock.now() < present.end(clock)
