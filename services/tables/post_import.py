"""Openings from a table: checked as a whole, then opened as a whole, or not at all."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session

from models.access import Action
from models.areas import Area
from models.errors import NotFound, Refusal
from models.posts import Opening, Post
from services.areas import areas
from services.areas.areas import tidy
from services.clock import Clock
from services.office import access
from services.posts import changing, kinds, openings
from services.posts.changing import OpeningChange
from services.posts.openings import OpeningEntry
from services.store import lock_all
from services.tables.area_import import ImportReport, RowNote
from services.tables.case_cells import read_instant
from services.tables.sheets import Columns, SheetRow
from services.texts import operator, rows
from services.texts.phrases import Phrase, Template, put_into_words
from services.texts.posts import post_tables as texts
from services.wording import squeeze

COLUMNS: Mapping[str, Sequence[str]] = {
    "post": ("岗位", "岗位名称", "服务岗位"),
    "area": ("网格", "区域", "社区"),
    "places": ("名额", "人数"),
    "from": ("起", "开始", "开始日期", "起始日期"),
    "to": ("止", "结束", "结束日期", "截止日期"),
    "times": ("时间", "班次", "每周时间"),
    "confirm": ("确认", "确认方式"),
    "place": ("地点", "集合地点"),
    "check_in": ("签到", "签到方式"),
    "skill": ("条件", "资质"),
    "kind": ("类型", "党员类型"),
    "latitude": ("纬度",),
    "longitude": ("经度",),
}
NEEDED = ("post", "area", "places", "from", "to")

_PLACES = re.compile(r"(\d{1,4})(?:\.0)?(?:个|個|人|名)?")
_CHANGEABLE = {
    "places": "places",
    "confirm": "confirm",
    "check_in": "check_in",
    "asks_skill": "skill",
    "asks_kind": "kind",
}
"""What a table may change of an opening, and the column that says it."""


class _Read(NamedTuple):
    row: int
    entry: OpeningEntry
    columns: dict[str, Any]


class _By(NamedTuple):
    """Who imports, and when."""

    actor_id: int | None
    clock: Clock


class _Cells:
    """One row while it is read: what is wrong with it gathers in `faults`."""

    def __init__(self, row: SheetRow) -> None:
        self.cells = {column: tidy(row.cells.get(column, "")) for column in COLUMNS}
        self.faults: list[str] = []

    def blame(self, fault: Phrase) -> None:
        """Note what is wrong."""
        self.faults.append(put_into_words(fault))

    def word(self, column: str, words: Mapping[str, Any]) -> Any:  # noqa: ANN401 - one of an enum
        """Read a cell that takes one of several words."""
        cell = self.cells[column]
        if squeeze(cell) not in words:
            known = "、".join(dict.fromkeys(word for word in words if word))
            shown = COLUMNS[column][0]
            self.blame(texts.WORD_UNKNOWN(column=shown, cell=cell, known=known))
        return words.get(squeeze(cell))

    def degrees(self, column: str) -> float | None:
        """Read a latitude or longitude."""
        cell = self.cells[column]
        try:
            return float(cell) if cell else None
        except ValueError:
            self.blame(texts.PIN_UNKNOWN(column=COLUMNS[column][0], cell=cell))
            return None


def import_openings(
    session: Session, table: Columns, clock: Clock, actor_id: int | None = None
) -> ImportReport:
    """Open the posts of a table; those it does not name stay as they are.

    The same post, area, term, times and place is the same opening: its places and who confirms
    are changed to what the table says. One that was closed stays closed. Nobody named: an
    operator did it.

    Raises:
        NotAllowed: not_allowed; they open posts nowhere.
    """
    if actor_id is not None:
        access.require_somewhere(session, actor_id, Action.OPEN_POST)
    report = _begin(table)
    if report.errors:
        return report
    wanted = _read_rows(session, table.rows, report, clock)
    _refuse_elsewhere(session, wanted, actor_id, report)
    known = _hold_known(session, wanted)
    for read in wanted:
        opening = known.get(read.row)
        if opening is not None and read.entry.places < opening.taken:
            refusal = Refusal("opening_places_taken", taken=opening.taken)
            report.errors.append(RowNote(read.row, operator.explain(refusal)))
    report.errors.sort(key=lambda note: note.row)
    if not report.errors:
        told = {name for name, column in _CHANGEABLE.items() if column not in table.missing}
        to_write = [(read, known.get(read.row)) for read in wanted]
        _write(session, to_write, report, _By(actor_id, clock), told)
    return report


def _begin(table: Columns) -> ImportReport:
    """Say what is wrong with the table as a whole."""
    report = ImportReport(extra_columns=table.extra)
    for column in (each for each in table.missing if each in NEEDED):
        shown = f"{column}（{COLUMNS[column][0]}）"
        report.errors.append(_note(0, operator.AREA_COLUMN_MISSING(column=shown)))
    if not report.errors and not table.rows:
        report.errors.append(_note(0, texts.TABLE_EMPTY()))
    return report


def _refuse_elsewhere(
    session: Session, wanted: Sequence[_Read], actor_id: int | None, report: ImportReport
) -> None:
    """Name the rows of areas in which whoever imports opens no posts."""
    for read in wanted if actor_id is not None else ():
        area = areas.area_of(session, read.entry.area_id)
        if not access.may(session, actor_id or 0, Action.OPEN_POST, area):
            report.errors.append(_note(read.row, texts.AREA_NOT_YOURS()))


def _read_rows(
    session: Session, rows: Sequence[SheetRow], report: ImportReport, clock: Clock
) -> Sequence[_Read]:
    wanted: dict[tuple[Any, ...], _Read] = {}
    for row in rows:
        cells = _Cells(row)
        read = _read_row(session, row.number, cells, clock)
        report.errors.extend(RowNote(row.number, fault) for fault in cells.faults)
        if read is None:
            continue
        twin = wanted.setdefault(_key(read.columns), read)
        if twin is not read:
            report.errors.append(_note(row.number, texts.ROW_TWICE(other=twin.row)))
    return list(wanted.values())


def _read_row(session: Session, number: int, cells: _Cells, clock: Clock) -> _Read | None:
    post, area = _post(session, cells), _area(session, cells)
    first, last = (_day(cells, column, clock) for column in ("from", "to"))
    told: dict[str, Any] = {
        "places": _places(cells),
        "times": cells.cells["times"],
        "place": cells.cells["place"],
        "confirm": cells.word("confirm", texts.CONFIRMATION_WORDS),
        "check_in": cells.word("check_in", texts.CHECK_IN_WORDS),
        "asks_skill": cells.cells["skill"],
        "asks_kind": cells.word("kind", texts.KIND_WORDS),
        "latitude": cells.degrees("latitude"),
        "longitude": cells.degrees("longitude"),
    }
    _check_words(cells)
    if cells.faults or post is None or area is None or first is None or last is None:
        return None
    entry = OpeningEntry(post.id, area.id, starts_on=first, ends_on=last, **told)
    try:
        return _Read(number, entry, openings.check_entry(session, entry, clock))
    except Refusal as refusal:
        cells.faults.append(operator.explain(refusal))
        return None


def _check_words(cells: _Cells) -> None:
    """Find all at once what cannot be kept, so that a row is mended in one go."""
    for column, tidied in (
        ("times", openings.tidy_times),
        ("place", openings.tidy_place),
        ("skill", openings.tidy_skill),
    ):
        try:
            tidied(cells.cells[column])
        except Refusal as refusal:
            cells.faults.append(operator.explain(refusal))


def _post(session: Session, cells: _Cells) -> Post | None:
    said = cells.cells["post"]
    post = kinds.find_post(session, said, with_ended=True)
    if post is None:
        _missing_or(cells, "post", texts.POST_UNKNOWN, post=said)
    return post


def _area(session: Session, cells: _Cells) -> Area | None:
    said = cells.cells["area"]
    if not said:
        cells.blame(texts.CELL_MISSING(column=COLUMNS["area"][0]))
        return None
    try:
        return areas.get_area_named(session, said)
    except NotFound:
        cells.faults.append(put_into_words(rows.AREA_UNKNOWN(area=said)))
        return None


def _places(cells: _Cells) -> int:
    said = cells.cells["places"]
    found = _PLACES.fullmatch("".join(said.split()))  # a sign before it means something
    if found is None:
        _missing_or(cells, "places", texts.PLACES_UNKNOWN, cell=said)
        return 0
    return int(found[1])


def _day(cells: _Cells, column: str, clock: Clock) -> date | None:
    said = cells.cells[column]
    try:
        return read_instant(said, clock.zone).date()
    except ValueError:
        _missing_or(cells, column, texts.DAY_UNKNOWN, cell=said)
        return None


def _missing_or(cells: _Cells, column: str, unknown: Template, **said: str) -> None:
    """Say that a cell is empty, or else that it is not understood."""
    if cells.cells[column]:
        cells.blame(unknown(**said))
    else:
        cells.blame(texts.CELL_MISSING(column=COLUMNS[column][0]))


def _key(columns: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(columns[name] for name in openings.SAME)


def _hold_known(session: Session, wanted: Sequence[_Read]) -> Mapping[int, Opening]:
    """Give what the table names and is there already, locked, by row."""
    found = {read.row: openings.find_same(session, read.columns) for read in wanted}
    known = {row: opening for row, opening in found.items() if opening is not None}
    lock_all(session, Opening, sorted(opening.id for opening in known.values()))
    return known


def _write(
    session: Session,
    wanted: Sequence[tuple[_Read, Opening | None]],
    report: ImportReport,
    by: _By,
    told: Collection[str],
) -> None:
    for read, opening in wanted:
        if opening is None:
            openings.open_post(session, read.entry, by.actor_id, by.clock)
            report.added += 1
        elif opening.closed_at is not None:
            report.notices.append(_note(read.row, texts.STAYS_CLOSED()))
            report.unchanged += 1
        else:
            is_changed = _change(session, opening, read, by, told)
            report.changed += is_changed
            report.unchanged += not is_changed


def _change(
    session: Session, opening: Opening, read: _Read, by: _By, told: Collection[str]
) -> bool:
    """Bring an opening to what a row says; columns that the table lacks say nothing."""
    before = opening.model_dump()
    change: dict[str, Any] = {name: getattr(read.entry, name) for name in told}
    if read.entry.latitude is not None and read.entry.longitude is not None:
        change["pin"] = (read.entry.latitude, read.entry.longitude)
    changing.change_opening(session, opening.id, OpeningChange(**change), by.actor_id, by.clock)
    return opening.model_dump() != before


def _note(row: int, message: Phrase) -> RowNote:
    return RowNote(row, put_into_words(message))
