"""People and accounts: consent, names and phones, and whether they can be reached."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select, update
from sqlmodel import Session, col

from models.base import table
from models.errors import Invalid, NotFound
from models.keys import Key
from models.people import Account, Language, Person
from services.clock import Clock
from services.sealing import Sealer, Unreadable, add_key, sealer_of, vault_of
from services.store import insert_row, lock
from services.wording import fold

_PHONE = re.compile(r"(?:\+?86)?(1[3-9]\d{9}|0\d{2,3}\d{7,8}|\d{7,8})", re.ASCII)


class Contact(NamedTuple):
    """What is known of how to reach somebody; empty where nothing is."""

    name: str
    phone: str


def remember(session: Session, account_id: int, name: str, clock: Clock) -> Person:
    """Give the person behind an account, made now if nobody knew them."""
    known = _known(session, account_id)
    person_id = known.person_id or _introduce(session, known, name, clock.now())
    return get_person(session, person_id)


def consent(session: Session, account_id: int, name: str, clock: Clock) -> int:
    """Record that somebody agreed to be remembered; give their id."""
    known = _known(session, account_id)
    if known.person_id is None:
        return _introduce(session, known, name, clock.now(), has_consented=True)
    if known.consented_at is None:
        session.connection().execute(
            _AGREE, {"which": known.person_id, "consented_at": clock.now()}
        )
    return int(known.person_id)


def selves(session: Session, person_id: int) -> Sequence[int]:
    """Give somebody and everybody who turned out to be them: old files name these."""
    merged = select(_PEOPLE.c.id).where(_PEOPLE.c.merged_into_id == person_id)
    return [person_id, *session.connection().execute(merged.order_by(_PEOPLE.c.id)).scalars()]


def present(session: Session, person_id: int) -> int:
    """Give who somebody is now."""
    found = session.connection().execute(_PRESENT, {"which": person_id}).scalar()
    return person_id if found is None else int(found)


def hold(session: Session, person_id: int) -> int:
    """Give who somebody is now; nobody makes them another until this transaction ends."""
    found = session.connection().execute(_HOLD, {"which": person_id}).scalar()
    return person_id if found is None else int(found)


def get_person(session: Session, person_id: int) -> Person:
    """Give a person.

    Raises:
        NotFound: there is none.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("person_unknown")
    return person


def key_of(session: Session, person_id: int) -> tuple[int, Sealer]:
    """Give the key under which what this person writes is sealed."""
    row = _sealed(session, person_id)
    return row.key_id, vault_of(session).sealer(row.wrapped)


def contact_of(session: Session, person_id: int) -> Contact:
    """Give somebody's name and phone, empty once erased; who may see them is asked elsewhere."""
    row = _sealed(session, person_id)
    try:
        sealer = vault_of(session).sealer(row.wrapped)
    except Unreadable:
        return Contact("", "")
    return Contact(
        sealer.open(row.name) if row.name else "",
        sealer.open(row.phone) if row.phone else "",
    )


def names_of(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """Give the names of several people in one query, as `contact_of` does of one."""
    vault, names = vault_of(session), dict.fromkeys(person_ids, "")
    for row in session.connection().execute(_NAMED, {"which": list(names)}):
        try:
            names[row.id] = vault.sealer(row.wrapped).open(row.name) if row.name else ""
        except Unreadable:
            continue
    return names


def first_account_of(session: Session, person_id: int) -> int | None:
    """Give the oldest account of somebody; None when they have none left."""
    found = select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.person_id == person_id)
    return session.connection().execute(found.order_by(_ACCOUNTS.c.id).limit(1)).scalar()


def set_name(session: Session, person_id: int, name: str) -> None:
    """Correct how somebody is called."""
    person = _hold_present(session, person_id)
    person.name = sealer_of(session, person.key_id).seal(name)
    session.flush()


def set_phone(session: Session, person_id: int, phone: str) -> None:
    """Keep a phone number, to be read by handlers and found by its hash.

    Raises:
        Invalid: this is no phone number.
    """
    number = read_phone(phone)
    person = _hold_present(session, person_id)
    person.phone = sealer_of(session, person.key_id).seal(number)
    person.phone_hash = vault_of(session).find_hash("phone", number)
    session.flush()


def read_phone(words: str) -> str:
    """Read a Chinese phone number as people write it: 11 digits, or a landline.

    Raises:
        Invalid: there is none.
    """
    found = _PHONE.fullmatch(re.sub(r"[\s()-]", "", fold(words)))
    if found is None:
        raise Invalid("phone_invalid")
    return found[1]


def set_area(session: Session, account_id: int, area_id: int) -> None:
    """Remember where somebody is, on all their doors: the code on the stairs, a report there."""
    where = {"which": account_id, "area_id": area_id}
    for statement in (_MOVE_PERSON, _MOVE_ACCOUNTS):
        session.connection().execute(statement, where)


def note_reachable(session: Session, account_id: int, clock: Clock, *, is_reachable: bool) -> None:
    """Note that somebody shut us out, or let us in again."""
    session.connection().execute(
        update(table(Account))
        .where(col(Account.id) == account_id)
        .values(unreachable_since=None if is_reachable else clock.now())
    )


def note_heard(session: Session, account_id: int, clock: Clock) -> None:
    """Note that somebody is at one of their browsers."""
    session.connection().execute(
        update(table(Account)).where(col(Account.id) == account_id).values(heard_at=clock.now())
    )


def mute(session: Session, account_id: int, clock: Clock) -> None:
    """Send this account, and all of its person, nothing but what concerns their own cases."""
    session.connection().execute(_MUTE, {"which": account_id, "muted_at": clock.now()})


def set_language(session: Session, account_id: int, language: Language) -> None:
    """Note what somebody reads, on this account and on the others of the same person."""
    session.connection().execute(_SPEAK, {"which": account_id, "language": language})


def list_reachable(session: Session, person_ids: list[int]) -> set[int]:
    """Tell which of these people some door reaches."""
    found = session.connection().execute(_REACHABLE, {"people": person_ids})
    return set(found.scalars())


def _hold_present(session: Session, person_id: int) -> Person:
    """Lock who somebody is now: what is written to one who is gone is lost."""
    while (person := lock(session, Person, person_id)) is not None:
        if person.merged_into_id is None:
            return person
        person_id = person.merged_into_id
    raise NotFound("person_unknown")


def _known(session: Session, account_id: int) -> Any:  # noqa: ANN401 - a result row
    known = session.connection().execute(_KNOWN, {"which": account_id}).first()
    if known is None:
        raise NotFound("account_unknown")
    return known


def _introduce(
    session: Session,
    account: Any,  # noqa: ANN401 - a result row
    name: str,
    now: datetime,
    *,
    has_consented: bool = False,
) -> int:
    key_id, sealer = add_key(session)
    person = {
        "key_id": key_id,
        "name": sealer.seal(name) if name else None,
        "area_id": account.area_id,
        "created_at": now,
        "consented_at": now if has_consented else None,
    }
    person_id = insert_row(session, Person, person)
    session.connection().execute(_KNOW, {"which": account.id, "person_id": person_id})
    return person_id


def _sealed(session: Session, person_id: int) -> Any:  # noqa: ANN401 - a result row
    row = session.connection().execute(_SEALED, {"which": person_id}).first()
    if row is None:
        raise NotFound("person_unknown")
    return row


_PEOPLE, _ACCOUNTS, _KEYS = table(Person), table(Account), table(Key)
_BEFORE = _PEOPLE.alias()
_PRESENT = select(func.coalesce(_PEOPLE.c.merged_into_id, _PEOPLE.c.id)).where(
    _PEOPLE.c.id == bindparam("which")
)
_HOLD = _PRESENT.with_for_update(read=True)
_REACHABLE = select(_ACCOUNTS.c.person_id).where(
    _ACCOUNTS.c.person_id.in_(bindparam("people", expanding=True)),
    _ACCOUNTS.c.unreachable_since.is_(None),
)
_KNOWN = (
    select(_ACCOUNTS.c.id, _ACCOUNTS.c.person_id, _ACCOUNTS.c.area_id, _PEOPLE.c.consented_at)
    .outerjoin_from(_ACCOUNTS, _PEOPLE, _PEOPLE.c.id == _ACCOUNTS.c.person_id)
    .where(_ACCOUNTS.c.id == bindparam("which"))
)
_NOW = select(_BEFORE.c.merged_into_id).where(_BEFORE.c.id == bindparam("which")).scalar_subquery()
_SEALED = (
    select(_PEOPLE.c.key_id, _PEOPLE.c.name, _PEOPLE.c.phone, _KEYS.c.wrapped)
    .join_from(_PEOPLE, _KEYS, _KEYS.c.id == _PEOPLE.c.key_id)
    .where(_PEOPLE.c.id == func.coalesce(_NOW, bindparam("which")))
)
_NAMED = (
    select(_BEFORE.c.id, _PEOPLE.c.name, _KEYS.c.wrapped)
    .join_from(
        _BEFORE, _PEOPLE, _PEOPLE.c.id == func.coalesce(_BEFORE.c.merged_into_id, _BEFORE.c.id)
    )
    .join(_KEYS, _KEYS.c.id == _PEOPLE.c.key_id)
    .where(_BEFORE.c.id.in_(bindparam("which", expanding=True)))
)
_THIS_ACCOUNT = update(_ACCOUNTS).where(_ACCOUNTS.c.id == bindparam("which"))
_KNOW = _THIS_ACCOUNT.values(person_id=bindparam("person_id"))
_OTHERS = _ACCOUNTS.alias("others")
_WHO_SPEAKS = (
    select(_OTHERS.c.person_id).where(_OTHERS.c.id == bindparam("which")).scalar_subquery()
)
_ALL_ACCOUNTS = update(_ACCOUNTS).where(
    or_(_ACCOUNTS.c.id == bindparam("which"), _ACCOUNTS.c.person_id == _WHO_SPEAKS)
)
_MOVE_ACCOUNTS = _ALL_ACCOUNTS.values(area_id=bindparam("area_id"))
_MUTE = _ALL_ACCOUNTS.values(muted_at=bindparam("muted_at"))
_SPEAK = _ALL_ACCOUNTS.values(language=bindparam("language", type_=_ACCOUNTS.c.language.type))
_AGREE = (
    update(_PEOPLE)
    .where(_PEOPLE.c.id == bindparam("which"))
    .values(consented_at=bindparam("consented_at"))
)
_MOVE_PERSON = (
    update(_PEOPLE).where(_PEOPLE.c.id == _WHO_SPEAKS).values(area_id=bindparam("area_id"))
)
