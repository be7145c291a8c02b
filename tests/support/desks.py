"""Somebody at the desk in a browser, and the pages behind it in one thread.

desk = Office(store)
clerk = await desk.a_clerk()
await clerk.opens("/console/triage")
clerk.sees("待分办")
await clerk.submits("/console/triage", case="HF-2026-000001", category="noise")
await clerk.presses("保存", title="停水")
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urljoin

import httpx
from sqlmodel import select

from models.access import Role
from models.base import Row
from models.units import UnitKind
from services.areas import areas
from services.clock import SetClock
from services.identity import desk as sessions
from services.office import access, units
from services.office.units import UnitEntry
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker
from tests.support.page_forms import Form, forms_of
from web.app import Site, make_app
from web.board.parts import Board
from web.desk.parts import Desk
from web.desk.showing import COOKIE

T = TypeVar("T", bound=Row)

ORIGIN = "http://desk.test"
Files = Mapping[str, tuple[str, bytes]]
"""What is handed in, by field: what it is called, and what is in it."""


@dataclass
class Browser:
    """Somebody's browser; each call leaves the `page` as it then is."""

    client: httpx.AsyncClient
    person_id: int = 0
    page: str = ""
    status: int = 0
    path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content: bytes = b""

    async def opens(self, path: str = "/console", **headers: str) -> None:
        """Open a page; redirections are followed."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._take(await self.client.get(path, headers=named, follow_redirects=True))

    async def submits(
        self, path: str, *, files: Files | None = None, **fields: str | int | Sequence[str]
    ) -> None:
        """Send a form with the csrf of the last page; redirections are followed."""
        sent = {"csrf": [self.csrf], **{name: _values(it) for name, it in fields.items()}}
        await self._sends(path, sent, files)

    async def presses(
        self, label: str, *, files: Files | None = None, **fields: str | int | Sequence[str]
    ) -> None:
        """Press the first button whose words begin so, with what was typed into its form."""
        for form in self.forms:
            for words, (name, value, action) in form.buttons.items():
                if words.startswith(label):
                    sent = form.fields | {key: _values(it) for key, it in fields.items()}
                    sent |= {name: [value]} if name else {}
                    where = urljoin(self.path, action or form.action)
                    if form.method == "get":
                        await self.opens(f"{where}?{httpx.QueryParams(sent)}")
                    else:
                        await self._sends(where, sent, files)
                    return
        raise AssertionError(f"no button {label} among {[list(it.buttons) for it in self.forms]}")

    async def follows(self, label: str) -> None:
        """Open the first link whose words hold these."""
        for address, words in re.findall(
            r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.page, re.DOTALL
        ):
            if label in _text(words):
                await self.opens(urljoin(self.path, html.unescape(address)))
                return
        raise AssertionError(f"no link {label} on\n{self.text}")

    def sees(self, *words: str) -> None:
        """Hold that all this stands on the page."""
        for each in words:
            assert each in self.text, f"{each} is not on {self.path} ({self.status})\n{self.text}"

    def misses(self, *words: str) -> None:
        """Hold that nothing of this stands on the page."""
        for each in words:
            assert each not in self.page, f"{each} is on {self.path}\n{self.text}"

    @property
    def text(self) -> str:
        """The words of the page, without its head."""
        return _text(self.page.partition("</head>")[2] or self.page)

    @property
    def csrf(self) -> str:
        """What the forms of the last page bring; empty when it had none."""
        found = re.search(r'name="csrf" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        return forms_of(self.page)

    async def _sends(self, path: str, sent: dict[str, list[str]], files: Files | None) -> None:
        parts = None if files is None else dict(files)
        self._take(await self.client.post(path, data=sent, files=parts, follow_redirects=True))

    def _take(self, answer: httpx.Response) -> None:
        kind = answer.headers.get("content-type", "")
        self.content = answer.content
        self.page = answer.text if kind.startswith(("text/", "application/json")) else ""
        self.status, self.path, self.headers = answer.status_code, answer.url.path, answer.headers


class Office:
    """The pages of a store, and browsers in front of them.

    Args:
        store: where everything lies.
        clock: tells the time; a Monday morning.
        desk: the desk, when it is no plain one.
        board: the public board, when it is no plain one.
    """

    def __init__(
        self,
        store: Store,
        clock: SetClock | None = None,
        desk: Desk | None = None,
        board: Board | None = None,
    ) -> None:
        self.store = store
        self.clock = clock or SetClock(MONDAY)
        self.desk = desk or Desk(store, self.clock)
        self.board = board or Board(store, self.clock)
        site = Site(
            "解放街道", lambda: "12345", lambda: None, dict, dict, board=self.board, desk=self.desk
        )
        self.app = make_app(site)

    def newcomer(self, address: str = "192.0.2.1", browser: str = "Firefox") -> Browser:
        """Give somebody who does not sit at the desk."""
        transport = httpx.ASGITransport(self.app, client=(address, 50000))
        headers = {"User-Agent": browser}
        return Browser(httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers))

    def sits(self, person_id: int, address: str = "192.0.2.1") -> Browser:
        """Give a browser in which somebody sits at the desk; no page is open yet.

        Raises:
            NotAllowed: no_desk.
        """
        with self.store.write() as session:
            token = sessions.sit_down(session, person_id, "Firefox", self.clock)
        browser = self.newcomer(address)
        browser.client.cookies.set(COOKIE, token, domain="desk.test", path="/console")
        browser.person_id = person_id
        return browser

    async def comes(self, role: Role, code: str, name: str = "王网格") -> Browser:
        """Give somebody with a role in an area, who has opened the desk."""
        browser = self.sits(self.appoints(role, code, name))
        await browser.opens()
        return browser

    def appoints(self, role: Role, code: str, name: str = "王网格") -> int:
        """Make somebody with a role in an area; give their id."""
        with self.store.write() as session:
            return a_worker(session, role, code, name)

    async def a_clerk(self, code: str = "XF", name: str = "孙洁") -> Browser:
        """Give the clerk of a community."""
        return await self.comes(Role.CLERK, code, name)

    async def another_clerk(self, code: str = "NS", name: str = "何南山") -> Browser:
        """Give the clerk of another community, who must not see what is not theirs."""
        return await self.comes(Role.CLERK, code, name)

    async def a_manager(self, code: str = "XF-1", name: str = "李敏") -> Browser:
        """Give the manager of a grid."""
        return await self.comes(Role.GRID_MANAGER, code, name)

    async def an_officer(self, code: str = "JD", name: str = "高明") -> Browser:
        """Give an officer of the street."""
        return await self.comes(Role.OFFICER, code, name)

    async def a_supervisor(self, code: str = "JD", name: str = "郑督") -> Browser:
        """Give a supervisor of the street."""
        return await self.comes(Role.SUPERVISOR, code, name)

    async def an_admin(self, code: str = "JD", name: str = "吴管") -> Browser:
        """Give the administrator of the street."""
        return await self.comes(Role.ADMIN, code, name)

    async def a_liaison(self, unit: str = "供电所", code: str = "GD") -> Browser:
        """Give the liaison of a unit to the street, both made now."""
        with self.store.write() as session:
            person_id = a_resident(session, "刘联络")
            where = areas.get_street(session)
            made = units.add_unit(session, UnitEntry(code, unit, UnitKind.PARTNER), self.clock)
            access.appoint(session, person_id, Role.LIAISON, where, self.clock, unit_id=made.id)
        browser = self.sits(person_id)
        await browser.opens()
        return browser

    def rows(self, model: type[T]) -> Sequence[T]:
        """Give all rows of a kind as they now are, the oldest first."""
        with self.store.read() as session:
            found = session.exec(select(model)).all()
            session.expunge_all()
            return sorted(found, key=lambda row: row.id)

    def area_id(self, code: str) -> int:
        """Give the id of an area."""
        with self.store.read() as session:
            return areas.get_area(session, code).id

    def a_resident(self, name: str = "张三") -> int:
        """Make somebody who has no desk; give their id."""
        with self.store.write() as session:
            return a_resident(session, name)


def _values(given: str | int | Sequence[str]) -> list[str]:
    return [str(given)] if isinstance(given, str | int) else [*given]


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
