"""One Telegram bot as a door: updates come in by polling or webhook, messages go out.

What Telegram told us is confirmed only after it was stored: the offset of the next poll, or the
200 of a webhook call, follows the return of `receive`.
"""

import asyncio
import contextlib
import hmac
import json
import logging
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import cast

from typing_extensions import override

from bot.doors import Adapter, Envelope, Outgoing, Receive
from bot.platforms.telegram import reading
from bot.platforms.telegram.greeting import Webhook, greet, watch
from bot.platforms.telegram.media import Showing, fetch
from bot.platforms.telegram.posting import post
from bot.platforms.telegram.reading import Json, Us
from bot.platforms.telegram.sending import in_our_words, split
from bot.platforms.telegram.wire import Line
from handlers.talking.messages import Heard
from models.errors import DeliveryError, PlatformDown, RetryAfter
from models.people import Door

logger = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

OFFICIAL = "https://api.telegram.org"
LONG_POLL_SECONDS = 30
LARGEST_BATCH = 100
LARGEST_BODY = 1_000_000
LONGEST_BACKOFF = 60.0
WATCH_SECONDS = 300.0
ANSWERS_AT_ONCE = 8
PARTING_SECONDS = 2.0

STORED, FORBIDDEN, TOO_LARGE, TRY_AGAIN = 200, 403, 413, 503


class StoreDown(DeliveryError):
    """What Telegram gave us could not be stored; it is asked for again."""


class TelegramAdapter(Adapter):
    """A bot. It opens even when Telegram is down: `fault` says why, and it goes on trying.

    Sending needs no open door: of several processes one takes events in and all may send.

    Args:
        token: as BotFather gave it; the digits before the colon are the bot's id.
        api_url: origin of the Bot API server.
        webhook: where Telegram shall post updates; None to poll.
        pause: waits that many seconds.
    """

    door = Door.TELEGRAM

    def __init__(
        self,
        token: str,
        api_url: str = OFFICIAL,
        webhook: Webhook | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.robot = token.partition(":")[0]
        self.username = ""
        self._line = Line(token, api_url)
        self._bot = self._line.bot
        self._showing = Showing(self._bot)
        self._webhook = webhook
        self._pause = pause
        self._receive: Receive | None = None
        self._fault: str | None = None
        self._failures = 0
        self._is_greeted = False
        self._offset: int | None = None
        self._tried = asyncio.Event()
        self._living: asyncio.Task[None] | None = None
        self._answers: set[asyncio.Task[None]] = set()
        self._answering = asyncio.Semaphore(ANSWERS_AT_ONCE)

    @property
    def _us(self) -> Us:
        return Us(self.robot, self.username)

    @property
    @override
    def is_polling(self) -> bool:
        """Whether it asks for updates; with a webhook Telegram brings them."""
        return self._webhook is None

    @override
    async def open(self, receive: Receive) -> None:
        """Start taking events in; returns after the first attempt, whether it worked or not."""
        self._receive = receive
        self._fault = "opening"
        self._is_greeted = False
        self._tried.clear()
        self._living = asyncio.create_task(self._live())
        await self._tried.wait()

    @override
    async def close(self) -> None:
        """Stop taking events in, and let go of connections; sending makes new ones."""
        if self._living is not None:
            self._living.cancel()
            await asyncio.wait([self._living])
        if self._answers:
            await asyncio.wait(self._answers, timeout=PARTING_SECONDS)
        for answer in list(self._answers):
            answer.cancel()
        self._receive = None
        self._fault = None
        with contextlib.suppress(DeliveryError):
            await in_our_words(self._line.hang_up())

    @override
    def hear(self, payload: bytes) -> Heard:
        """Read a stored event of a known sender."""
        return reading.hear(payload, self._us)

    @override
    def split(self, text: str) -> Sequence[str]:
        """Cut a text into parts of at most 4,096 UTF-16 units, at sentence ends where possible."""
        return split(text)

    @override
    async def send(self, outgoing: Outgoing) -> str:
        """Send one part; give Telegram's id of the message, nothing for an answer to a press.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """
        await self._line.pick_up()
        if not self.username and any(button.link for button in outgoing.buttons):
            self.username = (await in_our_words(self._bot.get_me())).username or ""
        return await post(self._bot, outgoing, self.username, self._showing)

    @override
    async def fetch(self, handle: str, most: int) -> bytes:
        """Fetch a photo or voice by Telegram's id of it."""
        await self._line.pick_up()
        return await fetch(self._bot, handle, most)

    @property
    @override
    def fault(self) -> str | None:
        """Say in one line why the door does not work now; None when it does."""
        return self._fault

    def knows_secret(self, secret: str | None) -> bool:
        """Tell whether a call of the webhook bears the secret that we gave Telegram."""
        expected = self._webhook.secret if self._webhook else ""
        given = (secret or "").encode("utf-8", "replace")
        return bool(expected) and hmac.compare_digest(given, expected.encode())

    async def take_webhook(self, secret: str | None, body: bytes) -> int:
        """Take one call of the webhook; give the HTTP status to answer.

        Args:
            secret: header X-Telegram-Bot-Api-Secret-Token.
            body: as received.
        """
        if not self.knows_secret(secret):
            return FORBIDDEN
        if len(body) > LARGEST_BODY:
            return TOO_LARGE
        update = reading.parse(body)
        if update is None:
            envelope: Envelope | None = reading.unreadable(body)
        else:
            envelope = reading.envelope(update, body, self._us)
        try:
            await self._store([] if envelope is None else [envelope])
        except StoreDown as error:
            self._suffer(error)
            return TRY_AGAIN
        self._acknowledge([] if update is None else [update])
        if self._is_greeted:
            self._recover()
        return STORED

    async def _live(self) -> None:
        while True:
            try:
                await self._step()
            except DeliveryError as error:
                await self._pause(self._suffer(error))
            except Exception:
                logger.exception("telegram robot %s: taking updates in failed", self.robot)
                await self._pause(self._suffer(PlatformDown("a bug, see the log")))
            else:
                self._recover()

    async def _step(self) -> None:
        if not self._is_greeted:
            self.username = await greet(self._bot, self._webhook)
            if self._webhook is None:
                await self._poll(0)
            self._is_greeted = True
        elif self._webhook is None:
            await self._poll(LONG_POLL_SECONDS)
        else:
            await self._pause(WATCH_SECONDS)
            await watch(self._bot, self._webhook)

    async def _poll(self, seconds: int) -> None:
        answer = await in_our_words(
            # Spelled so that the library passes the JSON on instead of making objects of it.
            self._bot.do_api_request(
                "get_Updates",
                {
                    "offset": self._offset,
                    "limit": LARGEST_BATCH,
                    "timeout": seconds,
                    "allowed_updates": reading.ALLOWED_UPDATES,
                },
                read_timeout=seconds + 15.0,
            )
        )
        updates = _objects(answer)
        envelopes = [_envelope(update, self._us) for update in updates]
        await self._store([it for it in envelopes if it is not None])
        # An empty answer confirms all that was before. From then on no offset is named: after a
        # silent week Telegram starts numbering anywhere, also lower.
        self._offset = _next_offset(updates)
        self._acknowledge(updates)

    async def _store(self, envelopes: Sequence[Envelope]) -> None:
        if self._receive is None:
            raise StoreDown("not open")
        if not envelopes:
            return
        try:
            await self._receive(envelopes)
        except Exception as error:  # whatever it was, Telegram must keep the updates
            logger.debug("telegram robot %s: not stored", self.robot, exc_info=True)
            raise StoreDown(f"updates cannot be stored ({type(error).__name__})") from error

    def _acknowledge(self, updates: Iterable[Json]) -> None:
        for press in filter(None, map(reading.press_id, updates)):
            answer = asyncio.create_task(self._answer(press))
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)

    async def _answer(self, press: str) -> None:
        """Stop the button's clock; too late or failed, it stops by itself."""
        async with self._answering:
            with contextlib.suppress(DeliveryError):
                await in_our_words(self._bot.answer_callback_query(press))

    def _suffer(self, error: DeliveryError) -> float:
        """Note why the door does not work, in one line at each change; give seconds to wait."""
        fault = "told to wait" if isinstance(error, RetryAfter) else str(error)
        if fault != self._fault:
            logger.warning("telegram robot %s: %s", self.robot, fault)
        self._fault = fault
        self._is_greeted = self._is_greeted and isinstance(error, StoreDown)
        self._tried.set()
        if isinstance(error, RetryAfter):
            return error.delay.total_seconds()
        self._failures += 1
        longest = min(LONGEST_BACKOFF, 2.0 ** min(self._failures, 10))
        return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads replicas, guards nothing

    def _recover(self) -> None:
        if self._fault is not None:
            logger.info("telegram robot %s: open", self.robot)
        self._fault = None
        self._failures = 0
        self._tried.set()


def _objects(answer: object) -> Sequence[Json]:
    if not isinstance(answer, list):
        raise PlatformDown("no sensible answer")
    found = cast("list[object]", answer)
    return [cast("Json", update) for update in found if isinstance(update, dict)]


def _envelope(update: Json, us: Us) -> Envelope | None:
    return reading.envelope(update, json.dumps(update, separators=(",", ":")).encode(), us)


def _next_offset(updates: Sequence[Json]) -> int | None:
    numbers = [number for it in updates if (number := reading.update_number(it)) is not None]
    if updates and not numbers:
        raise PlatformDown("updates without numbers")
    return max(numbers) + 1 if numbers else None
