"""Units from a table: checked as a whole, then written as a whole, or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, select

from models.areas import Area
from models.units import Unit, UnitKind
from services.areas.areas import tidy
from services.clock import Clock
from services.office import units
from services.tables.area_import import ImportReport, RowNote
from services.tables.sheets import Columns, SheetRow
from services.texts import operator, rows
from services.texts.members import units as texts
from services.texts.phrases import Phrase, put_into_words

COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("编码", "编号", "代码"),
    "name": ("名称", "单位", "单位名称"),
    "kind": ("类型", "类别"),
    "phone": ("电话", "联系电话"),
    "area": ("区域", "社区", "网格"),
    "backstop": ("兜底", "兜底单位"),
}
NEEDED = ("code", "name")


class _Read(NamedTuple):
    row: int
    entry: units.UnitEntry


def import_units(session: Session, table: Columns, clock: Clock) -> ImportReport:
    """Bring the units to what a table says; those it does not name stay as they are."""
    report = ImportReport(extra_columns=table.extra)
    for column in (each for each in table.missing if each in NEEDED):
        shown = f"{column}（{COLUMNS[column][0]}）"
        report.errors.append(_note(0, operator.AREA_COLUMN_MISSING(column=shown)))
    if report.errors:
        return report
    if not table.rows:
        report.errors.append(_note(0, texts.UNIT_TABLE_EMPTY()))
    known = {area.code.casefold(): area.id for area in session.exec(select(Area))}
    stored = {unit.code.casefold(): unit for unit in session.exec(select(Unit))}
    wanted = _read_rows(table.rows, known, report)
    _check_names(stored, wanted, report)
    if not report.errors:
        _write(session, stored, wanted, report, clock)
    return report


def _read_rows(
    rows: Sequence[SheetRow], known: Mapping[str, int], report: ImportReport
) -> Mapping[str, _Read]:
    wanted: dict[str, _Read] = {}
    for row in rows:
        cells = {column: tidy(row.cells.get(column, "")) for column in COLUMNS}
        entry = _entry(cells, known)
        faults = [_FAULTS[fault](cells["code"]) for fault in units.list_faults(entry)]
        faults.extend(_unreadable(cells, known))
        report.errors.extend(_note(row.number, fault) for fault in faults)
        if faults:
            continue
        read = _Read(row.number, entry)
        twin = wanted.setdefault(read.entry.code.casefold(), read)
        if twin is not read:
            message = operator.AREA_ROW_TWICE(code=read.entry.code, other=twin.row)
            report.errors.append(_note(row.number, message))
    return wanted


def _code_fault(code: str) -> Phrase:
    return operator.AREA_ROW_CODE(code=code) if code else operator.AREA_ROW_CODE_MISSING()


_FAULTS: Mapping[str, Callable[[str], Phrase]] = {
    "unit_code": _code_fault,
    "unit_name": lambda _: operator.AREA_ROW_NAME(),
    "unit_phone": lambda _: texts.UNIT_ROW_PHONE(),
    "unit_backstop": lambda _: texts.UNIT_ROW_BACKSTOP_OUTSIDE(),
}


def _unreadable(cells: Mapping[str, str], known: Mapping[str, int]) -> Iterator[Phrase]:
    """Name the words of a row that nobody here understands."""
    if cells["area"] and cells["area"].casefold() not in known:
        yield rows.AREA_UNKNOWN(area=cells["area"])
    if cells["kind"].casefold() not in texts.UNIT_KIND_WORDS:
        yield texts.UNIT_ROW_KIND(kind=cells["kind"])
    if cells["backstop"].casefold() not in texts.YES_WORDS | texts.NO_WORDS:
        yield texts.UNIT_ROW_BACKSTOP(word=cells["backstop"])


def _entry(cells: Mapping[str, str], known: Mapping[str, int]) -> units.UnitEntry:
    """Read a row; what nobody understands is as if it were not there."""
    return units.UnitEntry(
        cells["code"],
        cells["name"],
        texts.UNIT_KIND_WORDS.get(cells["kind"].casefold(), UnitKind.PARTNER),
        cells["phone"],
        known.get(cells["area"].casefold()),
        cells["backstop"].casefold() in texts.YES_WORDS,
    )


def _check_names(
    stored: Mapping[str, Unit], wanted: Mapping[str, _Read], report: ImportReport
) -> None:
    """No two units are called the same, in the table or in the store."""
    names = {unit.name: code for code, unit in stored.items() if code not in wanted}
    for code, read in wanted.items():
        if names.setdefault(read.entry.name, code) != code:
            message = texts.UNIT_ROW_NAME_TWICE(name=read.entry.name)
            report.errors.append(_note(read.row, message))
    report.errors.sort(key=lambda note: note.row)


def _write(
    session: Session,
    stored: Mapping[str, Unit],
    wanted: Mapping[str, _Read],
    report: ImportReport,
    clock: Clock,
) -> None:
    for code, read in wanted.items():
        unit = stored.get(code)
        if unit is None:
            continue
        for column, value in read.entry._asdict().items():
            setattr(unit, column, value)
        unit.ended_at = None
        if session.is_modified(unit):
            report.changed += 1
        else:
            report.unchanged += 1
    session.flush()  # a new unit may have the name that another had
    for code, read in wanted.items():
        if code not in stored:
            units.add_unit(session, read.entry, clock)
            report.added += 1


def _note(row: int, message: Phrase) -> RowNote:
    return RowNote(row, put_into_words(message))
