"""The page's stream of new lines, over HTTP."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import uvicorn
from sqlmodel import select

from bot.doors import Outgoing
from bot.platforms.browser import BrowserAdapter
from models.errors import PlatformDown, Unreachable
from models.people import Account
from services.store import Store
from tests.support.patience import PATIENCE
from tests.support.shelves import until
from tests.support.visitors import House
from web.chat import streams
from web.chat.door import Spoken
from web.chat.streams import read_cursors


@dataclass
class Server:
    """The page, served on a port of this machine."""

    house: House
    origin: str
    client: httpx.AsyncClient

    async def says(self, text: str) -> None:
        """Say something as the visitor."""
        script = {"Accept": "application/json"}
        answer = await self.client.post("/chat/say", data={"text": text}, headers=script)
        assert answer.status_code == 200, answer.text

    @asynccontextmanager
    async def stream(self, after: str = "", **headers: str) -> AsyncGenerator[AsyncIterator[Any]]:
        """Listen."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = f"/chat/events?after={after}"
        async with self.client.stream("GET", address, headers=named) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield events_of(answer)


async def events_of(answer: httpx.Response) -> AsyncIterator[Any]:
    """Give each event: its id, its name, and what it says."""
    event: dict[str, Any] = {}
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        if name == "data":
            event["told"] = json.loads(value)
        elif line:
            event[name] = value
        elif "told" in event or "event" in event:
            yield event
            event = {}


async def following(events: AsyncIterator[Any]) -> Any:  # noqa: ANN401 - JSON
    """Give the next event."""
    async with asyncio.timeout(PATIENCE):
        return await anext(events)


@pytest.fixture
async def server(house: House) -> AsyncIterator[Server]:
    """The page, with a visitor who has opened it."""
    config = uvicorn.Config(house.app, port=0, lifespan="off", log_config=None)
    uvicorn_server = uvicorn.Server(config)
    serving = asyncio.create_task(uvicorn_server.serve())
    await until(lambda: uvicorn_server.started)
    port = uvicorn_server.servers[0].sockets[0].getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=origin, timeout=PATIENCE) as client:
        await client.get("/chat")
        yield Server(house, origin, client)
        house.adapter.hang_up()
    uvicorn_server.should_exit = True
    await serving


async def test_lines_come_as_they_are_said(server: Server) -> None:
    async with server.stream() as events:
        await server.says("你好")
        own, ours = await following(events), await following(events)
    assert (own["told"]["ours"], ours["told"]["ours"]) == (False, True)
    assert "你好" in own["told"]["html"]
    assert ours["told"]["html"].startswith('<li class="line ours"')


async def test_who_was_away_gets_what_came_after_once(server: Server) -> None:
    await server.says("你好")
    async with server.stream() as events:
        seen = [await following(events) for _ in range(2)]
    await server.says("在吗")
    async with server.stream(after="0", Last_Event_ID=seen[-1]["id"]) as events:
        missed = [await following(events) for _ in range(2)]
        await server.says("谢谢")
        fresh = [await following(events) for _ in range(2)]
    lines = [it["told"]["line"] for it in (*seen, *missed, *fresh)]
    assert lines == sorted(set(lines))
    assert len(lines) == 6


async def test_a_line_of_another_process_comes_too(server: Server) -> None:
    await server.says("你好")
    other = BrowserAdapter(server.house.store, server.house.clock)
    with server.house.store.read() as session:
        chat = session.exec(select(Account.outer_id)).one()
    async with server.stream() as events:
        for _ in range(2):
            await following(events)
        await other.send(Outgoing(chat, "", "您的事有人办了", key="9.0"))
        assert "您的事有人办了" in (await following(events))["told"]["html"]


async def test_a_line_in_its_new_look_is_told_once_to_each_tab(server: Server) -> None:
    await server.says("你好")
    adapter, store = server.house.adapter, server.house.store
    with store.read() as session:
        chat = session.exec(select(Account.outer_id)).one()
    async with server.stream() as one:
        for _ in range(2):
            await following(one)
        first = await adapter.send(Outgoing(chat, "", "待签收", key="9.0"))
        seen = await following(one)
        assert await adapter.send(Outgoing(chat, "", "办理中", key="9.1", edits=first)) == first
        new = await following(one)
        assert (new["told"]["line"], new["told"]["look"]) == (int(first), 1)
        assert "办理中" in new["told"]["html"]
        assert f'id="l{first}" data-look="1"' in new["told"]["html"]
    # A tab that was away since before the new look gets it; one that has it does not.
    async with server.stream(Last_Event_ID=seen["id"]) as other:
        again = await following(other)
        assert (again["told"]["line"], again["id"]) == (int(first), new["id"])
    async with server.stream(Last_Event_ID=new["id"]) as third:
        await server.says("在吗")
        assert "在吗" in (await following(third))["told"]["html"]
    # One that never had the line gets it as it looks now.
    async with server.stream(after=str(int(first) - 1)) as late:
        assert "办理中" in (await following(late))["told"]["html"]


async def test_a_page_already_open_knows_which_looks_it_has(server: Server) -> None:
    await server.says("你好")
    adapter, store = server.house.adapter, server.house.store
    with store.read() as session:
        chat = session.exec(select(Account.outer_id)).one()
    first = await adapter.send(Outgoing(chat, "", "待签收", key="9.0"))
    await adapter.send(Outgoing(chat, "", "办理中", key="9.1", edits=first))
    page = (await server.client.get("/chat")).text
    assert f'data-newest="{first}" data-look="1"' in page
    news = await server.client.get(f"/chat/news?after={first}~1")
    assert news.json() == []


async def test_the_thirteenth_page_of_an_address_asks_now_and_then(server: Server) -> None:
    await server.says("你好")
    async with AsyncExitStack() as held:
        pages = [await held.enter_async_context(server.stream()) for _ in range(12)]
        for events in pages:
            await following(events)
        assert (await server.client.get("/chat/events")).status_code == 503
        news = (await server.client.get("/chat/news")).json()
        assert [it["ours"] for it in news] == [False, True]
        assert (await server.client.get(f"/chat/news?after={news[-1]['id']}")).json() == []
    streams = server.house.chat.streams
    await until(lambda: streams.enter("127.0.0.1"))  # who left makes room
    streams.leave("127.0.0.1")


async def test_a_screen_asked_for_many_times_is_told_once(house: House) -> None:
    zhang = await house.comes()
    await zhang.says("你好")
    once = (await zhang.client.get("/chat/news?as=me")).json()
    assert [it["ours"] for it in once] == [False, True]
    for path in ("/chat/news", "/chat/events"):
        many = await zhang.client.get(f"{path}?{'as=me&' * 1000}")
        assert (many.status_code, many.content) == (400, b"")


async def test_a_screen_named_twice_is_told_once(demonstration: House) -> None:
    zhang = await demonstration.comes()
    await zhang.says("你好", **{"as": "me"})
    news = (await zhang.client.get("/chat/news?as=me&as=me&as=me")).json()
    assert [it["line"] for it in news] == sorted({it["line"] for it in news})
    assert {it["as"] for it in news} == {"me"}


async def test_who_asks_all_the_time_waits_and_others_do_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.chat.news, "_burst", 2)
    zhang = await house.comes()
    codes = [(await zhang.client.get("/chat/news")).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert (await zhang.client.get("/chat/events")).status_code == 429
    wang = house.visitor("192.0.2.2")
    assert (await wang.client.get("/chat/news")).status_code == 204


async def test_a_silent_stream_says_that_it_lives(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT", 0.01)
    async with server.stream() as events:
        assert (await following(events))["event"] == "beat"


async def test_the_door_ends_its_streams_when_it_closes(server: Server) -> None:
    async with server.stream() as events:
        await server.says("你好")
        await following(events)
        server.house.adapter.hang_up()
        assert [event async for event in events]


async def test_who_has_no_cookie_is_told_not_to_come_back(server: Server) -> None:
    async with httpx.AsyncClient(base_url=server.origin) as stranger:
        assert (await stranger.get("/chat/events")).status_code == 204
    assert (await server.client.get("/chat/events?as=li")).status_code == 204


@pytest.mark.parametrize(
    ("after", "cursors"),
    [("", "0.0"), ("3", "3.0"), ("3.4.5", "3.4"), ("x.-1", "0.0"), ("3~2.4~x", "3~2.4"),
     ("²." + "9" * 30, f"0.{2**63 - 1}"), ("~.3~1~2", "0.3~1")],
)  # fmt: skip
def test_a_cursor_that_cannot_be_read_counts_as_nothing_seen(after: str, cursors: str) -> None:
    assert ".".join(map(str, read_cursors(after, 2))) == cursors


async def test_a_store_that_fails_is_no_loss(house: House, store: Store) -> None:
    with pytest.raises(Unreachable):
        await house.adapter.send(Outgoing("nobody", "", "您好", key="1.0"))
    with store.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE accounts RENAME TO gone")
    for call in (
        house.adapter.send(Outgoing("anybody", "", "您好", key="1.0")),
        house.adapter.take(Spoken("anybody", "key", "您好")),
    ):
        with pytest.raises(PlatformDown):
            await call
