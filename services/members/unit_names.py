"""Units that members name: found by name, or added as partners with a code of their own."""

from collections.abc import Iterable

from sqlmodel import Session, select

from models.errors import NotFound
from models.units import Unit
from services.areas.areas import LONGEST_NAME, tidy
from services.clock import Clock
from services.office import units
from services.office.units import UnitEntry
from services.wording import squeeze

PREFIX = "DW"
"""Begins the codes that are made here (单位): DW1, DW2 and so on."""


def find_unit(session: Session, name: str) -> Unit | None:
    """Find the unit that somebody means: by its whole name, else the only one with it within."""
    wanted = squeeze(tidy(name))
    if not wanted:
        return None
    known = session.exec(select(Unit)).all()
    whole = [unit for unit in known if squeeze(unit.name) == wanted]
    part = [unit for unit in known if wanted in squeeze(unit.name) and unit.ended_at is None]
    return whole[0] if whole else part[0] if len(part) == 1 else None


def get_unit(session: Session, name: str) -> Unit:
    """Give the unit that somebody means.

    Raises:
        NotFound: unit_not_known.
    """
    unit = find_unit(session, name)
    if unit is None:
        raise NotFound("unit_not_known", unit=name)
    return unit


def find_or_add(session: Session, name: str, clock: Clock) -> Unit | None:
    """Find the unit of this name; it becomes a partner unit if there is none."""
    short = tidy(name)[:LONGEST_NAME]
    if not short:
        return None
    return find_unit(session, short) or add_units(session, [short], clock)[0]


def add_units(session: Session, names: Iterable[str], clock: Clock) -> list[Unit]:
    """Add partner units with codes that nobody has."""
    taken = {code.casefold() for code in session.exec(select(Unit.code))}
    added: list[Unit] = []
    number = 0
    for name in names:
        number += 1
        while f"{PREFIX}{number}".casefold() in taken:
            number += 1
        added.append(units.add_unit(session, UnitEntry(f"{PREFIX}{number}", name), clock))
    return added
