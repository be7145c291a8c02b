"""Who answers for a place, as everybody may know (挂牌上岗): names and titles, never a number."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action, Appointment
from models.areas import Area, Level
from services.areas import areas
from services.identity import people
from services.office import access
from services.office.absences import list_away


class InCharge(NamedTuple):
    """Somebody who answers for a place.

    Args:
        name: as they are shown publicly; never empty.
        title: as they were appointed, such as 网格员（A角）; may be empty.
        stand_in: who does it while they are away; empty while they are there.
        is_away: whether they are.
    """

    name: str
    title: str = ""
    stand_in: str = ""
    is_away: bool = False


class Grid(NamedTuple):
    """A grid, and who answers for it."""

    area: Area
    people: Sequence[InCharge]


def list_in_charge(session: Session, area: Area) -> Sequence[InCharge]:
    """List who answers for a place: at the nearest level that has anybody."""
    found = access.list_holders(session, Action.RECEIVE_ALERTS, area)
    rows = _list_appointed(session, areas.ids_upward(area))
    return _name(session, found, {it.person_id: it.title for it in reversed(rows)})


def list_grids(session: Session, community: Area) -> Sequence[Grid]:
    """List the grids of a community, and who answers for each."""
    grids = areas.list_below(session, community, Level.GRID)
    rows = _list_appointed(session, [it.id for it in grids])
    named: list[Grid] = []
    for grid in grids:
        here = {it.person_id: it.title for it in rows if it.area_id == grid.id}
        named.append(Grid(grid, _name(session, list(here), here)))
    return named


def _list_appointed(session: Session, area_ids: Sequence[int]) -> Sequence[Appointment]:
    """List the appointments of those who answer for some areas, without who stands in there."""
    return session.exec(
        select(Appointment)
        .where(
            col(Appointment.area_id).in_(area_ids),
            col(Appointment.role).in_(access.roles_that_may(Action.RECEIVE_ALERTS)),
            col(Appointment.until).is_(None),
            col(Appointment.absence_id).is_(None),
        )
        .order_by(col(Appointment.id))
    ).all()


def _name(
    session: Session, person_ids: Sequence[int], titles: dict[int, str]
) -> Sequence[InCharge]:
    away = list_away(session)
    others = [it for it in (away.get(person_id) for person_id in person_ids) if it is not None]
    names = people.names_of(session, [*person_ids, *others])
    return [
        InCharge(
            names[it],
            titles.get(it, ""),
            names.get(away.get(it) or 0, ""),
            it in away,
        )
        for it in person_ids
        if names[it]
    ]
