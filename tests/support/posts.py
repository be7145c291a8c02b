"""Posts that are open in the street of the dialogue tests."""

from datetime import date
from typing import Any

from sqlmodel import select

from models.people import Account
from services.identity import people
from tests.support.chat import Person, Street
from tests.support.service import an_opening

DECEMBER = {"starts_on": date(2026, 11, 23), "ends_on": date(2026, 12, 31)}


def opens(street: Street, post: str = "environment", code: str = "HF-01", **columns: Any) -> int:  # noqa: ANN401
    """Open a post; give its id."""
    with street.store.write() as session:
        return an_opening(session, post, code, **(DECEMBER | columns)).id


def people_of(street: Street, person: Person) -> int:
    """Give the id of somebody."""
    with street.store.read() as session:
        found = session.exec(select(Account.person_id).where(Account.outer_id == person.outer_id))
        return people.present(session, found.one() or 0)
