"""Tracking (跟踪): an answered case is watched, and closed when nothing came back."""

from sqlmodel import Session, col, select

from models.cases import Act, Case, Outcome, Status
from services import timeline
from services.clock import Clock

SCANNED = 100
"""Rows in one batch of a scan."""


def close_tracked(session: Session, clock: Clock) -> int:
    """Close cases whose tracking is over; give how many.

    Confirmed by the reporter is solved; silence is only ever "answered".
    """
    statement = (
        select(Case)
        .where(Case.status == Status.TRACKING, col(Case.tracked_until) <= clock.now())
        .limit(SCANNED)
        .with_for_update(key_share=True, skip_locked=True)
    )
    found = session.exec(statement).all()
    for case in found:
        case.move_to(Status.CLOSED)
        case.outcome = Outcome.SOLVED_CONFIRMED if case.is_solved else Outcome.SOLVED_UNANSWERED
        case.closed_at = clock.now()
        timeline.append_line(session, case, Act.CLOSED, {}, clock)
    session.flush()
    return len(found)
