"""The app of a corporation as a door: its members and staff write to it, and it writes to them.

WeCom calls us, and is answered with nothing: what we have to say goes out by itself.
"""

import asyncio
import codecs
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from typing_extensions import override

from bot.doors import Adapter, Button, Envelope, Outgoing, Receive
from bot.platforms.tencent import incoming
from bot.platforms.tencent.address import Address
from bot.platforms.tencent.callbacks import FORBIDDEN, Refused
from bot.platforms.tencent.calling import Line
from bot.platforms.tencent.turning_away import Gate
from bot.platforms.tencent.xml import Fields
from bot.platforms.wecom import appchats, cards, outside, pictures, reading, smart_bot
from bot.platforms.wecom.groups import Rooms, is_group
from bot.platforms.wecom.sending import Speech
from bot.platforms.wecom.sign_in import WecomSignIn
from handlers.talking.messages import Heard
from models.errors import DeliveryError, Unreachable
from models.people import Door
from services.delivery.numbering import NUMBERED
from services.groups.forward_tasks import Task
from web import callbacks as web
from web.callbacks import Answered, Called

logger = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

PATH = "/wecom"
BOT_PATH = "/wecom/bot"
KNOCK_EVERY = 30.0
"""Seconds between looking whether we are let in; a token that is good is at hand."""

SHORTEST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
BEFORE_XML = codecs.BOM_UTF8 + b" \t\r\n"


class WecomAdapter(Address, Adapter):
    """The app. It opens even when WeCom is down: `fault` says why, and it goes on trying.

    Args:
        line: calls that bear the app's token.
        gate: opens what WeCom brings to our address.
        corp_id: the corporation's id.
        agent_id: the app's number.
        rooms: the groups of the corporation.
        pause: waits that many seconds.
    """

    door = Door.WECOM
    is_numbered = door in NUMBERED
    shows_apart = True

    def __init__(
        self,
        line: Line,
        gate: Gate,
        corp_id: str,
        agent_id: int,
        rooms: Rooms | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.robot = f"{corp_id}:{agent_id}"
        super().__init__(gate, f"wecom robot {self.robot}")
        self._line = line
        self._agent_id = agent_id
        self._rooms = rooms
        self._pause = pause
        self._speech = Speech(line, agent_id)
        self.sign_in: WecomSignIn | None = None
        self._fault: str | None = None
        self._knocking: asyncio.Task[None] | None = None

    @property
    @override
    def is_polling(self) -> bool:
        """Whether it asks for events; WeCom brings them."""
        return False

    @override
    async def open(self, receive: Receive) -> None:
        """Start taking events in; whether WeCom lets us in shows a little later."""
        self.listen(receive)
        self._fault = "opening"
        self._knocking = asyncio.create_task(self._knock())

    @override
    async def close(self) -> None:
        """Stop taking events in, and let go of connections; sending makes new ones."""
        if self._knocking is not None:
            self._knocking.cancel()
            await asyncio.wait([self._knocking])
        self.listen(None)
        self._fault = None
        await self._line.close()

    @override
    def hear(self, payload: bytes) -> Heard:
        """Read a stored event of a known sender."""
        is_xml = payload.lstrip(BEFORE_XML)[:1] == b"<"
        return reading.hear(payload) if is_xml else smart_bot.hear(payload)

    @override
    def split(self, text: str) -> Sequence[str]:
        """Cut a text into parts of at most 2,048 bytes, at sentence ends where possible."""
        return cards.split(text)

    @override
    def split_above_buttons(self, text: str) -> Sequence[str]:
        """Cut a text so that its end fits on the card that bears the buttons."""
        return cards.split_above_buttons(text)

    @override
    def shows_buttons(self, text: str, buttons: Sequence[Button]) -> bool:
        """Tell whether a card holds the buttons; else they are numbered lines."""
        return cards.shows(buttons)

    @override
    async def send(self, outgoing: Outgoing) -> str:
        """Send one part; give WeCom's id of the message.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """
        if self._rooms is not None and is_group(outgoing.chat):
            return await self._rooms.groups.send(outgoing, self._speech.say)
        return await self._speech.say(outgoing)

    @override
    async def fetch(self, handle: str, most: int) -> bytes:
        """Fetch a photo or voice by WeCom's id of it."""
        return await pictures.fetch(self._line, handle, most)

    @property
    @override
    def fault(self) -> str | None:
        """Say in one line why the door does not work now; None when it does.

        Whether the store takes what is brought is no matter of this door.
        """
        return self._fault or self._line.fault

    @property
    @override
    def callbacks(self) -> Mapping[str, web.Callbacks]:
        """Where WeCom calls us."""
        bot = None if self._rooms is None else self._rooms.bot
        return {PATH: self} if bot is None else {PATH: self, BOT_PATH: bot}

    @override
    def listen(self, receive: Receive | None) -> None:
        """Hand in what is brought from now on, in groups too; None to take nothing more."""
        super().listen(receive)
        if self._rooms is not None and self._rooms.bot is not None:
            self._rooms.bot.listen(receive)

    async def make_task(self, task: Task) -> str:
        """Make a task for an employee of what is to be posted in their group; give its id."""
        return await outside.make_task(self._line, task)

    async def is_task_done(self, task: Task) -> bool:
        """Tell whether the employee has posted it."""
        return await outside.is_sent(self._line, task)

    async def list_gathered(self, chat: str) -> Sequence[str] | None:
        """List who is in a group that the app made; None when there is no such group."""
        try:
            return await appchats.list_members(self._line, chat)
        except Unreachable:
            return None

    async def gather(self, chat: str, name: str, members: Sequence[str]) -> None:
        """Make a group of members."""
        await appchats.create(self._line, name, members, chat)

    async def change_gathered(
        self, chat: str, added: Sequence[str], removed: Sequence[str]
    ) -> None:
        """Take members into a group, and out of it."""
        await appchats.change(self._line, chat, added, removed)

    @override
    def _open(self, called: Called) -> tuple[Fields, Envelope | None]:
        raw = self._callbacks.open_xml(called.query, called.body)
        fields, envelope = incoming.read(raw, reading.envelope)
        if not reading.is_for(fields, self._agent_id):
            raise Refused(FORBIDDEN, "it concerns another app")
        return fields, envelope

    @override
    async def _answer(self, fields: Fields, envelope: Envelope | None, arrived: float) -> Answered:
        """Answer with nothing; a card on which somebody pressed is changed after it."""
        press = reading.press_in(fields)
        return Answered() if press is None else Answered(done=self._marking(press))

    def _marking(self, press: reading.Press) -> Callable[[], Awaitable[None]]:
        async def mark() -> None:
            await self._speech.mark_pressed(press)

        return mark

    async def _knock(self) -> None:
        """Ask again and again whether WeCom lets us in; one line at each change."""
        pause, is_first = SHORTEST_PAUSE, True
        while True:
            try:
                await self._line.knock(is_first=is_first)
            except DeliveryError as error:
                if str(error) != self._fault:
                    logger.warning("wecom robot %s: %s", self.robot, error)
                self._fault = str(error)
                await self._pause(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                if self._fault is not None:
                    logger.info("wecom robot %s: open", self.robot)
                self._fault, pause = None, SHORTEST_PAUSE
                await self._pause(KNOCK_EVERY)
            is_first = False
