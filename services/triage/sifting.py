"""What waits for triage (分办) in one's areas: the most pressing first, like beside like."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, select

from models.access import Action
from models.areas import Area
from models.cases import TO_BE_TAKEN_IN, Case, Status
from models.errors import Conflict, NotAllowed
from models.timeline import TimelineLine
from services.areas import areas
from services.case_files import timeline
from services.casework import cases, permits
from services.casework.todo import MOST_PRESSING, is_recused, lies_below
from services.office import access, staff_names
from services.store import lock_all
from services.triage import likeness

LISTED = 60
"""Cases on one page; what is decided makes room for the next."""


class Stage(StrEnum):
    """What is waited for before a case is in somebody's hands."""

    NEW = "new"
    TAKEN_IN = "taken_in"
    ASKED = "asked"


_STATUS = {
    Stage.NEW: Status.SUBMITTED,
    Stage.TAKEN_IN: Status.ACCEPTED,
    Stage.ASKED: Status.NEEDS_INFO,
}


class Row(NamedTuple):
    """One case that waits, with what its reporter said, and where it lies."""

    case: Case
    words: str
    area: Area


class Waiting(NamedTuple):
    """A part of what waits: groups of like cases, and how many there are at each stage."""

    groups: Sequence[Sequence[Row]]
    counts: Mapping[Stage, int]


def list_waiting(session: Session, person_id: int, stage: Stage, limit: int = LISTED) -> Waiting:
    """List what waits for somebody to sift it, the most pressing first, with what is like it.

    Raises:
        NotAllowed: not_allowed; they sift nothing anywhere.
    """
    if not access.areas_where(session, person_id, Action.TRIAGE_CASE):
        raise NotAllowed("not_allowed")
    waits = _waits(session, person_id)
    found = session.exec(
        select(Case)
        .where(waits, Case.status == _STATUS[stage])
        .order_by(*MOST_PRESSING)
        .limit(limit)
    ).all()
    said = timeline.first_words(session, [case.id for case in found])
    groups = [
        [Row(it, said.get(it.id, ""), areas.area_of(session, it.area_id)) for it in group]
        for group in likeness.group_alike(session, found, said)
    ]
    counted = session.exec(
        select(col(Case.status), func.count()).where(waits).group_by(col(Case.status))
    ).all()
    counts = dict(counted)
    return Waiting(groups, {each: counts.get(_STATUS[each], 0) for each in Stage})


def get_to_sift(session: Session, case_id: int, person_id: int) -> Case:
    """Give a case to somebody who sifts what lies there, whatever became of it.

    Raises:
        NotFound: there is none, or it is kept from them; which of the two is not said.
        NotAllowed: not_allowed.
    """
    case = cases.get_visible_case(session, case_id, person_id)
    permits.require(session, person_id, Action.TRIAGE_CASE, case)
    return case


def check_seen(
    session: Session, case_id: int, seen: int, person_id: int, besides: Sequence[int] = ()
) -> Case:
    """Refuse what is decided on a page that shows a case as it stands no longer; lock it.

    `seen` is the number of lines that its file had. Who may not sift it is told nothing of it.

    Raises:
        NotFound, NotAllowed: as `get_to_sift`.
        Conflict: case_moved_on, with who did what.
    """
    case = get_to_sift(session, case_id, person_id)
    check_stands(session, case, seen, besides)
    return case


def check_stands(session: Session, case: Case, seen: int, besides: Sequence[int] = ()) -> None:
    """Lock a case; refuse what is decided about it on a page that shows fewer lines, or more.

    It is locked before it is compared: of two presses at once the later one sees what the first
    one did. Other cases that are written too (`besides`) are locked with it, in one order.

    Ask before whether they may see the case: it is said who did what with it.

    Raises:
        Conflict: case_moved_on, with who did what.
    """
    lock_all(session, Case, [case.id, *besides])
    if case.line_count == seen:
        return
    last = session.exec(
        select(TimelineLine)
        .where(TimelineLine.case_id == case.id)
        .order_by(col(TimelineLine.seq).desc())
    ).first()
    name = ""
    if last is not None and last.actor_id not in (None, case.reporter_id):
        name = staff_names.name_of(session, last.actor_id or 0)
    raise Conflict("case_moved_on" if name else "case_changed", number=case.number, name=name)


def _waits(session: Session, person_id: int) -> ColumnElement[bool]:
    return and_(
        col(Case.status).in_(TO_BE_TAKEN_IN),
        col(Case.owner_id).is_(None),
        lies_below(session, person_id, Action.TRIAGE_CASE),
        ~is_recused(person_id),
    )
