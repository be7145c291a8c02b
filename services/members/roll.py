"""The roll of members (党员名册), as the office reads it: names and phones opened in one go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, select
from sqlmodel import Session

from models.areas import Area
from models.base import table
from models.keys import Key
from models.members import Member, MemberKind
from models.people import Account, Person
from services.areas import areas
from services.sealing import Unreadable, Vault, vault_of
from services.wording import squeeze


class Entry(NamedTuple):
    """One member; name and phone are empty where nothing is known of them."""

    member_id: int
    person_id: int
    name: str
    phone: str
    kind: MemberKind | None
    unit_id: int | None
    area_id: int
    skills: str
    interests: str
    free_times: str
    heard_at: datetime | None
    since: datetime
    until: datetime | None
    has_account: bool


def list_entries(
    session: Session, *, area: Area | None = None, has_past: bool = False
) -> Sequence[Entry]:
    """List members, in an area and below it or everywhere; with those who left if asked."""
    where: list[ColumnElement[bool]] = [] if has_past else [_members.c.until.is_(None)]
    if area is not None:
        below = select(_areas.c.id).where(_areas.c.path.startswith(area.path))
        where.append(_members.c.area_id.in_(below))
    found = session.connection().execute(_ENTRIES.where(*where).order_by(_members.c.id))
    vault = vault_of(session)
    return [_open(vault, row) for row in found]


def list_near(
    session: Session, area: Area, entries: Sequence[Entry] | None = None
) -> Sequence[Entry]:
    """List members of the community in which a place lies, and those of no community."""
    everybody = list_entries(session) if entries is None else entries
    top = areas.community_of(session, area)
    if top is None:
        return everybody
    above = set(areas.ids_upward(top))
    return [
        each
        for each in everybody
        if each.area_id in above or top.contains(areas.area_of(session, each.area_id))
    ]


def find_entry(session: Session, person_id: int) -> Entry | None:
    """Find one member; nobody else's name and phone are opened."""
    where = (_members.c.until.is_(None), _members.c.person_id == person_id)
    found = session.connection().execute(_ENTRIES.where(*where)).first()
    return None if found is None else _open(vault_of(session), found)


def find_entries(session: Session, name: str, scopes: Sequence[Area]) -> Sequence[Entry]:
    """Find the members of these areas whose names have these words in them."""
    wanted = squeeze(name)
    return [
        each
        for each in list_entries(session)
        if wanted and wanted in squeeze(each.name) and is_within(session, each, scopes)
    ]


def is_within(session: Session, entry: Entry, scopes: Sequence[Area]) -> bool:
    """Tell whether a member is in one of these areas, or below it."""
    here = areas.area_of(session, entry.area_id)
    return any(scope.contains(here) for scope in scopes)


def _open(vault: Vault, row: Any) -> Entry:  # noqa: ANN401 - a result row has no names to check
    try:
        sealer = vault.sealer(row.wrapped)
        name = sealer.open(row.name) if row.name else ""
        phone = sealer.open(row.phone) if row.phone else ""
    except Unreadable:
        name = phone = ""
    columns = {field: getattr(row, field) for field in Entry._fields if field not in _SEALED}
    return Entry(name=name, phone=phone, **columns)


_SEALED = ("name", "phone")
_members, _people, _keys = table(Member), table(Person), table(Key)
_accounts, _areas = table(Account), table(Area)
_ENTRIES = (
    select(
        _members.c.id.label("member_id"),
        _members.c.person_id,
        _members.c.kind,
        _members.c.unit_id,
        _members.c.area_id,
        _members.c.skills,
        _members.c.interests,
        _members.c.free_times,
        _members.c.heard_at,
        _members.c.since,
        _members.c.until,
        _people.c.name,
        _people.c.phone,
        _keys.c.wrapped,
        exists().where(_accounts.c.person_id == _members.c.person_id).label("has_account"),
    )
    .join_from(_members, _people, _people.c.id == _members.c.person_id)
    .join(_keys, _keys.c.id == _people.c.key_id)
)
