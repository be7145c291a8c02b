"""What the roll says of a member, put right by whoever keeps it: name, phone, unit."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.errors import Conflict, Invalid
from models.members import Member, MemberCorrection
from models.people import Person
from services import leases
from services.areas import areas
from services.areas.areas import tidy
from services.clock import Clock
from services.identity import people
from services.members import member_contacts, roll_lists, unit_names
from services.members.removing import get_member
from services.members.roll import Entry
from services.office import units
from services.reporters.reporters import LONGEST_NAME
from services.sealing import vault_of
from services.store import insert_row, lock

LINE = "import members"
"""Where those wait who write members' phones, the import too."""


def correct(
    session: Session,
    person_id: int,
    *,
    name: str | None = None,
    phone: str | None = None,
    unit: str | None = None,
) -> Member:
    """Put right what is given; an empty unit means that they have none.

    Raises:
        NotFound: member_unknown; unit_not_known, units are added by a table.
        Invalid: member_name; phone_invalid.
        Conflict: phone_of_member; another member has it.
    """
    leases.wait_in_line(session, LINE)  # the import, and others, look for the same phones
    member = get_member(session, person_id)
    if name is not None:
        if not 0 < len(tidy(name)) <= LONGEST_NAME:
            raise Invalid("member_name", most=LONGEST_NAME)
        people.set_name(session, member.person_id, tidy(name))
    if phone is not None:
        _check_free(session, member.person_id, phone)
        people.set_phone(session, member.person_id, phone)
    if unit is not None:
        member.unit_id = unit_names.get_unit(session, unit).id if tidy(unit) else None
    session.flush()
    return member


class Correction(NamedTuple):
    """What is to be put right; None leaves it as it is, an empty unit means none."""

    name: str | None = None
    phone: str | None = None
    unit: str | None = None


def correct_as(
    session: Session, person_id: int, actor_id: int, wanted: Correction, clock: Clock
) -> Member:
    """Put right what differs, for whoever keeps the roll where the member is; it is noted.

    Raises:
        NotAllowed: not_allowed; they keep no roll.
        NotFound: member_unknown, there is none on theirs; unit_not_known.
        Invalid: member_unchanged, or as `correct`.
        Conflict: phone_of_member.
    """
    leases.wait_in_line(session, LINE)  # what another corrects at once differs no more
    entry = roll_lists.get(session, actor_id, person_id)
    lock(session, Person, entry.person_id)
    fields = _differing(session, entry, wanted)
    if not fields:
        raise Invalid("member_unchanged")
    here = areas.area_of(session, entry.area_id)
    role, area_id = member_contacts.permitted_by(session, actor_id, here)
    row = {
        "person_id": entry.person_id,
        "actor_id": actor_id,
        "fields": " ".join(fields),
        "role": role,
        "area_id": area_id,
        "at": clock.now(),
    }
    insert_row(session, MemberCorrection, row)
    given = {name: getattr(wanted, name) for name in fields}
    return correct(session, entry.person_id, **given)


def list_of(session: Session, person_id: int) -> Sequence[MemberCorrection]:
    """List what was put right of a member, the oldest first."""
    found = select(MemberCorrection).where(MemberCorrection.person_id == person_id)
    return session.exec(found.order_by(col(MemberCorrection.id))).all()


def _differing(session: Session, entry: Entry, wanted: Correction) -> Sequence[str]:
    """Name what is not yet as it is wanted."""
    name = people.contact_of(session, entry.person_id).name
    phone_hash = session.get_one(Person, entry.person_id).phone_hash
    unit = "" if entry.unit_id is None else units.unit_of(session, entry.unit_id).name
    found = {
        "name": wanted.name is not None and tidy(wanted.name) != name,
        "phone": wanted.phone is not None and _hash_phone(session, wanted.phone) != phone_hash,
        "unit": wanted.unit is not None and tidy(wanted.unit) != unit,
    }
    return [name for name, differs in found.items() if differs]


def _check_free(session: Session, person_id: int, phone: str) -> None:
    wanted = _hash_phone(session, phone)
    others = (
        select(Member.id)
        .join(Person, col(Person.id) == Member.person_id)
        .where(
            Person.phone_hash == wanted,
            Member.person_id != person_id,
            col(Member.until).is_(None),
        )
    )
    if session.exec(others).first() is not None:
        raise Conflict("phone_of_member")


def _hash_phone(session: Session, phone: str) -> str:
    return vault_of(session).find_hash("phone", people.read_phone(phone))
