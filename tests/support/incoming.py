"""Tables of other systems, for tests of what becomes of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from models.cases import Case, Channel
from services.tables import case_import
from services.tables.sheets import Sheet, SheetRow, bind_columns
from tests.support.towns import a_clock

THURSDAY = datetime(2026, 11, 12, 1, 32, 9, tzinfo=UTC)
LAMP = {"内容": "阳光花园小区3号楼路灯不亮", "时间": "2026/11/12 9:32:09"}
BIN = {"内容": "垃圾桶满了没人清", "时间": "2026-11-13 08:00"}


def a_table(*rows: Mapping[str, str]) -> Sheet:
    """Make a table; the header is row 1."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    filled = [dict.fromkeys(headers, "") | dict(row) for row in rows]
    return Sheet(headers, [SheetRow(number, row) for number, row in enumerate(filled, 2)])


def plan(session: Session, *rows: Mapping[str, str], source: str = "") -> case_import.Plan:
    """Read a table whose rows without a channel came by the hotline."""
    columns = bind_columns(a_table(*rows), case_import.COLUMNS)
    return case_import.plan_import(session, columns, a_clock(), Channel.HOTLINE, source)


def imports(
    session: Session, *rows: Mapping[str, str], source: str = ""
) -> tuple[case_import.Plan, case_import.Imported]:
    """Import a table that has no faults."""
    found = plan(session, *rows, source=source)
    assert found.errors == []
    return found, case_import.carry_out(session, found, a_clock())


def all_cases(session: Session) -> Sequence[Case]:
    """Give every case, the oldest first."""
    return session.exec(select(Case).order_by(col(Case.id))).all()
