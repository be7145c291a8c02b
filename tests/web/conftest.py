"""A street with its areas, and the program that answers its visitors."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import migrations
from bot import demo as demo_window
from models.areas import Level
from services.areas import areas
from services.attachments.shelf import Shelf
from services.rules import Rules
from services.sealing import Vault
from services.store import Store
from tests.support.visitors import House

PLACES = (
    ("HF", "和风社区", Level.COMMUNITY, "JD"),
    ("HF-01", "和风一网格", Level.GRID, "HF"),
    ("HF-HH", "荷花小区", Level.ESTATE, "HF-01"),
    ("HF-HH-3", "3号楼", Level.BUILDING, "HF-HH"),
)


def a_street(url: str, folder: Path | None = None) -> Store:
    """Make a street in an empty database, with a folder for photos."""
    if migrations.current(url) is None:
        migrations.upgrade(url)
    vault = Vault("web tests")
    shelf = Shelf(folder, vault) if folder is not None else None
    store = Store(url, vault, Rules(street_name="清河街道"), shelf)
    with store.write() as session:
        areas.ensure_street(session, "JD", "清河街道")
        for code, name, level, parent in PLACES:
            areas.add_area(session, code, name, level, areas.get_area(session, parent))
    return store


@pytest.fixture
def store(sqlite_url: str, tmp_path: Path) -> Store:
    """An empty street on SQLite."""
    return a_street(sqlite_url, tmp_path / "media")


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House]:
    """The program, open for visitors."""
    house = House(store)
    await house.adapter.open(house.receive)
    yield house
    await house.adapter.close()
    store.close()


@pytest.fixture
async def demonstration(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """The demonstration street, open for visitors."""
    vault = Vault("web tests")
    store = Store(sqlite_url, vault, Rules(), Shelf(tmp_path / "media", vault))
    house = House(store)
    demo_window.fill(store, house.clock)
    await house.adapter.open(house.receive)
    yield house
    await house.adapter.close()
    store.close()
