"""A visitor at the chat page without scripts, and the program behind it in one thread.

What a visitor posts is thought about and answered before the page comes back, so nothing waits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from sqlmodel import col, select
from typing_extensions import override

from bot.delivery import Delivery, Policy
from bot.doors import Envelope
from bot.platforms.browser import BrowserAdapter
from bot.turns import Turns
from handlers.talking.messages import Heard
from models.inbox import Event
from models.people import Account, Door
from services.clock import SetClock
from services.delivery.budgets import UNLIMITED
from services.reception import inbox
from services.sealing import sealer_of
from services.store import Store
from tests.support.chat import MORNING
from web.app import Site, make_app
from web.chat.parts import Chat
from web.limits import Buckets


class House:
    """The program behind the page.

    Args:
        store: where everything lies.
        public_url: as the operator set it.
        messages: what one visitor may say.
        newcomers: how many may come from one address.
    """

    def __init__(
        self,
        store: Store,
        public_url: str | None = None,
        messages: Buckets | None = None,
        newcomers: Buckets | None = None,
    ) -> None:
        self.store = store
        self.clock = SetClock(MORNING)
        self.adapter = BrowserAdapter(store, self.clock, look_every=0.05)
        self.turns = Turns(store, {Door.BROWSER: self.adapter.hear}, self.clock)
        policy = Policy(rates={Door.BROWSER: UNLIMITED})
        self.delivery = Delivery(store, [self.adapter], self.clock, policy)
        self.chat = Chat(
            store,
            self.clock,
            self.adapter,
            public_url,
            messages or Buckets(1000, 1),
            newcomers or Buckets(1000, 1),
        )
        site = Site("清河街道", lambda: "12345", lambda: None, dict, dict, chat=self.chat)
        self.app = make_app(site)

    async def receive(self, envelopes: Sequence[Envelope]) -> None:
        """Store events and answer them."""
        with self.store.write() as session:
            inbox.receive(session, Door.BROWSER, self.adapter.robot, envelopes, self.clock)
        await self.think()

    async def think(self) -> None:
        """Handle what waits, and show what there is to be said."""
        while self.turns.run_once():
            pass
        while await self.delivery.deliver_due():
            pass

    def visitor(self, address: str = "192.0.2.1") -> "Visitor":
        """Give somebody with a browser of their own."""
        transport = httpx.ASGITransport(self.app, client=(address, 50000))
        return Visitor(httpx.AsyncClient(transport=transport, base_url="http://chat.test"))

    async def comes(self) -> "Visitor":
        """Give somebody who has opened the page."""
        visitor = self.visitor()
        await visitor.opens()
        return visitor

    def heard(self) -> list[Heard]:
        """Read every event of the one person here, as the conversations get it."""
        with self.store.read() as session:
            events = session.exec(select(Event).order_by(col(Event.id))).all()
            if not events:
                return []
            account = session.exec(select(Account)).one()
            sealer = sealer_of(session, account.key_id)
            return [self.adapter.hear(sealer.open_bytes(it.payload or b"")) for it in events]


@dataclass
class Shown:
    """One line of the page."""

    is_ours: bool
    text: str = ""
    buttons: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    classes: str = ""
    number: int = 0
    panel: str = ""
    media: list[str] = field(default_factory=list[str])


@dataclass
class Visitor:
    """Somebody at the page; each call leaves `page` as it then is."""

    client: httpx.AsyncClient
    page: str = ""
    status: int = 0

    async def opens(self, path: str = "/chat") -> None:
        """Open the page."""
        self._take(await self.client.get(path))

    async def says(self, text: str, **fields: str) -> None:
        """Write a line and send it."""
        await self.posts({**self.reader().fields, "text": text, **fields})

    async def taps(self, label: str) -> None:
        """Press the newest button whose label begins so."""
        for shown in reversed(self.lines):
            for offered, fields in shown.buttons.items():
                if offered.startswith(label):
                    await self.posts(fields)
                    return
        raise AssertionError(f"no button {label} on\n{self.transcript()}")

    async def posts(self, fields: dict[str, str], **headers: str) -> httpx.Response:
        """Send a form; a redirection is followed."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await self.client.post(
            "/chat/say", data=fields, headers=named, follow_redirects=True
        )
        self._take(answer)
        return answer

    async def shows(self, *files: tuple[bytes, str], **fields: str) -> httpx.Response:
        """Send photos or voices, each with what the browser takes it for."""
        parts = [("photo", (f"{number}", *file)) for number, file in enumerate(files)]
        answer = await self.client.post(
            "/chat/say",
            data={**self.reader().fields, **fields},
            files=parts,
            follow_redirects=True,
        )
        self._take(answer)
        return answer

    @property
    def lines(self) -> list[Shown]:
        """What stands on the screen."""
        return self.reader().lines

    def on(self, panel: str) -> list[Shown]:
        """What stands on the screen of somebody, or of a group."""
        return [it for it in self.lines if it.panel == panel]

    @property
    def last(self) -> Shown:
        """The newest line."""
        return self.lines[-1]

    def sees(self, words: str) -> Shown:
        """Find the newest line of ours with these words."""
        for shown in reversed(self.lines):
            if shown.is_ours and words in shown.text:
                return shown
        raise AssertionError(f"{words} is not on\n{self.transcript()}")

    def transcript(self) -> str:
        """Give the screen as text."""
        return "\n---\n".join(f"{it.text}\n{list(it.buttons)}" for it in self.lines[-6:])

    def reader(self) -> "PageReader":
        """Read the page."""
        reader = PageReader()
        reader.feed(self.page)
        return reader

    def _take(self, answer: httpx.Response) -> None:
        self.page, self.status = answer.text, answer.status_code


class PageReader(HTMLParser):
    """Finds the lines of each screen, their buttons, the form below the first, and the note."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Shown] = []
        self.fields: dict[str, str] = {}
        self.note = ""
        self.draft = ""
        self.composers: dict[str, dict[str, str]] = {}
        self._panel = ""
        self._is_below = False
        self._hidden: dict[str, str] = {}
        self._button: dict[str, str] | None = None
        self._places: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where we are."""
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "")
        if tag == "li" and classes.startswith("line") and "id" in given:
            number = int(given["id"].removeprefix("l"))
            shown = Shown("ours" in classes, classes=classes, number=number, panel=self._panel)
            self.lines.append(shown)
            self._is_below = False
        elif tag == "section":
            self._panel, self._is_below = given["data-as"], True
        elif tag in {"img", "audio"} and self.lines:
            self.lines[-1].media.append(given["src"])
        else:
            self._enter_form(tag, given)
        if tag in PLACES:
            self._places.append("note" if classes == "note" else PLACES[tag])

    @override
    def handle_endtag(self, tag: str) -> None:
        """Leave where we were."""
        if tag == "button":
            self._button = None
        if tag in PLACES and self._places:
            self._places.pop()

    @override
    def handle_data(self, data: str) -> None:
        """Take words in."""
        place = self._places[-1] if self._places else ""
        if self._button is not None:
            self.lines[-1].buttons[data] = self._button
        elif place == "line" and self.lines and not self._is_below:
            self.lines[-1].text += data
        elif place == "note":
            self.note += data
        elif place == "draft":
            self.draft += data

    def _enter_form(self, tag: str, given: dict[str, str]) -> None:
        if tag == "form":
            self._hidden = {}
            self._is_below = given.get("class") == "composer"
            if self._is_below:
                self.composers[self._panel] = self._hidden
                self.fields = self.fields or self._hidden
        elif tag == "input" and given.get("type") == "hidden":
            self._hidden[given["name"]] = given.get("value", "")
        elif tag == "button" and given.get("name") in {"token", "start"} and not self._is_below:
            self._button = {**self._hidden, given["name"]: given["value"]}


PLACES = {"p": "line", "span": "line", "time": "time", "textarea": "draft"}
"""What the words inside an element are."""


def numbers_in(text: str) -> list[str]:
    """Find the numbers of cases in a text."""
    return re.findall(r"[A-Z]{2,6}-\d{4}-\d{6}", text)
