"""What Open311 is made of, given by the process."""

from dataclasses import dataclass, field

from services.clock import Clock
from services.store import Store
from web.limits import Buckets, Gate

ROOT = "/open311/v2"


@dataclass(frozen=True, slots=True)
class Open311:
    """What Open311 needs.

    Args:
        store: where everything is.
        clock: tells the time.
        public_url: where the pages are reached, if the operator said so.
        is_demo: whether the store holds the demonstration.
        reading: how often one address may read: 300 at once, then five a second.
        handing: how much one system may hand in: 300 at once, then two a second.
        guessing: how many wrong keys and tokens one address may try: 20, then two a minute.
        posting: forms that are dealt with at once, of one address and of all.
    """

    store: Store
    clock: Clock
    public_url: str | None = None
    is_demo: bool = False
    reading: Buckets = field(default_factory=lambda: Buckets(300, 0.2))
    handing: Buckets = field(default_factory=lambda: Buckets(300, 0.5))
    guessing: Buckets = field(default_factory=lambda: Buckets(20, 30))
    posting: Gate = field(default_factory=lambda: Gate(8, 24, spare=24))
