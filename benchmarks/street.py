"""A street to measure in: four communities, sixteen grids, and a manager for each grid."""

from collections.abc import Mapping, Sequence

from sqlalchemy import insert
from sqlmodel import Session, select

import migrations
from benchmarks.reports import ESTATES, estate_name
from models.access import Appointment, Role
from models.areas import Area, Level
from models.base import table
from models.conversations import Conversation
from models.people import Account, Door
from services.areas import areas
from services.clock import Clock
from services.identity import people
from services.office import access
from services.rules import Rules
from services.sealing import Vault, add_key
from services.store import Store

ROBOT = "700000001"
SECRET = "a secret for measurements only"
GRIDS = 16


def open_street(url: str) -> Store:
    """Open the store of a measured street."""
    return Store(url, Vault(SECRET), Rules(street_name="清河街道", street_code="QH"))


def found_street(store: Store, clock: Clock) -> None:
    """Fill an empty database with areas and those who answer for them."""
    migrations.upgrade(store.url)
    with store.write() as session:
        for number, grid in enumerate(found_areas(session)):
            _appoint_manager(session, number, grid, clock)


def found_areas(session: Session) -> Sequence[Area]:
    """Make the areas of an empty street; give its grids."""
    street = areas.ensure_street(session, "QH", "清河街道")
    communities = [
        areas.add_area(session, f"Q{letter}", f"清河第{name}社区", Level.COMMUNITY, street)
        for letter, name in zip("ABCD", "一二三四", strict=True)
    ]
    grids: list[Area] = []
    for number in range(GRIDS):
        above = communities[number % len(communities)]
        name = f"{above.name[2:4]}{'甲乙丙丁'[number // 4]}网格"
        grid = areas.add_area(session, f"{above.code}-{number:02}", name, Level.GRID, above)
        for estate in range(number, ESTATES, GRIDS):
            code = f"{grid.code}-{estate:02}"
            areas.add_area(session, code, estate_name(estate), Level.ESTATE, grid)
        grids.append(grid)
    return grids


def found_officials(session: Session, clock: Clock) -> tuple[Mapping[int, int], Sequence[int]]:
    """Appoint a clerk, an officer and a supervisor for the whole street.

    Returns:
        The manager of each grid, by the grid's id; and the others in this order.
    """
    street = areas.get_street(session)
    officials = [
        _appoint(session, GRIDS + number, name, role, street, clock)
        for number, (name, role) in enumerate(
            (("社区干部", Role.CLERK), ("街道干部", Role.OFFICER), ("督办员", Role.SUPERVISOR))
        )
    ]
    managers = session.exec(select(Appointment).where(Appointment.role == Role.GRID_MANAGER)).all()
    return {each.area_id: each.person_id for each in managers}, officials


def _appoint_manager(session: Session, number: int, grid: Area, clock: Clock) -> None:
    _appoint(session, number, f"网格员{number}", Role.GRID_MANAGER, grid, clock)


def _appoint(
    session: Session, number: int, name: str, role: Role, area: Area, clock: Clock
) -> int:
    key_id, _ = add_key(session)
    account = Account(
        door=Door.TELEGRAM,
        robot=ROBOT,
        outer_id=str(5_000_000 + number),
        key_id=key_id,
        created_at=clock.now(),
    )
    session.add(account)
    session.flush()
    session.connection().execute(
        insert(table(Conversation)),
        {
            "account_id": account.id,
            "chat": account.outer_id,
            "topic": "",
            "is_private": True,
            "turn": 0,
        },
    )
    person = people.remember(session, account.id, name, clock)
    access.appoint(session, person.id, role, area, clock)
    return person.id
