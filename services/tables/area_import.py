"""Areas from a table: checked as a whole, then written as a whole, or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, select

from models.areas import Area, Level
from services import leases
from services.areas.areas import (
    CODE,
    LONGEST_NAME,
    PREFIX,
    TREE,
    find_street,
    may_stand_below,
    tidy,
)
from services.board.repairing import fill_again
from services.tables.sheets import Columns, SheetRow
from services.texts import operator as texts
from services.texts.phrases import Phrase, put_into_words

COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("编码", "编号", "代码"),
    "name": ("名称", "名字"),
    "level": ("级别", "层级", "类型"),
    "parent": ("上级", "上级编码"),
}


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something about one row of the table; row 0 is the table itself."""

    row: int
    message: str


@dataclass(slots=True)
class ImportReport:
    """What an import did; nothing at all when there are errors."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[RowNote] = field(default_factory=list[RowNote])
    notices: list[RowNote] = field(default_factory=list[RowNote])
    extra_columns: Sequence[str] = ()


@dataclass(slots=True)
class _Wanted:
    row: int
    code: str
    name: str
    level: Level
    parent: str


def import_areas(session: Session, table: Columns) -> ImportReport:
    """Bring the tree to what a table says; areas that it does not name stay as they are."""
    report = ImportReport(extra_columns=table.extra)
    optional = {"parent"}
    for column in table.missing:
        if column not in optional:
            shown = f"{column}（{COLUMNS[column][0]}）"
            report.errors.append(_note(0, texts.AREA_COLUMN_MISSING(column=shown)))
    if report.errors:
        return report
    leases.wait_in_line(session, "import areas")  # the same twice at once waits here
    stored = {area.code.casefold(): area for area in session.exec(select(Area))}
    wanted = _read_rows(table.rows, report)
    _take_over_root(session, stored, wanted)
    _check_parents(stored, wanted, report)
    if not table.rows:
        report.errors.append(_note(0, texts.AREA_TABLE_EMPTY()))
    if not report.errors:
        _write(session, stored, wanted, report)
    return report


def _note(row: int, message: Phrase) -> RowNote:
    return RowNote(row, put_into_words(message))


def _read_rows(rows: Sequence[SheetRow], report: ImportReport) -> dict[str, _Wanted]:
    wanted: dict[str, _Wanted] = {}
    for row in rows:
        read = _read_row(row, report)
        if read is None:
            continue
        twin = wanted.setdefault(read.code.casefold(), read)
        if twin is not read:
            message = texts.AREA_ROW_TWICE(code=read.code, other=twin.row)
            report.errors.append(_note(row.number, message))
        elif read.level is Level.COMMUNITY and not PREFIX.fullmatch(read.code):
            message = texts.AREA_ROW_PREFIX(code=read.code)
            report.notices.append(_note(row.number, message))
    return wanted


def _read_row(row: SheetRow, report: ImportReport) -> _Wanted | None:
    code, name, level, parent = (tidy(row.cells.get(column, "")) for column in COLUMNS)
    faults: list[Phrase] = []
    if not code:
        faults.append(texts.AREA_ROW_CODE_MISSING())
    elif not CODE.fullmatch(code):
        faults.append(texts.AREA_ROW_CODE(code=code))
    if not 0 < len(name) <= LONGEST_NAME:
        faults.append(texts.AREA_ROW_NAME())
    known = texts.LEVEL_WORDS.get(level.casefold())
    if known is None:
        faults.append(texts.AREA_ROW_LEVEL(level=level))
    report.errors.extend(_note(row.number, fault) for fault in faults)
    if faults or known is None:
        return None
    return _Wanted(row.number, code, name, known, parent.casefold())


def _take_over_root(
    session: Session, stored: dict[str, Area], wanted: Mapping[str, _Wanted]
) -> None:
    """Let the table's only street be the one that was made from the settings."""
    root = find_street(session)
    streets = [each for each in wanted.values() if each.level is Level.STREET]
    if root is None or len(streets) != 1 or root.code.casefold() in wanted:
        return
    if len(stored) == 1 and streets[0].code.casefold() not in stored:
        stored[streets[0].code.casefold()] = stored.pop(root.code.casefold())


def _check_parents(
    stored: Mapping[str, Area], wanted: Mapping[str, _Wanted], report: ImportReport
) -> None:
    _refuse_second_street(stored, wanted, report)
    _fill_in_street(stored, wanted)
    levels = {code: area.level for code, area in stored.items()}
    levels |= {code: each.level for code, each in wanted.items()}
    parents = _parents(stored, wanted)
    rows = {code: each.row for code, each in wanted.items()}
    for code, parent in parents.items():
        row = rows.get(code, rows.get(parent, 0))
        for message in _parent_faults(code, parent, levels, parents):
            if code in wanted or parent in wanted:
                report.errors.append(_note(row, message))
    report.errors.sort(key=lambda note: note.row)


def _refuse_second_street(
    stored: Mapping[str, Area], wanted: Mapping[str, _Wanted], report: ImportReport
) -> None:
    """A store is one street's: a second root would receive nothing from the first."""
    streets = [area.code for area in stored.values() if area.level is Level.STREET]
    for each in wanted.values():
        if each.level is not Level.STREET or each.code.casefold() in stored:
            continue
        if streets:
            message = texts.AREA_ROW_STREET(code=streets[0])
            report.errors.append(_note(each.row, message))
        streets.append(each.code)


def _fill_in_street(stored: Mapping[str, Area], wanted: Mapping[str, _Wanted]) -> None:
    """Take the street for granted as the parent of what names none, where there is but one."""
    streets = {code for code, area in stored.items() if area.level is Level.STREET}
    streets |= {code for code, each in wanted.items() if each.level is Level.STREET}
    if len(streets) != 1:
        return
    (street,) = streets
    for code, each in wanted.items():
        if not each.parent and code != street and each.level in {Level.COMMUNITY, Level.PATCH}:
            each.parent = street


def _parents(stored: Mapping[str, Area], wanted: Mapping[str, _Wanted]) -> dict[str, str]:
    codes = {area.id: code for code, area in stored.items()}
    parents = {code: codes.get(area.parent_id or 0, "") for code, area in stored.items()}
    return parents | {code: each.parent for code, each in wanted.items()}


def _parent_faults(
    code: str, parent: str, levels: Mapping[str, Level], parents: Mapping[str, str]
) -> Iterator[Phrase]:
    level = levels[code]
    if not parent:
        if level is not Level.STREET:
            yield texts.AREA_ROW_PARENT_MISSING()
    elif parent not in levels:
        yield texts.AREA_ROW_PARENT(parent=parent.upper())
    elif way := _cycle(code, parents):
        yield texts.AREA_ROW_CYCLE(way=" → ".join(way).upper())
    elif not may_stand_below(level, levels[parent]):
        yield texts.AREA_ROW_BELOW(
            level=texts.LEVEL_LABELS[level](), parent=texts.LEVEL_LABELS[levels[parent]]()
        )


def _cycle(code: str, parents: Mapping[str, str]) -> Sequence[str]:
    way = [code]
    while parent := parents.get(way[-1], ""):
        if parent in way:
            return [*way, parent] if parent == code else ()
        way.append(parent)
    return ()


def _write(
    session: Session,
    stored: dict[str, Area],
    wanted: Mapping[str, _Wanted],
    report: ImportReport,
) -> None:
    """Write from the street down, a level at a time, so that every parent has its number."""
    for level in Level:
        for code, each in wanted.items():
            if each.level is level:
                _write_one(session, stored, code, each, report)
        session.flush()
    by_id, has_moved = {area.id: area for area in stored.values()}, False
    for area in sorted(stored.values(), key=lambda area: list(Level).index(area.level)):
        above = by_id[area.parent_id].path if area.parent_id is not None else "/"
        path = f"{above}{area.id}/"
        if area.path != path:
            has_moved = has_moved or bool(area.path)
            area.path = path
    session.flush()
    if report.added or report.changed:
        TREE.has_changed(session)
    if has_moved:
        fill_again(session)


def _write_one(
    session: Session, stored: dict[str, Area], code: str, each: _Wanted, report: ImportReport
) -> None:
    parent_id = stored[each.parent].id if each.parent else None
    area = stored.get(code)
    if area is None:
        area = Area(code=each.code, name=each.name, level=each.level, parent_id=parent_id)
        stored[code] = area
        session.add(area)
        report.added += 1
        return
    area.code, area.name, area.level = each.code, each.name, each.level
    area.parent_id = parent_id
    if session.is_modified(area):
        report.changed += 1
    else:
        report.unchanged += 1
