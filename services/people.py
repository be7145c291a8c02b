"""People and accounts: consent, names and phones, and whether they can be reached."""

import re
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.base import table
from models.errors import Invalid, NotFound
from models.people import Account, Person
from services.clock import Clock
from services.sealing import Sealer, add_key, sealer_of, vault_of
from services.wording import clean

_PHONE = re.compile(r"(?:\+?86)?(1[3-9]\d{9}|0\d{2,3}\d{7,8}|\d{7,8}|400\d{7}|12345)")


class Contact(NamedTuple):
    """What is known of how to reach somebody; empty where nothing is."""

    name: str
    phone: str


def remember(session: Session, account_id: int, name: str, clock: Clock) -> Person:
    """Give the person behind an account, made now if nobody knew them."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("account_unknown")
    if account.person_id is not None:
        return get_person(session, account.person_id)
    key_id, sealer = add_key(session)
    person = Person(
        key_id=key_id,
        name=sealer.seal(name) if name else None,
        area_id=account.area_id,
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    account.person_id = person.id
    session.flush()
    return person


def consent(session: Session, account_id: int, name: str, clock: Clock) -> int:
    """Record that somebody agreed to be remembered; give their id."""
    person = remember(session, account_id, name, clock)
    if person.consented_at is None:
        person.consented_at = clock.now()
        session.flush()
    return person.id


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
    person = get_person(session, person_id)
    return person.key_id, sealer_of(session, person.key_id)


def contact_of(session: Session, person_id: int) -> Contact:
    """Give somebody's name and phone. Who may see them is asked where they are shown."""
    person = get_person(session, person_id)
    sealer = sealer_of(session, person.key_id)
    return Contact(
        sealer.open(person.name) if person.name else "",
        sealer.open(person.phone) if person.phone else "",
    )


def set_name(session: Session, person_id: int, name: str) -> None:
    """Correct how somebody is called."""
    person = get_person(session, person_id)
    person.name = sealer_of(session, person.key_id).seal(name)
    session.flush()


def set_phone(session: Session, person_id: int, phone: str) -> None:
    """Keep a phone number, to be read by handlers and found by its hash.

    Raises:
        Invalid: this is no phone number.
    """
    number = read_phone(phone)
    person = get_person(session, person_id)
    person.phone = sealer_of(session, person.key_id).seal(number)
    person.phone_hash = vault_of(session).find_hash("phone", number)
    session.flush()


def read_phone(words: str) -> str:
    """Read a Chinese phone number as people write it: 11 digits, or a landline.

    Raises:
        Invalid: there is none.
    """
    found = _PHONE.fullmatch(re.sub(r"[\s()\-—]", "", clean(words)))
    if found is None:
        raise Invalid("phone_invalid")
    return found[1]


def set_area(session: Session, account_id: int, area_id: int) -> None:
    """Remember where somebody is: they scanned the code on the stairs, or reported there."""
    account = session.get(Account, account_id)
    if account is None:
        return
    account.area_id = area_id
    if account.person_id is not None:
        get_person(session, account.person_id).area_id = area_id
    session.flush()


def note_reachable(session: Session, account_id: int, clock: Clock, *, is_reachable: bool) -> None:
    """Note that somebody shut us out, or let us in again."""
    session.connection().execute(
        update(table(Account))
        .where(col(Account.id) == account_id)
        .values(unreachable_since=None if is_reachable else clock.now())
    )


def mute(session: Session, account_id: int, clock: Clock) -> None:
    """Send this account nothing but what concerns its own cases."""
    session.connection().execute(
        update(table(Account)).where(col(Account.id) == account_id).values(muted_at=clock.now())
    )


def list_reachable(session: Session, person_ids: list[int]) -> set[int]:
    """Tell which of these people some door reaches."""
    found = session.exec(
        select(Account.person_id).where(
            col(Account.person_id).in_(person_ids), col(Account.unreachable_since).is_(None)
        )
    ).all()
    return {person_id for person_id in found if person_id is not None}
