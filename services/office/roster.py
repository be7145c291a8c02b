"""The duty roster (值班表): who is on duty for an area, read from a table that people keep."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.duty import DutyShift
from models.errors import NotFound, Refusal
from services.areas import areas
from services.clock import Clock
from services.identity import people
from services.office import access
from services.sealing import vault_of
from services.store import insert_missing
from services.tables.area_import import RowNote
from services.tables.sheets import Columns, SheetRow
from services.texts import rows as texts
from services.texts.operator import explain
from services.texts.phrases import Phrase, put_into_words

COLUMNS: Mapping[str, Sequence[str]] = {
    "area": ("网格", "区域", "社区"),
    "name": ("姓名", "值班人", "值班人员"),
    "phone": ("电话", "手机"),
    "from": ("起", "开始", "开始时间"),
    "to": ("止", "结束", "结束时间"),
}
"""Our names of the columns, and what else people write over them; name or phone is enough."""

_MOMENT = re.compile(
    r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?[ T]*(\d{1,2})[:：点时](\d{1,2})?分?(?::\d{1,2})?"
)


@dataclass(slots=True)
class RosterReport:
    """What an import did, or why it did nothing."""

    added: int = 0
    known: int = 0
    errors: list[RowNote] = field(default_factory=list[RowNote])


def list_on_duty(session: Session, area: Area, clock: Clock) -> Sequence[Sequence[int]]:
    """List who is on duty now: for this area, then one level up, and so on."""
    now = clock.now()
    upward = areas.ids_upward(area)
    found = session.exec(
        select(DutyShift)
        .where(
            col(DutyShift.area_id).in_(upward),
            DutyShift.starts_at <= now,
            DutyShift.ends_at > now,
        )
        .order_by(col(DutyShift.id))
    ).all()
    levels = ([row.person_id for row in found if row.area_id == each] for each in upward)
    return [level for level in levels if level]


def list_shifts(session: Session, clock: Clock) -> Sequence[DutyShift]:
    """List the shifts that are not over, the next first."""
    return session.exec(
        select(DutyShift)
        .where(DutyShift.ends_at > clock.now())
        .order_by(col(DutyShift.starts_at), col(DutyShift.area_id), col(DutyShift.id))
    ).all()


def import_shifts(session: Session, table: Columns, clock: Clock) -> RosterReport:
    """Add the shifts of a table; all of them or, where a row is wrong, none."""
    report = RosterReport()
    missing = [each for each in table.missing if each not in ("name", "phone")]
    if {"name", "phone"} <= set(table.missing):
        missing.append("name")
    for column in missing:
        shown = f"{column}（{COLUMNS[column][0]}）"
        report.errors.append(RowNote(0, put_into_words(texts.COLUMN_MISSING(column=shown))))
    if not table.rows:
        report.errors.append(RowNote(0, put_into_words(texts.TABLE_EMPTY())))
    if missing or report.errors:
        return report
    read = [_read_row(session, row, report, clock) for row in table.rows]
    if report.errors:
        return report
    for values in read:
        is_new = values is not None and insert_missing(session, DutyShift, [values])
        report.added += 1 if is_new else 0
        report.known += 0 if is_new else 1
    return report


def _read_row(
    session: Session, row: SheetRow, report: RosterReport, clock: Clock
) -> dict[str, object] | None:
    cells = row.cells
    faults: list[Phrase | str] = []
    begin, end = (read_moment(cells.get(name, ""), clock) for name in ("from", "to"))
    if begin is None or end is None:
        faults.append(texts.MOMENT_UNKNOWN())
    elif end <= begin:
        faults.append(texts.ENDS_BEFORE())
    area = _area(session, cells.get("area", ""), faults)
    person_id = None if area is None else _person(session, cells, area, faults)
    for fault in faults:
        words = fault if isinstance(fault, str) else put_into_words(fault)
        report.errors.append(RowNote(row.number, words))
    if area is None or faults:
        return None
    return {"area_id": area.id, "person_id": person_id, "starts_at": begin, "ends_at": end}


def read_moment(words: str, clock: Clock) -> datetime | None:
    """Read a day and a time as people and spreadsheets write them, in the street's zone."""
    found = _MOMENT.fullmatch(words.strip())
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) if part else 0 for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=clock.zone)
    except ValueError:
        return None


def _area(session: Session, written: str, faults: list[Phrase | str]) -> Area | None:
    try:
        return areas.get_area_named(session, written)
    except NotFound:
        faults.append(texts.AREA_UNKNOWN(area=written))
    return None


def _person(
    session: Session, cells: Mapping[str, str], area: Area, faults: list[Phrase | str]
) -> int | None:
    """Find whoever may handle cases there, by their phone, else by their name."""
    name, phone = cells.get("name", ""), cells.get("phone", "")
    may = [it for level in access.list_upward(session, Action.SIGN_CASE, area) for it in level]
    if phone:
        try:
            wanted = vault_of(session).find_hash("phone", people.read_phone(phone))
        except Refusal as refusal:
            faults.append(explain(refusal))
            return None
        found = [it for it in may if people.get_person(session, it).phone_hash == wanted]
    else:
        found = [it for it in may if name and people.contact_of(session, it).name == name]
    found = list(dict.fromkeys(found))
    if len(found) == 1:
        return found[0]
    template = texts.PERSON_TWICE if found else texts.PERSON_UNKNOWN
    faults.append(template(name=phone or name, area=area.name))
    return None
