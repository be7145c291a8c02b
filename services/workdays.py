"""Working days: the published Chinese calendar with its days worked instead (调休).

The library knows the years whose holidays are published. After them every weekday counts as a
working day, and what was reckoned with such days is provisional; the operator's own table
(`SpecialDay`) goes before both, and makes a year known once it says enough days of it.
"""

# The calendar has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

import chinese_calendar
from sqlmodel import Session, select

from models.workdays import SpecialDay
from services.clock import Clock, local
from services.store import insert_missing
from services.versions import Remembered

DAY = timedelta(days=1)
FRIDAY = 4
A_YEARS_DAYS = 10
"""Days of a year that the operator's table says at least, if it is to hold that year's holidays;
a notice of the State Council names some thirty."""


class _Said(NamedTuple):
    days: Mapping[date, bool]
    years: frozenset[int]


class Reckoned(NamedTuple):
    """An instant that was reckoned in working days.

    Args:
        at: the instant.
        is_provisional: some day on the way belongs to a year whose holidays are not known yet.
    """

    at: datetime
    is_provisional: bool


def is_workday(session: Session, day: date) -> bool:
    """Tell whether the office works on a day."""
    return _is_workday(_SPECIAL.get(session), day)[0]


def is_known(session: Session, day: date) -> bool:
    """Tell whether that is published, or was said by the operator."""
    return _is_workday(_SPECIAL.get(session), day)[1]


def add_workdays(session: Session, at: datetime, days: int, clock: Clock) -> Reckoned:
    """Give the same time of day so many working days later; earlier when negative.

    The day itself never counts: one working day from Friday, Saturday or Sunday is Monday.
    """
    special = _SPECIAL.get(session)
    step = DAY if days > 0 else -DAY
    start = local(at, clock)
    day, left, is_certain = start.date(), abs(days), True
    while left:
        day += step
        works, known = _is_workday(special, day)
        is_certain = is_certain and known
        left -= works
    wall = datetime.combine(day, start.timetz())
    return Reckoned(wall.astimezone(at.tzinfo), not is_certain)


def count_workdays(session: Session, begin: datetime, end: datetime, clock: Clock) -> int:
    """Count the working days after the day of one instant, up to the day of another."""
    special = _SPECIAL.get(session)
    first, last = local(begin, clock).date(), local(end, clock).date()
    days = (first + DAY * number for number in range(1, (last - first).days + 1))
    return sum(_is_workday(special, day)[0] for day in days)


def set_day(session: Session, day: date, name: str, *, is_working: bool) -> None:
    """Say that a day is worked or not, over what the calendar says."""
    row = session.exec(select(SpecialDay).where(SpecialDay.day == day)).first()
    if row is None:
        values = {"day": day, "is_workday": is_working, "name": name}
        insert_missing(session, SpecialDay, [values])
    else:
        row.is_workday, row.name = is_working, name
    session.flush()
    _SPECIAL.has_changed(session)


def last_known_year(session: Session) -> int:
    """Tell the last year up to which all holidays are known."""
    year, said = _LAST_KNOWN, _SPECIAL.get(session).years
    while year + 1 in said:
        year += 1
    return year


def _read(session: Session) -> _Said:
    days = {row.day: row.is_workday for row in session.exec(select(SpecialDay))}
    counted = Counter(day.year for day in days)
    years = (year for year, count in counted.items() if count >= A_YEARS_DAYS)
    return _Said(days, frozenset(years))


def _is_workday(special: _Said, day: date) -> tuple[bool, bool]:
    """Tell whether a day is worked, and whether that is known."""
    if day in special.days:
        return special.days[day], True
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() <= FRIDAY, day.year in special.years


_SPECIAL = Remembered(SpecialDay, _read)
_LAST_KNOWN: int = max(day.year for day in chinese_calendar.holidays)
