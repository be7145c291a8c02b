"""What a worker is called, everywhere: by name; without one by what they are, and where."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from models.access import Appointment, Role
from services.areas import areas
from services.identity import people
from services.texts.menu import ROLE_LABELS
from services.texts.phrases import put_into_words

_NO_STAFF = frozenset({Role.RESIDENT, Role.VOLUNTEER, Role.BUILDING_HEAD, Role.MEMBER})


def name_of(session: Session, person_id: int) -> str:
    """Name a worker; empty for who has no name and was never one."""
    if name := people.contact_of(session, person_id).name:
        return name
    post = post_of(session, person_id)
    return "" if post is None else "{}（{}）".format(*post)


def names_of(session: Session, person_ids: Collection[int]) -> Mapping[int, str]:
    """Name several workers, the named ones in one query."""
    known = people.names_of(session, person_ids)
    return {it: name or name_of(session, it) for it, name in known.items()}


def post_of(session: Session, person_id: int) -> tuple[str, str] | None:
    """Give role and area of a worker: held now, else the last; None for who was never one."""
    held = session.exec(
        select(Appointment)
        .where(
            Appointment.person_id == people.present(session, person_id),
            col(Appointment.role).not_in(_NO_STAFF),
        )
        .order_by(col(Appointment.id))
    ).all()
    found = next((it for it in held if it.until is None), held[-1] if held else None)
    if found is None:
        return None
    role = put_into_words(ROLE_LABELS[found.role]())
    return role, areas.area_of(session, found.area_id).name
