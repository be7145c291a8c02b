"""The days of a brief: whole weeks, months and quarters that are over."""

from collections.abc import Sequence
from datetime import date, timedelta

from models.briefs import BriefSpan
from services.figures.periods import DAY, WEEK, Period, month_of

OFFERED = {BriefSpan.WEEK: 8, BriefSpan.MONTH: 12, BriefSpan.QUARTER: 6}
QUARTER = 3
"""Months."""


def period_at(span: BriefSpan, day: date) -> Period:
    """Give the week, month or quarter in which a day lies."""
    match span:
        case BriefSpan.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Period(monday, monday + WEEK - DAY)
        case BriefSpan.MONTH:
            return month_of(day)
        case BriefSpan.QUARTER:
            first = date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)
            last = month_of(date(day.year, first.month + QUARTER - 1, 1)).last
            return Period(first, last)


def before(span: BriefSpan, period: Period) -> Period:
    """Give the period before."""
    return period_at(span, period.first - DAY)


def list_over(span: BriefSpan, day: date) -> Sequence[Period]:
    """List the last periods that are over, the newest first."""
    found = [before(span, period_at(span, day))]
    while len(found) < OFFERED[span]:
        found.append(before(span, found[-1]))
    return found
