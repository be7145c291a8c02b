"""What the roll says of a member, put right by whoever keeps it: name, phone, unit."""

from sqlmodel import Session, col, select

from models.errors import Conflict, Invalid
from models.members import Member
from models.people import Person
from services.areas.areas import tidy
from services.casework.reporters import LONGEST_NAME
from services.identity import people
from services.members import unit_names
from services.members.removing import get_member
from services.sealing import vault_of


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


def _check_free(session: Session, person_id: int, phone: str) -> None:
    wanted = vault_of(session).find_hash("phone", people.read_phone(phone))
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
