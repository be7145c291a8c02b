"""The chat page: a front door that needs nothing but a browser, with or without scripts."""

import asyncio
import contextlib
import logging
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse
from sqlalchemy.exc import DBAPIError

from models.errors import DeliveryError
from services import demo, facts, marks, screens
from services.clock import Clock
from services.rules import rules_of
from services.store import Store
from services.texts import chat as texts
from services.texts.phrases import put_into_words
from web.door import ChatDoor, Listener, Spoken
from web.forms import LONGEST_TEXT, Form, Wrong, check_form, read_form
from web.limits import Buckets
from web.pages import CHAT, HOTLINE, TEMPLATES
from web.seats import OWN, Seat, lay_table
from web.streams import Stream
from web.views import find_seated, read_last_own, read_panel
from web.visitors import is_own_page, visitor_of

logger = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds a page without scripts waits for an answer, so that it need not ask for it."""


@dataclass(frozen=True, slots=True)
class Chat:
    """What the chat page needs, given by the process.

    Args:
        store: where the screens are.
        clock: tells the time.
        door: takes what is said.
        public_url: where the page is reached, if the operator said so.
        messages: what one person may say: 20 at once, then one a second.
        newcomers: how many may come from one address: 30 at once, then one a minute.
        entering: how many sign-in links may be tried from one address: 20, then two a minute.
        patience: seconds to wait for an answer.
    """

    store: Store
    clock: Clock
    door: ChatDoor
    public_url: str | None = None
    messages: Buckets = field(default_factory=lambda: Buckets(20, 1))
    newcomers: Buckets = field(default_factory=lambda: Buckets(30, 60))
    entering: Buckets = field(default_factory=lambda: Buckets(20, 30))
    patience: float = PATIENCE

    @property
    def is_secure(self) -> bool:
        """Whether the cookie may travel over https only."""
        return (self.public_url or "").startswith("https:")


def chat_routes(chat: Chat) -> APIRouter:
    """Give the routes of the page."""
    routes = APIRouter(prefix=CHAT)

    @routes.get("")
    def _page(request: Request) -> Response:
        return _show(chat, request)

    @routes.post("/say")
    async def _say(request: Request) -> Response:
        return await _take(chat, request)

    @routes.get("/events")
    def _events(request: Request) -> Response:
        return _stream(chat, request)

    return routes


def _show(
    chat: Chat, request: Request, wrong: Wrong | None = None, form: Form | None = None
) -> Response:
    """Give the page; with what went wrong, and the words that were not taken."""
    visitor = visitor_of(request)
    query = request.query_params
    chosen, beside = query.get("as", ""), query.get("with", "")
    if form is not None:
        chosen, beside = form.seat, form.beside
    before = query.get("before", "")
    with chat.store.read() as session:
        table = lay_table(session, visitor, chosen, beside)
        cut = int(before) if before.isascii() and before.isdecimal() else None
        panels = [
            read_panel(session, seat, cut if index == 0 else None, chat.clock)
            for index, seat in enumerate(table.shown)
        ]
        page: dict[str, Any] = {
            "street": rules_of(session).street_name,
            "phone": facts.office_phone(session),
            "table": table,
            "demo_mark": marks.get_mark(session, demo.MARK) or "",
            "panels": panels,
            "last_own": read_last_own(session, table.seats) if table.is_demo else {},
            "start": query.get("start", "")[:64],
            "note": "" if wrong is None else put_into_words(wrong.why),
            "draft": "" if wrong is None or form is None else form.text,
            "longest": LONGEST_TEXT,
            "may_leave": not visitor.is_new and any(seat.key == OWN for seat in table.shown),
            "new_key": lambda: secrets.token_urlsafe(12),
        }
    status = 200 if wrong is None else wrong.status
    response = TEMPLATES.TemplateResponse(request, "chat.html", page, status_code=status)
    visitor.remember(response, is_secure=chat.is_secure)
    return response


async def _take(chat: Chat, request: Request) -> Response:
    """Take what was said; a page without scripts is shown again, with the answer on it."""
    is_script = "application/json" in request.headers.get("Accept", "")
    form: Form | None = None
    try:
        form = await _read(chat, request)
        check_form(form)
        seat = await asyncio.to_thread(_seat_of, chat, request, form)
        line_id = await _say(chat, seat, form, is_patient=not is_script)
    except Wrong as wrong:
        if is_script:
            return JSONResponse({"note": put_into_words(wrong.why)}, status_code=wrong.status)
        return await asyncio.to_thread(_show, chat, request, wrong, form)
    if is_script:
        return JSONResponse({"line": line_id})
    where = urlencode({"as": form.seat, "with": form.beside})
    return RedirectResponse(f"{CHAT}?{where}" if form.beside else CHAT, status_code=303)


async def _read(chat: Chat, request: Request) -> Form:
    if not is_own_page(request, chat.public_url):
        raise Wrong(403, texts.NOT_UNDERSTOOD())
    return await read_form(request)


def _seat_of(chat: Chat, request: Request, form: Form) -> Seat:
    """Find who speaks.

    Raises:
        Wrong: nobody of that name sits here, the browser keeps no cookies, or it is too much.
    """
    visitor = visitor_of(request)
    try:
        with chat.store.read() as session:
            table = lay_table(session, visitor, form.seat, "")
            seat = table.shown[0]
            if form.seat not in ("", seat.key):
                raise Wrong(404, texts.NOT_UNDERSTOOD())
            phone = facts.office_phone(session)
            is_known = seat.key != OWN or find_seated(session, seat) is not None
    except DBAPIError as error:
        raise Wrong(503, texts.NOT_STORED(phone=HOTLINE)) from error
    if seat.key == OWN and visitor.is_new:
        raise Wrong(400, texts.NO_COOKIE(phone=phone))
    address = request.client.host if request.client else ""
    if not is_known and not chat.newcomers.take(address):
        raise Wrong(429, texts.TOO_MANY(phone=phone))
    if not chat.messages.take(seat.chat):
        raise Wrong(429, texts.TOO_FAST())
    return seat


async def _say(chat: Chat, seat: Seat, form: Form, *, is_patient: bool) -> int:
    spoken = Spoken(
        seat.chat,
        form.key,
        "" if form.token else form.text,
        form.token,
        form.latitude if not form.text else None,
        form.longitude if not form.text else None,
    )
    with chat.door.listen([seat.chat]) as listener:
        try:
            line_id = await chat.door.take(spoken)
        except DeliveryError as error:
            logger.warning("a message cannot be stored: %s", error)
            raise Wrong(503, texts.NOT_STORED(phone=HOTLINE)) from error
        if is_patient:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(chat.patience):
                    await _answer(chat, seat, line_id, listener)
    return line_id


async def _answer(chat: Chat, seat: Seat, line_id: int, listener: Listener) -> None:
    """Wait until something of ours stands below a line."""

    def has_answer() -> bool:
        with chat.store.read() as session:
            account = find_seated(session, seat)
            lines = () if account is None else screens.list_lines(session, account, line_id)
        return any(line.is_ours for line in lines)

    while not await asyncio.to_thread(has_answer):
        await listener.wait(chat.patience)


def _stream(chat: Chat, request: Request) -> Response:
    """Send new lines of the seats named, for as long as the page is open."""
    visitor = visitor_of(request)
    wanted = request.query_params.getlist("as") or [OWN]
    with chat.store.read() as session:
        seats = {seat.key: seat for seat in lay_table(session, visitor, "", "").seats}
    if visitor.is_new or not all(key in seats for key in wanted):
        return Response(status_code=204)
    after = request.headers.get("Last-Event-ID") or request.query_params.get("after", "")
    stream = Stream(chat.store, chat.door, chat.clock, [seats[key] for key in wanted])
    return StreamingResponse(
        stream.events(after),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )
