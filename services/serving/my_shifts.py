"""A member's own shifts: what comes next, what can be done now, and what is still open."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, not_
from sqlmodel import Session, col, or_, select

from models.access import Action
from models.posts import Claim, ClaimState
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock
from services.delivery.messages import Choice, Command
from services.office import access
from services.rules import rules_of
from services.serving import shift_offers
from services.serving.attendance import MADE_UP_WITHIN
from services.serving.leave import may_take_back
from services.serving.no_shows import MAY_DISPUTE
from services.serving.parts import Part, get_part, is_theirs
from services.texts.posts import shifts as texts

LISTED = 6


def is_served_by(session: Session, person_id: int) -> bool:
    """Tell whether somebody may claim posts, or ever had a part in a shift."""
    if access.areas_where(session, person_id, Action.CLAIM_POST):
        return True
    part = select(Attendance.id).where(is_theirs(session, person_id)).limit(1)
    return session.exec(part).first() is not None


def list_next(session: Session, person_id: int, clock: Clock) -> Sequence[Part]:
    """List the shifts that are on or come next, and past ones of which something is open."""
    now = clock.now()
    is_left = and_(
        col(Attendance.state) == AttendanceState.EXCUSED, col(Claim.ended_at).is_not(None)
    )
    is_ahead = and_(col(Shift.ends_at) >= now, not_(is_left))
    is_present = col(Attendance.state) == AttendanceState.PRESENT
    is_missed = and_(
        col(Attendance.state) == AttendanceState.EXPECTED,
        col(Shift.ends_at) >= now - MADE_UP_WITHIN,
    )
    is_absent = and_(
        col(Attendance.state) == AttendanceState.ABSENT,
        col(Attendance.confirmed_at) >= now - MAY_DISPUTE,
    )
    return _list(session, person_id, or_(is_ahead, is_present, is_missed, is_absent))


def list_to_check_in(session: Session, person_id: int, clock: Clock) -> Sequence[int]:
    """List the parts in shifts to which somebody can check in now."""
    now = clock.now()
    is_on = and_(
        col(Attendance.state) == AttendanceState.EXPECTED,
        col(Shift.starts_at) <= now + rules_of(session).check_in_early,
        col(Shift.ends_at) >= now,
    )
    return [part.attendance.id for part in _list(session, person_id, is_on)]


def list_present(session: Session, person_id: int) -> Sequence[int]:
    """List the parts in shifts to which somebody is checked in."""
    is_present = col(Attendance.state) == AttendanceState.PRESENT
    return [part.attendance.id for part in _list(session, person_id, is_present)]


def find_missed(session: Session, person_id: int, clock: Clock) -> Part | None:
    """Find the newest shift that ended without a check-in and can be entered afterwards."""
    now = clock.now()
    is_missed = and_(
        col(Attendance.state) == AttendanceState.EXPECTED,
        col(Shift.ends_at) < now,
        col(Shift.ends_at) >= now - MADE_UP_WITHIN,
    )
    found = _list(session, person_id, is_missed)
    return found[-1] if found else None


def find_expected(session: Session, person_id: int, clock: Clock) -> Part | None:
    """Find the next shift to come."""
    is_ahead = and_(
        col(Attendance.state) == AttendanceState.EXPECTED, col(Shift.starts_at) > clock.now()
    )
    found = _list(session, person_id, is_ahead)
    return found[0] if found else None


def offer_now(session: Session, part: Part, clock: Clock) -> tuple[Choice, ...]:
    """Give what a member may do with a part now; what cannot be done is not offered."""
    attendance, shift, now = part.attendance, part.shift, clock.now()
    is_ahead = now < shift.starts_at
    match attendance.state:
        case AttendanceState.EXPECTED if now > shift.ends_at:
            is_in_time = now <= shift.ends_at + MADE_UP_WITHIN
            return shift_offers.to_make_up(attendance.id) if is_in_time else ()
        case AttendanceState.EXPECTED:
            is_open = now >= shift.starts_at - rules_of(session).check_in_early
            offered = shift_offers.before_shift(attendance.id)
            return offered[0 if is_open else 1 : None if is_ahead else 1]
        case AttendanceState.EXCUSED if is_ahead and may_take_back(part):
            return shift_offers.when_excused(attendance.id)
        case AttendanceState.PRESENT:
            return shift_offers.after_check_in(attendance.id)
        case AttendanceState.ABSENT if attendance.confirmed_at is not None:
            is_in_time = now <= attendance.confirmed_at + MAY_DISPUTE
            return shift_offers.to_dispute(attendance.id) if is_in_time else ()
        case _:
            return ()


def offer_release(part: Part) -> tuple[Choice, ...]:
    """Offer to give up the post, where the part comes from one's own claim."""
    if part.attendance.covers_id is not None or part.claim.state is not ClaimState.HELD:
        return ()
    return (Choice(texts.RELEASE(), Command("release", {"claim": part.claim.id})),)


def _list(session: Session, person_id: int, condition: ColumnElement[bool]) -> Sequence[Part]:
    found = session.exec(
        select(Attendance.id)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .join(Claim, col(Claim.id) == Attendance.claim_id)
        .where(is_theirs(session, person_id), col(Shift.cancelled_at).is_(None), condition)
        .order_by(col(Shift.starts_at), col(Attendance.id))
        .limit(LISTED)
    ).all()
    return [get_part(session, attendance_id) for attendance_id in found]
