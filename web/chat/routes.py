"""The chat page: a front door that needs nothing but a browser, with or without scripts."""

import asyncio
import secrets
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from services import demo, facts, marks
from services.rules import rules_of
from services.texts import chat as texts
from services.texts.pages import pages
from services.texts.phrases import put_into_words
from web.chat.forms import Form, check_form, is_invitation, read_form
from web.chat.languages import language_of, page_language, read_choice, switch
from web.chat.media import show_media
from web.chat.news import give_news, open_stream
from web.chat.parts import Chat
from web.chat.saying import say, speaker_of
from web.chat.seats import OWN, lay_table
from web.chat.views import read_last_own, read_panel
from web.chat.visitors import visitor_of
from web.pages import CHAT, HOTLINE, TEMPLATES
from web.requests import LONGEST_TEXT, address_of, is_own_page
from web.uploads import is_multipart
from web.words import words_in
from web.wrong import Wrong


def chat_routes(chat: Chat) -> APIRouter:
    """Give the routes of the page."""
    routes = APIRouter(prefix=CHAT)

    @routes.get("")
    def _page(request: Request) -> Response:
        return _show(chat, request)

    @routes.post("/say")
    async def _say(request: Request) -> Response:
        with ExitStack() as held:
            return await _take(chat, request, held)

    @routes.post("/language")
    async def _language(request: Request) -> Response:
        choice = await read_choice(request)
        return await asyncio.to_thread(switch, chat, request, choice)

    @routes.get("/events")
    def _events(request: Request) -> Response:
        return open_stream(chat, request)

    @routes.get("/news")
    def _news(request: Request) -> Response:
        return give_news(chat, request)

    @routes.get("/media/{line}/{index}")
    def _media(request: Request, line: str, index: str) -> Response:
        return show_media(chat, request, line, index)

    return routes


def _show(
    chat: Chat, request: Request, wrong: Wrong | None = None, form: Form | None = None
) -> Response:
    """Give the page; with what went wrong, and the words that were not taken."""
    visitor = visitor_of(request)
    query = request.query_params
    chosen, beside, group = (query.get(name, "") for name in ("as", "with", "in"))
    if form is not None:
        chosen, beside, group = form.seat, form.beside, form.group
    before = query.get("before", "")
    start = query.get("start", "")[:64]
    with chat.store.read() as session:
        language = language_of(session, request)
        table = lay_table(session, visitor, chosen, beside, group, language)
        cut = int(before) if before.isascii() and before.isdecimal() else None
        panels = [
            read_panel(session, seat, cut if seat == table.front else None, chat.clock, language)
            for seat in table.shown
        ]
        page: dict[str, Any] = {
            "street": rules_of(session).street_name,
            "phone": facts.office_phone(session),
            "table": table,
            "demo_mark": marks.get_mark(session, demo.MARK) or "",
            "panels": panels,
            "last_own": read_last_own(session, (*table.seats, *table.groups))
            if table.is_demo
            else {},
            "start": start,
            "is_invited": is_invitation(start),
            "note": "" if wrong is None else put_into_words(wrong.why, language=language),
            "here": _address(request, form),
            "draft": form.text if _is_lost(wrong) and form is not None else "",
            "longest": LONGEST_TEXT,
            "has_photos": chat.store.shelf is not None,
            "may_leave": not visitor.is_new and any(seat.key == OWN for seat in table.shown),
            "new_key": lambda: secrets.token_urlsafe(12),
            **words_in(language),
        }
    status = 200 if wrong is None else wrong.status
    response = TEMPLATES.TemplateResponse(request, "chat.html", page, status_code=status)
    visitor.remember(response, is_secure=chat.is_secure)
    return response


def _is_lost(wrong: Wrong | None) -> bool:
    """Whether the words of a form were not taken, so that they must stay in its field."""
    return wrong is not None and not wrong.is_taken


async def _take(chat: Chat, request: Request, held: ExitStack) -> Response:
    """Take what was said; a page without scripts is shown again, with the answer on it."""
    is_script = "application/json" in request.headers.get("Accept", "")
    form: Form | None = None
    try:
        form = await _read(chat, request, held)
        check_form(form)
        speaker = await asyncio.to_thread(speaker_of, chat, request, form)
        line_id = await say(chat, speaker, form, is_patient=not is_script)
    except Wrong as wrong:
        if is_script:
            note = await asyncio.to_thread(_note, chat, request, wrong)
            return JSONResponse({"note": note}, status_code=wrong.status)
        return await asyncio.to_thread(_show, chat, request, wrong, form)
    if is_script:
        return JSONResponse({"line": line_id})
    return RedirectResponse(_address(request, form), status_code=303)


def _address(request: Request, form: Form | None) -> str:
    """Give where a page is shown again, without what it was to start or which lines were old."""
    query = request.query_params
    where = {name: query.get(name, "") for name in ("as", "with", "in")}
    if form is not None:
        where = {"as": form.seat, "with": form.beside, "in": form.group}
        if not form.beside and not form.group and not form.is_start:
            return CHAT
    named = urlencode({name: value for name, value in where.items() if value})
    return f"{CHAT}?{named}" if named else CHAT


def _note(chat: Chat, request: Request, wrong: Wrong) -> str:
    return put_into_words(wrong.why, language=page_language(chat, request))


async def _read(chat: Chat, request: Request, held: ExitStack) -> Form:
    if not is_own_page(request, chat.public_url):
        raise Wrong(403, texts.NOT_UNDERSTOOD())
    if is_multipart(request) and not held.enter_context(chat.uploads.passing(address_of(request))):
        raise Wrong(503, pages.BUSY(phone=HOTLINE))
    form = await read_form(request)
    held.callback(form.close)
    return form
