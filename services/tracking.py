"""Tracking (跟踪): an answered case is watched, and closed when nothing came back."""

from sqlmodel import Session, col, select

from models.cases import Case, Outcome, Status
from models.timeline import Act
from services import joining, lifecycle, timeline
from services.clock import Clock

SCANNED = 100
"""Rows in one batch of a scan."""


def close_tracked(session: Session, clock: Clock) -> int:
    """Close cases whose tracking is over; give how many.

    Confirmed by the reporter is solved; silence is only ever "answered".
    """
    statement = (
        select(Case)
        .where(Case.status == Status.TRACKING, col(Case.step_due_at) <= clock.now())
        .limit(SCANNED)
        .with_for_update(key_share=True, skip_locked=True)
    )
    found = session.exec(statement).all()
    for case in found:
        lifecycle.move(session, case, Status.CLOSED, clock)
        case.outcome = outcome_of(case)
        case.closed_at = clock.now()
        timeline.append_line(session, case, Act.CLOSED, {}, clock)
        joining.close_with_parent(session, case, clock)
    session.flush()
    return len(found)


def outcome_of(case: Case) -> Outcome:
    """Tell how a case ended that was answered; silence is never counted as solved."""
    if case.is_solved:
        return Outcome.SOLVED_CONFIRMED
    return Outcome.EXPLAINED if case.is_explained else Outcome.SOLVED_UNANSWERED
