"""Units and those who speak for them, for tests of handing cases on."""

from typing import Any

from sqlmodel import Session

from models.access import Role
from models.units import Unit
from services.areas import areas
from services.office import access
from services.office.units import UnitEntry, add_unit
from tests.support.offices import a_resident
from tests.support.towns import a_clock


def a_unit(session: Session, code: str = "WY", name: str = "幸福物业", **entry: Any) -> Unit:  # noqa: ANN401
    """Add a unit."""
    return add_unit(session, UnitEntry(code, name, **entry), a_clock())


def a_liaison(session: Session, unit: Unit, name: str = "周联络") -> int:
    """Make somebody who speaks for a unit and has a chat of their own; give their id."""
    person_id = a_resident(session, name)
    where = areas.get_street(session)
    access.appoint(session, person_id, Role.LIAISON, where, a_clock(), unit_id=unit.id)
    return person_id
