"""What the desk is made of, given by the process."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from models.people import Door
from services.clock import Clock
from services.store import Store
from web.desk.watching import Live
from web.limits import Buckets

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


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk needs.

    Args:
        store: where everything is.
        clock: tells the time.
        public_url: where the pages are reached, if the operator said so.
        faults: gives, by door, why it does not work; None when it does.
        outer: another system by which one may sign in, if there is one.
        live: what open pages share that are told of changes.
        entering: how many links may be tried from one address: 20, then two a minute.
    """

    store: Store
    clock: Clock
    public_url: str | None = None
    faults: Callable[[], Mapping[str, str | None]] = dict[str, str | None]
    outer: Outer | None = None
    live: Live = field(default_factory=Live)
    entering: Buckets = field(default_factory=lambda: Buckets(20, 30))

    @property
    def is_secure(self) -> bool:
        """Whether the cookie may travel over https only."""
        return (self.public_url or "").startswith("https:")
