"""Delivery: stored messages that are due are leased, said through their door, and marked.

Killed between saying and marking, a message goes out once more when its lease has run out (two
minutes): it may be said twice, it is never lost. The same holds for a call that timed out.
Replies to one chat keep their order, also over retries; chats do not wait for each other, nor do
robots: each has a lane of its own.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.exc import InterfaceError, OperationalError

from bot.doors import Adapter
from bot.speaking.nudges import Nudges
from bot.speaking.picture_book import PictureBook
from bot.speaking.speaker import Speaker
from models.errors import WindowClosed
from models.outbox import MessageState
from models.people import Door
from services.clock import Clock
from services.delivery.budgets import Rates
from services.delivery.dispatch import (
    Lease,
    Leased,
    Robot,
    lease_due,
)
from services.delivery.holding import HeldHook
from services.delivery.numbering import give_numbers
from services.delivery.outcomes import (
    NOT_BEFORE_THEY_WRITE,
    Hooks,
    Outcome,
    UndeliveredHook,
    keep_part,
    settle,
)
from services.delivery.unsent import release
from services.store import Store, is_transient

logger = logging.getLogger(__name__)

WIDTH = 16
"""How many messages of a robot are on their way at a time, each to another chat."""

LONGEST_REST = 1.0
"""Seconds after which a lane looks for work that another process stored."""

STORE_REST = 2.0
RELEASE_EVERY = timedelta(seconds=5)
PARTING_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Policy:
    """How messages go out, as far as operators and tests may say.

    Args:
        rates: what each door bears; a door not named has the default rates.
        width: messages on their way at a time, for each robot.
        sender: name of this process; after a crash it takes up at once what it had in hand.
        on_undelivered: told of each message whose receiver is gone, in that transaction.
        on_held: told of each that its receiver gets only when they write (holding.py).
    """

    rates: Mapping[Door, Rates] = field(default_factory=dict[Door, Rates])
    width: int = WIDTH
    sender: str = ""
    on_undelivered: UndeliveredHook | None = None
    on_held: HeldHook | None = None


class Delivery:
    """Sends what the outbox holds, through these adapters."""

    def __init__(
        self, store: Store, adapters: Sequence[Adapter], clock: Clock, policy: Policy | None = None
    ) -> None:
        self._lanes = [Lane(store, adapter, clock, policy or Policy()) for adapter in adapters]
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until told to stop; what is on its way then is waited for and marked."""
        self._loop = asyncio.get_running_loop()
        try:
            async with asyncio.TaskGroup() as group:
                for lane in self._lanes:
                    group.create_task(lane.run(stop))
        finally:
            self._loop = None

    async def deliver_due(self) -> int:
        """Make one pass; give how many messages were tried."""
        return sum(await asyncio.gather(*(lane.deliver_due() for lane in self._lanes)))

    def wake(self) -> None:
        """Say that something may be due; from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for lane in self._lanes:
            lane.wake()


class Lane:
    """Delivery through one robot."""

    def __init__(self, store: Store, adapter: Adapter, clock: Clock, policy: Policy) -> None:
        self._store = store
        self._adapter = adapter
        self._clock = clock
        self._policy = policy
        rates = policy.rates.get(adapter.door, Rates())
        self._robot = Robot(
            adapter.door, adapter.robot, rates, policy.sender, has_windows=adapter.has_windows
        )
        self._hooks = Hooks(policy.on_undelivered, policy.on_held)
        self._speaker = Speaker(
            adapter, store.vault, clock.zone, self._next_part, PictureBook(store).find
        )
        self._woken = asyncio.Event()
        self._on_its_way: dict[int, asyncio.Task[None]] = {}
        self._outcomes: list[Outcome] = []
        self._nudges = Nudges(store, clock, self._speaker, self._robot)
        self._released_at: datetime | None = None
        self._is_store_down = False

    def wake(self) -> None:
        """Look for work soon."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until told to stop."""
        watching = asyncio.create_task(self._wake_at(stop))
        try:
            while not stop.is_set():
                self._woken.clear()
                free = self._policy.width - len(self._on_its_way)
                lease = await self._exchange_patiently(free)
                self._start(lease.messages)
                await self._rest(lease)
            await self._part()
        finally:
            watching.cancel()

    async def deliver_due(self) -> int:
        """Make one pass and wait until everything in it is marked."""
        self._released_at = None
        lease = await self._exchange([], self._policy.width)
        self._start(lease.messages)
        if self._on_its_way:
            await asyncio.wait(list(self._on_its_way.values()))
        await self._exchange(self._take_outcomes(), 0)
        if self._nudges.tasks:
            await asyncio.wait(self._nudges.tasks)
        return len(lease.messages)

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._woken.set()

    async def _rest(self, lease: Lease) -> None:
        """Rest until there may be something to do."""
        seconds = LONGEST_REST
        if lease.look_again_at is not None and len(self._on_its_way) < self._policy.width:
            ahead = (lease.look_again_at - self._clock.now()).total_seconds()
            seconds = min(max(ahead, 0.0), LONGEST_REST)
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _part(self) -> None:
        late = [*self._on_its_way.values(), *self._nudges.tasks]
        if late:
            await asyncio.wait(late, timeout=PARTING_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self._exchange_patiently(0)

    def _start(self, messages: Sequence[Leased]) -> None:
        for message in messages:
            self._on_its_way[message.id] = asyncio.create_task(self._say(message))

    async def _say(self, message: Leased) -> None:
        try:
            outcome = await self._speaker.say(message, self._clock.now)
            self._outcomes.append(outcome)
        finally:
            del self._on_its_way[message.id]
            self._woken.set()

    def _take_outcomes(self) -> Sequence[Outcome]:
        taken, self._outcomes = self._outcomes, []
        return taken

    async def _exchange_patiently(self, free: int) -> Lease:
        """Hand outcomes in and take new messages; outlast a store that is locked or full."""
        outcomes = self._take_outcomes()
        try:
            if outcomes and self._robot.has_windows:  # each transaction locks windows once
                await self._exchange(outcomes, 0)
                outcomes = ()
            lease = await self._exchange(outcomes, free)
        except Exception as error:
            self._outcomes = [*outcomes, *self._outcomes]
            if not self._is_store_down:
                logger.exception("%s: the outbox cannot be written", self._robot.name)
            self._is_store_down = True
            if not _is_trouble_of_the_store(error):
                await self._settle_singly(self._take_outcomes())
            await asyncio.sleep(STORE_REST)
            return Lease((), None)
        if self._is_store_down:
            logger.warning("%s: the outbox can be written again", self._robot.name)
        self._is_store_down = False
        return lease

    async def _exchange(self, outcomes: Sequence[Outcome], free: int) -> Lease:
        """Hand outcomes in and take up to `free` messages, in one transaction."""
        busy = self._on_its_way.keys() | {it.message.id for it in self._outcomes}
        lease, nudges = await asyncio.to_thread(self._write, outcomes, free, busy)
        self._nudges.start(nudges)
        if lease.shut:
            self._outcomes += [Outcome(it, MessageState.HELD, it.parts_sent) for it in lease.shut]
            self._woken.set()
        return lease

    def _write(
        self, outcomes: Sequence[Outcome], free: int, busy: AbstractSet[int]
    ) -> tuple[Lease, Sequence[Leased]]:
        """Give what is leased, and those whose receivers are to be nudged."""
        now = self._clock.now()
        if free > 0:
            self._release(now, busy)
        with self._store.write() as session:
            nudges = settle(session, self._robot, outcomes, now, self._hooks) if outcomes else ()
            if free <= 0:
                return Lease((), None), nudges
            lease = lease_due(session, self._robot, free, now, busy)
            if self._adapter.is_numbered:
                messages = give_numbers(session, lease.messages, self._speaker.has_buttons)
                lease = replace(lease, messages=messages)
            return lease, [*nudges, *self._nudges.list_left(session, now)]

    def _release(self, now: datetime, busy: AbstractSet[int]) -> None:
        """Now and then take up what a sender has kept too long; at first what was ours."""
        is_first = self._released_at is None
        if is_first or abs(now - (self._released_at or now)) >= RELEASE_EVERY:
            with self._store.write() as session:
                release(session, now, busy, self._robot if is_first else None)
            self._released_at = now

    async def _settle_singly(self, outcomes: Sequence[Outcome]) -> None:
        """Settle what can be settled; a message whose outcome cannot is sent again."""
        for outcome in outcomes:
            try:
                await self._exchange([outcome], 0)
            except Exception:
                logger.exception("message %s cannot be marked", outcome.message.id)

    async def _next_part(self, message: Leased, parts_sent: int) -> datetime | None:
        return await asyncio.to_thread(self._keep_part, message, parts_sent)

    def _keep_part(self, message: Leased, parts_sent: int) -> datetime | None:
        with self._store.write() as session:
            later = keep_part(session, self._robot, message, parts_sent, self._clock.now())
        if later == NOT_BEFORE_THEY_WRITE:
            raise WindowClosed("as much was said as may be")
        return later


def _is_trouble_of_the_store(error: Exception) -> bool:
    """Tell whether any outcome would have failed: the store is locked, full or away."""
    return is_transient(error) or isinstance(error, OperationalError | InterfaceError | OSError)
