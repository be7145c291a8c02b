"""Members from a table: checked as a whole, then written as a whole, or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from models.members import Member
from services.clock import Clock
from services.identity.people import set_phone
from services.members import roll, unit_names
from services.members.roll import Entry
from services.office.staff import mask_phone
from services.tables import member_writing
from services.tables.area_import import ImportReport, RowNote
from services.tables.member_cells import COLUMNS, NEEDED, Cells, Known, list_known, read_row
from services.tables.member_writing import Wanted
from services.tables.sheets import Columns, SheetRow
from services.texts import member_tables as texts
from services.texts import operator
from services.texts.phrases import Phrase, put_into_words
from services.wording import squeeze

Advance = Callable[[int, int], None]
"""Is told how many rows of how many are written."""


@dataclass(slots=True)
class _Roll:
    """Who is on the roll, by what a row knows them by."""

    by_phone: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    by_name: dict[tuple[str, str], Entry] = field(default_factory=dict[tuple[str, str], Entry])
    names: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


def import_members(
    session: Session, table: Columns, clock: Clock, advance: Advance | None = None
) -> ImportReport:
    """Bring the roll to what a table says; whom it does not name stays, an empty cell too.

    A member is known by phone and name; without a phone by name and unit.
    """
    report = ImportReport(extra_columns=table.extra)
    for column in (each for each in table.missing if each in NEEDED):
        shown = f"{column}（{COLUMNS[column][0]}）"
        report.errors.append(_note(0, operator.AREA_COLUMN_MISSING(column=shown)))
    if not table.rows:
        report.errors.append(_note(0, texts.TABLE_EMPTY()))
    if report.errors:
        return report
    known = list_known(session)
    rows = _read_rows(table.rows, known, report)
    _check_twins(rows, report)
    wanted = _match(session, rows, known, report)
    report.errors.sort(key=lambda note: note.row)
    if not report.errors:
        units = _add_units(session, rows, known, report, clock)
        _write(session, [it.of_unit(units) for it in wanted], report, clock, advance)
    report.notices.sort(key=lambda note: note.row)
    return report


def _read_rows(rows: Sequence[SheetRow], known: Known, report: ImportReport) -> list[Cells]:
    found: list[Cells] = []
    for row in rows:
        read = read_row(row.number, row.cells, known)
        if isinstance(read, Cells):
            found.append(read)
        else:
            report.errors.extend(_note(row.number, fault) for fault in read)
    return found


def _check_twins(rows: Sequence[Cells], report: ImportReport) -> None:
    """No two rows have one phone, or none and the same name and unit."""
    first: dict[str | tuple[str, str], Cells] = {}
    for row in rows:
        other = first.setdefault(row.phone or row.without_phone, row)
        if other is row:
            if not row.phone:
                report.notices.append(_note(row.row, texts.NO_PHONE()))
            continue
        fault = (
            texts.PHONE_TWICE(other=other.row, phone=mask_phone(row.phone))
            if row.phone
            else texts.NAMELESS_TWICE(other=other.row)
        )
        report.errors.append(_note(row.row, fault))


def _match(
    session: Session, rows: Sequence[Cells], known: Known, report: ImportReport
) -> list[Wanted]:
    stored = _list_stored(session, known)
    return [Wanted(row, _find(row, stored, report)) for row in rows]


def _find(row: Cells, stored: _Roll, report: ImportReport) -> Entry | None:
    same_phone = stored.by_phone.get(row.phone, []) if row.phone else []
    for entry in same_phone:
        if squeeze(entry.name) == squeeze(row.name):
            return entry
    if same_phone:
        report.errors.append(_note(row.row, texts.PHONE_TAKEN(phone=mask_phone(row.phone))))
        return None
    if row.without_phone in stored.by_name:
        return stored.by_name[row.without_phone]
    if row.without_phone in stored.names and row.unit:
        report.notices.append(_note(row.row, texts.NAMESAKE()))
    return None


def _list_stored(session: Session, known: Known) -> _Roll:
    """Sort the roll; who has no phone is found by name and unit, those who left too."""
    stored = _Roll()
    units = {unit.id: squeeze(unit.name) for unit in known.units.values()}
    for entry in roll.list_entries(session, has_past=True):
        key = squeeze(entry.name), units.get(entry.unit_id or 0, "")
        stored.names.add(key)
        if entry.phone:
            stored.by_phone.setdefault(entry.phone, []).append(entry)
        else:
            stored.by_name[key] = entry
    return stored


def _add_units(
    session: Session, rows: Sequence[Cells], known: Known, report: ImportReport, clock: Clock
) -> Mapping[str, int]:
    """Add the units that nobody knew, each once; give the ids of all by their squeezed names."""
    ids = {squeeze(unit.name): unit.id for unit in known.units.values()}
    new = {squeeze(row.unit): row for row in reversed(rows) if row.unit}
    missing = {key: row for key, row in reversed(new.items()) if key not in ids}
    added = unit_names.add_units(session, [row.unit for row in missing.values()], clock)
    for (key, row), unit in zip(missing.items(), added, strict=True):
        ids[key] = unit.id
        report.notices.append(_note(row.row, texts.NEW_UNIT(unit=unit.name, code=unit.code)))
    return ids


def _write(
    session: Session,
    wanted: Sequence[Wanted],
    report: ImportReport,
    clock: Clock,
    advance: Advance | None,
) -> None:
    tell = advance or _nobody
    new = [it for it in wanted if it.entry is None]
    done = 0
    for some in _in_parts(new):
        member_writing.add_members(session, some, clock)
        done += len(some)
        report.added += len(some)
        tell(done, len(wanted))
    known = {each.id: each for each in member_writing.list_members(session)}
    homes = member_writing.list_homes(session)
    appointed = member_writing.list_appointed(session)
    for number, it in enumerate((it for it in wanted if it.entry is not None), done + 1):
        member = known[it.member_id]
        has_changed = _give_phone(session, member, it)
        has_changed |= member_writing.change_member(session, member, it, appointed, clock)
        has_changed |= member_writing.settle_home(session, member, it, homes, clock)
        report.changed += has_changed
        report.unchanged += not has_changed
        tell(number, len(wanted))
    session.flush()


def _give_phone(session: Session, member: Member, wanted: Wanted) -> bool:
    if wanted.entry is None or wanted.entry.phone or not wanted.row.phone:
        return False
    set_phone(session, member.person_id, wanted.row.phone)
    return True


def _in_parts(wanted: Sequence[Wanted]) -> Iterator[Sequence[Wanted]]:
    for first in range(0, len(wanted), member_writing.AT_A_TIME):
        yield wanted[first : first + member_writing.AT_A_TIME]


def _nobody(done: int, total: int) -> None:
    """Tell nobody."""
    del done, total


def _note(row: int, message: Phrase) -> RowNote:
    return RowNote(row, put_into_words(message))
