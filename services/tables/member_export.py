"""The roll as a table: what `members import` reads, and whether they have reported."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, select

from models.areas import Area
from models.members import BodyMember, PartyBody
from models.units import Unit
from services.members import roll
from services.tables import member_writing
from services.tables.member_cells import COLUMNS
from services.texts.members.members import KIND_LABELS
from services.texts.phrases import put_into_words

HEADERS = (*COLUMNS, "reported")


def list_rows(session: Session, area: Area | None = None) -> Iterator[Sequence[str]]:
    """Give the members of an area and below it, or all, as rows under HEADERS."""
    codes = {each.id: each.code for each in session.exec(select(Area))}
    units = {each.id: each.name for each in session.exec(select(Unit))}
    bodies = {each.id: each.code for each in session.exec(select(PartyBody))}
    homes = member_writing.list_homes(session)
    for entry in roll.list_entries(session, area=area):
        kind = "" if entry.kind is None else put_into_words(KIND_LABELS[entry.kind]())
        yield (
            entry.name,
            entry.phone,
            kind,
            units.get(entry.unit_id or 0, ""),
            codes.get(entry.area_id, ""),
            entry.skills,
            entry.interests,
            entry.free_times,
            _body(homes.get(entry.person_id), bodies),
            "yes" if entry.has_account else "no",
        )


def _body(home: BodyMember | None, codes: dict[int, str]) -> str:
    return "" if home is None else codes.get(home.body_id, "")
