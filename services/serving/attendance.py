"""Attendance (出勤): checking in and out of a shift, also afterwards (签到、签退、补签).

Where an opening asks for a location only the distance to its meeting place is kept; where it has
no coordinates the button suffices. Who forgets to check out is taken to have served as planned.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.errors import Conflict, Invalid, TooSoon
from models.post_lines import PostAct
from models.posts import Opening
from models.shifts import Attendance, AttendanceState, CheckIn, Shift
from services.clock import Clock, local
from services.delivery.messages import Saying
from services.identity import people
from services.members.telling import tell_member
from services.posts.claim_states import move_attendance
from services.posts.ledger import append_line
from services.rules import rules_of
from services.serving import shift_offers, shift_photos
from services.serving.distance import metres_between
from services.serving.parts import (
    Part,
    full_name,
    hold_own,
    hold_part,
    hold_people,
    say_shift,
    tell_in_charge,
)
from services.texts.posts import shifts as texts
from services.wording import require_words

FORGOTTEN = timedelta(hours=2)
"""After the end of a shift whoever is still checked in is checked out."""

MADE_UP_WITHIN = timedelta(days=7)
SCANNED = 100
"""Rows in one batch of a scan."""

_NOT_NOW = {
    AttendanceState.EXCUSED: "shift_excused",
    AttendanceState.COVERED: "shift_covered",
    AttendanceState.SERVED: "shift_served",
    AttendanceState.CONFIRMED: "shift_served",
    AttendanceState.ABSENT: "shift_absent",
    AttendanceState.DISPUTED: "shift_absent",
}


def check_in(
    session: Session,
    attendance_id: int,
    person_id: int,
    clock: Clock,
    *,
    metres: int | None = None,
    attachment_id: int | None = None,
) -> Attendance:
    """Check in to a shift, from some time before it begins until it ends.

    Args:
        session: the open transaction.
        attendance_id: their part in the shift.
        person_id: who is there.
        clock: tells the time.
        metres: how far from the meeting place, as `measure` gave it.
        attachment_id: their photo.

    Raises:
        NotFound: attendance_unknown.
        TooSoon: check_in_early.
        Conflict: check_in_late, check_in_far, checked_in_before, or what became of it.
        Invalid: location_missing, photo_missing, photo_used.
    """
    part = hold_own(session, attendance_id, person_id)
    require_time(session, part, clock)
    attendance = part.attendance
    match asks_for(part.opening):
        case CheckIn.LOCATION:
            attendance.distance = _near(session, metres)
        case CheckIn.PHOTO:
            attendance.attachment_id = shift_photos.require_own(session, attachment_id, person_id)
        case CheckIn.BUTTON:
            pass
    move_attendance(attendance, AttendanceState.PRESENT)
    attendance.checked_in_at = clock.now()
    _note(session, part, PostAct.CHECKED_IN, clock, person_id)
    return attendance


def require_time(session: Session, part: Part, clock: Clock) -> None:
    """Refuse to check in where it is not the time.

    Raises:
        TooSoon: check_in_early.
        Conflict: check_in_late, checked_in_before, or what became of it.
    """
    _require_open(part, clock)
    now, came = clock.now(), part.attendance.checked_in_at
    if part.attendance.state is AttendanceState.PRESENT:
        raise Conflict("checked_in_before", at=_hour(came or now, clock))
    from_then = opens_at(session, part.shift)
    if now < from_then:
        raise TooSoon("check_in_early", at=_hour(from_then, clock))
    if now > part.shift.ends_at:
        raise Conflict("check_in_late", at=_hour(part.shift.ends_at, clock))


def check_out(session: Session, attendance_id: int, person_id: int, clock: Clock) -> Attendance:
    """Check out of a shift; two hours after its end it counts as planned.

    Raises:
        NotFound: attendance_unknown.
        Conflict: not_checked_in, check_out_early, or what became of it.
    """
    part = hold_own(session, attendance_id, person_id)
    _require_open(part, clock)
    if part.attendance.state is not AttendanceState.PRESENT:
        raise Conflict("not_checked_in")
    now, ends = clock.now(), part.shift.ends_at
    if now < part.shift.starts_at:
        raise Conflict("check_out_early", at=_hour(part.shift.starts_at, clock))
    leave = ends if now > ends + FORGOTTEN else now
    _serve(session, part, leave, clock, person_id)
    return part.attendance


def is_early(part: Part, clock: Clock) -> bool:
    """Tell whether who checked in would leave before the shift begins."""
    is_present = part.attendance.state is AttendanceState.PRESENT
    return is_present and clock.now() < part.shift.starts_at


def undo_check_in(session: Session, attendance_id: int, person_id: int, clock: Clock) -> None:
    """Take a check-in back, by who leaves again before the shift began.

    Raises:
        NotFound: attendance_unknown.
        Conflict: attendance_over.
    """
    part = hold_own(session, attendance_id, person_id)
    attendance = part.attendance
    if not is_early(part, clock):
        raise Conflict("attendance_over")
    move_attendance(attendance, AttendanceState.EXPECTED)
    attendance.checked_in_at = attendance.distance = attendance.attachment_id = None
    _note(session, part, PostAct.CHECK_IN_UNDONE, clock, person_id)


def make_up(
    session: Session, attendance_id: int, person_id: int, reason: str, clock: Clock
) -> Attendance:
    """Enter afterwards that one was there, with a reason (补签); who is in charge is told.

    Raises:
        NotFound: attendance_unknown.
        Conflict: make_up_early, make_up_late, or what became of it.
        Invalid: make_up_reason.
    """
    require_words(reason, "make_up_reason")
    part = hold_own(session, attendance_id, person_id)
    _require_open(part, clock)
    attendance, ends = part.attendance, part.shift.ends_at
    if attendance.state is not AttendanceState.EXPECTED:
        raise Conflict("attendance_over")
    if clock.now() <= ends:
        raise Conflict("make_up_early")
    if clock.now() > ends + MADE_UP_WITHIN:
        raise Conflict("make_up_late", days=MADE_UP_WITHIN.days)
    _, sealer = people.key_of(session, person_id)
    attendance.is_made_up, attendance.reason = True, sealer.seal(reason)
    serve_as_planned(part)
    append_line(
        session,
        part.claim,
        PostAct.MADE_UP,
        clock,
        actor_id=person_id,
        attendance=attendance,
        words=reason,
    )
    name = full_name(session, person_id)
    shift = say_shift(session, part.shift, clock)
    said = texts.MADE_UP_TOLD(name=name, shift=shift, reason=reason)
    saying = Saying((said,), shift_offers.to_hours(part.shift.id))
    tell_in_charge(session, part, saying, clock, besides={person_id})
    return attendance


def close_forgotten(session: Session, clock: Clock) -> int:
    """Check out, as planned, who forgot to; they are told. Give how many."""
    ended = select(Shift.id).where(
        Shift.ends_at <= clock.now() - FORGOTTEN, col(Shift.cancelled_at).is_(None)
    )
    found = session.exec(
        select(Attendance.id)
        .where(Attendance.state == AttendanceState.PRESENT, col(Attendance.shift_id).in_(ended))
        .order_by(col(Attendance.id))
        .limit(SCANNED)
    ).all()
    hold_people(session, found)
    for attendance_id in found:
        part = hold_part(session, attendance_id)
        if part.attendance.state is AttendanceState.PRESENT:
            _serve(session, part, part.shift.ends_at, clock, None)
            said = texts.CHECKED_OUT_FOR_YOU(shift=say_shift(session, part.shift, clock))
            tell_member(session, part.attendance.person_id, Saying((said,)), clock)
    return len(found)


def serve_as_planned(part: Part) -> None:
    """Let a locked part stand as served from begin to end, where nothing else is known."""
    attendance, shift = part.attendance, part.shift
    move_attendance(attendance, AttendanceState.SERVED)
    attendance.checked_in_at = attendance.checked_in_at or shift.starts_at
    attendance.checked_out_at = attendance.checked_out_at or shift.ends_at


def opens_at(session: Session, shift: Shift) -> datetime:
    """Tell from when one may check in."""
    return shift.starts_at - rules_of(session).check_in_early


def asks_for(opening: Opening) -> CheckIn:
    """Tell what checking in takes; nothing can be measured to a place without coordinates."""
    is_nowhere = opening.latitude is None or opening.longitude is None
    if opening.check_in is CheckIn.LOCATION and is_nowhere:
        return CheckIn.BUTTON
    return opening.check_in


def measure(opening: Opening, latitude: float, longitude: float) -> int:
    """Give the metres from a point to the meeting place of an opening.

    Raises:
        Invalid: location_invalid.
    """
    place = (opening.latitude or 0.0, opening.longitude or 0.0)
    return metres_between(place, (latitude, longitude))


def _require_open(part: Part, clock: Clock) -> None:
    if part.shift.cancelled_at is not None:
        raise Conflict("shift_cancelled", at=_hour(part.shift.starts_at, clock))
    if (reason := _NOT_NOW.get(part.attendance.state)) is not None:
        raise Conflict(reason)


def _serve(
    session: Session, part: Part, leave: datetime, clock: Clock, actor_id: int | None
) -> None:
    attendance = part.attendance
    move_attendance(attendance, AttendanceState.SERVED)
    attendance.checked_out_at = max(leave, attendance.checked_in_at or leave)
    _note(session, part, PostAct.CHECKED_OUT, clock, actor_id)


def _near(session: Session, metres: int | None) -> int:
    limit = rules_of(session).check_in_metres
    if metres is None:
        raise Invalid("location_missing")
    if metres > limit:
        raise Conflict("check_in_far", metres=metres, limit=limit)
    return metres


def _note(session: Session, part: Part, act: PostAct, clock: Clock, actor_id: int | None) -> None:
    append_line(session, part.claim, act, clock, actor_id=actor_id, attendance=part.attendance)


def _hour(instant: datetime, clock: Clock) -> str:
    """Say an instant in a refusal, the same in every language."""
    at = local(instant, clock)
    return f"{at.month}-{at.day} {at.hour}:{at:%M}"
