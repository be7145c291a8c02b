"""Calls to WeChat's and WeCom's servers: the token put in, their codes put into our errors.

Nothing of an address gets into an error or a log: tokens and secrets are in its query.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import httpx

from bot.platforms.tencent import answers
from bot.platforms.tencent.answers import Json, code_of, raise_for, words_of
from bot.platforms.tencent.codes import TOKEN_REFUSED, error_of
from bot.platforms.tencent.tokens import Tokens
from models.errors import DeliveryError, NotTaken, PlatformDown, Rejected

Attempt: TypeAlias = Callable[[str], Awaitable[tuple[bytes, Json]]]
"""One call with a token; gives its bytes and what it says of itself."""

T = TypeVar("T")

REFUSED_SECONDS = 600.0
ONCE_SECONDS = 60.0
"""So long calls that did not get through say that none does, unless another one did: several in a
row, and a single one, which may have met a bad moment."""

SECONDS = 20.0
"""How long a call may take; far below the lease of a message (services/delivery/dispatch.py), and
below the turn of who asks for a token (services/tokens.py)."""

FILE_SECONDS = 60.0
"""How long fetching a file may take; far below its lease (services/attachments/fetching.py)."""

LARGEST_ANSWER = 2**20
OK = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A file that goes along with a call."""

    field: str
    name: str
    mime: str
    data: bytes


class Wire:
    """One connection pool to one origin; calls on it bear no token.

    Args:
        origin: without a slash at its end.
        seconds: how long a call may take, from its first byte to the last of the answer.
    """

    def __init__(self, origin: str, seconds: float = SECONDS) -> None:
        for name in ("httpx", "httpcore"):  # they log addresses
            logging.getLogger(name).setLevel(logging.WARNING)
        self._origin = origin
        self._seconds = seconds
        self._client: httpx.AsyncClient | None = None

    async def call(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        *,
        body: Json | None = None,
        part: Part | None = None,
    ) -> Json:
        """Make one call; give what it answers, whatever its code is.

        Raises:
            PlatformDown: there is no sensible answer.
        """
        # Their servers show what is escaped as it stands: \u697c instead of 楼.
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        files = None if part is None else {part.field: (part.name, part.data, part.mime)}
        headers = None if content is None else {"Content-Type": "application/json"}
        sent = {"params": params, "content": content, "files": files, "headers": headers}
        try:
            raw = await self._fetch((method, path), sent, LARGEST_ANSWER, self._seconds)
        except Rejected as error:
            raise PlatformDown("an answer that is far too long") from error
        found = answers.read(raw)
        if found is None or not answers.is_answer(path, found):
            raise PlatformDown("no sensible answer")
        return answers.without_secrets(found, params, body)

    async def download(self, path: str, params: Mapping[str, str], most: int) -> bytes:
        """Fetch a file; give its bytes.

        Raises:
            PlatformDown: it does not answer, or with another status than 200.
            Rejected: it is more than `most` bytes.
        """
        return await self._fetch(("GET", path), {"params": params}, most, FILE_SECONDS)

    async def close(self) -> None:
        """Let go of connections; the next call makes new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _fetch(
        self, asked: tuple[str, str], sent: Mapping[str, Any], most: int, seconds: float
    ) -> bytes:
        """Make one call; a server that drips its answer is cut short like one that is silent."""
        method, path = asked
        try:
            async with (
                asyncio.timeout(seconds),
                self._pool().stream(method, f"{self._origin}{path}", **sent) as answer,
            ):
                if answer.status_code != OK:
                    raise PlatformDown(f"it answers with {answer.status_code}")
                return await _read(answer, most)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            ours: PlatformDown = NotTaken(f"it does not answer ({type(error).__name__})")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            ours = PlatformDown(f"it does not answer ({type(error).__name__})")
        raise ours

    def _pool(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=self._seconds)
        return self._client


class Line:
    """Calls that bear the token of one robot.

    A token that the server does not take is renewed once; when it takes that one neither, the
    door is down, and nobody asks for a while.

    Args:
        wire: the connections.
        tokens: the token.
        now: counts seconds.
    """

    def __init__(
        self, wire: Wire, tokens: Tokens, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._wire = wire
        self._now = now
        self._tokens = tokens
        self._shut: str | None = None
        self._refused: str | None = None
        self._refused_with = ""
        self._believed_until = 0.0

    @property
    def fault(self) -> str | None:
        """Say in one line why calls do not get through; None when they do, as far as we know."""
        is_old = self._now() > self._believed_until
        return self._shut or (None if is_old else self._refused)

    async def knock(self, *, is_first: bool = False) -> None:
        """Ask whether the platform lets us in; the first time whatever it said before.

        When it gives another token than the one that calls did not get through with, they may.

        Raises:
            DeliveryError: it does not.
        """
        if is_first:
            await self._watched(self._tokens.wake())
        if await self._watched(self._tokens.get()) != self._refused_with:
            self._refused = None

    async def post(self, path: str, body: Json, params: Mapping[str, str] | None = None) -> Json:
        """Make a call with a JSON body; give what it answers.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """
        return await self._call("POST", path, params or {}, body=body)

    async def get(self, path: str, params: Mapping[str, str] | None = None) -> Json:
        """Make a call without a body; give what it answers.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """
        return await self._call("GET", path, params or {})

    async def upload(self, path: str, part: Part, params: Mapping[str, str]) -> Json:
        """Bring a file; give what it answers.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """
        return await self._call("POST", path, params, part=part)

    async def download(self, path: str, params: Mapping[str, str], most: int) -> bytes:
        """Fetch a file of at most `most` bytes; what is JSON is an error in disguise.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """

        async def fetch(token: str) -> tuple[bytes, Json]:
            found = {**params, "access_token": token}
            raw = await self._wire.download(path, found, most)
            said = (answers.read(raw) or {}) if raw[:1] == b"{" else {}
            return raw, answers.without_secrets(said, found)

        raw, _ = await self._exchange(fetch)
        return raw

    async def close(self) -> None:
        """Let go of connections; the next call makes new ones."""
        await self._wire.close()

    async def _call(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        *,
        body: Json | None = None,
        part: Part | None = None,
    ) -> Json:
        async def call(token: str) -> tuple[bytes, Json]:
            found = {**params, "access_token": token}
            return b"", await self._wire.call(method, path, found, body=body, part=part)

        _, said = await self._exchange(call)
        return said

    async def _exchange(self, attempt: Attempt) -> tuple[bytes, Json]:
        """Make an attempt, and a second one with another token when the first is refused."""
        token = await self._watched(self._tokens.get())
        try:
            raw, said = await attempt(token)
            if code_of(said) in TOKEN_REFUSED:
                token = await self._watched(self._tokens.renew(token))
                raw, said = await attempt(token)
                if code_of(said) in TOKEN_REFUSED:
                    await self._tokens.give_up(token, _fault_in(said))
            raise_for(said)
        except DeliveryError as error:
            seconds = ONCE_SECONDS if self._refused is None else REFUSED_SECONDS
            is_down = isinstance(error, PlatformDown)
            self._refused, self._refused_with = (str(error) if is_down else None), token
            self._believed_until = self._now() + seconds
            raise
        self._refused = None
        return raw, said

    async def _watched(self, getting: Awaitable[T]) -> T:
        """Note whether the platform gives us a token; without one nothing is asked of it."""
        try:
            found = await getting
        except PlatformDown as error:
            self._shut = str(error)
            raise NotTaken(str(error)) from error
        except DeliveryError as error:
            self._shut = str(error)
            raise
        self._shut = None
        return found


def _fault_in(said: Json) -> str:
    return str(error_of(code_of(said), words_of(said)))


async def _read(answer: httpx.Response, most: int) -> bytes:
    got = bytearray()
    async for piece in answer.aiter_bytes():
        got += piece
        if len(got) > most:
            raise Rejected("the file is too large")
    return bytes(got)
