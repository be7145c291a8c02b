"""A street with its areas, and the program that answers its visitors."""

from collections.abc import AsyncIterator

import pytest

import migrations
from models.areas import Level
from services import areas
from services.rules import Rules
from services.sealing import Vault
from services.store import Store
from tests.visitors import House

PLACES = (
    ("HF", "和风社区", Level.COMMUNITY, "JD"),
    ("HF-01", "和风一网格", Level.GRID, "HF"),
    ("HF-HH", "荷花小区", Level.ESTATE, "HF-01"),
    ("HF-HH-3", "3号楼", Level.BUILDING, "HF-HH"),
)


def a_street(url: str) -> Store:
    """Make a street in an empty database."""
    if migrations.current(url) is None:
        migrations.upgrade(url)
    store = Store(url, Vault("web tests"), Rules(street_name="清河街道"))
    with store.write() as session:
        areas.ensure_street(session, "JD", "清河街道")
        for code, name, level, parent in PLACES:
            areas.add_area(session, code, name, level, areas.get_area(session, parent))
    return store


@pytest.fixture
def store(sqlite_url: str) -> Store:
    """An empty street on SQLite."""
    return a_street(sqlite_url)


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House]:
    """The program, open for visitors."""
    house = House(store)
    await house.adapter.open(house.receive)
    yield house
    await house.adapter.close()
    store.close()
