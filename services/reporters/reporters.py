"""Reporters who came in by none of our doors: known by the phone number they left, or new.

A number proves nothing, as anybody may write any in the chat: who has an account is taken for the
reporter only when whoever spoke with them says so.
"""

import re
from collections.abc import Sequence

from sqlalchemy import bindparam, exists, select
from sqlmodel import Session

from models.base import table
from models.people import Account, Person
from services.clock import Clock
from services.identity import people
from services.identity.people import Contact
from services.sealing import add_key, vault_of
from services.store import insert_row
from services.wording import clean, squeeze

LONGEST_NAME = 40
FEWEST_DIGITS = 5
"""So many digits in a row are meant as a phone number."""

_NUMBER = re.compile(r"\+?[(\d][\d\s()-]{3,22}\d", re.ASCII)
_AROUND = " \n,，、;；:：。."
_LABELS = re.compile(r"(?:联系)?(?:电话|手机号?|号码|姓名|称呼)[:：]?")


def read_contact(words: str) -> Contact:
    """Read a name and a phone number written in one line, in either order; one may be missing.

    Raises:
        Invalid: phone_invalid; there are digits, and they are no number.
    """
    text = clean(words)
    found = max(_NUMBER.finditer(text), key=_count_digits, default=None)
    if found is None or _count_digits(found) < FEWEST_DIGITS:
        return Contact(_name(text), "")
    phone = people.read_phone(found[0])
    return Contact(_name(f"{text[: found.start()]} {text[found.end() :]}"), phone)


def find_with_account(session: Session, phone: str) -> int | None:
    """Find the one person with an account who left this number; None where it may be several."""
    found = _of_phone(session, phone, has_account=True)
    return found[0] if len(found) == 1 else None


def meet(session: Session, contact: Contact, clock: Clock, *, has_consented: bool = False) -> int:
    """Give whoever came in by phone or on foot: of this number and name before, else somebody new.

    Nobody with an account is ever given.
    """
    if contact.phone:
        for person_id in _of_phone(session, contact.phone, has_account=False):
            if _is_called(session, person_id, contact.name):
                if has_consented:
                    _note_consent(session, person_id, clock)
                return person_id
    return _introduce(session, contact, clock, has_consented=has_consented)


def _is_called(session: Session, person_id: int, name: str) -> bool:
    known = people.contact_of(session, person_id).name
    return squeeze(known) == squeeze(name)


def _note_consent(session: Session, person_id: int, clock: Clock) -> None:
    person = people.get_person(session, person_id)
    person.consented_at = person.consented_at or clock.now()
    session.flush()


def _introduce(session: Session, contact: Contact, clock: Clock, *, has_consented: bool) -> int:
    key_id, sealer = add_key(session)
    now, phone = clock.now(), contact.phone
    person = {
        "key_id": key_id,
        "name": sealer.seal(contact.name) if contact.name else None,
        "phone": sealer.seal(phone) if phone else None,
        "phone_hash": vault_of(session).find_hash("phone", phone) if phone else None,
        "created_at": now,
        "consented_at": now if has_consented else None,
    }
    return insert_row(session, Person, person)


def _of_phone(session: Session, phone: str, *, has_account: bool) -> Sequence[int]:
    whose = {"hash": vault_of(session).find_hash("phone", phone)}
    statement = _WITH_ACCOUNT if has_account else _WITHOUT_ACCOUNT
    return session.connection().execute(statement, whose).scalars().all()


def _count_digits(found: re.Match[str]) -> int:
    return sum(each.isdigit() for each in found[0])


def _name(text: str) -> str:
    return " ".join(_LABELS.sub(" ", text).strip(_AROUND).split())[:LONGEST_NAME]


_people, _accounts = table(Person), table(Account)
_has_account = exists().where(_accounts.c.person_id == _people.c.id)
_OF_PHONE = (
    select(_people.c.id)
    .where(_people.c.phone_hash == bindparam("hash"), _people.c.merged_into_id.is_(None))
    .order_by(_people.c.id)
)
_WITH_ACCOUNT = _OF_PHONE.where(_has_account)
_WITHOUT_ACCOUNT = _OF_PHONE.where(~_has_account)
