"""An address that WeChat or WeCom calls: what it brings is stored before it is answered.

What cannot be stored is refused, so that it is brought again (three times in all).
"""

import asyncio
import logging
from abc import ABC, abstractmethod

from bot.doors import Envelope, Receive
from bot.platforms.tencent.callbacks import Refused
from bot.platforms.tencent.turning_away import Gate
from bot.platforms.tencent.xml import Fields
from web.callbacks import Answered, Called

logger = logging.getLogger(__name__)

TRY_AGAIN = 503


class Address(ABC):
    """What is called; a subclass says what it makes of calls.

    Args:
        gate: proves that the platform calls.
        title: names it in the log.
    """

    def __init__(self, gate: Gate, title: str) -> None:
        self._callbacks, self._turning = gate
        self._title = title
        self._receive: Receive | None = None
        self._trouble: str | None = None

    def listen(self, receive: Receive | None) -> None:
        """Hand in what is brought from now on; None to take nothing more."""
        self._receive = receive

    def admit(self, called: Called) -> Answered | None:
        """Look at a call without its body; give the answer to who is turned away."""
        try:
            self._callbacks.admit(called.query)
        except Refused as refused:
            return self._turning.answer(refused)
        return None

    async def take_call(self, called: Called) -> Answered:
        """Take one call; what it brings is stored when this returns."""
        arrived = asyncio.get_running_loop().time()
        try:
            if called.method == "GET":
                return Answered(body=self._callbacks.echo(called.query))
            fields, envelope = self._open(called)
        except Refused as refused:
            return self._turning.answer(refused)
        if envelope is not None and not await self._is_stored(fields, envelope):
            return Answered(TRY_AGAIN)
        return await self._answer(fields, envelope, arrived)

    @abstractmethod
    def _open(self, called: Called) -> tuple[Fields, Envelope | None]:
        """Open what a call brings, and tell who speaks; None for what is not kept at all.

        Raises:
            Refused: it is not the platform's, or not meant for us.
        """

    async def _keep(self, receive: Receive, fields: Fields, envelope: Envelope) -> None:
        """Store what was brought; whatever this raises, it is to be brought again."""
        del fields
        await receive([envelope])

    @abstractmethod
    async def _answer(self, fields: Fields, envelope: Envelope | None, arrived: float) -> Answered:
        """Answer a call that was taken; `arrived` is in the loop's time."""

    async def _is_stored(self, fields: Fields, envelope: Envelope) -> bool:
        """Store what was brought; that it cannot be is one line until it can."""
        receive, trouble = self._receive, None
        if receive is None:
            trouble = "not open"
        else:
            try:
                await self._keep(receive, fields, envelope)
            except Exception as error:
                logger.debug("%s: not stored", self._title, exc_info=True)
                trouble = f"events cannot be stored ({type(error).__name__})"
        if trouble != self._trouble:
            if trouble is None:
                logger.info("%s: events are stored again", self._title)
            else:
                logger.warning("%s: %s", self._title, trouble)
        self._trouble = trouble
        return trouble is None
