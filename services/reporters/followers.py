"""Who follows a case: read by whoever tells something; what followers do is in following.py."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, false
from sqlmodel import Session, col, func, select

from models.base import table
from models.cases import Case, Status
from models.categories import SENSITIVE
from models.following import Follower

MOST_STEPS = 20
"""How many merges are followed upward; a case is merged into a root, so one is usual."""

JUDGED = (Status.ANSWERED, Status.TRACKING)
"""States in which those who follow a case say how its answer is."""


def is_public(case: Case) -> bool:
    """Tell whether anybody may know that there is this case, of this kind, in that grid."""
    return not case.is_private and case.category not in SENSITIVE


def public_where() -> ColumnElement[bool]:
    """Give the same as `is_public`, for statements."""
    case = table(Case).c
    return case.is_private.is_(False) & case.category.not_in(SENSITIVE)


def is_of_one(case: Case, other: Case) -> bool:
    """Tell whether one person reported both; of who is erased nobody knows it any more."""
    return case.reporter_id is not None and case.reporter_id == other.reporter_id


def of_one_where(case: Case) -> ColumnElement[bool]:
    """Give the same as `is_of_one`, for statements about the other case."""
    known = case.reporter_id
    return false() if known is None else col(Case.reporter_id) == known


def list_followers(session: Session, case_id: int) -> Sequence[Follower]:
    """List who follows a case now, the first one first."""
    return session.exec(
        select(Follower)
        .where(Follower.case_id == case_id, col(Follower.until).is_(None))
        .order_by(col(Follower.id))
    ).all()


def count_followers(session: Session, case_id: int) -> int:
    """Count who follows a case now."""
    statement = select(func.count()).select_from(Follower)
    mine = (Follower.case_id == case_id, col(Follower.until).is_(None))
    return session.exec(statement.where(*mine)).one()


def find_follower(session: Session, case_id: int, person_id: int) -> Follower | None:
    """Find the row of somebody who follows a case now."""
    return session.exec(
        select(Follower).where(
            Follower.case_id == case_id,
            Follower.person_id == person_id,
            col(Follower.until).is_(None),
        )
    ).first()


def find_asked(session: Session, case: Case) -> Case | None:
    """Give the answered case that the reporter of one merged into it is still to judge."""
    root = root_of(session, case)
    if case.reporter_id is None or root.id == case.id or root.status not in JUDGED:
        return None
    row = find_follower(session, root.id, case.reporter_id)
    is_asked = row is not None and row.own_case_id == case.id and row.round != root.round
    return root if is_asked else None


def list_children(session: Session, case_id: int) -> Sequence[Case]:
    """List the cases that are merged into one, the oldest first."""
    return session.exec(
        select(Case)
        .where(Case.merged_into_id == case_id, Case.status == Status.MERGED)
        .order_by(col(Case.id))
        .execution_options(populate_existing=True)
        .with_for_update(key_share=True)
    ).all()


def root_of(session: Session, case: Case) -> Case:
    """Give the case that is handled: itself, or what it was merged into."""
    for _ in range(MOST_STEPS):
        if case.status is not Status.MERGED or case.merged_into_id is None:
            break
        case = session.get_one(Case, case.merged_into_id)
    return case
