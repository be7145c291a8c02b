"""Hours confirmed after a shift (时长认定): what was served, by whom, and what comes of it.

Minutes run from check-in to check-out within the shift; staff may count up to half an hour more
at either end. They are confirmed once; a correction is another line in the ledger, and what they
were worth is given anew.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import case
from sqlmodel import Session, and_, col, func, or_, select

from models.access import Action
from models.errors import Conflict, Invalid, NotFound
from models.points import PointReason
from models.post_lines import PostAct
from models.posts import Opening
from models.shifts import Attendance, AttendanceState, Shift
from services.areas import areas
from services.clock import HOUR, Clock, local
from services.delivery.messages import Saying
from services.members.telling import tell_member
from services.office import access
from services.points import awarding
from services.points.service_record import count_minutes, year_span
from services.posts.claim_states import move_attendance
from services.posts.ledger import append_line
from services.serving.attendance import MADE_UP_WITHIN, serve_as_planned
from services.serving.parts import (
    Part,
    hold_part,
    hold_people,
    is_in_reach,
    is_theirs,
    require,
    say_shift,
)
from services.texts.posts import shifts as texts

BEYOND = timedelta(minutes=30)
"""Before the begin and after the end of a shift that staff may count."""

LATE = timedelta(minutes=15)
"""After its begin somebody who is not there can be recorded as absent."""

LISTED = 10


class Waiting(NamedTuple):
    """A shift, how many wait for their hours, and how many neither came nor took leave."""

    shift: Shift
    served: int
    missing: int


class Page(NamedTuple):
    """A part of the list, and how many shifts there are in all."""

    items: Sequence[Waiting]
    total: int


class Hours(NamedTuple):
    """Confirmed minutes of the month and the year, and how many parts wait for theirs."""

    month: int
    year: int
    waiting: int


def list_waiting(
    session: Session, actor_id: int, clock: Clock, after: int = 0, limit: int = LISTED
) -> Page:
    """List the shifts of which somebody may confirm the hours, the oldest first; one query.

    Those at which somebody did not check in are among them, for some days.
    """
    now = clock.now()
    is_served = col(Attendance.state) == AttendanceState.SERVED
    is_missing = and_(
        col(Attendance.state) == AttendanceState.EXPECTED,
        col(Shift.starts_at) <= now - LATE,
        col(Shift.ends_at) > now - MADE_UP_WITHIN,
    )
    found = session.exec(
        select(
            Shift,
            func.sum(case((is_served, 1), else_=0)),
            func.count(col(Attendance.id)),
            func.count().over(),
        )
        .join(Attendance, col(Attendance.shift_id) == Shift.id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .where(
            or_(is_served, is_missing),
            col(Shift.cancelled_at).is_(None),
            ~is_theirs(session, actor_id),
            is_in_reach(session, actor_id, Action.CONFIRM_SERVICE),
        )
        .group_by(col(Shift.id))
        .order_by(col(Shift.starts_at), col(Shift.id))
        .offset(after)
        .limit(limit)
    ).all()
    items = [Waiting(shift, served, count - served) for shift, served, count, _ in found]
    return Page(items, found[0][3] if found else 0)


def list_parts(session: Session, shift_id: int, actor_id: int) -> Sequence[Attendance]:
    """List all parts in a shift, for somebody who may confirm them.

    Raises:
        NotFound: shift_unknown.
        NotAllowed: not_allowed.
    """
    _require_shift(session, shift_id, actor_id)
    return session.exec(
        select(Attendance).where(Attendance.shift_id == shift_id).order_by(col(Attendance.id))
    ).all()


def confirm_all(session: Session, shift_id: int, actor_id: int, clock: Clock) -> int:
    """Confirm the hours of everybody who served in a shift, but oneself; give how many.

    One that was cancelled gives nobody any.

    Raises:
        NotFound: shift_unknown.
        NotAllowed: not_allowed.
        Conflict: hours_confirmed; nobody's are left.
    """
    _require_shift(session, shift_id, actor_id)
    waiting = session.exec(
        select(Attendance.id)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .where(
            Shift.id == shift_id,
            col(Shift.cancelled_at).is_(None),
            Attendance.state == AttendanceState.SERVED,
            ~is_theirs(session, actor_id),
        )
        .order_by(col(Attendance.id))
    ).all()
    hold_people(session, waiting)
    count = 0
    for attendance_id in waiting:
        part = hold_part(session, attendance_id)
        if part.attendance.state is AttendanceState.SERVED:
            _confirm(session, part, actor_id, minutes_served(part), clock)
            count += 1
    if not count:
        raise Conflict("hours_confirmed")
    return count


def confirm(
    session: Session,
    attendance_id: int,
    actor_id: int,
    clock: Clock,
    minutes: int | None = None,
) -> int:
    """Confirm somebody's hours, as they were or with other minutes; correct confirmed ones.

    Who was there and never checked in is taken as there from begin to end.

    Raises:
        NotFound: attendance_unknown.
        NotAllowed: not_allowed or own_attendance.
        Conflict: hours_confirmed, hours_early or attendance_over.
        Invalid: minutes_invalid.
    """
    part = hold_part(session, attendance_id)
    require(session, part, actor_id, Action.CONFIRM_SERVICE)
    attendance = part.attendance
    if part.shift.cancelled_at is not None:
        raise Conflict("attendance_over")
    if attendance.state is AttendanceState.EXPECTED:
        if clock.now() < part.shift.ends_at:
            raise Conflict("hours_early")
        attendance.is_made_up = True
        serve_as_planned(part)
    is_known = attendance.state is AttendanceState.CONFIRMED
    if is_known and minutes in (None, attendance.minutes):
        raise Conflict("hours_confirmed")
    wanted = minutes_served(part) if minutes is None else minutes
    most = most_minutes(part.shift)
    if not 0 <= wanted <= most:
        raise Invalid("minutes_invalid", most=most)
    if is_known:
        move_attendance(attendance, AttendanceState.SERVED)
        _take_back(session, attendance, clock)
    _confirm(session, part, actor_id, wanted, clock)
    return wanted


def minutes_served(part: Part) -> int:
    """Give the minutes from check-in to check-out, as far as they lie in the shift."""
    attendance, shift = part.attendance, part.shift
    begin = max(attendance.checked_in_at or shift.starts_at, shift.starts_at)
    end = min(attendance.checked_out_at or shift.ends_at, shift.ends_at)
    return max(0, round((end - begin).total_seconds() / 60))


def most_minutes(shift: Shift) -> int:
    """Give the most minutes that a shift can count."""
    return int((shift.ends_at - shift.starts_at + 2 * BEYOND).total_seconds()) // 60


def hours_of(session: Session, person_id: int, clock: Clock) -> Hours:
    """Sum up somebody's confirmed minutes of this month and this year, by the shift's day.

    What they spent on matters of residents counts, as it does on their cards.
    """
    now = local(clock.now(), clock)
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    waiting = session.exec(
        select(func.count()).where(
            is_theirs(session, person_id), Attendance.state == AttendanceState.SERVED
        )
    ).one()
    of_year = year_span(now.year, clock)
    of_month = of_year._replace(first=month.date(), begins=month)
    in_month, in_year = (count_minutes(session, person_id, span) for span in (of_month, of_year))
    return Hours(in_month, in_year, waiting)


def say_hours(minutes: int) -> str:
    """Give minutes as hours, a tenth being enough: 2, 1.5."""
    return f"{minutes / HOUR:.1f}".removesuffix(".0")


def _require_shift(session: Session, shift_id: int, actor_id: int) -> None:
    shift = session.get(Shift, shift_id)
    if shift is None:
        raise NotFound("shift_unknown")
    opening = session.get_one(Opening, shift.opening_id)
    area = areas.area_of(session, opening.area_id)
    access.require(session, actor_id, Action.CONFIRM_SERVICE, area)


def _confirm(session: Session, part: Part, actor_id: int, minutes: int, clock: Clock) -> None:
    attendance = part.attendance
    was = attendance.minutes
    move_attendance(attendance, AttendanceState.CONFIRMED)
    attendance.minutes = minutes
    attendance.confirmed_by, attendance.confirmed_at = actor_id, clock.now()
    append_line(
        session,
        part.claim,
        PostAct.HOURS_CONFIRMED,
        clock,
        actor_id=actor_id,
        attendance=attendance,
        words=str(minutes),
    )
    record, whose = record_of(attendance), attendance.person_id
    units = minutes / HOUR
    points = awarding.award(
        session, whose, PointReason.HOURS, record, clock, units=units, at=part.shift.starts_at
    )
    if attendance.covers_id is not None and minutes:
        points += awarding.award(
            session, whose, PointReason.COVER, record, clock, at=part.shift.starts_at
        )
    template = texts.HOURS_CONFIRMED if was is None else texts.HOURS_CORRECTED
    shift = say_shift(session, part.shift, clock)
    said = [template(hours=say_hours(minutes), shift=shift)]
    if points > 0:
        said.append(texts.POINTS_GOT(points=points))
    tell_member(session, whose, Saying(tuple(said)), clock)


def record_of(attendance: Attendance) -> str:
    """Name a part as the record that points come from."""
    return f"attendances:{attendance.id}"


def _take_back(session: Session, attendance: Attendance, clock: Clock) -> None:
    for reason in (PointReason.HOURS, PointReason.COVER):
        awarding.take_back(session, attendance.person_id, reason, record_of(attendance), clock)
