"""Periods that figures are asked for: whole days of the street's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from services.clock import Clock, today

DAY = timedelta(days=1)
WEEK = 7 * DAY


class Span(StrEnum):
    """A period that is asked for by name."""

    WEEK = "week"  # 本周
    LAST_WEEK = "last_week"  # 上周
    MONTH = "month"  # 本月
    LAST_MONTH = "last_month"  # 上月
    YEAR = "year"  # 今年


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, the last one included."""

    first: date
    last: date

    def begin(self, clock: Clock) -> datetime:
        """Give its first instant."""
        return datetime.combine(self.first, time(), clock.zone)

    def end(self, clock: Clock) -> datetime:
        """Give the instant at which it is over."""
        return datetime.combine(self.last + DAY, time(), clock.zone)


def period_of(span: Span, clock: Clock) -> Period:
    """Give the days of a period that is asked for by name; a present one goes on to its end."""
    day = today(clock)
    monday, month = day - timedelta(days=day.weekday()), day.replace(day=1)
    match span:
        case Span.WEEK:
            return Period(monday, monday + WEEK - DAY)
        case Span.LAST_WEEK:
            return Period(monday - WEEK, monday - DAY)
        case Span.MONTH:
            return Period(month, _next_month(month) - DAY)
        case Span.LAST_MONTH:
            return Period((month - DAY).replace(day=1), month - DAY)
        case Span.YEAR:
            return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def months_of(day: date, count: int = 12) -> Sequence[Period]:
    """Give the last whole months up to the one of a day, the earliest first."""
    first = day.replace(day=1)
    found: list[Period] = []
    for _ in range(count):
        found.append(month_of(first))
        first = (first - DAY).replace(day=1)
    return found[::-1]


def month_of(day: date) -> Period:
    """Give the month in which a day lies."""
    first = day.replace(day=1)
    return Period(first, _next_month(first) - DAY)


def _next_month(first: date) -> date:
    return (first + 31 * DAY).replace(day=1)
