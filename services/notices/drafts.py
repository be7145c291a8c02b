"""Drafts of notices that are of no case, such as the lists of claimed posts."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.access import Action
from models.notices import Notice, NoticeState
from services import areas
from services.office import access


def list_drafts(session: Session, person_id: int) -> Sequence[Notice]:
    """List those that wait for somebody to publish them, the newest first."""
    scopes = access.areas_where(session, person_id, Action.PUBLISH)
    below = {it.id for area in scopes for it in (area, *areas.list_below(session, area))}
    return session.exec(
        select(Notice)
        .where(
            col(Notice.case_id).is_(None),
            col(Notice.unit_id).is_(None),
            Notice.state == NoticeState.DRAFT,
            col(Notice.area_id).in_(below),
        )
        .order_by(col(Notice.id).desc())
    ).all()
