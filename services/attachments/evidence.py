"""Photos that a member hands in with a result: the reporter sees them once it is approved."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.cases import Case
from models.media import Attachment
from models.people import Account
from services.attachments import media
from services.clock import Clock
from services.store import lock_all


def keep(
    session: Session, attachment_ids: Sequence[int], case: Case, person_id: int, clock: Clock
) -> None:
    """Keep what somebody sent with a case, and show it to nobody yet."""
    if not attachment_ids:
        return
    theirs = set(session.exec(select(Account.id).where(Account.person_id == person_id)))
    for row in lock_all(session, Attachment, attachment_ids):
        if row.account_id in theirs and row.case_id is None:
            row.case_id, row.passed_at = case.id, clock.now()
    session.flush()


def list_kept(
    session: Session, case: Case, person_id: int, since: datetime | None
) -> Sequence[int]:
    """List what somebody has sent with a case since then."""
    found = session.exec(
        select(Attachment.id).where(*_of(case, person_id, since)).order_by(col(Attachment.id))
    )
    return found.all()


def pass_to_reporter(
    session: Session, case: Case, person_id: int, since: datetime | None, clock: Clock
) -> None:
    """Show the reporter what was kept, as evidence of the office."""
    found = session.exec(select(Attachment).where(*_of(case, person_id, since))).all()
    for row in found:
        row.is_for_reporter, row.passed_at = True, None
    session.flush()
    if found:
        media.pass_on(session, case, clock, to_reporter=True)


def _of(case: Case, person_id: int, since: datetime | None) -> Sequence[ColumnElement[bool]]:
    theirs = select(Account.id).where(Account.person_id == person_id)
    sent = [
        col(Attachment.case_id) == case.id,
        col(Attachment.account_id).in_(theirs),
    ]
    return sent if since is None else [*sent, col(Attachment.created_at) >= since]
