"""Reception: events are stored before anybody is told that they were received.

Webhook requests that come at the same time share a transaction, so that a hundred of them cost
one flush to disk and none waits for more than the one under way.
"""

import asyncio
from collections.abc import Callable, Sequence

from bot.doors import Envelope, Receive
from models.people import Door
from services.clock import Clock
from services.reception import inbox
from services.store import Store, is_transient

Waiter = tuple[Door, str, Sequence[Envelope], "asyncio.Future[None]"]


class Reception:
    """Stores what the doors take in.

    Args:
        store: where to.
        clock: tells the time.
        wake: called when something new was stored.
    """

    def __init__(self, store: Store, clock: Clock, wake: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._wake = wake
        self._waiting: list[Waiter] = []
        self._writer: asyncio.Task[None] | None = None

    def at(self, door: Door, robot: str) -> Receive:
        """Give the function by which one door hands its events in."""

        async def receive(envelopes: Sequence[Envelope]) -> None:
            await self._receive(door, robot, envelopes)

        return receive

    async def _receive(self, door: Door, robot: str, envelopes: Sequence[Envelope]) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((door, robot, envelopes, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_waiting())
        await done

    async def _write_waiting(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            if not await self._write(waiting):
                # One that cannot be stored must not keep out those that came with it.
                for one in waiting:
                    await self._write([one])

    async def _write(self, waiting: Sequence[Waiter]) -> bool:
        """Store together; False when they should rather be stored one by one."""
        try:
            count = await asyncio.to_thread(self._store_all, waiting)
        except Exception as error:  # noqa: BLE001 - the caller gets it
            if len(waiting) > 1 and not is_transient(error):
                return False
            for *_, done in waiting:
                if not done.done():
                    done.set_exception(error)
            return True
        for *_, done in waiting:
            if not done.done():
                done.set_result(None)
        if count:
            self._wake()
        return True

    def _store_all(self, waiting: Sequence[Waiter]) -> int:
        by_robot: dict[tuple[Door, str], list[Envelope]] = {}
        for door, robot, envelopes, _ in waiting:
            by_robot.setdefault((door, robot), []).extend(envelopes)
        with self._store.write() as session:
            return sum(
                inbox.receive(session, door, robot, envelopes, self._clock)
                for (door, robot), envelopes in by_robot.items()
            )
