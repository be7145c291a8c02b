"""Joining a second door to somebody, for tests of one person on several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import select
from typing_extensions import override

from handlers.talking.messages import Heard
from models.people import Account, Door
from tests.support.chat import Person as Somebody
from tests.support.chat import Street
from tests.support.envelopes import wrap

CODE = r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}"


@dataclass
class Elsewhere(Somebody):
    """Somebody on another door than Telegram."""

    through: Door = Door.BROWSER

    @property
    @override
    def door(self) -> Door:
        """The way they came in."""
        return self.through

    @override
    def _send(self, heard: Sequence[Heard]) -> None:
        envelopes = [wrap(self.street.keys, one, self.outer_id) for one in heard]
        self.street.receive(envelopes, self.door)


def elsewhere(street: Street, somebody: Somebody, door: Door = Door.BROWSER) -> Somebody:
    """Give an account that the same person has on another door."""
    key = f"{somebody.name} {door}"
    if key not in street.people:
        outer_id = str(1000 + len(street.people))
        street.people[key] = Elsewhere(street, somebody.name, outer_id, through=door)
    return street.people[key]


def a_code(somebody: Somebody) -> str:
    """Ask for a code to say on another door."""
    somebody.says("我的资料")
    somebody.taps("关联另一个账号")
    found = re.search(CODE, somebody.sees("关联码").text)
    assert found is not None
    return found[0]


def linked(street: Street, somebody: Somebody, door: Door = Door.BROWSER) -> Somebody:
    """Give an account on another door that was joined to somebody."""
    other = elsewhere(street, somebody, door)
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
