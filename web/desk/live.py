"""Telling an open page of the desk that something changed (server-sent events).

Nothing but a number is sent: the page asks for itself again and shows what it then may see. All
pages of a process share one look at the store. What a page fetches by itself does not keep the
desk open: who is away is out after a while, whatever happens meanwhile.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError

from services.identity import desk as sessions
from web.chat.news import Streaming
from web.desk.parts import ROOT, Desk
from web.desk.showing import COOKIE

RETRY_MILLISECONDS = 5000
HEARTBEAT = 15.0
"""Seconds; proxies close what is silent for longer. As often it is asked if a session is over,
however much changes meanwhile."""

logger = logging.getLogger(__name__)


def live_routes(desk: Desk) -> APIRouter:
    """Give the route that says whether anything changed."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("/events")
    def _events(request: Request) -> Response:
        return _open(desk, request)

    return routes


def _open(desk: Desk, request: Request) -> Response:
    token = request.cookies.get(COOKIE, "")
    try:
        seat = _seat(desk, token)
        if seat is None:
            return Response(status_code=401)
        if "application/json" in request.headers.get("Accept", ""):
            return JSONResponse({"version": desk.live.version(desk.store)})
    except DBAPIError:
        return Response(status_code=503)
    if not desk.live.streams.enter(seat):
        return Response(status_code=503, headers={"Retry-After": "60"})
    return Streaming(
        desk.live.streams,
        seat,
        _tell(desk, token),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


def _seat(desk: Desk, token: str) -> str | None:
    with desk.store.read() as session:
        found = sessions.find_session(session, token, desk.clock)
        return None if found is None else str(found.id)


async def _tell(desk: Desk, token: str) -> AsyncIterator[str]:
    """Give the number as often as it changes, until the session is over or the process ends."""
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    told, said_at = -1, time.monotonic()
    asked_at = said_at
    while not desk.live.is_closed:
        try:
            version = await asyncio.to_thread(desk.live.version, desk.store)
            now = time.monotonic()
            is_silent, is_due = now - said_at >= HEARTBEAT, now - asked_at >= HEARTBEAT
            is_over = is_due and await asyncio.to_thread(_seat, desk, token) is None
            asked_at = now if is_due else asked_at
        except DBAPIError:
            logger.warning("it cannot be read whether anything changed; pages will ask again")
            return
        if is_over:
            yield "event: over\ndata:\n\n"
            return
        if version != told or is_silent:
            yield f"data: {version}\n\n" if version != told else "event: beat\ndata:\n\n"
            told, said_at = version, time.monotonic()
        await asyncio.sleep(desk.live.look_every)
