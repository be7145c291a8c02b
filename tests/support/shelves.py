"""Where tests of a door put what it takes in, and how they wait for it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.doors import Envelope
from tests.support.patience import PATIENCE


@dataclass
class Shelf:
    """Stores envelopes like reception does; a full one fails."""

    kept: list[Envelope] = field(default_factory=list[Envelope])
    is_full: bool = False
    calls: int = 0

    async def receive(self, envelopes: Sequence[Envelope]) -> None:
        """Keep envelopes."""
        self.calls += 1
        if self.is_full:
            raise OSError("disk full")
        self.kept.extend(envelopes)


@dataclass
class Pauses:
    """Notes how long a door would have waited, and lets it go on almost at once."""

    seconds: list[float] = field(default_factory=list[float])

    async def __call__(self, seconds: float) -> None:
        """Wait a moment."""
        self.seconds.append(seconds)
        await asyncio.sleep(0.001)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - what it looks at tells nobody that it changed
            await asyncio.sleep(0.002)
