"""Drafts of notices that are of no case, such as the lists of claimed posts."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from models.access import Action
from models.areas import Area
from models.notices import Notice, NoticeState
from services.office import access


def list_drafts(session: Session, person_id: int) -> Sequence[Notice]:
    """List those that wait for somebody to publish them, the newest first."""
    scopes = access.areas_where(session, person_id, Action.PUBLISH)
    if not scopes:
        return ()
    within = or_(*(col(Area.path).startswith(it.path, autoescape=True) for it in scopes))
    return session.exec(
        select(Notice)
        .join(Area, col(Area.id) == Notice.area_id)
        .where(
            col(Notice.case_id).is_(None),
            col(Notice.unit_id).is_(None),
            Notice.state == NoticeState.DRAFT,
            within,
        )
        .order_by(col(Notice.id).desc())
    ).all()
