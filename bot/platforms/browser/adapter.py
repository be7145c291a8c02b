"""The browser's chat as a door: what is said to a chat is a line on its screen.

The screen is in the store, so a line is there whether a page is open or not. Pages of this
process are woken at once; those of other processes look every second.
"""

import asyncio
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import contextmanager, suppress

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from typing_extensions import override

from bot.doors import Adapter, Outgoing, Receive
from bot.platforms.browser import reading
from bot.platforms.browser.listening import Page, Pages
from handlers.talking.buttons import QuestionButton, read_token
from handlers.talking.messages import Heard
from models.errors import PlatformDown, Unreachable
from models.media import MediaKind
from models.people import Account, Door
from services.clock import Clock
from services.delivery import screens
from services.delivery.screens import ScreenButton, Shown
from services.identity import accounts
from services.store import Store
from services.texts import chat as texts
from services.texts.pages import pages
from services.texts.phrases import put_into_words
from web.chat.door import ROBOT, ChatDoor, Spoken

UNKNOWN = 2**63 - 1
"""Stands for the newest line before the first look."""

UNNAMED = "document.pdf"

LOOK_EVERY = 1.0
"""Seconds between looks for lines that another process wrote."""


class BrowserAdapter(Adapter, ChatDoor):
    """The door of the chat page. It works as long as the store does."""

    door = Door.BROWSER
    robot = ROBOT

    def __init__(self, store: Store, clock: Clock, look_every: float = LOOK_EVERY) -> None:
        self._store = store
        self._clock = clock
        self._look_every = look_every
        self._pages = Pages()
        self._receive: Receive | None = None
        self._looking: asyncio.Task[None] | None = None

    @override
    async def open(self, receive: Receive) -> None:
        """Start taking events in; returns once the door is open."""
        self._receive = receive
        self._looking = asyncio.create_task(self._look())

    @override
    async def close(self) -> None:
        """Stop taking events in, and let go of open pages."""
        self.hang_up()
        self._receive = None
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait([self._looking])

    def hang_up(self) -> None:
        """End every page's waiting; a page asks again by itself."""
        self._pages.close()

    @override
    def hear(self, payload: bytes) -> Heard:
        """Read a stored event of a known sender."""
        return reading.hear(payload)

    @override
    def split(self, text: str) -> Sequence[str]:
        """Leave a text whole: a screen has room."""
        return [text] if text.strip() else []

    @override
    async def send(self, outgoing: Outgoing) -> str:
        """Put a line on a screen, or give one a new look in its place; give its number.

        Raises:
            Unreachable: there is no such chat.
            PlatformDown: the store does not answer.
        """
        if outgoing.answers and not outgoing.text:
            return ""  # it only stops the clock on a button, and ours has none
        buttons = tuple(
            ScreenButton(
                button.label,
                button.token,
                is_answer=isinstance(read_token(button.token), QuestionButton),
                link=button.link,
            )
            for button in outgoing.buttons
        )
        shown = Shown(
            outgoing.text,
            buttons,
            pictures=_contents(outgoing, MediaKind.PHOTO),
            voices=_contents(outgoing, MediaKind.VOICE),
            is_notice=bool(outgoing.answers),
            documents=tuple(
                (it.content, it.name or UNNAMED)
                for it in outgoing.pictures
                if it.kind is MediaKind.DOCUMENT
            ),
        )
        line_id = await self._write(self._show, outgoing, shown)
        self._pages.wake([outgoing.chat])
        return str(line_id)

    @property
    @override
    def is_polling(self) -> bool:
        """Whether only one process may have it open: every one that serves pages has."""
        return False

    @property
    @override
    def fault(self) -> str | None:
        """Say why the door does not work: there is nothing between it and the store."""
        return None

    @override
    async def take(self, spoken: Spoken) -> int:
        """Store what a person did and show it on their screen; once, however often it comes.

        It is shown first: whatever answers it then stands below it. Killed in between, the page
        sends it once more.

        Returns:
            The number of its line; 0 for a press in a group, which leaves none.

        Raises:
            PlatformDown: it could not be stored; the page sends it again.
        """
        receive = self._receive
        if receive is None:
            raise PlatformDown("the door is closed")
        envelope = reading.envelope(spoken)
        line_id = 0
        if not (spoken.group and spoken.token):  # what a press does in a group is seen on its card
            line_id = await self._write(self._echo, spoken, envelope.event_key)
            self._pages.wake([envelope.chat])
        if not reading.is_for_us(spoken):
            return line_id
        try:
            await receive([envelope])
        except DBAPIError as error:
            raise PlatformDown(type(error).__name__) from error
        return line_id

    @override
    @contextmanager
    def listen(self, chats: Collection[str]) -> Generator[Page]:
        """Begin to listen for lines on some screens."""
        with self._pages.open(chats) as page:
            yield page

    async def _write(self, write: Callable[..., int], *arguments: object) -> int:
        try:
            return await asyncio.to_thread(write, *arguments)
        except DBAPIError as error:
            raise PlatformDown(type(error).__name__) from error

    def _show(self, outgoing: Outgoing, shown: Shown) -> int:
        with self._store.write() as session:
            account = accounts.find_account(session, self.door, self.robot, outgoing.chat)
            if account is None:
                raise Unreachable("no such chat")
            old = int(outgoing.edits) if outgoing.edits.isdecimal() else 0
            if old and screens.replace_line(session, account, old, shown):
                return old
            source = f"o{outgoing.key}"
            return screens.append_line(session, account, source, shown, self._clock, is_ours=True)

    def _echo(self, spoken: Spoken, key: str) -> int:
        with self._store.write() as session:
            account = accounts.ensure_account(
                session, self.door, self.robot, spoken.group or spoken.chat, self._clock
            )
            shown = _shown(session, account, spoken)
            source = f"c{key}"
            return screens.append_line(session, account, source, shown, self._clock, is_ours=False)

    async def _look(self) -> None:
        """Wake pages whose lines another process wrote.

        Each look goes back as far as the one before it: a line may become visible a moment
        after one with a higher number.
        """
        before = last = UNKNOWN
        while True:
            with suppress(DBAPIError):
                newest, chats = await asyncio.to_thread(self._changed, before)
                self._pages.wake(chats)
                before, last = newest if last == UNKNOWN else last, newest
            await asyncio.sleep(self._look_every)

    def _changed(self, after: int) -> tuple[int, Sequence[str]]:
        with self._store.read() as session:
            return screens.list_changed(session, after)


def _contents(outgoing: Outgoing, kind: MediaKind) -> tuple[str, ...]:
    return tuple(it.content for it in outgoing.pictures if it.kind is kind)


def _shown(session: Session, account: Account, spoken: Spoken) -> Shown:
    """Give how what a person did looks on the screen."""
    if spoken.token:
        label = screens.find_label(session, account, spoken.token)
        unlabelled = put_into_words(texts.A_BUTTON(), language=account.reads)
        return Shown(label or unlabelled, pressed=spoken.token)
    words = spoken.text
    if spoken.latitude is not None and not spoken.content:
        words = put_into_words(texts.A_PIN(), language=account.reads)
    elif words in pages.CHIPS:
        words = put_into_words(pages.CHIPS[words](), language=account.reads)
    elif words.startswith("/start ") and not spoken.group:
        words = put_into_words(pages.A_START(), language=account.reads)
    return Shown(
        words,
        pictures=(spoken.content,) if spoken.kind is MediaKind.PHOTO else (),
        voices=(spoken.content,) if spoken.kind is MediaKind.VOICE else (),
        speaker=spoken.speaker if spoken.group else "",
    )
