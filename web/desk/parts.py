"""What the desk is made of, given by the process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from services.clock import Clock
from services.store import Store
from web.desk.watching import Live
from web.limits import Buckets

ROOT = "/console"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk needs.

    Args:
        store: where everything is.
        clock: tells the time.
        public_url: where the pages are reached, if the operator said so.
        faults: gives, by door, why it does not work; None when it does.
        live: what open pages share that are told of changes.
        entering: how many links may be tried from one address: 20, then two a minute.
    """

    store: Store
    clock: Clock
    public_url: str | None = None
    faults: Callable[[], Mapping[str, str | None]] = dict[str, str | None]
    live: Live = field(default_factory=Live)
    entering: Buckets = field(default_factory=lambda: Buckets(20, 30))

    @property
    def is_secure(self) -> bool:
        """Whether the cookie may travel over https only."""
        return (self.public_url or "").startswith("https:")
