"""A small street for the dialogues: two communities, grids, estates and buildings."""

from collections.abc import Iterator

import pytest

from models.areas import Level
from services.areas import areas
from services.rules import Rules
from services.sealing import Vault
from services.store import Store
from tests.support.chat import Street

PLACES = (
    ("HF", "和风社区", Level.COMMUNITY, "JD"),
    ("HF-01", "和风一网格", Level.GRID, "HF"),
    ("HF-02", "和风二网格", Level.GRID, "HF"),
    ("HF-HH", "荷花小区", Level.ESTATE, "HF-01"),
    ("HF-HH-3", "3号楼", Level.BUILDING, "HF-HH"),
    ("HF-GY", "桂园", Level.ESTATE, "HF-02"),
    ("LH", "柳湖社区", Level.COMMUNITY, "JD"),
    ("LH-01", "柳湖一网格", Level.GRID, "LH"),
)


@pytest.fixture
def street(sqlite_url: str) -> Iterator[Street]:
    """A street on SQLite."""
    store = Store(sqlite_url, Vault("dialogue tests"), Rules(street_name="清河街道"))
    with store.write() as session:
        areas.ensure_street(session, "JD", "清河街道")
        for code, name, level, parent in PLACES:
            areas.add_area(session, code, name, level, areas.get_area(session, parent))
    yield Street(store)
    store.close()
