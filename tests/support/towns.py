"""A street with its areas, for tests of places and permissions."""

from collections.abc import Sequence

from sqlmodel import Session

from models.areas import Area, Level
from models.people import Person
from services.areas import areas
from services.clock import SetClock
from services.sealing import add_key
from services.tables.sheets import Columns, SheetRow
from tests.support.builders import MONDAY

HEADERS = ("code", "name", "level", "parent")
TOWN = (
    ("XF", "幸福社区", "community", ""),
    ("XF-1", "第一网格", "grid", "XF"),
    ("XF-2", "第二网格", "grid", "XF"),
    ("YG", "阳光花园小区", "estate", "XF-1"),
    ("YG-3", "3号楼", "building", "YG"),
    ("YG-4", "四号楼", "building", "YG"),
    ("YG-13", "13幢", "building", "YG"),
    ("YG-A", "A座", "building", "YG"),
    ("HH", "荷花院", "estate", "XF-2"),
    ("HH-3", "荷花院3栋", "building", "HH"),
    ("NS", "南山社区", "community", ""),
    ("NS-1", "第一网格", "grid", "NS"),
    ("NS-YG", "阳光花园二期", "estate", "NS-1"),
    ("NS-YG-3", "3号楼", "building", "NS-YG"),
)


def a_clock() -> SetClock:
    """A clock that stands at a Monday morning."""
    return SetClock(MONDAY)


def a_town(session: Session) -> Area:
    """Make the street JD and everything in it."""
    street = areas.ensure_street(session, "JD", "解放街道")
    for code, name, level, parent in TOWN:
        above = areas.get_area(session, parent) if parent else street
        areas.add_area(session, code, name, Level(level), above)
    return street


def a_person(session: Session) -> int:
    """Make somebody; give their id."""
    key_id, _ = add_key(session)
    person = Person(key_id=key_id, created_at=MONDAY)
    session.add(person)
    session.flush()
    return person.id


def a_table(*rows: Sequence[str], extra: Sequence[str] = ()) -> Columns:
    """Make the table of areas that an operator would import; the header is row 1."""
    return Columns(
        [
            SheetRow(number, dict(zip(HEADERS, cells, strict=True)))
            for number, cells in enumerate(rows, 2)
        ],
        missing=(),
        extra=extra,
    )
