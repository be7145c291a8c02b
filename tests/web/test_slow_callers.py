"""Calls of the webhook by strangers, by the slow, and by those who hang up."""

import asyncio
import resource
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from httpx import ASGITransport, AsyncClient

import web.callbacks
from bot import serving
from tests.support.shelves import until
from web.app import Site, make_app
from web.requests import address_of

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def taken() -> list[bytes]:
    return []


@pytest.fixture
def site(taken: list[bytes]) -> Site:
    async def take(_secret: str | None, body: bytes) -> int:
        taken.append(body)
        return 200

    return Site(
        street_name="解放街道",
        office_phone=lambda: "12345",
        check_store=lambda: None,
        faults=dict,
        doors=dict,
        telegram=take,
        knows_secret=lambda secret: secret == "right",
    )


async def endless() -> AsyncIterator[bytes]:
    yield b"{"
    await asyncio.Event().wait()


async def test_a_stranger_is_sent_away_before_the_body_is_read(
    site: Site, taken: list[bytes]
) -> None:
    scope = {
        "type": "http", "method": "POST", "path": "/telegram", "raw_path": b"/telegram",
        "query_string": b"", "headers": [(HEADER.lower().encode(), b"wrong")],
    }  # fmt: skip
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        raise AssertionError("the body was read")

    async def send(message: object) -> None:
        sent.append(message)

    await make_app(site)(scope, receive, send)  # pyright: ignore[reportArgumentType]
    assert isinstance(sent[0], dict)
    assert sent[0]["status"] == 403
    assert taken == []


async def test_a_body_that_does_not_end_is_not_waited_for(
    site: Site, taken: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web.callbacks, "BODY_SECONDS", 0.01)
    transport = ASGITransport(make_app(site))
    async with AsyncClient(transport=transport, base_url="http://street") as client:
        answer = await client.post("/telegram", content=endless(), headers={HEADER: "right"})
    assert answer.status_code == 408
    assert taken == []


async def test_a_caller_who_hangs_up_leaves_no_trace(
    site: Site, taken: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    with serving.listen("127.0.0.1", 0) as ours:
        server = serving.Server(make_app(site), lambda: None)
        serves = asyncio.create_task(server.serve([ours]))
        await until(lambda: server.started)
        _, writer = await asyncio.open_connection(*ours.getsockname())
        writer.write(
            b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
            b"X-Telegram-Bot-Api-Secret-Token: right\r\n\r\n{"
        )
        await writer.drain()
        await until(lambda: bool(server.server_state.tasks))
        writer.close()
        await until(lambda: not server.server_state.tasks)
        server.stop()
        await serves
    assert "Traceback" not in caplog.text
    assert taken == []


@pytest.mark.parametrize(
    ("trusted", "seen"),
    [
        (None, "127.0.0.1"),
        ("192.0.2.1", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7"),
        ("192.0.2.1,127.0.0.0/8", "198.51.100.7"),
    ],
)
async def test_only_a_trusted_proxy_is_believed_where_a_caller_comes_from(
    monkeypatch: pytest.MonkeyPatch, trusted: str | None, seen: str
) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    app = FastAPI()
    app.get("/")(_say_address)
    with serving.listen("127.0.0.1", 0) as ours:
        server = serving.Server(app, lambda: None, trusted)
        serves = asyncio.create_task(server.serve([ours]))
        await until(lambda: server.started)
        origin = serving.address(*ours.getsockname())
        async with AsyncClient(base_url=origin) as client:
            answer = await client.get("/", headers={"X-Forwarded-For": "198.51.100.7"})
        server.stop()
        await serves
    assert answer.text == seen


def _say_address(request: Request) -> PlainTextResponse:
    return PlainTextResponse(address_of(request))


@pytest.mark.parametrize(
    ("files", "connections"), [(1024, 824), (256, 128), (10**6, 10_000), (-1, 10_000)]
)
def test_connections_leave_files_for_the_store(
    files: int, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def limits(_: int) -> tuple[int, int]:
        return files, files

    monkeypatch.setattr(resource, "getrlimit", limits)
    assert serving.most_connections() == connections
