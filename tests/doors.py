"""Joining a second door to somebody, for tests of one person on several."""

import re

from sqlmodel import select

from models.people import Account, Door
from tests.chat import Person as Somebody
from tests.chat import Street

CODE = r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}"


def a_code(somebody: Somebody) -> str:
    """Ask for a code to say on another door."""
    somebody.says("我的资料")
    somebody.taps("关联另一个账号")
    found = re.search(CODE, somebody.sees("关联码").text)
    assert found is not None
    return found[0]


def linked(street: Street, somebody: Somebody, door: Door = Door.BROWSER) -> Somebody:
    """Give an account on another door that was joined to somebody."""
    other = street.account(somebody, door)
    other.says(f"关联 {a_code(somebody)}")
    if "都是我本人" in other.last.buttons:
        other.taps("都是我本人")
    other.sees("关联好了")
    return other


def a_manager(street: Street) -> Somebody:
    return street.staff("王网格", "grid_manager", "HF-01")


def person_of(street: Street, somebody: Somebody) -> int | None:
    with street.store.read() as session:
        return session.exec(
            select(Account.person_id).where(Account.outer_id == somebody.outer_id)
        ).one()
