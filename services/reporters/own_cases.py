"""What somebody has reported themselves."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from models.cases import ENDED, UNANSWERED, Case, Status


def list_own(session: Session, person_id: int, limit: int = 10) -> Sequence[Case]:
    """List somebody's own cases, the newest first."""
    return session.exec(
        select(Case)
        .where(Case.reporter_id == person_id)
        .order_by(col(Case.id).desc())
        .limit(limit)
    ).all()


def count_own(session: Session, person_id: int) -> int:
    """Count somebody's own cases."""
    statement = select(func.count()).select_from(Case).where(Case.reporter_id == person_id)
    return session.exec(statement).one()


def list_own_open(session: Session, person_id: int, limit: int = 10) -> Sequence[Case]:
    """List somebody's own cases that have not ended, the newest first."""
    return session.exec(
        select(Case)
        .where(Case.reporter_id == person_id, col(Case.status).not_in(ENDED))
        .order_by(col(Case.id).desc())
        .limit(limit)
    ).all()


def list_own_waiting(session: Session, person_id: int) -> Sequence[Case]:
    """List all of somebody's cases that wait for an answer, if only for that of another."""
    waiting = col(Case.status).in_(UNANSWERED | {Status.MERGED})
    return session.exec(select(Case).where(Case.reporter_id == person_id, waiting)).all()
