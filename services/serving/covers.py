"""Covering for somebody at one shift (找人顶班): asked by them, and only with the other's yes."""

from sqlmodel import Session, select

from models.errors import Conflict, NotFound
from models.post_lines import PostAct
from models.posts import ShownAs
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import people
from services.members import members
from services.members.telling import tell_member
from services.posts.claim_states import move_attendance
from services.posts.ledger import append_line
from services.posts.openings import name_of
from services.serving import busy, shift_offers
from services.serving.busy import Elsewhere
from services.serving.candidates import list_fit, require_askable
from services.serving.parts import (
    SOON,
    Part,
    ask_no_more,
    full_name,
    hold_own,
    hold_part,
    is_theirs,
    name_holder,
    say_shift,
    tell_in_charge,
)
from services.texts.phrases import Phrase, put_into_words
from services.texts.posts import shifts as texts


def ask_cover(
    session: Session, attendance_id: int, person_id: int, other_id: int, clock: Clock
) -> None:
    """Ask another member to stand in at one's shift; whoever was asked before is asked no more.

    Raises:
        NotFound: attendance_unknown, cover_unknown.
        Conflict: leave_late, attendance_over, cover_busy, cover_has_part, cover_unreachable.
    """
    part = hold_own(session, attendance_id, person_id)
    require_askable(part, clock)
    _require_fit(session, part, other_id)
    if busy.find_elsewhere(session, other_id, part.shift, clock) is not None:
        raise Conflict("cover_busy")
    attendance = part.attendance
    ask_no_more(session, attendance)
    attendance.cover_asked_id = other_id
    append_line(
        session,
        part.claim,
        PostAct.COVER_ASKED,
        clock,
        actor_id=person_id,
        attendance=attendance,
    )
    said = texts.COVER_ASKED(
        name=full_name(session, person_id), shift=say_shift(session, part.shift, clock)
    )
    subject = shift_offers.cover_subject(attendance.id)
    saying = Saying((said,), shift_offers.to_cover(attendance.id), subject=subject)
    if not tell_member(session, other_id, saying, clock):
        raise Conflict("cover_unreachable")


def accept_cover(session: Session, attendance_id: int, other_id: int, clock: Clock) -> Attendance:
    """Stand in for whoever asked (我来); the part is one's own from now on.

    Raises:
        NotFound: attendance_unknown, cover_unknown.
        Conflict: cover_yours, cover_over, leave_late, attendance_over, shift_clash,
            cover_has_part.
    """
    part = hold_part(session, attendance_id, other_id)
    if _is_promised(session, part, other_id):
        raise Conflict("cover_yours")
    _require_asked(part, other_id)
    require_askable(part, clock)
    require_free(session, other_id, part.shift, clock)
    _require_fit(session, part, other_id)
    attendance = part.attendance
    move_attendance(attendance, AttendanceState.COVERED)
    attendance.cover_asked_id = None
    theirs = Attendance(
        shift_id=part.shift.id,
        person_id=other_id,
        claim_id=part.claim.id,
        covers_id=attendance.id,
    )
    session.add(theirs)
    session.flush()
    append_line(
        session, part.claim, PostAct.COVERED, clock, actor_id=other_id, attendance=attendance
    )
    outbox.cancel(session, shift_offers.reminder_subject(attendance.id))
    _tell_of_cover(session, part, other_id, clock)
    return theirs


def refuse_cover(session: Session, attendance_id: int, other_id: int, clock: Clock) -> None:
    """Say that one cannot stand in (不行).

    Raises:
        NotFound: attendance_unknown.
        Conflict: cover_over.
    """
    part = hold_part(session, attendance_id, other_id)
    _require_asked(part, other_id)
    let_refuse(session, part, other_id, clock)


def let_refuse(session: Session, part: Part, other_id: int, clock: Clock) -> None:
    """Let whom a locked part's holder asked be asked no more; the holder is told."""
    ask_no_more(session, part.attendance)
    append_line(
        session,
        part.claim,
        PostAct.COVER_REFUSED,
        clock,
        actor_id=other_id,
        attendance=part.attendance,
    )
    said = texts.COVER_REFUSED_TOLD(
        name=members.shown_name(session, other_id, ShownAs.COMRADE),
        shift=say_shift(session, part.shift, clock),
    )
    choices = shift_offers.when_refused(part.attendance.id)
    tell_member(session, part.attendance.person_id, Saying((said,), choices), clock)


def give_back(session: Session, part: Part, clock: Clock) -> bool:
    """Give a shift back to whom a locked part stood in for; False when they cannot be told."""
    if part.attendance.covers_id is None:
        return True
    first = session.get_one(Attendance, part.attendance.covers_id)
    if first.state is not AttendanceState.COVERED:
        return True
    move_attendance(first, AttendanceState.EXPECTED)
    said = texts.GIVEN_BACK(
        name=name_holder(session, part), shift=say_shift(session, part.shift, clock)
    )
    saying = Saying((said,), shift_offers.when_refused(first.id))
    return tell_member(session, first.person_id, saying, clock)


def require_free(session: Session, person_id: int, shift: Shift, clock: Clock) -> None:
    """Refuse a shift during which somebody is to be elsewhere.

    Raises:
        Conflict: shift_clash.
    """
    if (elsewhere := busy.find_elsewhere(session, person_id, shift, clock)) is not None:
        where = _say_elsewhere(session, elsewhere, clock)
        raise Conflict("shift_clash", shift=put_into_words(where))


def _is_promised(session: Session, part: Part, other_id: int) -> bool:
    """Tell whether somebody has said yes before."""
    theirs = select(Attendance.id).where(
        Attendance.covers_id == part.attendance.id,
        is_theirs(session, other_id),
        Attendance.state != AttendanceState.EXCUSED,
    )
    return session.exec(theirs).first() is not None


def _require_asked(part: Part, other_id: int) -> None:
    if part.attendance.cover_asked_id != other_id:
        raise Conflict("cover_over")


def _require_fit(session: Session, part: Part, other_id: int) -> None:
    whose = part.attendance.person_id
    if other_id == whose or not list_fit(session, part.opening, other_id):
        raise NotFound("cover_unknown")
    if busy.list_with_part(session, [people.present(session, other_id)], part.shift):
        raise Conflict("cover_has_part")


def _say_elsewhere(session: Session, elsewhere: Elsewhere, clock: Clock) -> Phrase:
    if elsewhere.shift is not None:
        return say_shift(session, elsewhere.shift, clock)
    return name_of(session, elsewhere.opening)


def _tell_of_cover(session: Session, part: Part, other_id: int, clock: Clock) -> None:
    shift, whose = say_shift(session, part.shift, clock), part.attendance.person_id
    name = members.shown_name(session, other_id, ShownAs.COMRADE)
    tell_member(session, whose, Saying((texts.COVERED_TOLD(name=name, shift=shift),)), clock)
    if part.shift.starts_at - clock.now() <= SOON:
        said = texts.COVERED_IN_CHARGE(
            name=full_name(session, other_id),
            whose=full_name(session, whose),
            shift=shift,
        )
        tell_in_charge(session, part, Saying((said,)), clock, besides={whose, other_id})
