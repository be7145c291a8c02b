"""Nudges: who cannot be written to is let know, by the door's own way, that something waits.

Whoever was nudged is noted afterwards: killed in between they are nudged twice at worst.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.speaking.speaker import Speaker
from services.clock import Clock
from services.delivery import holding, windows
from services.delivery.dispatch import Leased, Robot
from services.store import Store, is_transient

logger = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=1)
"""How often a nudge is tried again that failed, or that a process took with it."""


class Nudges:
    """The nudges of one robot, one at a time for each receiver."""

    def __init__(self, store: Store, clock: Clock, speaker: Speaker, robot: Robot) -> None:
        self._store = store
        self._clock = clock
        self._speaker = speaker
        self._robot = robot
        self._looked_at: datetime | None = None
        self._tasks: dict[int, asyncio.Task[None]] = {}

    @property
    def tasks(self) -> Sequence[asyncio.Task[None]]:
        """What is on its way."""
        return list(self._tasks.values())

    def start(self, messages: Sequence[Leased]) -> None:
        """Nudge the receivers of messages."""
        for message in messages:
            account_id = message.account_id
            if account_id not in self._tasks:
                self._tasks[account_id] = asyncio.create_task(self._nudge(message))

    def list_left(self, session: Session, now: datetime) -> Sequence[Leased]:
        """List now and then for whom something is held who was not nudged."""
        is_recent = self._looked_at is not None and abs(now - self._looked_at) < LOOK_EVERY
        if is_recent or not self._robot.has_windows:
            return ()
        self._looked_at = now
        return holding.list_unnudged(session, self._robot, now)

    async def _nudge(self, message: Leased) -> None:
        try:
            if await self._speaker.nudge(message):
                await asyncio.to_thread(self._note, message.account_id)
        except Exception as error:
            cause = None if is_transient(error) else error
            logger.exception("a nudge cannot be noted", exc_info=cause)
        finally:
            del self._tasks[message.account_id]

    def _note(self, account_id: int) -> None:
        with self._store.write() as session:
            windows.note_nudge(session, account_id, self._clock.now())
