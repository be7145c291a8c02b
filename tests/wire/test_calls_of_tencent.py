"""Calls to WeChat's and WeCom's servers: how long they may take, and what is believed of them."""

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator

import pytest

from bot.platforms.tencent.calling import Wire
from models.errors import PlatformDown

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
