"""Members in the chat, with points and something to exchange them for."""

from sqlmodel import select

from models.people import Account
from models.points import PointReason, Reward
from services.areas import areas
from services.members import members
from services.points import awarding
from tests.support.chat import Person, Street


def id_of(street: Street, person: Person) -> int:
    with street.store.read() as session:
        found = select(Account.person_id).where(Account.outer_id == person.outer_id)
        person_id = session.exec(found).one()
    assert person_id is not None
    return person_id


def a_member(street: Street, name: str = "陈卫国", area: str = "HF-01") -> Person:
    """Give a member who reported in an area."""
    person = street.staff(name, "member", area)
    who = id_of(street, person)
    with street.store.write() as session:
        here = areas.get_area(session, area)
        members.remember(session, who, here.id, street.clock)
    return person


def give(street: Street, person: Person, points: int, record: str = "attendances:1") -> None:
    who = id_of(street, person)
    with street.store.write() as session:
        awarding.add_row(session, who, PointReason.HOURS, record, points, street.clock.now())


def a_reward(street: Street, stock: int | None = 1) -> None:
    with street.store.write() as session:
        community = areas.get_area(session, "HF")
        session.add(Reward(area_id=community.id, name="雨伞", cost=30, stock=stock))
