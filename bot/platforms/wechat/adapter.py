"""An official account as a door: WeChat calls us, and we answer in its call or later.

It asks three times in all, each after five seconds.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from typing_extensions import override

from bot.doors import Adapter, Envelope, FindsReplies, Outgoing, Receive
from bot.platforms.tencent import incoming
from bot.platforms.tencent.address import Address
from bot.platforms.tencent.callbacks import Callbacks
from bot.platforms.tencent.calling import Line
from bot.platforms.tencent.turning_away import Gate, TurningAway
from bot.platforms.tencent.xml import Fields
from bot.platforms.wechat import menu, nudging, reading, replies
from bot.platforms.wechat.account import Account, line_of
from bot.platforms.wechat.posting import LONGEST_TEXT, Posting
from bot.speaking.cutting import split_bytes
from handlers.talking.messages import Heard
from models.errors import DeliveryError, PlatformDown, Rejected, WindowClosed
from models.people import WINDOWED_DOORS, Door
from services.clock import Clock
from services.delivery.numbering import NUMBERED
from services.store import Store
from web import callbacks as web
from web.callbacks import Answered, Called

logger = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

KNOCK_EVERY = 30.0
"""Seconds between looking whether WeChat lets us in; a token that is good is at hand."""

NO_CALLS = "no AppSecret is set: only passive replies can be sent"


class WechatAdapter(Address, Adapter):
    """An official account. It is open in every process: WeChat calls any of them.

    Args:
        account: what is set of it.
        store: where the token lies.
        clock: tells the time.
        pause: waits that many seconds.
    """

    door = Door.WECHAT
    is_numbered = door in NUMBERED
    has_windows = door in WINDOWED_DOORS
    shows_apart = True
    longest_passive = LONGEST_TEXT

    def __init__(
        self, account: Account, store: Store, clock: Clock, pause: Pause = asyncio.sleep
    ) -> None:
        self.robot = account.app_id
        self._passive: FindsReplies | None = None
        self._account = account
        self._clock = clock
        self._pause = pause
        callbacks = Callbacks(
            account.token, account.aes_key, account.app_id, clock.now, signs_query=True
        )
        turning = TurningAway(f"wechat:{account.app_id}", store, clock)
        super().__init__(Gate(callbacks, turning), f"wechat {account.app_id}")
        self._line = line_of(account, store, clock)
        self._posting = None if self._line is None else Posting(self._line, clock, account.page)
        self._living: asyncio.Task[None] | None = None

    def answer_through(self, passive: FindsReplies) -> None:
        """Take what finds the answers to calls."""
        self._passive = passive

    @property
    @override
    def is_polling(self) -> bool:
        """Whether it asks for events: WeChat brings them."""
        return False

    @property
    @override
    def fault(self) -> str | None:
        """Say in one line why the door does not work now; None when it does."""
        return self._callbacks.fault or (None if self._line is None else self._line.fault)

    @property
    @override
    def callbacks(self) -> Mapping[str, web.Callbacks]:
        """Where WeChat calls us."""
        return {"/wechat": self}

    @override
    async def open(self, receive: Receive) -> None:
        """Start taking events in; whether WeChat lets us call it is found out meanwhile."""
        self.listen(receive)
        if self._line is not None:
            self._living = asyncio.create_task(self._live(self._line))

    @property
    def can_ask(self) -> bool:
        """Whether the account may be asked for something, such as a code."""
        return self._line is not None

    async def make_code(self, scene: str) -> str:
        """Have a lasting code made that says a scene when it is scanned; give its link.

        Raises:
            DeliveryError: WeChat does not make it.
        """
        if self._line is None:
            raise PlatformDown("no account that may be asked")
        return await menu.make_code(self._line, scene)

    @override
    async def close(self) -> None:
        """Stop taking events in, and let go of connections; sending makes new ones."""
        self.listen(None)
        if self._living is not None:
            self._living.cancel()
            await asyncio.wait([self._living])
        if self._line is not None:
            await self._line.close()

    @override
    def hear(self, payload: bytes) -> Heard:
        """Read a stored message or event of a known sender."""
        return reading.hear(payload)

    @override
    def split(self, text: str) -> Sequence[str]:
        """Cut a text into parts of at most 2,048 bytes, at sentence ends where possible."""
        return split_bytes(text, LONGEST_TEXT)

    @override
    async def send(self, outgoing: Outgoing) -> str:
        """Send one part as a customer-service message; WeChat gives it no id.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """
        if self._posting is None:
            raise WindowClosed(NO_CALLS)
        await self._posting.post(outgoing)
        return ""

    @override
    async def fetch(self, handle: str, most: int) -> bytes:
        """Fetch a photo or voice by WeChat's id of it, which is good for three days."""
        if self._line is None:
            raise PlatformDown(NO_CALLS)
        found = await self._line.download("/cgi-bin/media/get", {"media_id": handle}, most)
        if not found:
            raise Rejected("the file is empty")
        return found

    @override
    async def nudge(self, outgoing: Outgoing) -> bool:
        """Let somebody know by a template or subscription message that something waits."""
        if self._line is None:
            return False
        return await nudging.nudge(self._line, self._account, outgoing, self._clock)

    @override
    def _open(self, called: Called) -> tuple[Fields, Envelope | None]:
        raw = self._callbacks.open_xml(called.query, called.body)
        return incoming.read(raw, reading.envelope)

    @override
    async def _answer(self, fields: Fields, envelope: Envelope | None, arrived: float) -> Answered:
        """Answer within the call, if something is said in time."""
        if envelope is None or not envelope.sender or self._passive is None:
            return Answered(body=replies.NOTHING)
        passive = await self._passive.wait(envelope.event_key, arrived)
        if passive is None:
            return Answered(body=replies.NOTHING)
        written = replies.write_text(fields, passive.text, self._clock.now().timestamp())
        if self._callbacks.is_encrypted:
            written = replies.write_sealed(self._callbacks.seal(written))
        return Answered(body=written, media_type=replies.XML, done=passive.done)

    async def _live(self, line: Line) -> None:
        """Ask again and again whether WeChat lets us in; one line at each change."""
        is_first, before = True, None
        while True:
            try:
                await line.knock(is_first=is_first)
            except DeliveryError as error:
                if str(error) != before:
                    logger.warning("wechat %s: %s", self.robot, error)
                before = str(error)
            except Exception:
                logger.exception("wechat %s: asking for the token failed", self.robot)
                before = "a bug, see the log"
            else:
                if before is not None:
                    logger.info("wechat %s: open", self.robot)
                before = None
            is_first = False
            await self._pause(KNOCK_EVERY)
