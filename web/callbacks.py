"""Calls of chat platforms on our addresses: a stranger is not read, nobody is for long."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from fastapi import APIRouter, Request, Response
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect

from web.strangers import Strangers

logger = logging.getLogger(__name__)

LARGEST_BODY = 2**20
BODY_SECONDS = 10.0
TOO_LARGE, TOO_SLOW, BAD = 413, 408, 400


@dataclass(frozen=True, slots=True)
class Called:
    """One call.

    Args:
        method: GET asks whether the address is ours, POST brings an event.
        query: of the address; of names that come twice the last counts.
        body: as received, at most 1 MiB.
    """

    method: str
    query: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answered:
    """What we answer.

    Args:
        status: HTTP's.
        body: in UTF-8.
        media_type: of the body.
        done: run once it has gone out.
    """

    status: int = 200
    body: str = ""
    media_type: str = "text/plain"
    done: Callable[[], Awaitable[None]] | None = None


class Callbacks(Protocol):
    """A door that a platform calls."""

    def admit(self, called: Called) -> Answered | None:
        """Look at a call without its body; give the answer to who is turned away."""
        ...

    async def take_call(self, called: Called) -> Answered:
        """Take one call; what it brings is stored when this returns."""
        ...


def callback_routes(path: str, callbacks: Callbacks) -> APIRouter:
    """Give the routes of one address."""
    router = APIRouter()

    strangers = Strangers(logger, path)

    @router.api_route(path, methods=["GET", "POST"])
    async def _call(request: Request) -> Response:
        return await _take(request, callbacks, strangers)

    return router


async def _take(request: Request, callbacks: Callbacks, strangers: Strangers) -> Response:
    called = Called(request.method, dict(request.query_params))
    refused = callbacks.admit(called)
    if refused is not None:
        return _response(refused)
    body = await read_body(request) if request.method == "POST" else b""
    if isinstance(body, int):
        strangers.turn_away(f"its body is not taken ({body})")
        return Response(status_code=body)
    answered = await callbacks.take_call(Called(called.method, called.query, body))
    if answered.done is not None and await request.is_disconnected():
        answered = replace(answered, done=None)  # nobody hears it
    return _response(answered)


def _response(answered: Answered) -> Response:
    after = None if answered.done is None else BackgroundTask(answered.done)
    return Response(
        answered.body.encode("utf-8", "replace"),
        answered.status,
        media_type=answered.media_type,
        background=after,
    )


async def read_body(request: Request) -> bytes | int:
    """Read a body of at most 1 MiB; give the status to answer when it is not to be had."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = bytearray()
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    return TOO_LARGE
    except TimeoutError:
        return TOO_SLOW
    except ClientDisconnect:
        return BAD  # nobody hears it
    return bytes(body)
