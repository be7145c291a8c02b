"""Who took part in which activity, from a table: all rows, or none where one is wrong."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.errors import Refusal
from models.members import Member, PartyBody
from models.people import Person
from services.areas.areas import tidy
from services.clock import Clock, today
from services.identity import people
from services.points.activities import EARLIEST, LONGEST_TITLE, ActivityEntry, record
from services.sealing import vault_of
from services.tables.area_import import ImportReport, RowNote
from services.tables.sheets import Columns, SheetRow
from services.texts import rows as row_texts
from services.texts.members import point_tables as texts
from services.texts.members.units import NO_WORDS, YES_WORDS
from services.texts.operator import explain
from services.texts.phrases import Phrase, put_into_words
from services.wording import squeeze

COLUMNS: Mapping[str, Sequence[str]] = {
    "title": ("活动", "活动名称", "名称"),
    "date": ("日期", "时间", "活动日期"),
    "name": ("姓名", "党员", "参加人"),
    "phone": ("电话", "手机", "联系电话"),
    "body": ("党组织", "支部", "所在党组织"),
    "party_life": ("组织生活", "是否组织生活"),
}
NEEDED = ("title", "date")


class _Known(NamedTuple):
    """The members and bodies in force, as a table may name them."""

    by_phone: Mapping[str, Sequence[int]]
    by_name: Mapping[str, Sequence[int]]
    bodies: Mapping[str, int]


class _Read(NamedTuple):
    entry: ActivityEntry
    person_id: int


def import_activities(
    session: Session,
    table: Columns,
    clock: Clock,
    advance: Callable[[int, int], None],
) -> ImportReport:
    """Record the activities of a table; what is recorded already is not recorded again."""
    report = ImportReport(extra_columns=table.extra)
    missing = [each for each in table.missing if each in NEEDED]
    if {"name", "phone"} <= set(table.missing):
        missing.append("name")
    for column in missing:
        shown = f"{column}（{COLUMNS[column][0]}）"
        report.errors.append(_note(0, row_texts.COLUMN_MISSING(column=shown)))
    if not table.rows:
        report.errors.append(_note(0, row_texts.TABLE_EMPTY()))
    if report.errors:
        return report
    known = _know(session)
    read = [_read_row(session, row, known, report, clock) for row in table.rows]
    _check_twins(table.rows, read, report)
    if report.errors:
        return report
    for done, each in enumerate(read, 1):
        is_new = each is not None and record(session, each.entry, [each.person_id], None, clock)
        report.added += 1 if is_new else 0
        report.unchanged += 0 if is_new else 1
        advance(done, len(read))
    return report


def _check_twins(
    rows: Sequence[SheetRow], read: Sequence[_Read | None], report: ImportReport
) -> None:
    """Nobody stands twice in a table at one activity of one day."""
    first: dict[tuple[str, date, int], int] = {}
    for row, each in zip(rows, read, strict=True):
        if each is None:
            continue
        key = (squeeze(each.entry.title), each.entry.held_on, each.person_id)
        other = first.setdefault(key, row.number)
        if other != row.number:
            report.errors.append(_note(row.number, texts.PERSON_TWICE(other=other)))
    report.errors.sort(key=lambda note: note.row)


def _know(session: Session) -> _Known:
    by_phone: dict[str, list[int]] = {}
    by_name: dict[str, list[int]] = {}
    rows = session.exec(
        select(Member.person_id, Person.phone_hash)
        .join(Person, col(Person.id) == Member.person_id)
        .where(col(Member.until).is_(None))
        .order_by(col(Member.id))
    )
    for person_id, phone_hash in rows.all():
        if phone_hash:
            by_phone.setdefault(phone_hash, []).append(person_id)
        name = squeeze(people.contact_of(session, person_id).name)
        by_name.setdefault(name, []).append(person_id)
    bodies = session.exec(select(PartyBody).where(col(PartyBody.ended_at).is_(None))).all()
    named = {squeeze(word): body.id for body in bodies for word in (body.code, body.name)}
    return _Known(by_phone, by_name, named)


def _read_row(
    session: Session, row: SheetRow, known: _Known, report: ImportReport, clock: Clock
) -> _Read | None:
    cells = row.cells
    faults: list[Phrase | str] = []
    title = " ".join(tidy(cells.get("title", "")).split())
    if not 0 < len(title) <= LONGEST_TITLE:
        faults.append(texts.ACTIVITY_TITLE())
    held_on = _read_day(cells.get("date", ""))
    if held_on is None:
        faults.append(row_texts.DAY_UNKNOWN())
    elif not EARLIEST <= held_on <= today(clock):
        faults.append(texts.ACTIVITY_DAY())
    word, body = cells.get("party_life", "").casefold(), squeeze(cells.get("body", ""))
    if word not in YES_WORDS | NO_WORDS:
        faults.append(texts.PARTY_LIFE_WORD())
    if body and body not in known.bodies:
        faults.append(texts.BODY_UNKNOWN(body=cells["body"]))
    person_id = _find_person(session, cells, known, faults)
    for fault in faults:
        words = fault if isinstance(fault, str) else put_into_words(fault)
        report.errors.append(RowNote(row.number, words))
    if faults or held_on is None or person_id is None:
        return None
    entry = ActivityEntry(title, held_on, word in YES_WORDS, known.bodies.get(body))
    return _Read(entry, person_id)


def _find_person(
    session: Session, cells: Mapping[str, str], known: _Known, faults: list[Phrase | str]
) -> int | None:
    """Find a member by phone, and by name where several have it; without a phone by name."""
    name, phone = squeeze(cells.get("name", "")), cells.get("phone", "")
    if not name and not phone:
        faults.append(row_texts.NAME_MISSING())
        return None
    of_name = known.by_name.get(name, ()) if name else ()
    found = of_name
    if phone:
        try:
            number = vault_of(session).find_hash("phone", people.read_phone(phone))
        except Refusal as refusal:
            faults.append(explain(refusal))
            return None
        found = known.by_phone.get(number, ())
        if name:
            found = [each for each in found if each in of_name]
    if len(found) == 1:
        return found[0]
    template = texts.MEMBER_TWICE if found else texts.MEMBER_UNKNOWN
    faults.append(template(name=cells.get("name", "") or phone))
    return None


def _read_day(word: str) -> date | None:
    """Read a day as people and spreadsheets write it; an hour behind it means nothing."""
    plain = tidy(word).replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    parts = plain.replace(".", "-").partition(" ")[0].split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def _note(row: int, message: Phrase) -> RowNote:
    return RowNote(row, put_into_words(message))
