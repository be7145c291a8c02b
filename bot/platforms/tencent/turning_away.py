"""Turning calls away that are not the platform's: a line a minute, however many there are."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from bot.platforms.tencent.callbacks import Callbacks, Refused
from services import turned_away
from services.clock import Clock
from services.store import Store
from web.callbacks import Answered
from web.strangers import Strangers

logger = logging.getLogger(__name__)


class TurningAway:
    """Answers whoever is turned away on one address, and remembers for the doctor why.

    Args:
        address: ours, for the log and the doctor.
        store: where it is remembered.
        clock: tells the time.
    """

    def __init__(self, address: str, store: Store, clock: Clock) -> None:
        self._address = address
        self._store = store
        self._clock = clock
        self._strangers = Strangers(logger, address, lambda: clock.now().timestamp())

    def answer(self, refused: Refused) -> Answered:
        """Give the answer; of what was sent nothing is said anywhere."""
        times = self._strangers.turn_away(str(refused))
        return Answered(refused.status, done=self._remembering(times) if times else None)

    def _remembering(self, times: Mapping[str, int]) -> Callable[[], Awaitable[None]]:
        async def remember() -> None:
            try:
                await asyncio.to_thread(self._note, times)
            except Exception as error:  # noqa: BLE001 - the log has it
                logger.debug("%s: not remembered (%s)", self._address, type(error).__name__)

        return remember

    def _note(self, times: Mapping[str, int]) -> None:
        with self._store.write() as session:
            turned_away.note(session, self._address, times, self._clock)


class Gate(NamedTuple):
    """What stands before one address: who proves to be the platform, and what others get."""

    callbacks: Callbacks
    turning: TurningAway
