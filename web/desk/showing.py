"""Showing the pages of the desk, and doing what their forms ask for.

A page is a function of a `Visit`: `show` runs it in a transaction that reads, `change` in one that
writes. A refusal of a service is said on the page; what was typed stays in its fields.
"""

import asyncio
import hmac
import logging
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import Refusal
from models.people import Language
from services import demo, facts, meetings
from services.identity import desk as sessions
from services.identity import people
from services.rules import rules_of
from services.sealing import vault_of
from services.texts import refusals
from services.texts.phrases import put_into_words
from web.desk.nav import list_pages
from web.desk.parts import ROOT, Desk
from web.desk.statuses import status_of
from web.desk.visits import Change, Done, File, Page, View, Visit
from web.desk.writing import write
from web.pages import HOTLINE, TEMPLATES
from web.requests import Sent, cookie_language, is_own_page, read_sent
from web.words import WORDS, words_in
from web.wrong import Wrong

COOKIE = "minqing_desk"
SAID = "minqing_desk_said"
"""Carries what is said on the next page; for a minute, and only there."""

LIVE = "X-Live"  # a page asks for itself again, with nobody pressing anything
SAID_SECONDS = 60
LONGEST_SAID = 1000
SIGN_IN = f"{ROOT}/sign-in"

logger = logging.getLogger(__name__)


def show(desk: Desk, request: Request, view: View) -> Response:
    """Show a page to whoever sits at the desk; to nobody else."""
    try:
        request.state.version = desk.live.version(desk.store)
        with desk.store.read() as session:
            seat = sessions.find_session(session, request.cookies.get(COOKIE, ""), desk.clock)
            if seat is None:
                return _to_sign_in(request)
            needs_note = LIVE not in request.headers and sessions.needs_note(seat, desk.clock)
            seat_id = seat.id
            visit = _visit(session, desk, request, (seat.person_id, seat_id))
            try:
                shown = view(visit)
            except Refusal as refusal:
                shown = _refused(visit, refusal)
            response = _answer(visit, request, shown)
    except DBAPIError:
        logger.exception("a page of the desk cannot be read")
        return failed(request, 503, "not_stored")
    if needs_note:
        _note(desk, seat_id)
    return response


async def change(desk: Desk, request: Request, act: Change, again: View | None = None) -> Response:
    """Do what a form asks for, once its sender is known; `again` shows the page when refused.

    A page with a script asks for JSON and gets `{"to", "said"}`, or `{"why"}` with a status.
    """
    sent = await take_form(desk, request)
    if isinstance(sent, Response):
        return sent
    return await asyncio.to_thread(_change, desk, request, sent, act, again)


async def take_form(desk: Desk, request: Request) -> Sent | Response:
    """Read a form that a page of ours sent; else say why not."""
    try:
        if not is_own_page(request, desk.public_url):
            return failed(request, 403, "strange")
        return await read_sent(request)
    except Wrong as wrong:
        return _say(request, wrong.status, put_into_words(wrong.why))


def _change(
    desk: Desk,
    request: Request,
    sent: Sent,
    act: Change,
    again: View | None,
) -> Response:
    def do(session: Session) -> Response:
        visit = sit(session, desk, request, sent)
        if isinstance(visit, Response):
            return visit
        with meetings.noting(session, visit.person_id, desk.clock):
            done = act(visit)
        return _answer(visit, request, done)

    try:
        return write(desk.store, do)
    except Refusal as refusal:
        return _show_again(desk, request, sent, refusal, again)
    except DBAPIError:
        logger.exception("what was done at the desk cannot be stored")
        return failed(request, 503, "not_stored")


def sit(session: Session, desk: Desk, request: Request, sent: Sent) -> Visit | Response:
    """Give whoever sent a form, from a page that only they have; else say why not."""
    seat = sessions.find_session(session, request.cookies.get(COOKIE, ""), desk.clock)
    if seat is None:
        return failed(request, 401, "over")
    visit = _visit(session, desk, request, (seat.person_id, seat.id), sent)
    if not hmac.compare_digest(visit.csrf, sent.fields.get("csrf", "")):
        return failed(request, 403, "strange")
    sessions.note_seen(session, seat.id, desk.clock)
    return visit


def _show_again(
    desk: Desk,
    request: Request,
    sent: Sent,
    refusal: Refusal,
    again: View | None,
) -> Response:
    """Say why not; with the page as it was typed, where there is one to show."""
    why = put_into_words(refusals.told(refusal), language=cookie_language(request))
    status = status_of(refusal)
    if _is_script(request):
        return JSONResponse({"why": why}, status_code=status)
    with desk.store.read() as session:
        seat = sessions.find_session(session, request.cookies.get(COOKIE, ""), desk.clock)
        if seat is None:
            return failed(request, 401, "over")
        visit = _visit(session, desk, request, (seat.person_id, seat.id), sent, why)
        shown: Page | File = _refused(visit, refusal)
        if again is not None:
            try:
                shown = again(visit)
            except Refusal as other:
                shown = _refused(visit, other)
        if isinstance(shown, Page):
            shown = Page(shown.template, shown.shown, shown.here, status)
        return _answer(visit, request, shown)


def page_context(session: Session, request: Request, language: Language) -> dict[str, Any]:
    """Give what every page around the desk shows."""
    return {
        "street": rules_of(session).street_name,
        "phone": facts.office_phone(session),
        "is_demo": demo.is_demo(session),
        "root": ROOT,
        "path": request.url.path,
        "here": "",
        **words_in(language),
    }


def _visit(
    session: Session,
    desk: Desk,
    request: Request,
    seated: tuple[int, int],
    sent: Sent | None = None,
    why: str = "",
) -> Visit:
    person_id = people.present(session, seated[0])
    return Visit(
        session,
        person_id,
        seated[1],
        desk.clock,
        cookie_language(request),
        dict(request.query_params),
        *(sent or Sent()),
        csrf=_csrf(session, request.cookies.get(COOKIE, "")),
        why=why,
    )


def _csrf(session: Session, token: str) -> str:
    """Give what only pages of this session know."""
    return vault_of(session).find_hash("desk form", token)


def _answer(visit: Visit, request: Request, given: Page | File | Done) -> Response:
    match given:
        case Done():
            return _go_on(visit, request, given)
        case File():
            kind = "inline" if given.is_inline else "attachment"
            headers = {"Content-Disposition": f"{kind}; filename*=UTF-8''{_quoted(given.name)}"}
            return Response(given.content, media_type=given.media_type, headers=headers)
        case Page():
            return _render(visit, request, given)


def _render(visit: Visit, request: Request, page: Page) -> Response:
    session = visit.session
    shown: dict[str, Any] = {
        **page_context(session, request, visit.language),
        "visit": visit,
        "csrf": visit.csrf,
        "why": visit.why,
        "said": _said_before(request),
        "fields": visit.fields,
        "pages": list_pages(session, visit.person_id),
        "at": page.here,
        "version": getattr(request.state, "version", ""),
        "me": sessions.name_of(session, visit.person_id),
        **page.shown,
    }
    response = TEMPLATES.TemplateResponse(request, page.template, shown, status_code=page.status)
    if SAID in request.cookies:
        response.delete_cookie(SAID, path=ROOT)
    return response


def _go_on(visit: Visit, request: Request, done: Done) -> Response:
    said = "" if done.said is None else put_into_words(done.said, language=visit.language)
    if _is_script(request):
        return JSONResponse({"to": done.to, "said": said})
    response = RedirectResponse(done.to, status_code=303)
    if said:
        response.set_cookie(
            SAID,
            _quoted(said[:LONGEST_SAID]),
            max_age=SAID_SECONDS,
            path=ROOT,
            httponly=True,
            samesite="strict",
        )
    return response


def _said_before(request: Request) -> str:
    return unquote(request.cookies.get(SAID, ""))[:LONGEST_SAID]


def _refused(visit: Visit, refusal: Refusal) -> Page:
    why = put_into_words(refusals.told(refusal), language=visit.language)
    return Page("desk/refused.html", {"why": why}, status=status_of(refusal))


def _to_sign_in(request: Request) -> Response:
    if _is_script(request):
        return failed(request, 401, "over")
    return RedirectResponse(SIGN_IN, status_code=303)


def failed(request: Request, status: int, word: str) -> Response:
    """Say in a word of the desk why not; nothing is read from the store for it."""
    said = WORDS[f"desk.{word}"]()
    return _say(request, status, put_into_words(said, language=cookie_language(request)))


def _say(request: Request, status: int, why: str) -> Response:
    if _is_script(request):
        return JSONResponse({"why": why}, status_code=status)
    shown: dict[str, Any] = {
        "street": "",
        "phone": HOTLINE,
        "root": ROOT,
        "why": why,
        "is_over": status == 401,  # noqa: PLR2004 - nobody sits there
        "here": "",
        **words_in(cookie_language(request)),
    }
    return TEMPLATES.TemplateResponse(request, "desk/stopped.html", shown, status_code=status)


def _note(desk: Desk, session_id: int) -> None:
    """Note that somebody was seen; a page that was shown stands even if this fails."""
    try:
        with desk.store.write() as session:
            sessions.note_seen(session, session_id, desk.clock)
    except DBAPIError:
        logger.warning("it cannot be noted that somebody is at the desk", exc_info=True)


def _is_script(request: Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _quoted(words: str) -> str:
    return quote(words, safe="")
