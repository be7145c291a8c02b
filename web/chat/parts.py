"""What the chat page is made of, given by the process."""

import asyncio
from dataclasses import dataclass, field

from services.clock import Clock
from services.store import Store
from web.chat.door import ChatDoor
from web.limits import Buckets, Gate

PATIENCE = 2.0
"""Seconds a page without scripts waits for an answer, so that it need not ask for it."""

CLEANED_AT_ONCE = 2
"""Photos; each takes a core and some 100 MB for a moment."""


@dataclass(frozen=True, slots=True)
class Chat:
    """What the chat page needs, given by the process.

    Args:
        store: where the screens are.
        clock: tells the time.
        door: takes what is said.
        public_url: where the page is reached, if the operator said so.
        messages: what one person may say: 20 at once, then one a second.
        newcomers: how many may come from one address: 30 at once, then one a minute.
        entering: how many sign-in links may be tried from one address: 20, then two a minute.
        news: how often one address may ask what is new: 60 at once, then four a second.
        photos: what one person may show: 40 at once, then one in five seconds.
        bytes: how much may be shown from one address: 200 MB at once, then 100 KB a second.
        patience: seconds to wait for an answer.
        streams: pages of one address, and of all, that are told at once what is new.
        uploads: forms with files that come in at once.
        cleaning: lets few photos at a time be made safe.
    """

    store: Store
    clock: Clock
    door: ChatDoor
    public_url: str | None = None
    messages: Buckets = field(default_factory=lambda: Buckets(20, 1))
    newcomers: Buckets = field(default_factory=lambda: Buckets(30, 60))
    entering: Buckets = field(default_factory=lambda: Buckets(20, 30))
    news: Buckets = field(default_factory=lambda: Buckets(60, 0.25))
    photos: Buckets = field(default_factory=lambda: Buckets(40, 5))
    bytes: Buckets = field(default_factory=lambda: Buckets(200 * 2**20, 1 / (100 * 2**10)))
    patience: float = PATIENCE
    streams: Gate = field(default_factory=lambda: Gate(12, 2000))
    uploads: Gate = field(default_factory=lambda: Gate(6, 24, spare=72))
    cleaning: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CLEANED_AT_ONCE))

    @property
    def is_secure(self) -> bool:
        """Whether the cookie may travel over https only."""
        return (self.public_url or "").startswith("https:")
