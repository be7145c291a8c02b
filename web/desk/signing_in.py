"""Coming to the desk and leaving it.

Looking at a one-time link uses nothing up: messengers open it to show a preview. Only the press on
the page does. In the demonstration anybody may sit at the desk of its invented people.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import NotFound, Refusal
from models.people import Door
from services import demo
from services.identity import accounts
from services.identity import desk as sessions
from services.texts.phrases import put_into_words
from services.texts.refusals import refusals
from web.chat.door import ROBOT
from web.desk.answering import failed, page_context
from web.desk.browsers import name_browser
from web.desk.parts import ROOT, Desk
from web.desk.showing import COOKIE, SIGN_IN
from web.desk.statuses import status_of
from web.pages import TEMPLATES
from web.requests import address_of, cookie_language, is_own_page, read_fields
from web.words import WORDS
from web.wrong import Wrong

LONGEST_CODE = 60
RETRY_SECONDS = "30"
STOPS = {"strange": 403, "too_many": 429}
"""The status that tells programs why a form was not taken."""


def signing_routes(desk: Desk) -> APIRouter:
    """Give the routes in and out."""
    routes = APIRouter(prefix=ROOT)

    @routes.api_route("/sign-in", methods=["GET", "HEAD"])
    def _look(request: Request) -> Response:
        return _show(desk, request, request.query_params.get("code", "")[:LONGEST_CODE])

    @routes.post("/sign-in")
    async def _enter(request: Request) -> Response:
        fields = await _read(desk, request)
        if isinstance(fields, str):
            return await asyncio.to_thread(_stop, desk, request, STOPS[fields], fields)
        return await asyncio.to_thread(_take, desk, request, fields)

    @routes.post("/sign-out")
    async def _leave(request: Request) -> Response:
        # No limit here: whoever wants to leave a shared computer must be able to.
        if not is_own_page(request, desk.public_url):
            return await asyncio.to_thread(_stop, desk, request, STOPS["strange"], "strange")
        return await asyncio.to_thread(_go, desk, request)

    return routes


def remember(desk: Desk, response: Response, token: str) -> None:
    """Give the browser the cookie of a session; it goes when the browser closes."""
    response.set_cookie(
        COOKIE, token, path=ROOT, secure=desk.is_secure, httponly=True, samesite="lax"
    )


def enter() -> RedirectResponse:
    """Lead to the first page of the desk."""
    return RedirectResponse(ROOT, status_code=303)


def refuse(desk: Desk, request: Request, refusal: Refusal) -> Response:
    """Say why somebody does not come in."""
    try:
        with desk.store.read() as session:
            return _refuse(session, desk, request, refusal)
    except DBAPIError:
        return failed(request, 503, "not_stored")


async def _read(desk: Desk, request: Request) -> Mapping[str, str] | str:
    """Read a form; the name of what to say when it is none of ours."""
    if not is_own_page(request, desk.public_url):
        return "strange"
    if not desk.entering.take(address_of(request)):
        return "too_many"
    try:
        return await read_fields(request)
    except Wrong:
        return "strange"


def _show(desk: Desk, request: Request, code: str) -> Response:
    """Show whose desk a link opens, or how to get one."""
    try:
        with desk.store.read() as session:
            if not code:
                return _page(desk, session, request, {})
            if not desk.entering.take(address_of(request)):
                return _stop_in(session, desk, request, 429, "too_many")
            try:
                person_id = sessions.check_link(session, code, desk.clock)
            except Refusal as refusal:
                return _refuse(session, desk, request, refusal)
            name = sessions.name_of(session, person_id)
            return _page(desk, session, request, {"code": code, "name": name})
    except DBAPIError:
        return failed(request, 503, "not_stored")


def _take(desk: Desk, request: Request, fields: Mapping[str, str]) -> Response:
    browser = name_browser(request.headers.get("User-Agent", ""))
    try:
        with desk.store.write() as session:
            if key := fields.get("demo", ""):
                token = sessions.sit_down(session, _invented(session, key), browser, desk.clock)
            else:
                code = fields.get("code", "")[:LONGEST_CODE]
                token = sessions.redeem(session, code, browser, desk.clock)
            # Whoever sat here before, on a shared computer, does so no longer.
            sessions.leave(session, request.cookies.get(COOKIE, ""), desk.clock)
    except Refusal as refusal:
        return refuse(desk, request, refusal)
    except DBAPIError:
        return failed(request, 503, "not_stored")
    response = enter()
    remember(desk, response, token)
    return response


def _invented(session: Session, key: str) -> int:
    """Find somebody of the demonstration.

    Raises:
        NotFound: desk_link_unknown; there is no such person, or this is no demonstration.
    """
    person = next((it for it in demo.PEOPLE if it.key == key), None)
    if person is None or not demo.is_demo(session):
        raise NotFound("desk_link_unknown")
    account = accounts.find_account(session, Door.BROWSER, ROBOT, person.outer_id)
    if account is None or account.person_id is None:
        raise NotFound("desk_link_unknown")
    return account.person_id


def _go(desk: Desk, request: Request) -> Response:
    try:
        with desk.store.write() as session:
            sessions.leave(session, request.cookies.get(COOKIE, ""), desk.clock)
            response = _page(desk, session, request, {"said": "left"})
    except DBAPIError:
        return failed(request, 503, "not_stored")
    response.delete_cookie(COOKIE, path=ROOT)
    return response


def _page(
    desk: Desk, session: Session, request: Request, shown: Mapping[str, Any], status: int = 200
) -> Response:
    context = page_context(session, request, cookie_language(request))
    staff = [
        person for person in demo.PEOPLE if context["is_demo"] and person.role in sessions.AT_DESK
    ]
    outer = desk.outer.name if desk.outer and desk.public_url else ""
    given: dict[str, Any] = {
        "sign_in": SIGN_IN,
        "staff": staff,
        "outer": outer,
        **context,
        **shown,
    }
    return TEMPLATES.TemplateResponse(request, "desk/sign_in.html", given, status_code=status)


def _refuse(session: Session, desk: Desk, request: Request, refusal: Refusal) -> Response:
    why = put_into_words(refusals.told(refusal), language=cookie_language(request))
    return _page(desk, session, request, {"why": why}, status_of(refusal))


def _stop_in(session: Session, desk: Desk, request: Request, status: int, word: str) -> Response:
    why = put_into_words(WORDS[f"desk.{word}"](), language=cookie_language(request))
    response = _page(desk, session, request, {"why": why}, status)
    if word == "too_many":
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _stop(desk: Desk, request: Request, status: int, word: str) -> Response:
    try:
        with desk.store.read() as session:
            return _stop_in(session, desk, request, status, word)
    except DBAPIError:
        return failed(request, status, word)
