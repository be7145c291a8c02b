"""Reminders of shifts: the evening before, one message for each member; and an hour before.

Both are scans: what was told is marked, so they may run twice. Nothing is said in the quiet
hours, and nothing of a shift that has begun. So a shift at seven in the morning has no word an
hour before: the evening before is enough; one at half past seven has it at seven.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from models.people import Person
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock, local
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.members.telling import tell_member
from services.rules import rules_of
from services.serving import shift_offers
from services.serving.attendance import asks_for
from services.serving.parts import get_part, say_shift
from services.store import lock_all
from services.texts.posts import shifts as texts

EVENING = time(19)
"""From then on, local to the street, the shifts of the next day are told."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SCANNED = 50
"""Members in one batch of a scan."""


def remind_evening(session: Session, clock: Clock) -> int:
    """Tell members in the evening of their shifts of the next day; give how many members."""
    now = local(clock.now(), clock)
    if now.time() < EVENING or outbox.is_quiet(clock, rules_of(session)):
        return 0
    tomorrow = datetime.combine(now.date() + DAY, time(), clock.zone)
    told, untold = 0, _list_untold(session, tomorrow)
    lock_all(session, Person, untold)
    for person_id in untold:
        due = _list_due(session, person_id, tomorrow)
        for each in due:
            each.evening_told_at = clock.now()
        session.flush()
        if due:
            _tell_evening(session, person_id, due, clock)
            told += 1
    return told


def remind_hour(session: Session, clock: Clock) -> int:
    """Tell members of a shift within the hour, once, with what may be done; give how many."""
    if outbox.is_quiet(clock, rules_of(session)):
        return 0
    now = clock.now()
    found = session.exec(
        select(Attendance.id)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .where(
            Attendance.state == AttendanceState.EXPECTED,
            col(Attendance.hour_told_at).is_(None),
            Shift.starts_at > now,
            Shift.starts_at <= now + HOUR,
            col(Shift.cancelled_at).is_(None),
        )
        .order_by(col(Attendance.id))
        .limit(SCANNED)
    ).all()
    for each in lock_all(session, Attendance, found):
        is_due = each.state is AttendanceState.EXPECTED and each.hour_told_at is None
        if is_due:
            each.hour_told_at = now
            session.flush()
            _tell_hour(session, each, clock)
    return len(found)


def _list_untold(session: Session, tomorrow: datetime) -> Sequence[int]:
    return session.exec(
        select(Attendance.person_id)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .where(_due(tomorrow))
        .distinct()
        .order_by(col(Attendance.person_id))
        .limit(SCANNED)
    ).all()


def _list_due(session: Session, person_id: int, tomorrow: datetime) -> Sequence[Attendance]:
    """Give what one member is to be told, locked; another process may have been quicker."""
    return session.exec(
        select(Attendance)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .where(_due(tomorrow), Attendance.person_id == person_id)
        .order_by(col(Shift.starts_at))
        .with_for_update(key_share=True, of=Attendance)
        .execution_options(populate_existing=True)
    ).all()


def _due(tomorrow: datetime) -> ColumnElement[bool]:
    return and_(
        col(Attendance.state) == AttendanceState.EXPECTED,
        col(Attendance.evening_told_at).is_(None),
        col(Shift.starts_at) >= tomorrow,
        col(Shift.starts_at) < tomorrow + DAY,
        col(Shift.cancelled_at).is_(None),
    )


def _tell_evening(
    session: Session, person_id: int, due: Sequence[Attendance], clock: Clock
) -> None:
    lines = [say_shift(session, session.get_one(Shift, it.shift_id), clock) for it in due]
    is_one = len(due) == 1
    choices = (
        shift_offers.instead(due[0].id)
        if is_one
        else (Choice(texts.TO_MY_SHIFTS(), Command("duty", {})),)
    )
    subject = shift_offers.reminder_subject(due[0].id) if is_one else None
    head = texts.TOMORROW(count=len(due))
    tell_member(session, person_id, Saying((head, *lines), choices, subject=subject), clock)


def _tell_hour(session: Session, attendance: Attendance, clock: Clock) -> None:
    part = get_part(session, attendance.id)
    said = [
        texts.IN_AN_HOUR(shift=say_shift(session, part.shift, clock)),
        texts.CHECK_IN_HOW[asks_for(part.opening)](),
    ]
    tell_member(
        session,
        attendance.person_id,
        Saying(
            tuple(said),
            shift_offers.before_shift(attendance.id),
            subject=shift_offers.reminder_subject(attendance.id),
        ),
        clock,
    )
