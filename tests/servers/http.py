"""A small, quick HTTP/1.1 server side: one asyncio protocol, keep-alive, no framework."""

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple, cast
from urllib.parse import unquote

from typing_extensions import override

HEADERS_END = b"\r\n\r\n"
LARGEST_HEADERS = 64 * 1024
LARGEST_BODY = 50 * 1024 * 1024


class Request(NamedTuple):
    """One HTTP request, read whole."""

    verb: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Exchange:
    """One request and the chance to answer it, now or later."""

    def __init__(self, request: Request, connection: "Connection") -> None:
        """Tie the request to the connection it came by."""
        self.request = request
        self.when_lost: Callable[[], None] | None = None
        self.is_dropped = False
        """Whether to close the connection where an answer was due."""
        self.delay = 0.0
        """Seconds until the answer goes out."""
        self._connection = connection

    def respond(
        self,
        status: int,
        body: bytes,
        content_type: str = "application/json",
        extra: str = "",
    ) -> None:
        """Write the whole answer; `extra` holds further header lines."""
        if self.is_dropped:
            self.drop()
            return
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nServer: nginx\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
        )
        answer = head.encode() + body
        if self.delay:
            loop = asyncio.get_running_loop()
            loop.call_later(self.delay, self._connection.finish, answer)
        else:
            self._connection.finish(answer)

    def drop(self) -> None:
        """Close the connection without a word."""
        self._connection.abort()


class Connection(asyncio.Protocol):
    """One client's connection; requests are answered one after the other."""

    def __init__(self, answer: Callable[[Exchange], None], open_ones: set["Connection"]) -> None:
        """Hand every request to `answer`; be listed in `open_ones` while connected."""
        self._answer = answer
        self._open_ones = open_ones
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._current: Exchange | None = None
        self._reading = False

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the transport."""
        self._transport = cast("asyncio.Transport", transport)
        self._open_ones.add(self)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever was still going to answer."""
        self._transport = None
        self._open_ones.discard(self)
        if self._current is not None and self._current.when_lost is not None:
            self._current.when_lost()

    @override
    def data_received(self, data: bytes) -> None:
        """Collect bytes and take the requests that are complete."""
        self._buffer += data
        self._take_requests()

    def finish(self, answer: bytes) -> None:
        """Send the answer to the current request and go on to the next one."""
        self._current = None
        if self._transport is not None:
            self._transport.write(answer)
            self._take_requests()

    def abort(self) -> None:
        """Close the connection at once."""
        self._current = None
        if self._transport is not None:
            self._transport.abort()

    def _take_requests(self) -> None:
        if self._reading:
            return
        self._reading = True
        try:
            while self._current is None and (request := self._next_request()) is not None:
                self._current = Exchange(request, self)
                self._answer(self._current)
        finally:
            self._reading = False

    def _next_request(self) -> Request | None:
        end = self._buffer.find(HEADERS_END)
        if end < 0:
            if len(self._buffer) > LARGEST_HEADERS:
                self.abort()
            return None
        lines = self._buffer[:end].decode("latin-1").split("\r\n")
        headers = _read_headers(lines[1:])
        size = _body_size(headers)
        words = lines[0].split(" ")
        if size is None or len(words) != len(("verb", "target", "version")):
            self._reject()
            return None
        start = end + len(HEADERS_END)
        if len(self._buffer) < start + size:
            return None
        body = bytes(self._buffer[start : start + size])
        del self._buffer[: start + size]
        path, _, query = words[1].partition("?")
        return Request(words[0].upper(), unquote(path), query, headers, body)

    def _reject(self) -> None:
        if self._transport is not None:
            self._transport.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            self._transport.close()


def _read_headers(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _body_size(headers: Mapping[str, str]) -> int | None:
    """Return the body's size in bytes, or None where it is unreadable or too large."""
    if "transfer-encoding" in headers:
        return None
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        return None
    return int(length)
