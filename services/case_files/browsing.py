"""Looking through the cases that somebody may see: filters, numbers, and the phone of a caller.

What was said is sealed, and cannot be searched; numbers can, and a phone by its keyed hash.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from models.access import Action
from models.areas import Area
from models.base import table
from models.cases import UNANSWERED, Case, Channel, Status
from models.categories import Category
from models.errors import Invalid
from models.following import Recusal
from models.people import Person
from models.units import Unit
from services.areas import areas
from services.case_files import contacts, timeline
from services.casework import permits
from services.casework.cases import get_case
from services.casework.todo import in_short, lies_below
from services.clock import Clock
from services.office import access
from services.office.units import list_units_near, unit_of
from services.sealing import vault_of
from services.wording import fold

PAGE = 50
MOST_FOUND = 20
"""Cases of one phone that are listed, the newest."""

_cases, _areas, _recusals = table(Case), table(Area), table(Recusal)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cases are wanted; what is None or False is not asked.

    Args:
        statuses: any of these.
        area_id: in it or below.
        category: what it is about.
        channel: the way it came.
        is_mine: whoever asks has it.
        unit_id: the unit that has it.
        is_late: it waits for its answer past its day.
        since: reported on that day or later.
        until: reported on that day or before.
        number: its number, or its number in another system.
    """

    statuses: frozenset[Status] = frozenset()
    area_id: int | None = None
    category: Category | None = None
    channel: Channel | None = None
    is_mine: bool = False
    unit_id: int | None = None
    is_late: bool = False
    since: date | None = None
    until: date | None = None
    number: str = ""


class Row(NamedTuple):
    """One line of the list; the words are the beginning of what the reporter said."""

    case: Case
    words: str
    area: str


class Page(NamedTuple):
    """A part of the list, the newest first; `older` and `newer` go on from there, if anywhere."""

    rows: Sequence[Row]
    older: int | None
    newer: int | None


def list_page(
    session: Session,
    person_id: int,
    wanted: Filters,
    clock: Clock,
    *,
    before: int | None = None,
    after: int | None = None,
) -> Page:
    """List cases that somebody may see, a page at a time; `before` and `after` are of a page."""
    is_back = after is not None
    which = _which(session, person_id, wanted, clock)
    statement = select(col(Case.id)).where(*which)  # whole rows would be slow to sort
    if after is not None:
        statement = statement.where(col(Case.id) > after)
    elif before is not None:
        statement = statement.where(col(Case.id) < before)
    order = col(Case.id).asc() if is_back else col(Case.id).desc()
    ids = session.exec(statement.order_by(order).limit(PAGE + 1)).all()
    is_more = len(ids) > PAGE
    found = session.exec(
        select(Case).where(col(Case.id).in_(ids[:PAGE])).order_by(col(Case.id).desc())
    ).all()
    has_older, has_newer = (True, is_more) if is_back else (is_more, before is not None)
    older = found[-1].id if found and has_older else None
    newer = found[0].id if found and has_newer else None
    return Page(_rows(session, found), older, newer)


def count(session: Session, person_id: int, wanted: Filters, clock: Clock, most: int) -> int:
    """Count the cases of a list, to one more than `most`: nobody needs to know beyond."""
    some = select(col(Case.id)).where(*_which(session, person_id, wanted, clock)).limit(most + 1)
    return session.exec(select(func.count()).select_from(some.subquery())).one()


def ids_of(session: Session, person_id: int, wanted: Filters, clock: Clock) -> "Select[int]":
    """Give a statement for the ids of all cases of a list."""
    return select_columns(_cases.c.id).where(*_which(session, person_id, wanted, clock))


def find_by_phone(session: Session, phone: str, actor_id: int, clock: Clock) -> Sequence[Row]:
    """Find the cases of whoever left a phone number, of those that this person may see.

    That they were looked up stands in the file of each, once a day, as every view of contact
    data does. Who wants to stay unknown is not found.

    Raises:
        Invalid: search_too_short; it is no number.
        NotAllowed: not_allowed; they see no contact data anywhere.
    """
    if not phone:
        raise Invalid("search_too_short")
    contacts.require_viewer(session, actor_id)
    whose = vault_of(session).find_hash("phone", phone)
    people = select(Person.id).where(Person.phone_hash == whose)
    found = session.exec(
        select(Case)
        .where(
            col(Case.reporter_id).in_(people),
            col(Case.is_anonymous).is_(False),
            _may_see(session, actor_id, Action.VIEW_CONTACT),
        )
        .order_by(col(Case.id).desc())
        .limit(MOST_FOUND)
    ).all()
    for each in sorted(found, key=lambda case: case.id):
        contacts.note_found(session, get_case(session, each.id), actor_id, clock)
    return _rows(session, found)


def may_see_any(session: Session, person_id: int) -> bool:
    """Tell whether there may be cases that somebody sees: by appointment, or for a unit."""
    held = access.areas_where(session, person_id, Action.VIEW_CASE)
    return bool(held or permits.list_spoken_for(session, person_id))


def list_places(session: Session, person_id: int) -> Sequence[Area]:
    """List the areas whose cases somebody may see: theirs, and what lies below to the grids."""
    held = access.areas_where(session, person_id, Action.VIEW_CASE)
    found = {area.id: area for top in held for area in (top, *areas.list_below(session, top))}
    shown = (it for it in found.values() if it.level in _LISTED)
    return sorted(shown, key=lambda area: area.path)


def list_units(session: Session, person_id: int) -> Sequence[Unit]:
    """List the units that may have cases somebody sees: near their areas, and their own."""
    held = access.areas_where(session, person_id, Action.VIEW_CASE)
    spoken = [unit_of(session, unit_id) for unit_id in permits.list_spoken_for(session, person_id)]
    near = [unit for area in held for unit in list_units_near(session, area)]
    return list({unit.id: unit for unit in (*spoken, *near)}.values())


def _rows(session: Session, found: Sequence[Case]) -> Sequence[Row]:
    words = timeline.first_words(session, [case.id for case in found])
    return [
        Row(
            case,
            in_short(words.get(case.id, "")),
            areas.grid_name(session, areas.area_of(session, case.area_id)),
        )
        for case in found
    ]


def _may_see(session: Session, person_id: int, action: Action) -> ColumnElement[bool]:
    """For statements: cases that somebody may see by appointment, for a unit, or as claimant."""
    kept = select_columns(_recusals.c.case_id).where(_recusals.c.person_id == person_id)
    units = permits.list_spoken_for(session, person_id)
    of_unit = col(Case.unit_id).in_(units) if units else false()
    seen = or_(lies_below(session, person_id, action), of_unit)
    return and_(seen, col(Case.id).not_in(kept))


def _which(
    session: Session, person_id: int, wanted: Filters, clock: Clock
) -> Sequence[ColumnElement[bool]]:
    conditions = [_may_see(session, person_id, Action.VIEW_CASE)]
    for value, column in (
        (wanted.category, Case.category),
        (wanted.channel, Case.channel),
        (wanted.unit_id, Case.unit_id),
    ):
        if value is not None:
            conditions.append(col(column) == value)
    if wanted.statuses:
        conditions.append(col(Case.status).in_(wanted.statuses))
    if wanted.is_mine:
        conditions.append(col(Case.owner_id) == person_id)
    if wanted.area_id is not None:
        path = areas.area_of(session, wanted.area_id).path
        below = select_columns(_areas.c.id).where(_areas.c.path.startswith(path))
        conditions.append(col(Case.area_id).in_(below))
    return [*conditions, *_when(wanted, clock), *_numbered(wanted)]


def _when(wanted: Filters, clock: Clock) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.is_late:
        conditions += (
            col(Case.status).in_(UNANSWERED),
            col(Case.stands_since).is_(None),
            col(Case.due_at) < clock.now(),
        )
    if wanted.since is not None:
        conditions.append(col(Case.reported_at) >= _midnight(wanted.since, clock))
    if wanted.until is not None:
        end = _midnight(wanted.until, clock) + timedelta(days=1)
        conditions.append(col(Case.reported_at) < end)
    return conditions


def _numbered(wanted: Filters) -> Sequence[ColumnElement[bool]]:
    said = fold(wanted.number).strip()
    if not said:
        return ()
    is_serial = said.isascii() and said.isdecimal() and len(said) <= _SERIAL
    outer = col(Case.outer_number).in_({said, wanted.number.strip()})
    own = col(Case.number) == said.upper()
    return (or_(own, outer, col(Case.serial) == int(said)) if is_serial else or_(own, outer),)


def _midnight(day: date, clock: Clock) -> datetime:
    return datetime.combine(day, time(), clock.zone)


_SERIAL = 9
_LISTED = frozenset({"street", "patch", "community", "grid"})
