"""The street's calendar: days set from a table, and due days that follow it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.cases import UNANSWERED, Case
from models.timeline import Act
from models.workdays import SpecialDay
from services import workdays
from services.case_files import timeline
from services.casework import limits
from services.clock import Clock, local
from services.tables.area_import import RowNote
from services.tables.sheets import Columns, SheetRow
from services.texts import rows as texts
from services.texts.phrases import Phrase, put_into_words

COLUMNS: Mapping[str, Sequence[str]] = {
    "date": ("日期",),
    "works": ("上班", "是否上班"),
    "name": ("名称", "节日", "说明"),
}
"""Our names of the columns, and what else people write over them; a name is not needed."""

YES = frozenset({"是", "上班", "y", "yes", "true", "1", "班"})
NO = frozenset({"否", "不上班", "休", "休息", "放假", "n", "no", "false", "0"})

SCANNED = 200
"""Cases that are looked at in one batch."""

_DAY = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?(?:[ T]00?:00(?::00)?)?")


@dataclass(slots=True)
class CalendarReport:
    """What an import did, or why it did nothing."""

    days: int = 0
    cases: int = 0
    errors: list[RowNote] = field(default_factory=list[RowNote])


@dataclass(frozen=True, slots=True)
class Day:
    """One day that is not as its weekday says, or is said by the operator."""

    day: date
    is_workday: bool
    name: str


@dataclass(frozen=True, slots=True)
class _Said:
    row: int
    day: date
    is_workday: bool
    name: str


def import_days(session: Session, table: Columns, clock: Clock) -> CalendarReport:
    """Set the days of a table, all or none; due days of open cases follow."""
    report = CalendarReport()
    read = _read_rows(table, report)
    if report.errors:
        return report
    for said in read.values():
        workdays.set_day(session, said.day, said.name, is_working=said.is_workday)
    report.days = len(read)
    follow_calendar = start_following()
    while done := follow_calendar(session, clock):
        report.cases += done
    return report


def start_following() -> Callable[[Session, Clock], int]:
    """Begin to reckon due days anew that the calendar no longer says.

    Returns:
        What does it for some cases at a time, each looked at once, and tells of how many; 0 once
        all were looked at.
    """
    last = 0

    def follow_some(session: Session, clock: Clock) -> int:
        nonlocal last
        done = 0
        while not done and (page := _list_after(session, last)):
            done = _reckon_anew(session, page, clock)
            last = page[-1].id
        return done

    return follow_some


def _list_after(session: Session, last: int) -> Sequence[Case]:
    return session.exec(
        select(Case)
        .where(col(Case.status).in_(UNANSWERED), col(Case.limit_days).is_not(None), Case.id > last)
        .order_by(col(Case.id))
        .limit(SCANNED)
    ).all()


def _reckon_anew(session: Session, page: Sequence[Case], clock: Clock) -> int:
    """Move the due days of some cases that the calendar no longer says; give how many.

    Each that moves has its line; what is only no longer provisional has none.
    """
    changed = [case for case in page if _is_otherwise(session, case, clock)]
    for case in changed:
        session.refresh(case, with_for_update={"key_share": True})
        if case.status not in UNANSWERED:
            continue
        before = case.due_at
        limits.reckon_due(session, case, clock)
        if case.due_at != before:
            limits.follow_ladder(session, case, clock)
            told: timeline.Told = {
                "before": local(before, clock).isoformat(),
                "due": local(case.due_at, clock).isoformat(),
            }
            timeline.append_line(session, case, Act.DUE_MOVED, told, clock)
    session.flush()
    return len(changed)


def list_special(session: Session, year: int) -> Sequence[Day]:
    """List the days of a year that are not as their weekday says, and those somebody set."""
    set_by_us = {row.day: row.name for row in session.exec(select(SpecialDay))}
    found: list[Day] = []
    for day in _days(date(year, 1, 1), date(year, 12, 31)):
        works = workdays.is_workday(session, day)
        if day in set_by_us or works is not (day.weekday() <= workdays.FRIDAY):
            found.append(Day(day, works, set_by_us.get(day, "")))
    return found


def _read_rows(table: Columns, report: CalendarReport) -> Mapping[date, _Said]:
    for column in table.missing:
        if column != "name":
            shown = f"{column}（{COLUMNS[column][0]}）"
            _note(report, 0, texts.COLUMN_MISSING(column=shown))
    if not table.rows:
        _note(report, 0, texts.TABLE_EMPTY())
    read: dict[date, _Said] = {}
    for row in () if report.errors else table.rows:
        said = _read_row(row, report)
        if said is not None and read.setdefault(said.day, said) is not said:
            _note(report, row.number, texts.DAY_TWICE(other=read[said.day].row))
    return read


def _is_otherwise(session: Session, case: Case, clock: Clock) -> bool:
    days = case.limit_days or 0
    due = workdays.add_workdays(session, case.began_at, days, clock)
    moved = due.at + timedelta(seconds=case.stood)
    return (moved, due.is_provisional) != (case.due_at, case.is_due_provisional)


def _read_row(row: SheetRow, report: CalendarReport) -> _Said | None:
    day = _read_day(row.cells.get("date", ""))
    works = row.cells.get("works", "").strip().casefold()
    if day is None:
        _note(report, row.number, texts.DAY_UNKNOWN())
    if works not in YES | NO:
        _note(report, row.number, texts.WORKS_UNKNOWN())
    if day is None or works not in YES | NO:
        return None
    return _Said(row.number, day, works in YES, row.cells.get("name", "").strip()[:40])


def _read_day(words: str) -> date | None:
    found = _DAY.fullmatch(words.strip())
    try:
        return None if found is None else date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _note(report: CalendarReport, row: int, phrase: Phrase) -> None:
    report.errors.append(RowNote(row, put_into_words(phrase)))


def _days(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
