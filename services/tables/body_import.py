"""Party bodies from a table: checked as a whole, then written as a whole, or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, select

from models.areas import Area
from models.members import BodyLevel, PartyBody
from models.units import Unit
from services.areas.areas import CODE, LONGEST_NAME, tidy
from services.tables.area_import import ImportReport, RowNote
from services.tables.sheets import Columns, SheetRow
from services.texts import operator, rows
from services.texts.members import member_tables as texts
from services.texts.phrases import Phrase, put_into_words

COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("编码", "编号", "代码"),
    "name": ("名称", "党组织", "党组织名称"),
    "level": ("级别", "层级", "类型"),
    "parent": ("上级", "上级编码", "上级党组织"),
    "area": ("区域", "网格", "社区"),
    "unit": ("单位",),
}
NEEDED = ("code", "name", "level")


class _Known(NamedTuple):
    areas: Mapping[str, int]
    units: Mapping[str, int]
    bodies: Mapping[str, PartyBody]


class _Read(NamedTuple):
    row: int
    code: str
    name: str
    level: BodyLevel
    parent: str
    area_id: int | None
    unit_id: int | None


def import_bodies(session: Session, table: Columns) -> ImportReport:
    """Bring the tree of bodies to what a table says; those it does not name stay as they are."""
    report = ImportReport(extra_columns=table.extra)
    for column in (each for each in table.missing if each in NEEDED):
        shown = f"{column}（{COLUMNS[column][0]}）"
        report.errors.append(_note(0, operator.AREA_COLUMN_MISSING(column=shown)))
    if not table.rows:
        report.errors.append(_note(0, texts.BODY_TABLE_EMPTY()))
    if report.errors:
        return report
    units = session.exec(select(Unit)).all()
    known = _Known(
        {area.code.casefold(): area.id for area in session.exec(select(Area))},
        {unit.name.casefold(): unit.id for unit in units}
        | {unit.code.casefold(): unit.id for unit in units},
        {body.code.casefold(): body for body in session.exec(select(PartyBody))},
    )
    wanted = _read_rows(table.rows, known, report)
    _check_parents(wanted, known, report)
    report.errors.sort(key=lambda note: note.row)
    if not report.errors:
        _write(session, wanted, known, report)
    return report


def _read_rows(
    rows: Sequence[SheetRow], known: _Known, report: ImportReport
) -> Mapping[str, _Read]:
    wanted: dict[str, _Read] = {}
    for row in rows:
        cells = {column: tidy(row.cells.get(column, "")) for column in COLUMNS}
        faults = list(_faults(cells, known))
        report.errors.extend(_note(row.number, fault) for fault in faults)
        if faults:
            continue
        read = _Read(
            row.number,
            cells["code"],
            cells["name"],
            texts.LEVEL_WORDS[cells["level"].casefold()],
            cells["parent"].casefold(),
            known.areas[cells["area"].casefold()] if cells["area"] else None,
            known.units[cells["unit"].casefold()] if cells["unit"] else None,
        )
        twin = wanted.setdefault(read.code.casefold(), read)
        if twin is not read:
            message = operator.AREA_ROW_TWICE(code=read.code, other=twin.row)
            report.errors.append(_note(row.number, message))
    return wanted


def _faults(cells: Mapping[str, str], known: _Known) -> Iterator[Phrase]:
    code = cells["code"]
    if not CODE.fullmatch(code):
        yield operator.AREA_ROW_CODE(code=code) if code else operator.AREA_ROW_CODE_MISSING()
    if not 0 < len(cells["name"]) <= LONGEST_NAME:
        yield operator.AREA_ROW_NAME()
    if cells["level"].casefold() not in texts.LEVEL_WORDS:
        yield texts.BODY_LEVEL(level=cells["level"])
    if cells["area"] and cells["area"].casefold() not in known.areas:
        yield rows.AREA_UNKNOWN(area=cells["area"])
    if cells["unit"] and cells["unit"].casefold() not in known.units:
        yield texts.BODY_UNIT(unit=cells["unit"])


def _check_parents(wanted: Mapping[str, _Read], known: _Known, report: ImportReport) -> None:
    codes = {body.id: code for code, body in known.bodies.items()}
    parents = {code: codes.get(it.parent_id or 0, "") for code, it in known.bodies.items()}
    parents |= {code: read.parent for code, read in wanted.items()}
    for code, read in wanted.items():
        if read.parent and read.parent not in parents:
            message = texts.BODY_PARENT(parent=read.parent.upper())
            report.errors.append(_note(read.row, message))
            continue
        way = [code]
        while (above := parents.get(way[-1], "")) and above not in way:
            way.append(above)
        if above == code:
            message = texts.BODY_CYCLE(way=" → ".join([*way, code]).upper())
            report.errors.append(_note(read.row, message))


def _write(
    session: Session, wanted: Mapping[str, _Read], known: _Known, report: ImportReport
) -> None:
    """Write bodies first and what stands above them afterwards, when every one has its number."""
    bodies = dict(known.bodies)
    new: list[PartyBody] = []
    for code, read in wanted.items():
        if code not in bodies:
            bodies[code] = PartyBody(code=read.code, name=read.name, level=read.level)
            new.append(bodies[code])
    session.add_all(new)
    session.flush()
    for code, read in wanted.items():
        body = bodies[code]
        body.name, body.level, body.ended_at = read.name, read.level, None
        body.parent_id = bodies[read.parent].id if read.parent else None
        body.area_id, body.unit_id = read.area_id, read.unit_id
        if body in new:
            report.added += 1
        elif session.is_modified(body):
            report.changed += 1
        else:
            report.unchanged += 1
    session.flush()


def _note(row: int, message: Phrase) -> RowNote:
    return RowNote(row, put_into_words(message))
