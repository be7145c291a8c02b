"""One HTTP request to the program, on a connection of its own."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

HEADERS_END = b"\r\n\r\n"


class Answer(NamedTuple):
    """What the program answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswer(Exception):
    """Nothing that could be read came back in time; its text says what happened."""


class Question(NamedTuple):
    """A request that goes out as it is."""

    verb: str
    url: str
    body: bytes = b""
    content_type: str = "text/xml"

    def raw(self) -> bytes:
        """Return the bytes to send."""
        parts = urlsplit(self.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        head = (
            f"{self.verb} {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            "User-Agent: Mozilla/4.0\r\nAccept: */*\r\nPragma: no-cache\r\nConnection: close\r\n"
        )
        if self.verb == "POST":
            head += f"Content-Type: {self.content_type}\r\nContent-Length: {len(self.body)}\r\n"
        return f"{head}\r\n".encode("latin-1") + self.body


async def ask(
    question: Question, within: float, when_sent: Callable[[], None] | None = None
) -> Answer:
    """Send and return the answer; `when_sent` is called as soon as the request is out."""
    writers: list[asyncio.StreamWriter] = []
    try:
        async with asyncio.timeout(within):
            return await _exchange(question, writers, when_sent)
    except TimeoutError as error:
        raise NoAnswer(f"no answer within {within} s") from error
    except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}") from error
    finally:
        for writer in writers:
            with contextlib.suppress(RuntimeError):
                writer.close()


async def _exchange(
    question: Question,
    writers: list[asyncio.StreamWriter],
    when_sent: Callable[[], None] | None,
) -> Answer:
    parts = urlsplit(question.url)
    is_tls = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port or (443 if is_tls else 80), ssl=True if is_tls else None
    )
    writers.append(writer)
    writer.write(question.raw())
    await writer.drain()
    if when_sent is not None:
        when_sent()
    lines = (await reader.readuntil(HEADERS_END)).decode("latin-1").split("\r\n")
    headers = {k.strip().lower(): v.strip() for k, _, v in (li.partition(":") for li in lines[1:])}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = await _chunks(reader)
    elif "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    else:
        body = await reader.read()
    return Answer(int(lines[0].split(" ")[1]), headers, body)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    return body
