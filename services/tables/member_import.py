"""Members from a table: checked as a whole, then written as a whole, or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlmodel import Session

from models.access import Action
from models.areas import Area
from models.members import Member
from services import leases
from services.areas import areas
from services.clock import Clock
from services.identity.people import set_phone
from services.members import correcting, roll, unit_names
from services.members.roll import Entry
from services.office import access
from services.office.staff import mask_phone
from services.posts import moving
from services.tables import member_writing
from services.tables.area_import import ImportReport, RowNote
from services.tables.member_cells import COLUMNS, NEEDED, Cells, Known, list_known, read_row
from services.tables.member_matching import Roll
from services.tables.member_writing import Wanted
from services.tables.sheets import Columns, SheetRow
from services.texts import operator
from services.texts.members import member_tables as texts
from services.texts.phrases import Phrase, put_into_words
from services.wording import squeeze

Advance = Callable[[int, int], None]
"""Is told how many rows of how many are written."""


def import_members(
    session: Session,
    table: Columns,
    clock: Clock,
    advance: Advance | None = None,
    *,
    actor_id: int | None = None,
) -> ImportReport:
    """Bring the roll to what a table says; whom it does not name stays, an empty cell too.

    Whom a row means: see `member_matching`. Claims that a member cannot have made where they
    are moved to end, and they are told. Somebody named may import where they keep the roll, and
    takes nobody out of another's; nobody named: an operator does it.

    Raises:
        NotAllowed: not_allowed; they keep no roll.
    """
    scopes = None
    if actor_id is not None:
        scopes = access.require_somewhere(session, actor_id, Action.ADMIT_MEMBER)
    report = ImportReport(extra_columns=table.extra)
    for column in (each for each in table.missing if each in NEEDED):
        shown = f"{column}（{COLUMNS[column][0]}）"
        report.errors.append(_note(0, operator.AREA_COLUMN_MISSING(column=shown)))
    if not table.rows:
        report.errors.append(_note(0, texts.TABLE_EMPTY()))
    if report.errors:
        return report
    leases.wait_in_line(session, correcting.LINE)  # the same twice at once waits here
    known = list_known(session)
    rows = _read_rows(table.rows, known, report)
    _check_twins(rows, report)
    stored = _list_stored(session, known)
    wanted = _match(session, rows, stored, scopes, report)
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
        if not row.phone:
            fault = texts.NAMELESS_TWICE(other=other.row)
        elif squeeze(row.name) == squeeze(other.name):
            fault = texts.SAME_TWICE(other=other.row)
        else:
            fault = texts.PHONE_TWICE(other=other.row, phone=mask_phone(row.phone))
        report.errors.append(_note(row.row, fault))


def _match(
    session: Session,
    rows: Sequence[Cells],
    stored: Roll,
    scopes: Sequence[Area] | None,
    report: ImportReport,
) -> list[Wanted]:
    def is_kept(area_id: int) -> bool:
        here = areas.area_of(session, area_id)
        return scopes is None or any(scope.contains(here) for scope in scopes)

    by_phone = {row.row: stored.find_by_phone(row) for row in rows}
    wanted = [
        Wanted(row, by_phone[row.row] or _find_named(row, stored, is_kept, report)) for row in rows
    ]
    for row, entry, _ in wanted:
        is_elsewhere = entry is not None and entry.until is None and not is_kept(entry.area_id)
        if is_elsewhere or not is_kept(row.area_id):
            report.errors.append(_note(row.row, _elsewhere(is_elsewhere=is_elsewhere)))
        if entry is not None and entry.until is not None:
            said = texts.REVIVED(name=row.name, number=entry.person_id)
            report.notices.append(_note(row.row, said))
    return wanted


def _elsewhere(*, is_elsewhere: bool) -> Phrase:
    return texts.KEPT_ELSEWHERE() if is_elsewhere else texts.AREA_NOT_YOURS()


def _find_named(
    row: Cells, stored: Roll, is_kept: Callable[[int], bool], report: ImportReport
) -> Entry | None:
    if stored.has_phone(row.phone):
        report.errors.append(_note(row.row, texts.PHONE_TAKEN(phone=mask_phone(row.phone))))
        return None
    found = stored.find_by_name(row)
    for each in found.maybe[:1]:
        phone = mask_phone(each.phone) or texts.WITHOUT()
        said = texts.OTHERWISE_KNOWN(number=each.person_id, phone=phone)
        if not is_kept(each.area_id):
            said = texts.KEPT_ELSEWHERE()
        report.errors.append(_note(row.row, said))
    if found.has_namesake:
        report.notices.append(_note(row.row, texts.NAMESAKE()))
    return found.entry


def _list_stored(session: Session, known: Known) -> Roll:
    """Sort the roll, those who left too."""
    stored, units = Roll(), {unit.id: unit.name for unit in known.units.values()}
    for entry in roll.list_entries(session, has_past=True):
        stored.add(entry, units.get(entry.unit_id or 0, ""))
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
    moved: list[int] = []
    for number, it in enumerate((it for it in wanted if it.entry is not None), done + 1):
        member = known[it.member_id]
        before, has_changed = member.area_id, _give_phone(session, member, it)
        has_changed |= member_writing.change_member(session, member, it, appointed, clock)
        has_changed |= member_writing.settle_home(session, member, it, homes, clock)
        moved += [member.person_id] if member.area_id != before else []
        report.changed += has_changed
        report.unchanged += not has_changed
        tell(number, len(wanted))
    session.flush()
    for person_id in sorted(moved):
        moving.end_elsewhere(session, person_id, clock)


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
