"""Who is what where, as an operator sees it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Appointment, Role
from models.areas import Area
from services.identity.people import contact_of

SHOWN_FIRST, SHOWN_LAST = 3, 4
SHORT = 9
"""A number of fewer digits shows its last two only."""


class Post(NamedTuple):
    """One appointment in force; the phone is masked."""

    number: int
    name: str
    role: Role
    area: str
    phone: str


def list_posts(session: Session, area: Area | None = None) -> Sequence[Post]:
    """List the appointments in force, in an area and below it or everywhere."""
    statement = (
        select(Appointment, Area)
        .join(Area, col(Area.id) == Appointment.area_id)
        .where(col(Appointment.until).is_(None))
        .order_by(col(Appointment.id))
    )
    if area is not None:
        statement = statement.where(col(Area.path).startswith(area.path))
    return [_post(session, held, where) for held, where in session.exec(statement)]


def areas_held(session: Session, person_id: int, role: Role) -> Sequence[Area]:
    """List where somebody holds a role."""
    return session.exec(
        select(Area)
        .join(Appointment, col(Appointment.area_id) == Area.id)
        .where(
            Appointment.person_id == person_id,
            Appointment.role == role,
            col(Appointment.until).is_(None),
        )
        .order_by(col(Appointment.id))
    ).all()


def mask_phone(phone: str) -> str:
    """Show enough of a number to tell two people apart, and not enough to call."""
    if len(phone) < SHORT:
        return "*" * max(len(phone) - 2, 0) + phone[-2:] if phone else ""
    hidden = len(phone) - SHOWN_FIRST - SHOWN_LAST
    return phone[:SHOWN_FIRST] + "*" * hidden + phone[-SHOWN_LAST:]


def _post(session: Session, held: Appointment, where: Area) -> Post:
    name, phone = contact_of(session, held.person_id)
    return Post(held.person_id, name, held.role, where.code, mask_phone(phone))
