"""What points are exchanged for, from a table: all rows, or none where one is wrong."""

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session, select

from models.areas import Area
from models.errors import NotFound
from models.points import Reward
from services.areas import areas
from services.tables.area_import import ImportReport, RowNote
from services.tables.sheets import Columns, SheetRow
from services.texts import rows as row_texts
from services.texts.members import point_tables as texts
from services.texts.phrases import Phrase, put_into_words

COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("名称", "兑换品", "物品"),
    "cost": ("积分", "分值", "所需积分"),
    "stock": ("数量", "库存"),
    "area": ("区域", "社区", "网格"),
}
NEEDED = ("name", "cost")
LONGEST_NAME = 80
HIGHEST = 1_000_000


def import_rewards(session: Session, table: Columns) -> ImportReport:
    """Add the rewards of a table; of one that is there, what it costs may change.

    What is left of it is not touched: the table may be older than what was exchanged since.
    """
    report = ImportReport(extra_columns=table.extra)
    for column in (each for each in table.missing if each in NEEDED):
        shown = f"{column}（{COLUMNS[column][0]}）"
        report.errors.append(_note(0, row_texts.COLUMN_MISSING(column=shown)))
    if not table.rows:
        report.errors.append(_note(0, row_texts.TABLE_EMPTY()))
    if report.errors:
        return report
    wanted: dict[tuple[int, str], tuple[int, Reward]] = {}
    for row in table.rows:
        _read_row(session, row, wanted, report)
    if not report.errors:
        _write(session, [reward for _, reward in wanted.values()], report)
    return report


def _read_row(
    session: Session,
    row: SheetRow,
    wanted: dict[tuple[int, str], tuple[int, Reward]],
    report: ImportReport,
) -> None:
    area = _find_area(session, row.cells.get("area", ""))
    faults = list(_faults(row.cells, area))
    report.errors.extend(_note(row.number, fault) for fault in faults)
    if faults or area is None:
        return
    name, stock = areas.tidy(row.cells["name"]), row.cells.get("stock", "")
    key = (area.id, name)
    if key in wanted:
        report.errors.append(_note(row.number, texts.REWARD_TWICE(other=wanted[key][0])))
        return
    reward = Reward(
        area_id=area.id,
        name=name,
        cost=int(row.cells["cost"]),
        stock=int(stock) if stock else None,
    )
    wanted[key] = (row.number, reward)


def _faults(cells: Mapping[str, str], area: Area | None) -> Iterator[Phrase]:
    if not 0 < len(areas.tidy(cells.get("name", ""))) <= LONGEST_NAME:
        yield texts.REWARD_NAME()
    if not _is_number(cells.get("cost", ""), 1):
        yield texts.REWARD_COST()
    if cells.get("stock", "") and not _is_number(cells["stock"], 0):
        yield texts.REWARD_STOCK()
    if area is None:
        yield row_texts.AREA_UNKNOWN(area=cells.get("area", ""))


def _is_number(word: str, least: int) -> bool:
    return word.isdecimal() and least <= int(word) <= HIGHEST


def _find_area(session: Session, written: str) -> Area | None:
    """Find an area by code or name; without one it is the whole street."""
    try:
        if not written:
            return areas.get_street(session)
        return areas.get_area_named(session, written)
    except NotFound:
        return None


def _write(session: Session, wanted: Sequence[Reward], report: ImportReport) -> None:
    stored = {(each.area_id, each.name): each for each in session.exec(select(Reward))}
    for reward in wanted:
        known = stored.get((reward.area_id, reward.name))
        if known is None:
            session.add(reward)
            report.added += 1
            continue
        is_same = known.cost == reward.cost and known.ended_at is None
        known.cost, known.ended_at = reward.cost, None
        report.unchanged += is_same
        report.changed += not is_same
    session.flush()


def _note(row: int, message: Phrase) -> RowNote:
    return RowNote(row, put_into_words(message))
