"""Another system at the street's Open311, and what stands on the board for it to read."""

from typing import Any
from xml.etree import ElementTree as ET

import httpx
from sqlmodel import Session

from models.areas import Area, Level
from models.board import BoardCase
from models.cases import Case, Channel
from services import areas, systems
from services.clock import Clock, SetClock
from services.store import Store
from tests.builders import MONDAY
from web.app import Site, make_app
from web.limits import Buckets
from web.open311.parts import ROOT, Open311


class Caller:
    """A program that asks, in one thread with the application."""

    def __init__(self, store: Store, clock: Clock | None = None, **buckets: Buckets) -> None:
        self.clock = clock or SetClock(MONDAY)
        limits = {name: Buckets(100_000, 1) for name in ("reading", "handing", "guessing")}
        open311 = Open311(store, self.clock, **(limits | buckets))
        self.app = make_app(
            Site("解放街道", lambda: "12345", lambda: None, dict, dict, open311=open311)
        )

    async def asks(
        self,
        path: str,
        method: str = "GET",
        accept: str = "*/*",
        data: dict[str, str | list[str]] | None = None,
        **query: Any,  # noqa: ANN401
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=("192.0.2.7", 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://street.test") as it:
            return await it.request(
                method, f"{ROOT}/{path}", params=query, data=data, headers={"Accept": accept}
            )

    async def hands(
        self, key: str, path: str = "requests.json", **fields: str | list[str]
    ) -> httpx.Response:
        """Send a form; `attribute__place` is `attribute[place]`."""
        named = {
            f"attribute[{name.removeprefix('attribute__')}]" if "__" in name else name: value
            for name, value in fields.items()
        }
        return await self.asks(path, "POST", data={"api_key": key, **named})

    async def reads(self, path: str, **query: Any) -> Any:  # noqa: ANN401
        """Give what a good answer says."""
        answer = await self.asks(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def numbers(self, **query: str) -> list[str]:
        """Give the numbers of the requests on a list."""
        return [it["service_request_id"] for it in await self.reads("requests.json", **query)]


def a_key(store: Store, code: str = "12345", area: str = "JD") -> str:
    """Let a hotline hand in cases of an area; give its key."""
    with store.write() as session:
        where = areas.get_area(session, area)
        clock = SetClock(MONDAY)
        return systems.add_system(session, code, f"{code} 热线", where, Channel.HOTLINE, clock)


def put_on_board(session: Session, case: Case, title: str = "", words: str = "") -> None:
    """Let the board list a case."""
    session.flush()
    area = areas.area_of(session, case.area_id)
    community, grid = (_above(session, area, it) for it in (Level.COMMUNITY, Level.GRID))
    session.add(
        BoardCase(
            id=case.id,
            number=case.number,
            community_id=community,
            grid_id=grid,
            category=case.category,
            step=case.step,
            title=title,
            words=words,
            reported_at=case.reported_at,
            answered_at=case.answered_at,
            closed_at=case.closed_at,
        )
    )
    session.flush()


def as_plain(element: ET.Element) -> Any:  # noqa: ANN401
    """Read XML as JSON would say the same, everything a text."""
    lists = {"services", "service_requests", "service_request_updates", "errors"}
    if element.tag in lists | {"attributes", "values", "endpoints", "formats"}:
        return [as_plain(each) for each in element]
    if len(element):
        return {each.tag: as_plain(each) for each in element}
    return element.text or ""


def as_texts(value: Any) -> Any:  # noqa: ANN401
    """Give JSON with everything a text."""
    match value:
        case dict():
            return {key: as_texts(each) for key, each in value.items()}
        case list():
            return [as_texts(each) for each in value]
        case bool():
            return "true" if value else "false"
        case _:
            return "" if value is None else str(value)


def _above(session: Session, area: Area, level: Level) -> int | None:
    found = areas.TREE.get(session).above(area, level)
    return None if found is None else found.id
