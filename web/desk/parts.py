"""What the desk is made of, given by the process."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from models.people import Door
from services.clock import Clock
from services.store import Store
from web.desk.watching import Live
from web.limits import Buckets, Gate

ROOT = "/console"


@dataclass(frozen=True, slots=True)
class Outer:
    """Another system that knows who somebody is.

    Args:
        name: in addresses, and of the words beside it: desk.by_NAME.
        door: on which its people are known to us.
        robot: our account there.
        address: gives where a browser is sent: for its User-Agent, the address to come back to,
            and the state to bring along.
        identify: tells by a code who came back; None for whoever is none of its people.
    """

    name: str
    door: Door
    robot: str
    address: Callable[[str, str, str], str]
    identify: Callable[[str], Awaitable[str | None]]


class Timed(NamedTuple):
    """One line of the timetable: what is done, when, and the next time."""

    name: str
    trigger: str
    at: datetime | None


class Shown(NamedTuple):
    """One setting as it is, a secret masked; and where its value comes from."""

    name: str
    value: str
    origin: str
    description: str


@dataclass(frozen=True, slots=True)
class Running:
    """What the process knows of itself.

    Args:
        timetable: lists what it does by itself.
        settings: lists how it is set.
    """

    timetable: Callable[[], Sequence[Timed]]
    settings: Callable[[], Sequence[Shown]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk needs.

    Args:
        store: where everything is.
        clock: tells the time.
        public_url: where the pages are reached, if the operator said so.
        faults: gives, by door, why it does not work; None when it does.
        outer: another system by which one may sign in, if there is one.
        running: what the process knows of itself, if it tells.
        live: what open pages share that are told of changes.
        entering: how many links may be tried from one address: 20, then two a minute.
        uploads: forms with files that are dealt with at once, of one session and of all.
    """

    store: Store
    clock: Clock
    public_url: str | None = None
    faults: Callable[[], Mapping[str, str | None]] = dict[str, str | None]
    outer: Outer | None = None
    running: Running | None = None
    live: Live = field(default_factory=Live)
    entering: Buckets = field(default_factory=lambda: Buckets(20, 30))
    uploads: Gate = field(default_factory=lambda: Gate(2, 6))

    @property
    def is_secure(self) -> bool:
        """Whether the cookie may travel over https only."""
        return (self.public_url or "").startswith("https:")
