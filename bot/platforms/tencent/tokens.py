"""The access token of one robot: asked for once for all processes, and kept until it ends."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import DeliveryError, PlatformDown
from services import tokens
from services.clock import Clock
from services.store import Store
from services.tokens import Known

T = TypeVar("T")

LOOK_EVERY = 0.2
PATIENCE = 20.0
"""Seconds to wait for the process that asks."""

Ask = Callable[[bool], Awaitable[tuple[str, timedelta]]]
"""Asks the platform, by force for one that was never given out; gives the token and how long it
lasts.

Raises:
    DeliveryError: it does not answer, or does not let us in.
"""


class Tokens:
    """The token of one robot.

    Args:
        store: where it lies for all processes.
        clock: tells the time.
        name: of the robot.
        ask: asks the platform.
    """

    def __init__(self, store: Store, clock: Clock, name: str, ask: Ask) -> None:
        self._store = store
        self._clock = clock
        self._name = name
        self._ask = ask
        self._known = Known()
        self._holder = secrets.token_hex(8)
        self._asking = asyncio.Lock()

    async def get(self) -> str:
        """Give a token that should be good.

        Raises:
            PlatformDown: there is none, and the platform is not to be asked now.
        """
        if self._known.is_good(self._clock.now()):
            return self._known.value
        return await self._get_besides("")

    async def renew(self, refused: str) -> str:
        """Give another token than the one that the platform refused.

        Raises:
            PlatformDown: there is none, and the platform is not to be asked now.
        """
        return await self._get_besides(refused)

    async def give_up(self, refused: str, fault: str) -> None:
        """Note that the platform refuses what it gave: nobody asks for a while."""
        if self._known.value == refused:
            self._known = Known()
        await self._rest(refused, fault, is_refused=True)

    async def wake(self) -> None:
        """Let the platform be asked at once, whatever it said before."""
        await self._write(tokens.wake)

    async def _get_besides(self, refused: str) -> str:
        async with self._asking:
            for _ in range(int(PATIENCE / LOOK_EVERY)):
                self._known = await self._in_store(self._read)
                now = self._clock.now()
                if self._known.is_good(now, besides=refused):
                    return self._known.value
                may_ask = not self._known.is_resting(now)
                if may_ask and await self._in_store(self._take_turn):
                    return await self._ask_once(refused)
                if self._known.is_usable(now, besides=refused):
                    return self._known.value
                if not may_ask:
                    fault = self._known.fault or "the platform refused us"
                    if self._known.value and self._known.value == refused:
                        await self._rest(refused, fault, is_refused=True)
                    raise PlatformDown(fault)
                await asyncio.sleep(LOOK_EVERY)
        raise PlatformDown("another process asks for the token, and gets none")

    async def _ask_once(self, refused: str) -> str:
        """Ask, unless the process before us got one just before its turn ended."""
        try:
            known = self._known = await self._in_store(self._read)
            if known.is_good(self._clock.now(), besides=refused):
                return known.value
            try:
                value, lasts = await self._ask(bool(refused))
                if value == refused:
                    raise PlatformDown("the token is refused")
            except DeliveryError as error:
                is_refused = known.value == refused
                await self._rest(known.value, str(error), is_refused=is_refused)
                if known.is_usable(self._clock.now(), besides=refused):
                    return known.value
                raise
            await self._write(tokens.keep_token, value, lasts, self._clock)
            self._known = await self._in_store(self._read)
            return value
        finally:
            await self._write(tokens.give_turn_back, self._holder, self._clock)

    async def _rest(self, judged: str, fault: str, *, is_refused: bool) -> None:
        def note(session: Session, name: str) -> None:
            tokens.let_rest(session, name, judged, fault, self._clock, is_refused=is_refused)

        await self._write(note)

    def _read(self) -> Known:
        with self._store.read() as session:
            return tokens.find_token(session, self._name)

    def _take_turn(self) -> bool:
        with self._store.write() as session:
            return tokens.take_turn(session, self._name, self._holder, self._clock)

    async def _write(self, write: Callable[..., None], *arguments: object) -> None:
        def run() -> None:
            with self._store.write() as session:
                write(session, self._name, *arguments)

        await self._in_store(run)

    async def _in_store(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.to_thread(work)
        except DBAPIError as error:
            raise PlatformDown(f"the store does not answer ({type(error).__name__})") from error
