"""Errands: what the process asks platforms about again and again, besides what people say."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence

from bot.doors import Adapter
from bot.errands.carrying import Carrying
from bot.errands.gathering import Gathering
from services.clock import Clock
from services.store import Store

logger = logging.getLogger(__name__)

REST = 10.0
"""Seconds between two rounds."""


class Errands:
    """Runs the errands of these adapters; one that fails does not keep the others."""

    def __init__(self, store: Store, adapters: Sequence[Adapter], clock: Clock) -> None:
        carrying, gathering = Carrying(store, adapters, clock), Gathering(store, adapters, clock)
        self._errands = {"carrying": carrying.carry_due, "gathering": gathering.gather_due}
        self._in_trouble: set[str] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Make one round after the other until told to stop."""
        while not stop.is_set():
            for name in self._errands:
                await self._run_one(name)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), REST)

    async def _run_one(self, name: str) -> None:
        try:
            await self._errands[name]()
        except Exception:
            if name not in self._in_trouble:
                logger.exception("%s does not work", name)
            self._in_trouble.add(name)
        else:
            self._in_trouble.discard(name)
