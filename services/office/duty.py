"""Stand-ins (A/B角): somebody goes away, somebody stands in, and all of it ends by itself.

While an absence is in force the stand-in holds the absent person's roles through appointments of
their own that name it. Who is away keeps their rights, and is not told.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, true, update
from sqlmodel import Session, col, select

from models.access import Action, Appointment, Role
from models.areas import Area
from models.base import table
from models.cases import HELD, Case
from models.duty import Absence, DutyShift
from models.errors import Conflict, Invalid, NotAllowed
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import permits
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.office import access
from services.office.absences import AWAY, list_away
from services.store import insert_missing
from services.texts import duty as texts
from services.texts.phrases import Phrase

SCANNED = 50
"""Rows in one batch of a scan."""

STOOD_IN_FOR = (Role.GRID_MANAGER, Role.CLERK, Role.LIAISON, Role.OFFICER, Role.SUPERVISOR)
"""What somebody else may hold in one's stead; the rest is one's own."""


def go_away(
    session: Session, person_id: int, stand_in_id: int | None, until: datetime, clock: Clock
) -> Absence:
    """Say that somebody of the office is away from now on; an absence before this one ends.

    Raises:
        NotAllowed: they hold nothing that could be stood in for.
        Invalid: until is over, or the stand-in is themselves, or no colleague to be reached.
        Conflict: the stand-in is away.
    """
    if not _held(session, person_id):
        raise NotAllowed("not_allowed")
    if until <= clock.now():
        raise Invalid("absence_over")
    if stand_in_id == person_id:
        raise Invalid("stand_in_oneself")
    if stand_in_id is not None and stand_in_id in list_away(session):
        raise Conflict("stand_in_away", name=_name(session, stand_in_id))
    if stand_in_id is not None and stand_in_id not in list_colleagues(session, person_id):
        raise Invalid("stand_in_unknown")
    for before in _open(session, person_id):
        _end(session, before, clock)
    absence = Absence(person_id=person_id, stand_in_id=stand_in_id, since=clock.now(), until=until)
    session.add(absence)
    session.flush()
    _begin(session, absence, clock)
    return absence


def come_back(session: Session, person_id: int, clock: Clock) -> bool:
    """Say that somebody is back; tell whether they were away."""
    found = _open(session, person_id)
    for absence in found:
        _end(session, absence, clock)
    return bool(found)


def change_absences(session: Session, clock: Clock) -> int:
    """Begin absences whose time has come, and end those whose time is over; give how many."""
    now = clock.now()
    begins = col(Absence.begun_at).is_(None) & (col(Absence.since) <= now)
    found = session.exec(
        select(Absence)
        .where(col(Absence.ended_at).is_(None), begins | (col(Absence.until) <= now))
        .order_by(col(Absence.id))
        .limit(SCANNED)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    for absence in found:
        if absence.until <= now:
            _end(session, absence, clock)
            _tell(session, absence.person_id, texts.YOU_ARE_BACK(), clock)
        else:
            _begin(session, absence, clock)
    return len(found)


def list_colleagues(session: Session, person_id: int) -> Sequence[int]:
    """List who could stand in for somebody, the nearest first: who can be told, and is here."""
    found: dict[int, None] = {}
    for held in _held(session, person_id):
        if held.role is Role.LIAISON:
            found |= dict.fromkeys(permits.list_liaisons(session, held.unit_id))
            continue
        here = areas.area_of(session, held.area_id)
        for level in access.list_upward(session, Action.VIEW_CASE, here):
            found |= dict.fromkeys(level)
        found |= dict.fromkeys(_list_beside(session, here))
    away = list_away(session)
    others = [it for it in found if it != person_id and it not in away]
    reached = people.list_reachable(session, others) if others else set[int]()
    return [it for it in others if it in reached]


def hand_over(session: Session, gone_id: int, kept_id: int, clock: Clock) -> None:
    """Let somebody who turned out to be another have what is noted of both; they are here."""
    for person_id in (gone_id, kept_id):
        come_back(session, person_id, clock)
    absences, shifts = table(Absence), table(DutyShift)
    other = shifts.alias()
    has_both = exists().where(
        other.c.person_id == kept_id,
        other.c.area_id == shifts.c.area_id,
        other.c.starts_at == shifts.c.starts_at,
    )
    for owned, column, condition in (
        (absences, absences.c.person_id, true()),
        (absences, absences.c.stand_in_id, true()),
        (shifts, shifts.c.person_id, ~has_both),
    ):
        moved = update(owned).where(column == gone_id, condition).values({column: kept_id})
        session.connection().execute(moved)
    AWAY.has_changed(session)


def _list_beside(session: Session, here: Area) -> Sequence[int]:
    """List who works beside somebody: below the area that lies above theirs."""
    above = areas.list_ancestors(session, here)[-1:] or [here]
    below = [area.id for area in areas.list_below(session, above[0])]
    held = select(Appointment.person_id).where(
        col(Appointment.area_id).in_(below),
        col(Appointment.role).in_(access.roles_that_may(Action.VIEW_CASE)),
        col(Appointment.until).is_(None),
    )
    return session.exec(held.order_by(col(Appointment.id))).all()


def _held(session: Session, person_id: int) -> Sequence[Appointment]:
    """List what somebody holds themselves, and another may hold in their stead."""
    return session.exec(
        select(Appointment).where(
            Appointment.person_id == person_id,
            col(Appointment.role).in_(STOOD_IN_FOR),
            col(Appointment.until).is_(None),
            col(Appointment.absence_id).is_(None),
        )
    ).all()


def _open(session: Session, person_id: int) -> Sequence[Absence]:
    return session.exec(
        select(Absence)
        .where(Absence.person_id == person_id, col(Absence.ended_at).is_(None))
        .with_for_update(key_share=True)
    ).all()


def _begin(session: Session, absence: Absence, clock: Clock) -> None:
    absence.begun_at = clock.now()
    if absence.stand_in_id is not None:
        for held in _held(session, absence.person_id):
            row = {
                "person_id": absence.stand_in_id,
                "role": held.role,
                "area_id": held.area_id,
                "unit_id": held.unit_id,
                "absence_id": absence.id,
                "title": held.title,
                "since": clock.now(),
            }
            insert_missing(session, Appointment, [row])
        to_do = Choice(texts.TO_DO(), Command("todo", {}))
        name = _name(session, absence.person_id)
        phrase = texts.YOU_STAND_IN(name=name, until=absence.until)
        _tell(session, absence.stand_in_id, phrase, clock, (to_do,))
    session.flush()
    AWAY.has_changed(session)


def _end(session: Session, absence: Absence, clock: Clock) -> None:
    absence.ended_at = clock.now()
    session.flush()
    lent = select(Appointment).where(
        Appointment.absence_id == absence.id, col(Appointment.until).is_(None)
    )
    for held in session.exec(lent).all():
        other = _also_lent(session, held)
        if other is None:
            held.until = clock.now()
        else:
            held.absence_id = other
    session.flush()
    AWAY.has_changed(session)
    if absence.stand_in_id is not None and absence.begun_at is not None:
        _hand_back(session, absence.stand_in_id, absence.person_id, clock)
        name = _name(session, absence.person_id)
        _tell(session, absence.stand_in_id, texts.STOOD_IN(name=name), clock)


def _also_lent(session: Session, lent: Appointment) -> int | None:
    """Give another absence in which the same person holds the same role in somebody's stead."""
    return session.exec(
        select(Absence.id)
        .join(Appointment, col(Appointment.person_id) == Absence.person_id)
        .where(
            Absence.stand_in_id == lent.person_id,
            col(Absence.begun_at).is_not(None),
            col(Absence.ended_at).is_(None),
            Appointment.role == lent.role,
            Appointment.area_id == lent.area_id,
            col(Appointment.unit_id).is_not_distinct_from(lent.unit_id),
            col(Appointment.until).is_(None),
            col(Appointment.absence_id).is_(None),
        )
        .order_by(col(Absence.id))
    ).first()


def _hand_back(session: Session, stand_in_id: int, person_id: int, clock: Clock) -> None:
    """What the stand-in took on and may no longer do is with whom they stood in for."""
    theirs = session.exec(
        select(Case)
        .where(Case.owner_id == stand_in_id, col(Case.status).in_(HELD))
        .with_for_update(key_share=True)
    ).all()
    for case in theirs:
        if permits.may(session, stand_in_id, permits.HOLDS, case):
            continue
        if permits.may(session, person_id, Action.ANSWER_CASE, case):
            case.owner_id = person_id
            timeline.append_line(session, case, Act.REASSIGNED, {}, clock)


def _name(session: Session, person_id: int) -> str:
    return people.contact_of(session, person_id).name


def _tell(
    session: Session,
    person_id: int,
    phrase: Phrase,
    clock: Clock,
    choices: tuple[Choice, ...] = (),
) -> None:
    outbox.tell(session, person_id, Saying((phrase,), choices), clock)
