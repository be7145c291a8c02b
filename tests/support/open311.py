"""Another system at the street's Open311, and what stands on the board for it to read."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from xml.etree import ElementTree as ET

import httpx

from models.cases import Channel
from services.areas import areas
from services.clock import SetClock
from services.open311 import systems
from services.store import Store
from tests.support.builders import MONDAY
from web.app import Site, make_app
from web.limits import Buckets
from web.open311.parts import ROOT, Open311


class Caller:
    """A program that asks, in one thread with the application."""

    def __init__(self, store: Store, clock: SetClock | None = None, **buckets: Buckets) -> None:
        self.clock = clock or SetClock(MONDAY)
        wide = Buckets(100_000, 1)
        open311 = Open311(
            store,
            self.clock,
            reading=buckets.get("reading", wide),
            handing=buckets.get("handing", wide),
            guessing=buckets.get("guessing", wide),
        )
        self.app = make_app(
            Site("解放街道", lambda: "12345", lambda: None, dict, dict, open311=open311)
        )

    async def asks(
        self,
        path: str,
        method: str = "GET",
        accept: str = "*/*",
        query: Mapping[str, str] | None = None,
        data: Mapping[str, str | list[str]] | None = None,
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=("192.0.2.7", 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://street.test") as it:
            return await it.request(
                method,
                f"{ROOT}/{path}",
                params=query,
                data=data and dict(data),
                headers={"Accept": accept},
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

    async def reads(self, path: str, **query: str) -> Any:  # noqa: ANN401
        """Give what a good answer says."""
        answer = await self.asks(path, query=query)
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
    if isinstance(value, dict):
        return {key: as_texts(it) for key, it in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [as_texts(it) for it in cast("Sequence[Any]", value)]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
