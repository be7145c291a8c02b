"""Calls to WeChat's and WeCom's servers: how long they may take, and what is believed of them."""

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest
from typing_extensions import override

from bot.platforms.tencent.answers import Json
from bot.platforms.tencent.calling import ONCE_SECONDS, REFUSED_SECONDS, Line, Part, Wire
from bot.platforms.tencent.tokens import Tokens
from models.errors import DeliveryError, PlatformDown
from services.clock import SetClock
from services.sealing import Vault
from services.store import Store
from services.tokens import SHORTEST_REST
from tests.support.builders import MONDAY, SECRET

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
BODY = b'{"errcode": 0}'.ljust(100)


async def drip(reader: StreamReader, writer: StreamWriter) -> None:
    """Answer a call byte by byte, until it is hung up."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(HEAD)
    for each in BODY:
        if reader.at_eof():
            break
        writer.write(bytes([each]))
        await asyncio.sleep(0.01)
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    """Give the origin of a server that answers one call in about a second."""
    is_over = asyncio.Event()

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        await drip(reader, writer)
        is_over.set()

    async with await asyncio.start_server(serve, "127.0.0.1") as server:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}"
        await is_over.wait()


async def test_a_server_that_drips_its_answer_does_not_answer(origin: str) -> None:
    wire = Wire(origin, seconds=0.2)
    with pytest.raises(PlatformDown, match="TimeoutError"):
        await wire.call("GET", "/cgi-bin/gettoken", {})
    await wire.close()


class Moody(Wire):
    """A server that answers what it is told to."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9")
        self.code = 0

    @override
    async def call(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        *,
        body: Json | None = None,
        part: Part | None = None,
    ) -> Json:
        return {"errcode": self.code}


async def ask_for_a_token(by_force: bool) -> tuple[str, timedelta]:
    """Let everybody in."""
    return f"t{by_force}", timedelta(hours=2)


async def test_one_bad_moment_is_forgotten_soon_and_trouble_is_not(sqlite_url: str) -> None:
    store, moody, at = Store(sqlite_url, Vault(SECRET)), Moody(), 0.0
    tokens = Tokens(store, SetClock(MONDAY), "wechat:wx1", ask_for_a_token)
    line = Line(moody, tokens, lambda: at)

    async def call() -> None:
        with contextlib.suppress(DeliveryError):
            await line.post("/x", {})

    moody.code = -1
    await call()
    assert line.fault == "-1"
    at += ONCE_SECONDS + 1
    assert line.fault is None
    await call()
    at += REFUSED_SECONDS
    assert line.fault == "-1"
    moody.code = 0
    await call()
    assert line.fault is None
    store.close()


async def test_a_door_that_was_refused_is_up_with_its_next_token(sqlite_url: str) -> None:
    store, moody, clock = Store(sqlite_url, Vault(SECRET)), Moody(), SetClock(MONDAY)
    line = Line(moody, Tokens(store, clock, "wechat:wx1", ask_for_a_token), lambda: 0.0)
    moody.code = 40014
    with pytest.raises(DeliveryError):
        await line.post("/x", {})
    with pytest.raises(DeliveryError):
        await line.knock()
    assert line.fault is not None
    clock.move(SHORTEST_REST)
    await line.knock()
    assert line.fault is None
    store.close()


async def test_a_new_look_at_a_token_that_is_good_does_not_hide_that_calls_fail(
    sqlite_url: str,
) -> None:
    store, moody = Store(sqlite_url, Vault(SECRET)), Moody()
    tokens = Tokens(store, SetClock(MONDAY), "wechat:wx1", ask_for_a_token)
    line = Line(moody, tokens, lambda: 0.0)
    moody.code = 40164
    with pytest.raises(DeliveryError):
        await line.post("/x", {})
    await line.knock()
    assert line.fault is not None
    store.close()
