"""Fetching photos and voices: leased, fetched through their door, cleaned, kept, marked.

Killed anywhere in between, one is fetched once more when its lease has run out; the same bytes
are the same file, and only the mark counts. What is not a photo or voice is refused, what cannot
be had after some hours is lost; both are told, and the case stands.
"""

import asyncio
import logging
from collections.abc import Sequence

from bot.doors import Adapter
from models.errors import DeliveryError, Invalid, Rejected, RetryAfter
from services.attachments import fetching, pictures
from services.attachments.fetching import Waiting
from services.attachments.pictures import Cleaned
from services.attachments.shelf import Shelf
from services.clock import Clock
from services.store import Store

logger = logging.getLogger(__name__)

WIDTH = 4
"""How many are fetched through one robot at a time."""

CLEANED_AT_ONCE = 2
"""A photo being decoded may take a hundred megabytes."""

SECONDS_TO_FETCH = 60.0
LONGEST_REST = 5.0
"""Seconds after which a lane looks for work that another process stored."""

STORE_REST = 5.0


class Fetching:
    """Fetches what waits, through those of these adapters that keep files."""

    def __init__(self, store: Store, adapters: Sequence[Adapter], clock: Clock) -> None:
        cleaning = asyncio.Semaphore(CLEANED_AT_ONCE)
        shelf = store.shelf
        keepers = [it for it in adapters if type(it).fetch is not Adapter.fetch]
        self._lanes = [
            _Lane(store, shelf, adapter, clock, cleaning)
            for adapter in keepers
            if shelf is not None
        ]

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until told to stop; what is on its way then is left for the next time."""
        async with asyncio.TaskGroup() as group:
            for lane in self._lanes:
                group.create_task(lane.run(stop))

    async def fetch_due(self) -> int:
        """Make one pass; give how many were tried."""
        return sum(await asyncio.gather(*(lane.fetch_due() for lane in self._lanes)))

    def wake(self) -> None:
        """Say that something may be waiting; from the loop that runs it."""
        for lane in self._lanes:
            lane.woken.set()


class _Lane:
    """Fetching through one robot."""

    def __init__(
        self,
        store: Store,
        shelf: Shelf,
        adapter: Adapter,
        clock: Clock,
        cleaning: asyncio.Semaphore,
    ) -> None:
        self.woken = asyncio.Event()
        self._store = store
        self._shelf = shelf
        self._adapter = adapter
        self._clock = clock
        self._cleaning = cleaning
        self._is_in_trouble = False

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until told to stop."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            self.woken.clear()
            work = asyncio.create_task(self._work())
            await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
            work.cancel()
            await asyncio.wait({work})
        stopping.cancel()

    async def _work(self) -> None:
        """Make one pass, rest when there was nothing; outlast a store that is locked or full."""
        try:
            count = await self.fetch_due()
        except Exception:
            if not self._is_in_trouble:
                logger.exception("photos and voices cannot be fetched")
            self._is_in_trouble = True
            await asyncio.sleep(STORE_REST)
            return
        self._is_in_trouble = False
        if not count:
            await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LONGEST_REST):
                await self.woken.wait()
        except TimeoutError:
            return

    async def fetch_due(self) -> int:
        """Fetch some of what is due, and mark it."""
        leased = await asyncio.to_thread(self._lease)
        try:
            async with asyncio.TaskGroup() as group:
                for waiting in leased:
                    group.create_task(self._fetch(waiting))
        except BaseException:  # the shelf or the store, or we are told to stop: no fault of theirs
            await asyncio.to_thread(self._release, leased)
            raise
        return len(leased)

    async def _fetch(self, waiting: Waiting) -> None:
        try:
            cleaned = await self._get(waiting)
        except Invalid as refusal:
            await asyncio.to_thread(self._refuse, waiting, refusal.reason)
        except Rejected as error:
            await asyncio.to_thread(self._lose, waiting, str(error))
        except (DeliveryError, TimeoutError) as error:
            await asyncio.to_thread(self._put_off, waiting, error)
        except Exception as error:
            logger.exception("attachment %s cannot be fetched", waiting.id)
            await asyncio.to_thread(self._put_off, waiting, error)
        else:
            await asyncio.to_thread(self._keep, waiting, cleaned)

    async def _get(self, waiting: Waiting) -> Cleaned:
        most = self._store.rules.largest_attachment
        async with asyncio.timeout(SECONDS_TO_FETCH):
            raw = await self._adapter.fetch(waiting.handle, most)
        async with self._cleaning:
            return await asyncio.to_thread(pictures.clean, raw, waiting.kind)

    def _lease(self) -> Sequence[Waiting]:
        door, robot = self._adapter.door, self._adapter.robot
        with self._store.write() as session:
            return fetching.lease_waiting(session, door, robot, WIDTH, self._clock)

    def _release(self, leased: Sequence[Waiting]) -> None:
        with self._store.write() as session:
            fetching.release(session, [it.id for it in leased], self._clock)

    def _keep(self, waiting: Waiting, cleaned: Cleaned) -> None:
        """Put it on the shelf first: what is marked as stored is there."""
        content = self._shelf.put(cleaned.data)
        with self._store.write() as session:
            fetching.settle_stored(
                session,
                waiting.id,
                self._clock,
                content=content,
                mime=cleaned.mime,
                size=len(cleaned.data),
            )

    def _refuse(self, waiting: Waiting, reason: str) -> None:
        with self._store.write() as session:
            fetching.settle_refused(session, waiting.id, reason, self._clock)

    def _lose(self, waiting: Waiting, fault: str) -> None:
        with self._store.write() as session:
            fetching.settle_lost(session, waiting.id, fault, self._clock)

    def _put_off(self, waiting: Waiting, error: Exception) -> None:
        wait = error.delay if isinstance(error, RetryAfter) else fetching.AT_ONCE
        fault = str(error) if isinstance(error, DeliveryError) else type(error).__name__
        with self._store.write() as session:
            fetching.settle_later(session, waiting.id, fault, self._clock, wait)
