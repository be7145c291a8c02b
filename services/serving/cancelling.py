"""Cancelling one shift of an opening: a holiday, the rain; whoever was to come is told."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.access import Action
from models.errors import Conflict, Invalid, NotFound
from models.posts import Opening
from models.shifts import Attendance, Shift
from services.areas import areas
from services.clock import Clock
from services.delivery.messages import Saying
from services.members.telling import tell_member
from services.office import access
from services.posts.openings import hold_opening, name_of
from services.serving.busy import ON_DUTY
from services.serving.parts import expect_no_more
from services.store import lock, lock_all
from services.texts.posts import openings as texts
from services.wording import LEAST_WORDS, clean, count_meaningful


def cancel_shift(
    session: Session, shift_id: int, actor_id: int | None, reason: str, clock: Clock
) -> Shift:
    """Cancel a shift that has not begun; the same again changes nothing.

    The parts in it stay in their states: nobody is expected at a shift with `cancelled_at`.
    What they were asked, or were to be reminded of, is taken back.

    Raises:
        NotFound: shift_unknown.
        NotAllowed: not_allowed.
        Invalid: shift_reason.
        Conflict: shift_over.
    """
    opening, shift = _hold(session, shift_id)
    if actor_id is not None:
        place = areas.area_of(session, opening.area_id)
        access.require(session, actor_id, Action.OPEN_POST, place)
    if shift.cancelled_at is not None:
        return shift
    if count_meaningful(reason) < LEAST_WORDS:
        raise Invalid("shift_reason")
    if shift.starts_at <= clock.now():
        raise Conflict("shift_over")
    shift.cancelled_at, shift.cancelled_why = clock.now(), clean(reason)
    session.flush()
    for part in _hold_parts(session, shift):
        expect_no_more(session, part)
    for person_id in list_expected(session, shift):
        said = texts.SHIFT_CANCELLED(
            name=name_of(session, opening), at=shift.starts_at, reason=shift.cancelled_why
        )
        tell_member(session, person_id, Saying((said,)), clock)
    return shift


def list_expected(session: Session, shift: Shift) -> Sequence[int]:
    """List who was to come to a shift, or is there; whoever stands in among them."""
    return session.exec(
        select(Attendance.person_id)
        .where(
            Attendance.shift_id == shift.id,
            col(Attendance.state).in_(ON_DUTY),
        )
        .order_by(col(Attendance.id))
    ).all()


def _hold(session: Session, shift_id: int) -> tuple[Opening, Shift]:
    found = session.get(Shift, shift_id)
    if found is None:
        raise NotFound("shift_unknown")
    opening = hold_opening(session, found.opening_id)
    return opening, lock(session, Shift, shift_id) or found


def _hold_parts(session: Session, shift: Shift) -> Sequence[Attendance]:
    """Lock the parts in a shift: who promises to stand in does so before this, or not at all."""
    found = select(Attendance.id).where(Attendance.shift_id == shift.id)
    return lock_all(session, Attendance, session.exec(found).all())
