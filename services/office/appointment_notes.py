"""Whoever runs the street's system is told who was made what at the desk, and by whom."""

from sqlmodel import Session

from models.access import Role
from models.areas import Area
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.office import access, staff_names
from services.texts.menu import ROLE_LABELS
from services.texts.pages import admin_pages as texts


def tell(
    session: Session, actor_id: int, person_id: int, role: Role, area: Area, clock: Clock
) -> None:
    """Tell the administrators; also who did it: somebody else may sit at their desk."""
    said = texts.APPOINTED(
        actor=_name(session, actor_id),
        name=_name(session, person_id),
        area=area.name,
        role=ROLE_LABELS[role](),
    )
    for each in access.list_administrators(session):
        outbox.tell(session, each, Saying((said,)), clock)


def _name(session: Session, person_id: int) -> str:
    return staff_names.name_of(session, person_id) or f"#{person_id}"
