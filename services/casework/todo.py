"""What waits for a worker (待办), the most pressing first; one query for each kind."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, false, func
from sqlalchemy import case as in_case
from sqlmodel import Session, col, or_, select

from models.access import Action, Appointment, Role
from models.areas import Area
from models.base import table
from models.cases import Case, Status
from models.following import Recusal
from models.units import Unit
from services.case_offers.claimants import HAS_CLAIMED
from services.casework import to_call
from services.clock import Clock, today
from services.office import absences, access
from services.reporters import followers
from services.wording import clip

LISTED = 10
SHORT = 40
CALLED_WITHIN = timedelta(days=14)
"""How long after an answer it still makes sense to ask by phone whether it helped."""


class Wait(StrEnum):
    """What somebody is waited for to do."""

    SIGN = "sign"
    ANSWER = "answer"
    GRANT = "grant"
    CALL = "call"


class Item(NamedTuple):
    """One case that waits, and for what."""

    wait: Wait
    case: Case
    answered_at: datetime | None = None
    """When that was answered which there is to call about."""


class Page(NamedTuple):
    """A part of the list, and how many there are in all."""

    items: Sequence[Item]
    total: int


def list_items(
    session: Session, person_id: int, clock: Clock, after: int = 0, limit: int = LISTED
) -> Page:
    """List everything that waits for somebody: what is urgent, then in the order of `Wait`."""
    items: list[Item] = []
    total = 0
    for wait, condition in (
        (Wait.SIGN, _to_sign(session, person_id)),
        (Wait.ANSWER, _mine(session, person_id, Status.HANDLING)),
        (Wait.GRANT, _to_grant(session, person_id)),
        (Wait.CALL, _to_call(session, person_id, clock.now() - CALLED_WITHIN)),
    ):
        order = _NEWEST_ANSWER if wait is Wait.CALL else MOST_PRESSING
        found = session.exec(
            select(Case, func.count().over())
            .where(condition, ~is_recused(person_id))
            .order_by(*order)
            .limit(after + limit)
        ).all()
        items += [
            Item(wait, case, _answered_at(session, case) if wait is Wait.CALL else None)
            for case, _ in found
        ]
        total += found[0][1] if found else 0
    items.sort(key=_pressing)
    return Page(items[after : after + limit], total)


class Counts(NamedTuple):
    """Of the cases that wait for somebody to sign or answer: which press, which nobody has."""

    overdue: int
    today: int
    free: int
    unsigned: int


def count_pressing(session: Session, person_id: int, clock: Clock) -> Counts:
    """Count what waits to be signed or answered: overdue, due today, free, given to them."""
    now = clock.now()
    tomorrow = datetime.combine(today(clock) + timedelta(days=1), time(), clock.zone)
    to_sign, is_free = _to_sign(session, person_id), _unsigned(session, person_id)
    is_late = col(Case.due_at) < now
    counted = select(
        func.count(in_case((is_late, 1))),
        func.count(in_case((~is_late & (col(Case.due_at) < tomorrow), 1))),
        func.count(in_case((is_free, 1))),
        func.count(in_case((to_sign & ~is_free, 1))),
    ).where(or_(to_sign, _mine(session, person_id, Status.HANDLING)), ~is_recused(person_id))
    return Counts(*session.exec(counted).one())


def list_waiting(session: Session, person_id: int, limit: int = LISTED) -> Sequence[Case]:
    """List what is theirs to answer and what nobody has signed in their areas."""
    condition = or_(_mine(session, person_id, Status.HANDLING), _to_sign(session, person_id))
    return _list(session, person_id, condition, limit)


def list_unsigned(session: Session, person_id: int, limit: int = LISTED) -> Sequence[Case]:
    """List what waits for their signature: theirs, their unit's, or nobody's in their areas."""
    return _list(session, person_id, _to_sign(session, person_id), limit)


def list_calls(
    session: Session, person_id: int, clock: Clock, limit: int = LISTED
) -> tuple[Sequence[Case], int]:
    """List what somebody is to call about after an answer (回访), and how many there are."""
    condition = _to_call(session, person_id, clock.now() - CALLED_WITHIN)
    found = session.exec(
        select(Case, func.count().over())
        .where(condition, ~is_recused(person_id))
        .order_by(*_NEWEST_ANSWER)
        .limit(limit)
    ).all()
    return [case for case, _ in found], found[0][1] if found else 0


def _answered_at(session: Session, case: Case) -> datetime | None:
    return followers.root_of(session, case).answered_at


def in_short(words: str) -> str:
    """Give the beginning of a text, for a line in a list."""
    return clip(words, SHORT)


def lies_below(session: Session, person_id: int, action: Action) -> ColumnElement[bool]:
    """For statements about cases: those where somebody may do this by appointment."""
    scopes = access.areas_where(session, person_id, action)
    if not scopes:
        return false()
    areas = table(Area)
    below = select(areas.c.id).where(or_(*(areas.c.path.startswith(area.path) for area in scopes)))
    return col(Case.area_id).in_(below)


_IN_HAND = (Status.ASSIGNED, Status.HANDLING)
_UNSIGNED = (Status.SUBMITTED, Status.ACCEPTED)
MOST_PRESSING = (
    col(Case.is_urgent).desc(),
    col(Case.urged_at).is_(None),
    col(Case.due_at),
    col(Case.id),
)


_NEWEST_ANSWER = (to_call.ANSWERED_AT.desc(), col(Case.id).desc())
_RANKS = {Wait.SIGN: 0, Wait.ANSWER: 0, Wait.GRANT: 1, Wait.CALL: 2}


def _pressing(item: Item) -> tuple[bool, int, bool, float, int]:
    """Say what comes first; calls never do, and the newest answer is called about first."""
    case, rank = item.case, _RANKS[item.wait]
    if item.wait is Wait.CALL:
        answered = item.answered_at or case.due_at
        return (True, rank, True, -answered.timestamp(), -case.id)
    return (not case.is_urgent, rank, case.urged_at is None, case.due_at.timestamp(), case.id)


def _list(
    session: Session, person_id: int, condition: ColumnElement[bool], limit: int
) -> Sequence[Case]:
    statement = select(Case).where(condition, ~is_recused(person_id))
    return session.exec(statement.order_by(*MOST_PRESSING).limit(limit)).all()


def _to_sign(session: Session, person_id: int) -> ColumnElement[bool]:
    mine, units = _mine(session, person_id, Status.ASSIGNED), _liaison(person_id)
    is_units = (
        col(Case.owner_id).is_(None)
        & (col(Case.status) == Status.ASSIGNED)
        & exists().where(units, col(Appointment.unit_id) == col(Case.unit_id))
    )
    return or_(mine, is_units, _unsigned(session, person_id))


def _mine(session: Session, person_id: int, status: Status) -> ColumnElement[bool]:
    theirs = absences.list_acted_for(session, person_id)
    return and_(col(Case.owner_id).in_(theirs), col(Case.status) == status)


def _unsigned(session: Session, person_id: int) -> ColumnElement[bool]:
    """What nobody has, or who had it may no longer: somebody who left, a unit without liaison."""
    is_free = col(Case.owner_id).is_(None) & col(Case.status).in_(_UNSIGNED)
    for_unit = (
        (col(Appointment.role) == Role.LIAISON)
        & (col(Appointment.unit_id) == col(Case.unit_id))
        & _has_not_ended()
    )
    may = col(Appointment.role).in_(access.roles_that_may(Action.ANSWER_CASE))
    in_force = col(Appointment.until).is_(None)
    has_owner = exists().where(
        in_force, col(Appointment.person_id) == col(Case.owner_id), or_(may, for_unit)
    )
    has_liaison = exists().where(in_force, for_unit)
    is_left = or_(
        col(Case.owner_id).is_not(None) & ~has_owner & ~HAS_CLAIMED,
        col(Case.owner_id).is_(None) & ~has_liaison,
    ) & col(Case.status).in_(_IN_HAND)
    return or_(is_free, is_left) & lies_below(session, person_id, Action.SIGN_CASE)


def _to_grant(session: Session, person_id: int) -> ColumnElement[bool]:
    is_asked = col(Case.extension_asked).is_not(None) & (col(Case.status) == Status.HANDLING)
    is_others = col(Case.owner_id).not_in(absences.list_acted_for(session, person_id))
    return is_asked & is_others & lies_below(session, person_id, Action.GRANT_EXTENSION)


def _to_call(session: Session, person_id: int, since: datetime) -> ColumnElement[bool]:
    mine = lies_below(session, person_id, Action.TRIAGE_CASE)
    return to_call.waits_for_call(person_id, since) & mine


def _liaison(person_id: int) -> ColumnElement[bool]:
    return and_(
        col(Appointment.person_id) == person_id,
        col(Appointment.role) == Role.LIAISON,
        col(Appointment.until).is_(None),
        _has_not_ended(),
    )


def _has_not_ended() -> ColumnElement[bool]:
    return col(Appointment.unit_id).in_(select(Unit.id).where(col(Unit.ended_at).is_(None)))


def is_recused(person_id: int) -> ColumnElement[bool]:
    """For statements about cases: those that are kept from somebody (回避)."""
    return exists().where(
        col(Recusal.case_id) == col(Case.id), col(Recusal.person_id) == person_id
    )
