"""Covering for somebody at one shift (找人顶班): asked by them, and only with the other's yes.

Another member is chosen from a list, or named: by their whole name or their number (编号).
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action, Appointment
from models.areas import Area
from models.errors import Conflict, NotFound
from models.members import Member
from models.post_lines import PostAct
from models.posts import OPEN_CLAIMS, Claim, Opening, ShownAs
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.members import members
from services.office import access
from services.posts import shift_offers
from services.posts.claim_states import move_attendance
from services.posts.eligibility import find_lacking, is_open_to
from services.posts.ledger import append_line
from services.posts.parts import (
    SOON,
    Part,
    find_clash,
    full_name,
    get_own,
    hold_own,
    hold_part,
    is_theirs,
    name_holder,
    say_shift,
    tell_in_charge,
)
from services.texts import shifts as texts
from services.texts.phrases import Phrase, put_into_words
from services.wording import squeeze

LISTED = 60
"""Members who are offered, those with the same post first."""

LOOKED_AT = 300
"""Members of whom it is looked whether they are free."""

_MAY_ASK = frozenset({AttendanceState.EXPECTED, AttendanceState.EXCUSED})


class Candidate(NamedTuple):
    """A member who may stand in and is free then; their id is the number they are named by."""

    person_id: int
    name: Phrase


def list_candidates(
    session: Session, attendance_id: int, person_id: int, clock: Clock
) -> Sequence[Candidate]:
    """List who may stand in at one's own shift and is free then.

    Raises:
        NotFound: attendance_unknown.
        Conflict: leave_late or attendance_over.
    """
    part = get_own(session, attendance_id, person_id)
    _require_askable(part, clock)
    holders = _holders(session, part.opening)
    fit = [it for it in _list_fit(session, part.opening) if it != person_id]
    fit.sort(key=lambda it: (it not in holders, it))
    free = [it for it in fit[:LOOKED_AT] if is_free(session, it, part.shift)]
    return [
        Candidate(it, members.shown_name(session, it, holders.get(it, ShownAs.COMRADE)))
        for it in free[:LISTED]
    ]


def find_named(session: Session, attendance_id: int, person_id: int, words: str) -> int:
    """Find whom words name: by the number, or the whole name of one member who may.

    Raises:
        NotFound: cover_unknown.
        Conflict: cover_several.
    """
    part, said = get_own(session, attendance_id, person_id), squeeze(words)
    found = [
        it
        for it in _list_fit(session, part.opening)
        if it != person_id and said in (str(it), squeeze(full_name(session, it)))
    ]
    if not found or not said:
        raise NotFound("cover_unknown")
    if len(found) > 1:
        raise Conflict("cover_several")
    return found[0]


def ask_cover(
    session: Session, attendance_id: int, person_id: int, other_id: int, clock: Clock
) -> None:
    """Ask another member to stand in at one's shift; whoever was asked before is asked no more.

    Raises:
        NotFound: attendance_unknown, cover_unknown.
        Conflict: leave_late, attendance_over, cover_busy, cover_has_part, cover_unreachable.
    """
    part = hold_own(session, attendance_id, person_id)
    _require_askable(part, clock)
    _require_fit(session, part, other_id)
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
        name=name_holder(session, part), shift=say_shift(session, part.shift, clock)
    )
    saying = Saying((said,), shift_offers.to_cover(attendance.id), subject=_subject(attendance))
    if not outbox.tell(session, other_id, saying, clock):
        raise Conflict("cover_unreachable")


def accept_cover(session: Session, attendance_id: int, other_id: int, clock: Clock) -> Attendance:
    """Stand in for whoever asked (我来); the part is one's own from now on.

    Raises:
        NotFound: attendance_unknown, cover_unknown.
        Conflict: cover_over, leave_late, attendance_over, shift_clash, cover_has_part.
    """
    part = hold_part(session, attendance_id, other_id)
    _require_asked(part, other_id)
    _require_askable(part, clock)
    if (clash := find_clash(session, other_id, part.shift)) is not None:
        raise Conflict("shift_clash", shift=put_into_words(say_shift(session, clash, clock)))
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
    part.attendance.cover_asked_id = None
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
    outbox.tell(session, part.attendance.person_id, Saying((said,), choices), clock)


def ask_no_more(session: Session, attendance: Attendance) -> None:
    """Take back what somebody was asked, if they did not answer yet."""
    if attendance.cover_asked_id is not None:
        attendance.cover_asked_id = None
        outbox.cancel(session, _subject(attendance))
    session.flush()


def give_back(session: Session, part: Part, clock: Clock) -> None:
    """Give a shift back to whom a locked part stood in for; they are told."""
    if part.attendance.covers_id is None:
        return
    first = session.get_one(Attendance, part.attendance.covers_id)
    if first.state is not AttendanceState.COVERED:
        return
    move_attendance(first, AttendanceState.EXPECTED)
    said = texts.GIVEN_BACK(
        name=name_holder(session, part), shift=say_shift(session, part.shift, clock)
    )
    saying = Saying((said,), shift_offers.when_refused(first.id))
    outbox.tell(session, first.person_id, saying, clock)


def is_free(session: Session, person_id: int, shift: Shift) -> bool:
    """Tell whether somebody has no part in this shift, nor in another at the same time."""
    part = select(Attendance.id).where(
        Attendance.shift_id == shift.id, is_theirs(session, person_id)
    )
    return session.exec(part).first() is None and find_clash(session, person_id, shift) is None


def _require_askable(part: Part, clock: Clock) -> None:
    if part.shift.cancelled_at is not None or part.attendance.state not in _MAY_ASK:
        raise Conflict("attendance_over")
    if clock.now() >= part.shift.starts_at:
        raise Conflict("leave_late")


def _require_asked(part: Part, other_id: int) -> None:
    if part.attendance.cover_asked_id != other_id:
        raise Conflict("cover_over")


def _require_fit(session: Session, part: Part, other_id: int) -> None:
    whose = part.attendance.person_id
    if other_id == whose or not _list_fit(session, part.opening, other_id):
        raise NotFound("cover_unknown")
    if find_clash(session, other_id, part.shift) is not None:
        raise Conflict("cover_busy")
    if not is_free(session, other_id, part.shift):
        raise Conflict("cover_has_part")


def _list_fit(session: Session, opening: Opening, only: int | None = None) -> Sequence[int]:
    """List who may claim a place in an opening, whether one is free or not.

    Who joined by an invitation may have no row among the members yet.
    """
    statement = (
        select(Appointment.person_id, Area, Member)
        .join(Area, col(Area.id) == Appointment.area_id)
        .outerjoin(Member, col(Member.person_id) == Appointment.person_id)
        .where(
            col(Appointment.until).is_(None),
            col(Appointment.role).in_(access.roles_that_may(Action.CLAIM_POST)),
            col(Member.until).is_(None),
        )
        .order_by(col(Appointment.person_id))
    )
    if only is not None:
        statement = statement.where(Appointment.person_id == only)
    fit = [
        person_id
        for person_id, area, member in session.exec(statement).all()
        if is_open_to(session, opening, [area]) and find_lacking(opening, member) is None
    ]
    return list(dict.fromkeys(fit))


def _holders(session: Session, opening: Opening) -> dict[int, ShownAs]:
    found = session.exec(
        select(Claim.person_id, Claim.shown_as).where(
            Claim.opening_id == opening.id, col(Claim.state).in_(OPEN_CLAIMS)
        )
    ).all()
    return {row[0]: ShownAs(row[1]) for row in found}


def _tell_of_cover(session: Session, part: Part, other_id: int, clock: Clock) -> None:
    shift, whose = say_shift(session, part.shift, clock), part.attendance.person_id
    name = members.shown_name(session, other_id, ShownAs.COMRADE)
    outbox.tell(session, whose, Saying((texts.COVERED_TOLD(name=name, shift=shift),)), clock)
    if part.shift.starts_at - clock.now() <= SOON:
        said = texts.COVERED_IN_CHARGE(
            name=full_name(session, other_id),
            whose=full_name(session, whose),
            shift=shift,
        )
        tell_in_charge(session, part, Saying((said,)), clock, besides={whose, other_id})


def _subject(attendance: Attendance) -> str:
    return f"cover:{attendance.id}"
