"""The rows of a table of members, read against what is known: areas, units, party bodies."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.areas import Area
from models.errors import Invalid
from models.members import MemberKind, PartyBody
from models.units import Unit
from services.areas import areas
from services.areas.areas import tidy
from services.identity import people
from services.members.profile import LONGEST, LONGEST_TIMES
from services.posts.weekly_times import read_times, write_times
from services.reporters.reporters import LONGEST_NAME
from services.texts import rows
from services.texts.members import member_tables as texts
from services.texts.phrases import Phrase
from services.wording import squeeze

COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("姓名", "名字", "党员姓名"),
    "phone": ("电话", "手机", "手机号", "联系电话", "手机号码"),
    "kind": ("类型", "类别", "党员类型"),
    "unit": ("单位", "所在单位", "工作单位"),
    "area": ("网格", "区域", "社区", "报到网格"),
    "skills": ("特长", "专长"),
    "interests": ("爱好", "兴趣", "兴趣爱好"),
    "free_times": ("空闲时间", "空闲"),
    "body": ("党组织", "所在党组织", "支部", "党支部"),
}
NEEDED = ("name", "phone", "area")
TIMES = "free_times"


class Cells(NamedTuple):
    """One row that can be read; `unit` is a name, of a unit that may not be known yet."""

    row: int
    name: str
    phone: str
    kind: MemberKind | None
    unit: str
    area_id: int
    skills: str
    interests: str
    free_times: str
    body_id: int | None

    @property
    def without_phone(self) -> tuple[str, str]:
        """What somebody is known by who has no phone."""
        return squeeze(self.name), squeeze(self.unit)


@dataclass(frozen=True, slots=True)
class Known:
    """What cells may name, by code and by name; a name that several have is not here."""

    areas: Mapping[str, int]
    units: Mapping[str, Unit]
    bodies: Mapping[str, int]


def list_known(session: Session) -> Known:
    """Read what a table of members may name."""
    places = session.exec(select(Area)).all()
    bodies = session.exec(select(PartyBody).where(col(PartyBody.ended_at).is_(None))).all()
    units = session.exec(select(Unit)).all()
    return Known(
        _by_code_and_name([(each.code, each.name, each.id) for each in places]),
        {squeeze(each.name): each for each in units}
        | {tidy(each.code).casefold(): each for each in units},
        _by_code_and_name([(each.code, each.name, each.id) for each in bodies]),
    )


def read_row(number: int, written: Mapping[str, str], known: Known) -> Cells | Sequence[Phrase]:
    """Read one row; give what is wrong with it instead, where something is."""
    cells = {column: tidy(written.get(column, "")) for column in COLUMNS}
    faults = [*_faults_of_person(cells), *_faults_of_place(cells, known), *_faults_of_words(cells)]
    if faults:
        return faults
    return Cells(
        number,
        cells["name"],
        people.read_phone(cells["phone"]) if cells["phone"] else "",
        texts.KIND_WORDS[cells["kind"].casefold()] if cells["kind"] else None,
        _unit_name(cells["unit"], known),
        known.areas[_key(cells["area"])],
        " ".join(cells["skills"].split()),
        " ".join(cells["interests"].split()),
        write_times(read_times(cells["free_times"])),
        known.bodies[_key(cells["body"])] if cells["body"] else None,
    )


def _faults_of_person(cells: Mapping[str, str]) -> Iterator[Phrase]:
    if not cells["name"]:
        yield rows.NAME_MISSING()
    elif len(cells["name"]) > LONGEST_NAME:
        yield texts.NAME()
    if cells["phone"]:
        try:
            people.read_phone(cells["phone"])
        except Invalid:
            yield texts.PHONE(phone=cells["phone"])
    if cells["kind"] and cells["kind"].casefold() not in texts.KIND_WORDS:
        yield texts.KIND(kind=cells["kind"])


def _faults_of_place(cells: Mapping[str, str], known: Known) -> Iterator[Phrase]:
    if not cells["area"]:
        yield texts.AREA_MISSING()
    elif _key(cells["area"]) not in known.areas:
        yield rows.AREA_UNKNOWN(area=cells["area"])
    if len(cells["unit"]) > areas.LONGEST_NAME:
        yield texts.UNIT()
    if cells["body"] and _key(cells["body"]) not in known.bodies:
        yield texts.BODY(body=cells["body"])


def _faults_of_words(cells: Mapping[str, str]) -> Iterator[Phrase]:
    for column, label in texts.COLUMN_LABELS.items():
        most = LONGEST_TIMES if column == TIMES else LONGEST
        if len(cells[column]) > most:
            yield texts.LONG(column=label, most=most)
    try:
        kept = write_times(read_times(cells[TIMES]))
    except Invalid:
        yield texts.TIMES(words=cells[TIMES])
    else:
        if len(kept) > LONGEST_TIMES:
            yield texts.LONG(column=texts.COLUMN_LABELS[TIMES], most=LONGEST_TIMES)


def _unit_name(written: str, known: Known) -> str:
    unit = known.units.get(written.casefold()) or known.units.get(squeeze(written))
    return written if unit is None else unit.name


def _by_code_and_name(found: Sequence[tuple[str, str, int]]) -> Mapping[str, int]:
    names = Counter(_key(name) for _, name, _ in found)
    only = {_key(name): id_ for _, name, id_ in found if names[_key(name)] == 1}
    return only | {_key(code): id_ for code, _, id_ in found}


def _key(written: str) -> str:
    return squeeze(tidy(written)).casefold()
