"""What the public board is made of, given by the process."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from services.clock import Clock
from services.store import Store
from web.limits import Buckets

ROOT = "/board"
FOLLOW = "/follow"


@dataclass(frozen=True, slots=True)
class Board:
    """What the board needs.

    Args:
        store: where everything is.
        clock: tells the time.
        public_url: where the pages are reached, if the operator said so.
        doors: gives where people can write to us, by name.
        ask_wechat: has the official account's code made for what is to be told when it is scanned,
            and gives the link in it; None without an account.
        asking: how often one address may search: 60 at once, then one a second.
        guessing: how many query codes may be tried in vain from one address: 20, then two a
            minute.
    """

    store: Store
    clock: Clock
    public_url: str | None = None
    doors: Callable[[], Mapping[str, str]] = dict[str, str]
    ask_wechat: Callable[[str], Awaitable[str]] | None = None
    asking: Buckets = field(default_factory=lambda: Buckets(60, 1))
    guessing: Buckets = field(default_factory=lambda: Buckets(20, 30))
