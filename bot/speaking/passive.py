"""Passive replies: a call that waits gets what was said meanwhile, as one text.

One task looks for all calls that wait in this process: it reads first, and writes only when there
is something to take. The turns of this process wake it; what another process said it finds by
looking.
"""

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlmodel import Session

from bot.doors import AnswersInCall, Passive
from bot.speaking.buttons import numbered_text
from services.clock import Clock
from services.delivery import passive
from services.delivery.dispatch import Leased
from services.delivery.messages import open_body
from services.delivery.numbering import give_numbers
from services.delivery.passive import ANSWERED_WITHIN, Composed, Prospect
from services.sealing import Unreadable
from services.store import Store, is_transient

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.1
"""Seconds after which what another process stored is looked for."""

HANGS_UP = 4.9
"""Seconds after which the platform may have stopped listening; it asks again."""

MARK_AGAIN = 0.5
"""Seconds after which what could not be marked is tried again."""

BETWEEN = "\n\n"


@dataclass(slots=True)
class _Call:
    key: str
    arrived: float
    answer: "asyncio.Future[Passive | None]"


@dataclass(slots=True)
class _Found:
    """What one look found: answers by key, each with its event; keys that get none."""

    answers: dict[str, tuple[int, str]] = field(default_factory=dict[str, tuple[int, str]])
    empty: set[str] = field(default_factory=set[str])


class PassiveReplies:
    """Finds what calls to one adapter are answered with.

    Args:
        store: where everything lies.
        clock: tells the time.
        adapter: whose calls they are.
    """

    def __init__(self, store: Store, clock: Clock, adapter: AnswersInCall) -> None:
        self._store = store
        self._clock = clock
        self._adapter = adapter
        self._calls: list[_Call] = []
        self._looking: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._is_in_trouble = False

    async def wait(self, event_key: str, arrived: float) -> Passive | None:
        """Wait for what is said about an event.

        Args:
            event_key: under which it was stored, or is about to be.
            arrived: when the call came in, by the loop's time.

        Returns:
            None when nothing is to be said, or not in time.
        """
        self._loop = loop = asyncio.get_running_loop()
        call = _Call(event_key, arrived, loop.create_future())
        self._calls.append(call)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_again_and_again())
        self._woken.set()
        try:
            async with asyncio.timeout_at(arrived + HANGS_UP):
                return await call.answer
        except TimeoutError:
            return None
        finally:
            self._calls.remove(call)

    def wake(self) -> None:
        """Say that turns were run; from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._woken.set)

    async def _look_again_and_again(self) -> None:
        while calls := [it for it in self._calls if not it.answer.done()]:
            self._woken.clear()
            now = asyncio.get_running_loop().time()
            late = {it.key for it in calls if now >= it.arrived + ANSWERED_WITHIN - LOOK_EVERY}
            found = await self._look_patiently({it.key for it in calls}, late)
            for call in calls:
                self._answer(call, found, is_over=call.key in late)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._woken.wait()

    def _answer(self, call: _Call, found: _Found, *, is_over: bool) -> None:
        if call.answer.done():
            return
        if call.key in found.answers:
            event_id, text = found.answers[call.key]
            call.answer.set_result(Passive(text, partial(self._note_said, event_id, call.arrived)))
        elif is_over or call.key in found.empty:
            call.answer.set_result(None)

    async def _look_patiently(self, keys: set[str], late: set[str]) -> _Found:
        """Look once; while the store is in trouble nothing is found."""
        try:
            found = await asyncio.to_thread(self._look, keys, late)
        except Exception as error:
            if not self._is_in_trouble:
                cause = None if is_transient(error) else error
                logger.exception("calls cannot be answered", exc_info=cause)
            self._is_in_trouble = True
            return _Found()
        self._is_in_trouble = False
        return found

    def _look(self, keys: set[str], late: set[str]) -> _Found:
        """Read how calls stand, and take what can be said.

        Args:
            keys: of all calls that wait.
            late: of those that are answered now or not at all.
        """
        door, robot = self._adapter.door, self._adapter.robot
        with self._store.read() as session:
            prospects = passive.look(session, door, robot, keys, self._clock.now())
        found = _Found()
        ripe: dict[str, Prospect] = {}
        for key, prospect in prospects.items():
            if prospect.answer is not None:
                found.answers[key] = (prospect.event_id, prospect.answer)
            elif prospect.is_handled and not prospect.count:
                found.empty.add(key)
            elif prospect.is_handled and (prospect.is_ready or key in late):
                ripe[key] = prospect
        if ripe:
            self._take(ripe, found)
        return found

    def _take(self, ripe: Mapping[str, Prospect], found: _Found) -> None:
        with self._store.write() as session:
            for key, prospect in sorted(ripe.items(), key=lambda it: it[1].event_id):
                now = self._clock.now()
                text = passive.take(session, prospect.event_id, self._compose, now)
                if text is None:
                    found.empty.add(key)
                else:
                    found.answers[key] = (prospect.event_id, text)

    def _compose(
        self, session: Session, own: Sequence[Leased], held: Sequence[Leased]
    ) -> Composed | None:
        """Join messages to one text: replies have the first place in it, not the first lines."""
        everything = sorted([*held, *own], key=lambda it: it.id)
        numbered = {it.id: it for it in give_numbers(session, everything)}
        chosen: list[Leased] = []
        seen: set[str] = set()
        room = self._adapter.longest_passive
        for group in (own, held):
            for message in group:
                text = self._text(numbered[message.id])
                if text in seen:
                    chosen.append(numbered[message.id])
                    continue
                size = len((text + BETWEEN).encode())
                if not text or size > room + len(BETWEEN):
                    break  # the rest goes after it, not before
                room -= size
                chosen.append(numbered[message.id])
                if numbered[message.id].first_number is None:  # else another number is shown
                    seen.add(text)
        if not chosen:
            return None
        chosen.sort(key=lambda it: it.id)
        again = give_numbers(session, chosen)
        texts = [self._text(message) for message in again]
        return Composed(BETWEEN.join(dict.fromkeys(texts)), [it.id for it in again])

    def _text(self, message: Leased) -> str:
        """Put a message into words; empty when it has to take another road."""
        if message.parts_sent or message.body is None:
            return ""
        try:
            saying = open_body(self._store.vault.sealer(message.wrapped), message.body)
        except (Unreadable, ValueError, LookupError, TypeError):
            return ""
        if saying.attachments:
            return ""
        return numbered_text(message, saying, self._clock.zone)

    async def _note_said(self, event_id: int, arrived: float) -> None:
        """Mark what was answered, unless the platform may have hung up: then it asks again.

        Unmarked it is said twice, so it is tried until the lease is over.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        if began - arrived >= HANGS_UP:
            return None
        while True:
            try:
                return await asyncio.to_thread(self._mark_said, event_id)
            except Exception as error:
                if loop.time() - began + MARK_AGAIN >= passive.LEASE.total_seconds():
                    cause = None if is_transient(error) else error
                    logger.exception("an answer cannot be marked", exc_info=cause)
                    return None
            await asyncio.sleep(MARK_AGAIN)

    def _mark_said(self, event_id: int) -> None:
        with self._store.write() as session:
            passive.mark_said(session, event_id, self._clock.now())
