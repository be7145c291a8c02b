"""The life of a case: every change of its state goes through here, and its clocks with it."""

from datetime import datetime

from sqlmodel import Session

from models.cases import BUSINESS_CLOCK, Case, Escalation, Status, Ticking
from models.figures import PastRound
from services.casework import limits
from services.clock import Clock
from services.delivery import outbox
from services.notices import taking_down


def begin(session: Session, case: Case, clock: Clock, due_at: datetime | None = None) -> None:
    """Start both clocks of a new case; where a limit came with it (`due_at`), it stays.

    The business clock begins at `began_at`, the step clock now. Of what came late from another
    system nobody is told further up before a working day has passed here.
    """
    limits.start_business_clock(session, case, clock)
    if due_at is not None:
        case.limit_days, case.due_at, case.is_due_provisional = None, due_at, False
    case.step_due_at = limits.step_due(session, case, clock)
    limits.follow_ladder(session, case, clock)


def move(
    session: Session,
    case: Case,
    status: Status,
    clock: Clock,
    *,
    step_due_at: datetime | None = None,
) -> None:
    """Change the state of a locked case; the business clock stands, goes on or stops with it.

    Args:
        session: the open transaction.
        case: locked.
        status: what it becomes.
        clock: tells the time.
        step_due_at: when the step clock runs out, where somebody said so (a review date).

    Raises:
        WrongStatus: the lifecycle has no such step.
    """
    case.move_to(status)
    limits.go_on(session, case, clock)
    if BUSINESS_CLOCK[status] is Ticking.STANDS:
        case.stands_since = clock.now()
    if BUSINESS_CLOCK[status] is not Ticking.RUNS:
        outbox.cancel(session, ladder_subject(case.id))
    case.step_due_at = step_due_at or limits.step_due(session, case, clock)
    case.step_told_at = None
    limits.follow_ladder(session, case, clock)


def ladder_subject(case_id: int) -> str:
    """Name what is said of the silence about a case, to take it back by."""
    return f"case:{case_id}:ladder"


def begin_again(session: Session, case: Case, clock: Clock) -> None:
    """Take a case up again under its number (重办): a new round with a new business clock.

    What became of the round before is kept for the figures.

    Raises:
        WrongStatus: it is not answered, or is over.
    """
    taking_down.take_down_of(session, case, clock)
    session.add(
        PastRound(
            case_id=case.id,
            round=case.round,
            area_id=case.area_id,
            category=case.category,
            owner_id=case.owner_id,
            unit_id=case.unit_id,
            began_at=case.began_at,
            due_at=case.due_at,
            answered_at=case.answered_at,
            is_explained=case.is_explained,
            is_contacted=case.is_contacted,
            is_solved=case.is_solved,
            satisfaction=case.satisfaction,
        )
    )
    case.round += 1
    case.began_at = clock.now()
    case.level, case.returns, case.extensions = Escalation.NONE, 0, 0
    case.answered_at = case.signed_at = case.extension_asked = None
    case.is_solved = case.is_contacted = case.satisfaction = None
    case.is_explained = False
    case.urged_at = case.triage_class = None
    case.owner_id = case.unit_id = case.returned_by_id = None
    limits.start_business_clock(session, case, clock)
    move(session, case, Status.ACCEPTED, clock)
