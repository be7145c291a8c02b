"""Cases as a table for other systems: codes and instants, nothing of whoever reported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.areas import Area
from models.base import table
from models.cases import STEPS, Case
from models.keys import Key
from models.timeline import Act, TimelineLine
from models.units import Unit
from services.areas import areas
from services.case_files import timeline
from services.clock import Clock, local
from services.identity import people

PAGE = 1000
"""Cases read at once."""

HEADERS = (
    "number",
    "outer_number",
    "status",
    "step",
    "round",
    "outcome",
    "channel",
    "category",
    "area",
    "urgency",
    "class",
    "owner",
    "reported_at",
    "due_at",
    "answered_at",
    "closed_at",
    "contacted",
    "solved",
    "satisfied",
)
ANSWER = "answer"
URGENT, ORDINARY = "urgent", "ordinary"
SATISFIED: Mapping[int | None, str] = {3: "yes", 2: "mostly", 1: "no"}
"""满意, 基本满意, 不满意."""

ANSWERS = frozenset({Act.ANSWERED, Act.SETTLED, Act.DECLINED})
"""Lines whose words go back to whoever sent the case."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases, by the day they were reported and where they lie; whether with their answers.

    Args:
        since: the first day.
        until: the last day.
        area: everything in it and below.
        has_answers: whether the newest answer of each is written too.
    """

    since: date | None = None
    until: date | None = None
    area: Area | None = None
    has_answers: bool = False


def headers(wanted: Wanted) -> Sequence[str]:
    """Give the columns in their order."""
    return (*HEADERS, ANSWER) if wanted.has_answers else HEADERS


def list_rows(session: Session, wanted: Wanted, clock: Clock) -> Iterator[Sequence[str]]:
    """Give a row for each case, oldest number first, a page in memory at a time."""
    conditions = _conditions(wanted, clock)
    names = _Names(session)
    last = 0
    while True:
        page = (
            select_columns(_case)
            .where(_case.c.id > last, *conditions)
            .order_by(_case.c.id)
            .limit(PAGE)
        )
        found = session.connection().execute(page).all()
        if not found:
            return
        last = found[-1].id
        answers: Mapping[int, str] = {}
        if wanted.has_answers:
            answers = _answers(session, [row.id for row in found])
        for row in found:
            cells = _row(row, names, clock)
            yield (*cells, answers.get(row.id, "")) if wanted.has_answers else cells


def _conditions(wanted: Wanted, clock: Clock) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(_case.c.reported_at >= _midnight(wanted.since, clock))
    if wanted.until is not None:
        end = _midnight(wanted.until + timedelta(days=1), clock)
        conditions.append(_case.c.reported_at < end)
    if wanted.area is not None:
        below = select_columns(_area.c.id).where(_area.c.path.startswith(wanted.area.path))
        conditions.append(_case.c.area_id.in_(below))
    return conditions


def _midnight(day: date, clock: Clock) -> datetime:
    return datetime.combine(day, time(), clock.zone)


class _Names:
    """Names of workers, units and areas, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._staff: dict[int, str] = {}
        found = session.exec(select(col(Unit.id), col(Unit.name))).all()
        self._units: dict[int, str] = dict(found)

    def owner(self, unit_id: int | None, owner_id: int | None) -> str:
        """Give the unit that has a case, else the worker."""
        if unit_id is not None:
            return self._units.get(unit_id, "")
        if owner_id is None:
            return ""
        if owner_id not in self._staff:
            self._staff[owner_id] = people.contact_of(self._session, owner_id).name
        return self._staff[owner_id]

    def area(self, area_id: int) -> str:
        """Give the code of where a case lies."""
        return areas.area_of(self._session, area_id).code


def _row(case: Any, names: _Names, clock: Clock) -> tuple[str, ...]:  # noqa: ANN401 - a result row
    return (
        case.number,
        case.outer_number or "",
        case.status,
        STEPS[case.status],
        str(case.round),
        case.outcome or "",
        case.channel,
        case.category,
        names.area(case.area_id),
        URGENT if case.is_urgent else ORDINARY,
        case.triage_class or "",
        names.owner(case.unit_id, case.owner_id),
        _instant(case.reported_at, clock),
        _instant(case.due_at, clock),
        _instant(case.answered_at, clock),
        _instant(case.closed_at, clock),
        _yes_or_no(case.is_contacted),
        _yes_or_no(case.is_solved),
        SATISFIED.get(case.satisfaction, ""),
    )


def _instant(at: datetime | None, clock: Clock) -> str:
    return "" if at is None else local(at, clock).isoformat(timespec="seconds")


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else ("yes" if value else "no")


def _answers(session: Session, case_ids: Sequence[int]) -> Mapping[int, str]:
    """Give the words of the newest answer of each case; none once its key was destroyed."""
    line, key = table(TimelineLine), table(Key)
    found = session.connection().execute(
        select_columns(line.c.case_id, line.c.body, key.c.wrapped)
        .join_from(line, key, key.c.id == line.c.key_id)
        .where(line.c.case_id.in_(case_ids), line.c.act.in_(ANSWERS), key.c.wrapped.is_not(None))
        .order_by(line.c.case_id, line.c.seq)
    )
    newest = {row.case_id: row for row in found}
    return {
        case_id: timeline.words_in(session, row.wrapped, row.body)
        for case_id, row in newest.items()
    }


_case, _area = table(Case), table(Area)
