"""Showing the pages of the desk, and doing what their forms ask for.

A page is a function of a `Visit`: `show` runs it in a transaction that reads, `change` in one that
writes. A refusal of a service is said on the page; what was typed stays in its fields.
"""

import asyncio
import hmac
import logging
from contextlib import ExitStack
from dataclasses import replace

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import Refusal
from services.identity import desk as sessions
from services.identity import people
from services.meetings import meetings
from services.sealing import vault_of
from services.texts.phrases import put_into_words
from services.texts.refusals import refusals
from web.desk.answering import answer, failed, is_script, say
from web.desk.parts import ROOT, Desk
from web.desk.statuses import status_of
from web.desk.visits import Change, File, Page, Prepare, View, Visit
from web.desk.writing import write
from web.requests import Sent, cookie_language, is_own_page, read_sent
from web.uploads import is_multipart
from web.wrong import Wrong

COOKIE = "minqing_desk"
LIVE = "X-Live"  # a page asks for itself again, with nobody pressing anything
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
            response = answer(visit, request, shown)
    except DBAPIError:
        logger.exception("a page of the desk cannot be read")
        return failed(request, 503, "not_stored")
    if needs_note:
        _note(desk, seat_id)
    return response


async def change(
    desk: Desk,
    request: Request,
    act: Change,
    again: View | None = None,
    prepare: Prepare | None = None,
    *,
    takes_files: bool = False,
) -> Response:
    """Do what a form asks for, once its sender is known; `again` shows the page when refused.

    `prepare` does before what takes long, so that nobody waits to write meanwhile. A page with a
    script asks for JSON and gets `{"to", "said"}`, or `{"why"}` with a status.
    """
    with ExitStack() as held:  # files stay in memory until all is done
        sent = await take_form(desk, request, held if takes_files else None)
        if isinstance(sent, Response):
            return sent
        if prepare is not None:
            return await asyncio.to_thread(_get_ready, desk, request, sent, (prepare, act), again)
        return await asyncio.to_thread(_change, desk, request, sent, act, again)


def _get_ready(
    desk: Desk,
    request: Request,
    sent: Sent,
    steps: tuple[Prepare, Change],
    again: View | None,
) -> Response:
    """Make ready what is to be done, then do it."""
    prepare, act = steps
    try:
        with desk.store.read() as session:
            visit = _find_sender(session, desk, request, sent)
            if isinstance(visit, Response):
                return visit
            ready = prepare(visit)
            if isinstance(ready, Page):
                return answer(visit, request, ready)
    except Refusal as refusal:
        return _show_again(desk, request, sent, refusal, again)
    except DBAPIError:
        logger.exception("what is asked for at the desk cannot be made ready")
        return failed(request, 503, "not_stored")
    return _change(desk, request, sent, lambda it: act(replace(it, ready=ready)), again)


async def take_form(
    desk: Desk, request: Request, held: ExitStack | None = None
) -> Sent | Response:
    """Read a form that a page of ours sent, files only where they are `held`; else say why not.

    Of whoever does not sit at the desk nothing is read.
    """
    if not is_own_page(request, desk.public_url):
        return failed(request, 403, "strange")
    try:
        seat_id = await asyncio.to_thread(_find_seat, desk, request)
        if seat_id is None:
            return failed(request, 401, "over")
        if held is not None and is_multipart(request):
            may_enter = held.enter_context(desk.uploads.passing(str(seat_id)))
            if not may_enter:
                return failed(request, 503, "busy")
        return await read_sent(request, takes_files=held is not None)
    except Wrong as wrong:
        return say(request, wrong.status, put_into_words(wrong.why))
    except DBAPIError:
        logger.exception("it cannot be read who sits at the desk")
        return failed(request, 503, "not_stored")


def _find_seat(desk: Desk, request: Request) -> int | None:
    with desk.store.read() as session:
        seat = sessions.find_session(session, request.cookies.get(COOKIE, ""), desk.clock)
        return None if seat is None else seat.id


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
        return answer(visit, request, done)

    try:
        return write(desk.store, do)
    except Refusal as refusal:
        return _show_again(desk, request, sent, refusal, again)
    except DBAPIError:
        logger.exception("what was done at the desk cannot be stored")
        return failed(request, 503, "not_stored")


def sit(session: Session, desk: Desk, request: Request, sent: Sent) -> Visit | Response:
    """Give whoever sent a form, and note that they are there; else say why not."""
    visit = _find_sender(session, desk, request, sent)
    if isinstance(visit, Visit):
        sessions.note_seen(session, visit.session_id, desk.clock)
    return visit


def _find_sender(session: Session, desk: Desk, request: Request, sent: Sent) -> Visit | Response:
    """Give whoever sent a form, from a page that only they have; else say why not."""
    seat = sessions.find_session(session, request.cookies.get(COOKIE, ""), desk.clock)
    if seat is None:
        return failed(request, 401, "over")
    visit = _visit(session, desk, request, (seat.person_id, seat.id), sent)
    if not hmac.compare_digest(visit.csrf.encode(), sent.fields.get("csrf", "").encode()):
        return failed(request, 403, "strange")
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
    if is_script(request):
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
        return answer(visit, request, shown)


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
        is_secure=desk.is_secure,
        csrf=_csrf(session, request.cookies.get(COOKIE, "")),
        why=why,
    )


def _csrf(session: Session, token: str) -> str:
    """Give what only pages of this session know."""
    return vault_of(session).find_hash("desk form", token)


def _refused(visit: Visit, refusal: Refusal) -> Page:
    why = put_into_words(refusals.told(refusal), language=visit.language)
    return Page("desk/refused.html", {"why": why}, status=status_of(refusal))


def _to_sign_in(request: Request) -> Response:
    if is_script(request):
        return failed(request, 401, "over")
    return RedirectResponse(SIGN_IN, status_code=303)


def _note(desk: Desk, session_id: int) -> None:
    """Note that somebody was seen; a page that was shown stands even if this fails."""
    try:
        with desk.store.write() as session:
            sessions.note_seen(session, session_id, desk.clock)
    except DBAPIError:
        logger.warning("it cannot be noted that somebody is at the desk", exc_info=True)
