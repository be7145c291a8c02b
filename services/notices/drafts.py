"""Drafts of notices that are of no case, such as the lists of claimed posts."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from models.access import Action
from models.areas import Area
from models.notices import Notice, NoticeState
from services.notices import four_eyes
from services.office import access


def list_drafts(session: Session, person_id: int) -> Sequence[Notice]:
    """List those that wait for somebody to publish them, the newest first.

    What they composed themselves waits for others, as long as there are any.
    """
    found = _list_drafts(session, person_id)
    return [it for it in found if not four_eyes.is_left_to_others(session, it, person_id)]


def list_left_to_others(session: Session, person_id: int) -> Sequence[Notice]:
    """List what somebody composed and others have yet to approve, the newest first."""
    found = _list_drafts(session, person_id)
    return [it for it in found if four_eyes.is_left_to_others(session, it, person_id)]


def _list_drafts(session: Session, person_id: int) -> Sequence[Notice]:
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
