"""Leave for one shift (请假): the claim stays as it is; the next shift is theirs again."""

from sqlmodel import Session

from models.errors import Conflict
from models.post_lines import PostAct
from models.shifts import AttendanceState
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import people
from services.posts.claim_states import move_attendance
from services.posts.ledger import append_line
from services.serving import covers, shift_offers
from services.serving.parts import (
    SOON,
    Part,
    ask_no_more,
    full_name,
    hold_own,
    say_shift,
    tell_in_charge,
)
from services.texts.posts import shift_changes as changes
from services.texts.posts import shifts as texts


def ask_leave(
    session: Session, attendance_id: int, person_id: int, reason: str, clock: Clock
) -> None:
    """Take leave for a shift that has not begun; told to who is in charge when it is soon.

    Who stood in for somebody gives the shift back to them.

    Raises:
        NotFound: attendance_unknown.
        Conflict: leave_late, attendance_over.
    """
    part = hold_own(session, attendance_id, person_id)
    attendance, shift = part.attendance, part.shift
    if shift.cancelled_at is not None:
        raise Conflict("attendance_over")
    if clock.now() >= shift.starts_at:
        raise Conflict("leave_late")
    move_attendance(attendance, AttendanceState.EXCUSED)
    ask_no_more(session, attendance)
    if reason:
        _, sealer = people.key_of(session, person_id)
        attendance.reason = sealer.seal(reason)
    append_line(
        session,
        part.claim,
        PostAct.EXCUSED,
        clock,
        actor_id=person_id,
        attendance=attendance,
        words=reason,
    )
    outbox.cancel(session, shift_offers.reminder_subject(attendance.id))
    covers.give_back(session, part, clock)
    if shift.starts_at - clock.now() <= SOON:
        name = full_name(session, person_id)
        what = say_shift(session, shift, clock)
        said = texts.LEAVE_TOLD(name=name, shift=what)
        if reason:
            said = texts.LEAVE_TOLD_WHY(name=name, shift=what, reason=reason)
        tell_in_charge(session, part, Saying((said,)), clock, besides={person_id})


def take_back_leave(session: Session, attendance_id: int, person_id: int, clock: Clock) -> None:
    """Take leave back for a shift that has not begun (销假): they come after all.

    Raises:
        NotFound: attendance_unknown.
        Conflict: leave_late, leave_not_yours or shift_clash.
    """
    part = hold_own(session, attendance_id, person_id)
    attendance, shift = part.attendance, part.shift
    if not may_take_back(part):
        raise Conflict("leave_not_yours")
    if clock.now() >= shift.starts_at:
        raise Conflict("leave_late")
    covers.require_free(session, person_id, shift, clock)
    move_attendance(attendance, AttendanceState.EXPECTED)
    ask_no_more(session, attendance)
    append_line(
        session,
        part.claim,
        PostAct.LEAVE_TAKEN_BACK,
        clock,
        actor_id=person_id,
        attendance=attendance,
    )
    if shift.starts_at - clock.now() <= SOON:
        name, what = full_name(session, person_id), say_shift(session, shift, clock)
        said = changes.LEAVE_TAKEN_BACK_TOLD(name=name, shift=what)
        tell_in_charge(session, part, Saying((said,)), clock, besides={person_id})


def may_take_back(part: Part) -> bool:
    """Tell whether leave is theirs to take back: the post is, and the shift takes place."""
    is_own = part.attendance.covers_id is None and part.claim.ended_at is None
    is_excused = part.attendance.state is AttendanceState.EXCUSED
    return is_own and is_excused and part.shift.cancelled_at is None
