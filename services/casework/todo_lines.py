"""How a case that waits is shown in a list: its marks, where it stands, and until when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from models.access import Action
from models.cases import TO_BE_TAKEN_IN, Case
from services.areas import areas
from services.casework import alerts, permits
from services.casework.todo import Item, Wait, in_short
from services.clock import Clock, local, today
from services.identity import people
from services.office import units
from services.texts.casework import steps
from services.texts.labels import STATUS_LABELS
from services.texts.phrases import Phrase


class Marks(NamedTuple):
    """What makes a case press."""

    is_urgent: bool
    is_urged: bool
    is_late: bool
    is_disputed: bool


class Line(NamedTuple):
    """One case in a list of what waits.

    Args:
        item: the case, and for what it waits.
        marks: what makes it press.
        status: where it stands.
        due: until when, or since when it waits for a call.
        words: how what was said begins.
        area: where it is.
        owner: who has it, by the name that is shown publicly; empty when nobody does.
    """

    item: Item
    marks: Marks
    status: Phrase
    due: Phrase
    words: str
    area: str
    owner: str


def describe(session: Session, items: Sequence[Item], clock: Clock) -> Sequence[Line]:
    """Give what stands in a list about each case."""
    owners = {it.case.owner_id for it in items if it.case.owner_id is not None}
    names: Mapping[int, str] = people.names_of(session, owners) if owners else {}
    return [
        Line(
            item,
            marks_of(item, clock),
            status_of(session, item),
            due_of(item, clock),
            in_short(alerts.words_of(session, item.case)[0]),
            _area(session, item.case),
            names.get(item.case.owner_id or 0, ""),
        )
        for item in items
    ]


def marks_of(item: Item, clock: Clock) -> Marks:
    """Tell what makes a case press."""
    case = item.case
    return Marks(
        case.is_urgent,
        case.urged_at is not None,
        item.wait is not Wait.CALL and clock.now() > case.due_at,
        case.disputed_at is not None and case.status in TO_BE_TAKEN_IN,
    )


def status_of(session: Session, item: Item) -> Phrase:
    """Say where a case stands, as whoever is waited for needs to know it."""
    case = item.case
    if item.wait is Wait.GRANT:
        return steps.WANTS_TIME(days=case.extension_asked or 0)
    if item.wait is Wait.CALL:
        return steps.TO_CALL()
    status = STATUS_LABELS[case.status]()
    if case.unit_id is None:
        return status
    return steps.UNITS(unit=units.unit_of(session, case.unit_id).name, status=status)


def due_of(item: Item, clock: Clock) -> Phrase:
    """Say until when, or since when it waits for a call; a day of another year names its year."""
    case = item.case
    is_call = item.answered_at is not None
    at = item.answered_at or case.due_at
    year = local(at, clock).year
    said: Phrase | datetime = at if is_call else alerts.due_of(case)
    if year != today(clock).year:
        said = steps.IN_YEAR(year=year, at=said)
    return (steps.ANSWERED_ON if is_call else steps.DUE_BY)(at=said)


def is_to_take_in(session: Session, item: Item, person_id: int) -> bool:
    """Tell whether somebody first decides whose this is: they open it."""
    case = item.case
    is_new = case.owner_id is None and case.status in TO_BE_TAKEN_IN
    may = permits.may(session, person_id, Action.TRIAGE_CASE, case)
    return item.wait is Wait.SIGN and is_new and may


def _area(session: Session, case: Case) -> str:
    return areas.full_name(session, areas.area_of(session, case.area_id))
