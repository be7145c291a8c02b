import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from bot.doors import Outgoing
from bot.platforms.telegram.adapter import TelegramAdapter
from models.errors import PlatformDown
from tests.support.shelves import Pauses, Shelf, until

TOKEN = "700000001:AAF-a_token_that_only_the_tests_use"
ME = {"id": 700000001, "is_bot": True, "first_name": "x", "username": "x_bot"}


@asynccontextmanager
async def a_server_that_answers(updates: object, anything: object = ME) -> AsyncGenerator[str]:
    """Answer every call alike, but for getUpdates."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode().lower():
                size = int(head.partition("content-length: ")[2].partition("\r")[0] or 0)
                await reader.readexactly(size)
                said = updates if "/getupdates " in head else anything
                body = said if isinstance(said, bytes) else result(said)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        except asyncio.IncompleteReadError:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def result(value: object) -> bytes:
    return json.dumps({"ok": True, "result": value}).encode()


@pytest.mark.parametrize("page", [b"<html>", b"[]", b"{}", b"7", b"", result(7), result([])])
async def test_an_answer_that_makes_no_sense_is_an_outage(page: bytes) -> None:
    async with a_server_that_answers(page, page) as origin:
        pauses = Pauses()
        adapter = TelegramAdapter(TOKEN, origin, pause=pauses)
        await adapter.open(Shelf().receive)
        await until(lambda: len(pauses.seconds) > 1)
        assert adapter.fault is not None
        with pytest.raises(PlatformDown):
            await adapter.send(Outgoing("5", "", "您好"))
        await adapter.close()


@pytest.mark.parametrize("updates", [ME, 7, None, [{"message": {}}], [{"update_id": "x"}]])
async def test_updates_that_make_no_sense_are_an_outage_and_no_busy_loop(updates: object) -> None:
    async with a_server_that_answers(updates) as origin:
        pauses = Pauses()
        adapter = TelegramAdapter(TOKEN, origin, pause=pauses)
        await adapter.open(Shelf().receive)
        await until(lambda: len(pauses.seconds) > 1)
        assert adapter.fault is not None
        await adapter.close()


async def test_a_bug_of_ours_is_logged_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.platforms.telegram.reading.envelope", fails)
    async with a_server_that_answers([{"update_id": 5}]) as origin:
        pauses = Pauses()
        adapter = TelegramAdapter(TOKEN, origin, pause=pauses)
        await adapter.open(Shelf().receive)
        await until(lambda: len(pauses.seconds) > 1)
        assert adapter.fault == "a bug, see the log"
        assert "ZeroDivisionError" in caplog.text
        await adapter.close()
