"""Units that cases are handed to: adding, finding and ending them (单位)."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, func, or_, select

from models.areas import Area
from models.errors import Conflict, Invalid, NotFound
from models.units import Unit, UnitKind
from services.areas import areas
from services.clock import Clock
from services.wording import squeeze

LONGEST_PHONE = 40


class UnitEntry(NamedTuple):
    """What is said of a unit when it is added.

    Args:
        code: as areas have one.
        name: as people know it.
        kind: how the street stands to it.
        phone: to be called at.
        area_id: where it takes part; None is the whole street.
        is_backstop: what was returned twice there goes to it.
    """

    code: str
    name: str
    kind: UnitKind = UnitKind.PARTNER
    phone: str = ""
    area_id: int | None = None
    is_backstop: bool = False


def add_unit(session: Session, entry: UnitEntry, clock: Clock) -> Unit:
    """Add a unit.

    Raises:
        Invalid: the first that `list_faults` names.
        Conflict: unit_exists.
    """
    code, name = areas.tidy(entry.code), areas.tidy(entry.name)
    given = entry._replace(code=code, name=name)
    for fault in list_faults(given):
        raise Invalid(fault, code=code)
    same = or_(func.lower(col(Unit.code)) == code.lower(), col(Unit.name) == name)
    if session.exec(select(Unit.id).where(same)).first() is not None:
        raise Conflict("unit_exists", code=code)
    unit = Unit(**given._asdict(), created_at=clock.now())
    session.add(unit)
    session.flush()
    return unit


def list_faults(entry: UnitEntry) -> Sequence[str]:
    """Name what a unit cannot be: unit_code, unit_name, unit_phone, unit_backstop."""
    found = {
        "unit_code": not areas.CODE.fullmatch(entry.code),
        "unit_name": not 0 < len(entry.name) <= areas.LONGEST_NAME,
        "unit_phone": len(entry.phone) > LONGEST_PHONE,
        "unit_backstop": entry.is_backstop and entry.kind is UnitKind.OUTSIDE,
    }
    return [fault for fault, is_there in found.items() if is_there]


def get_unit(session: Session, code: str) -> Unit:
    """Find a unit in force by its code, width and case aside, else by its name.

    Raises:
        NotFound: unit_unknown.
    """
    wanted = areas.tidy(code)
    same = or_(func.lower(col(Unit.code)) == wanted.lower(), col(Unit.name) == wanted)
    found = session.exec(select(Unit).where(same, col(Unit.ended_at).is_(None))).first()
    if found is None:
        raise NotFound("unit_unknown", code=wanted)
    return found


def unit_of(session: Session, unit_id: int) -> Unit:
    """Give the unit that a row refers to, ended or not.

    Raises:
        NotFound: unit_unknown.
    """
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise NotFound("unit_unknown", code=unit_id)
    return unit


def find_units(session: Session, words: str) -> Sequence[Unit]:
    """Find the units in force whose name or code has these words in it."""
    wanted = squeeze(words)
    return [
        unit
        for unit in list_units(session)
        if wanted and (wanted in squeeze(unit.name) or wanted in squeeze(unit.code))
    ]


def place_of(session: Session, unit: Unit) -> Area:
    """Give where a unit takes part: its area, else the whole street."""
    if unit.area_id is None:
        return areas.get_street(session)
    return areas.area_of(session, unit.area_id)


def list_units(session: Session) -> Sequence[Unit]:
    """List the units in force, in the order of their codes."""
    return session.exec(
        select(Unit).where(col(Unit.ended_at).is_(None)).order_by(col(Unit.code))
    ).all()


def list_units_near(session: Session, area: Area) -> Sequence[Unit]:
    """List the units that take part in a place: departments, partners, then outside bodies."""
    upward = areas.ids_upward(area)
    here = or_(col(Unit.area_id).in_(upward), col(Unit.area_id).is_(None))
    found = session.exec(
        select(Unit).where(here, col(Unit.ended_at).is_(None)).order_by(col(Unit.code))
    ).all()
    return sorted(found, key=lambda unit: (_ORDER[unit.kind], _distance(unit, upward)))


def list_backstops(session: Session, area: Area) -> Sequence[Unit]:
    """List the units that take what was returned twice (兜底单位), the nearest first."""
    near = [unit for unit in list_units_near(session, area) if unit.is_backstop]
    upward = areas.ids_upward(area)
    return sorted(near, key=lambda unit: _distance(unit, upward))


def end_unit(session: Session, unit_id: int, clock: Clock) -> None:
    """Hand nothing more to a unit; nobody speaks for it, so what it has waits to be signed."""
    unit = unit_of(session, unit_id)
    unit.ended_at = unit.ended_at or clock.now()
    session.flush()


_ORDER = {UnitKind.DEPARTMENT: 0, UnitKind.PARTNER: 1, UnitKind.OUTSIDE: 2}


def _distance(unit: Unit, upward: Sequence[int]) -> int:
    return len(upward) if unit.area_id is None else upward.index(unit.area_id)
