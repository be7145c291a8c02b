"""What the scripts of this folder are played on: a town, people by role, and a door they use."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from models.access import Role
from models.people import Door
from models.timeline import Act
from services.areas import areas
from services.clock import SystemClock
from services.identity import invitations
from services.store import Store
from tests.support.patience import PATIENCE

STREET = "JD"
FLOWERS = (
    *("荷花", "桂花", "海棠", "梧桐", "银杏", "丁香", "茉莉", "紫藤", "芙蓉", "杜鹃"),
    *("木棉", "玉兰", "石榴", "白杨", "翠竹", "红枫", "蜡梅", "牡丹", "月季", "蔷薇"),
    *("百合", "山茶", "樱花", "芦苇", "合欢", "垂柳", "金桔", "青松", "香樟", "凤仙"),
)
"""Names of communities: one for each script, then one for each test of bad input."""


@dataclass(frozen=True)
class Town:
    """A community of its own for one script: two grids, two estates, a building.

    Args:
        place: which community of the street.
    """

    place: int

    @property
    def code(self) -> str:
        """Code of the community, and prefix of its cases."""
        return "S" + "ABCDEFGHIJ"[self.place // 10] + "ABCDEFGHIJ"[self.place % 10]

    @property
    def flower(self) -> str:
        """What everything here is named after."""
        return FLOWERS[self.place]

    @property
    def grid(self) -> str:
        """Code of the grid in which most of it happens."""
        return f"{self.code}-01"

    @property
    def other_grid(self) -> str:
        """Code of the grid beside it."""
        return f"{self.code}-02"

    @property
    def building(self) -> str:
        """Code of the building with the poster."""
        return f"{self.code}-A-3"

    @property
    def home(self) -> str:
        """The same building as people say it."""
        return f"{self.flower}小区3号楼"

    @property
    def garden(self) -> str:
        """The estate in the other grid."""
        return f"{self.flower}园"

    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Give the rows of the table of areas: code, name, level, parent."""
        return (
            (self.code, f"{self.flower}社区", "community", ""),
            (self.grid, f"{self.flower}一网格", "grid", self.code),
            (self.other_grid, f"{self.flower}二网格", "grid", self.code),
            (f"{self.code}-A", f"{self.flower}小区", "estate", self.grid),
            (self.building, "3号楼", "building", f"{self.code}-A"),
            (f"{self.code}-B", self.garden, "estate", self.other_grid),
        )


class Actor(Protocol):
    """Somebody at a door; what they wait for comes, or the test fails."""

    @property
    def account(self) -> tuple[Door, str]:
        """How the program knows them: the door, and its name for them."""
        ...

    def opens(self, link: str) -> None:
        """Come in by the link of a poster or an invitation."""
        ...

    def introduces(self) -> None:
        """Say the own name, where the door does not and it is asked."""
        ...

    def brings_up(self, words: str) -> None:
        """Say the first words of a matter, where people of this door say them."""
        ...

    def says(self, *lines: str) -> None:
        """Write lines, one right after the other."""
        ...

    def taps(self, label: str) -> None:
        """Press the newest button whose label begins so."""
        ...

    def sees(self, words: str) -> str:
        """Wait for words below what was seen before; give the message."""
        ...

    def shares(self, latitude: float, longitude: float) -> None:
        """Send a pin."""
        ...

    def sends_photo(self, content: bytes, caption: str = "") -> None:
        """Send a photo, with words under it or without."""
        ...


class Entrance(Protocol):
    """A door of the running program."""

    def enters(self, name: str, town: Town, *, is_staff: bool = False) -> Actor:
        """Give somebody who was never here before."""
        ...


@dataclass
class Scene:
    """One script on its way through one door.

    Args:
        store: the ledger behind the door.
        entrance: the door.
        town: where it happens.
        cast: everybody in it, by name.
        at_home: who said where they are; of others a group may tell it.
    """

    store: Store
    entrance: Entrance
    town: Town
    cast: dict[str, Actor] = field(default_factory=dict[str, Actor])
    at_home: set[str] = field(default_factory=set[str])

    def enters(self, name: str, *, is_staff: bool = False) -> Actor:
        """Give somebody new."""
        self.cast[name] = self.entrance.enters(name, self.town, is_staff=is_staff)
        return self.cast[name]

    def resident(self, name: str) -> Actor:
        """Give somebody who came in by the poster on their stairs."""
        actor = self.enters(name)
        actor.opens(f"area-{self.town.building}")
        actor.sees("您好")
        self.at_home.add(name)
        return actor

    def staff(self, name: str, role: Role, area: str) -> Actor:
        """Give somebody who took a role by an invitation."""
        actor = self.enters(name, is_staff=True)
        join(self.store, actor, role, area)
        self.at_home.add(name)
        return actor

    def manager(self) -> Actor:
        """Give the grid manager."""
        return self.staff("王网格", Role.GRID_MANAGER, self.town.grid)


def join(store: Store, actor: Actor, role: Role, area: str) -> None:
    """Let somebody take a role."""
    with store.write() as session:
        place = areas.get_area(session, area)
        (code,) = invitations.invite(session, role, place, SystemClock())
    actor.opens(f"join-{code}")
    actor.sees("已加入")
    actor.introduces()


@dataclass(frozen=True)
class Script:
    """One conversation, and what the files of its cases then hold.

    Args:
        play: what everybody says and presses.
        acts: of every line of every case, in order.
    """

    play: Callable[[Scene], None]
    acts: Sequence[Act]


def wait_until(holds: Callable[[], bool], what: Callable[[], str]) -> None:
    """Look again and again until it holds; each look may take a while."""
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, what()
        time.sleep(0.01)
