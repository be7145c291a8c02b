"""Who can no longer stand in for others: the shifts they promised go back, questions lapse."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from models.post_lines import PostAct
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock
from services.delivery.messages import Saying
from services.identity import people
from services.posts.claim_states import move_attendance
from services.posts.ledger import append_line
from services.serving import covers
from services.serving.parts import SOON, hold_part, hold_people, say_shift, tell_in_charge
from services.texts.posts import shift_changes as changes


def hold_with(session: Session, person_id: int, clock: Clock) -> None:
    """Lock somebody with all who would be told, before anything else of theirs is."""
    hold_people(session, _list_promised(session, person_id, clock), person_id)


def stand_down(session: Session, person_id: int, clock: Clock) -> None:
    """Give back every shift to come that somebody promised to take, or was asked to.

    Whose it was is expected again and told; who is in charge too, where they cannot be reached
    or it is soon.
    """
    selves = people.selves(session, person_id)
    for attendance_id in _list_promised(session, person_id, clock):
        part = hold_part(session, attendance_id)
        attendance = part.attendance
        if attendance.cover_asked_id in selves:
            covers.let_refuse(session, part, person_id, clock)
        elif attendance.person_id in selves and attendance.state is AttendanceState.EXPECTED:
            move_attendance(attendance, AttendanceState.EXCUSED)
            append_line(session, part.claim, PostAct.EXCUSED, clock, attendance=attendance)
            is_told = covers.give_back(session, part, clock)
            if not is_told or part.shift.starts_at - clock.now() <= SOON:
                said = changes.NO_COVER_ANY_MORE(shift=say_shift(session, part.shift, clock))
                tell_in_charge(session, part, Saying((said,)), clock, besides=set(selves))
    session.flush()


def _list_promised(session: Session, person_id: int, clock: Clock) -> Sequence[int]:
    selves = people.selves(session, person_id)
    is_promised = col(Attendance.person_id).in_(selves) & col(Attendance.covers_id).is_not(None)
    return session.exec(
        select(Attendance.id)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .where(
            or_(is_promised, col(Attendance.cover_asked_id).in_(selves)),
            Shift.starts_at > clock.now(),
            col(Shift.cancelled_at).is_(None),
        )
        .order_by(col(Attendance.id))
    ).all()
