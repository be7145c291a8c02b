"""Coming to the desk by another system that knows who somebody is (企业微信登录).

The way there and back belongs to one browser: what comes back must name the state that this
browser was sent off with, and soon.
"""

import asyncio
import hmac
import logging
import secrets
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import DeliveryError, NotFound, Refusal, Rejected
from services.identity import accounts
from services.identity import desk as sessions
from services.sealing import vault_of
from web.desk.answering import failed
from web.desk.browsers import name_browser
from web.desk.parts import ROOT, Desk, Outer
from web.desk.showing import COOKIE
from web.desk.signing_in import enter, refuse, remember
from web.requests import address_of

STATE = "minqing_desk_state"
VALID = timedelta(minutes=10)
LONGEST_CODE = 512

logger = logging.getLogger(__name__)


def outer_routes(desk: Desk) -> APIRouter:
    """Give the way to the other system and back; nothing where there is none."""
    routes = APIRouter(prefix=ROOT)
    outer, public_url = desk.outer, desk.public_url
    if outer is None or public_url is None:
        return routes
    back = f"{public_url}{ROOT}/{outer.name}/back"

    @routes.get(f"/{outer.name}")
    def _go(request: Request) -> Response:
        return _send_off(desk, outer, request, back)

    @routes.get(f"/{outer.name}/back")
    async def _back(request: Request) -> Response:
        return await _come_back(desk, outer, request)

    return routes


def _send_off(desk: Desk, outer: Outer, request: Request, back: str) -> Response:
    if not desk.entering.take(address_of(request)):
        return failed(request, 429, "too_many")
    state = secrets.token_hex(16)
    until = int((desk.clock.now() + VALID).timestamp())
    try:
        with desk.store.read() as session:
            mark = _sign(session, state, until)
    except DBAPIError:
        return failed(request, 503, "not_stored")
    to = outer.address(request.headers.get("User-Agent", ""), back, state)
    response = RedirectResponse(to, status_code=303)
    response.set_cookie(
        STATE,
        f"{state}.{until}.{mark}",
        max_age=int(VALID.total_seconds()),
        path=f"{ROOT}/{outer.name}",
        secure=desk.is_secure,
        httponly=True,
        samesite="lax",
    )
    return response


async def _come_back(desk: Desk, outer: Outer, request: Request) -> Response:
    if not desk.entering.take(address_of(request)):
        return failed(request, 429, "too_many")
    try:
        is_ours = await asyncio.to_thread(_is_ours, desk, request)
        code = request.query_params.get("code", "")
        if not is_ours or not 0 < len(code) <= LONGEST_CODE:
            return await asyncio.to_thread(refuse, desk, request, NotFound("outer_strange"))
        name = await outer.identify(code)
    except DBAPIError:
        return failed(request, 503, "not_stored")
    except Rejected:
        return await asyncio.to_thread(refuse, desk, request, NotFound("outer_strange"))
    except DeliveryError:
        logger.warning("it cannot be asked who somebody is", exc_info=True)
        return failed(request, 503, "outer_silent")
    response = await asyncio.to_thread(_take, desk, outer, request, name)
    response.delete_cookie(STATE, path=f"{ROOT}/{outer.name}")
    return response


def _take(desk: Desk, outer: Outer, request: Request, name: str | None) -> Response:
    browser = name_browser(request.headers.get("User-Agent", ""))
    try:
        with desk.store.write() as session:
            person_id = _find(session, outer, name)
            token = sessions.sit_down(session, person_id, browser, desk.clock)
            sessions.leave(session, request.cookies.get(COOKIE, ""), desk.clock)
    except Refusal as refusal:
        return refuse(desk, request, refusal)
    except DBAPIError:
        return failed(request, 503, "not_stored")
    response = enter()
    remember(desk, response, token)
    return response


def _find(session: Session, outer: Outer, name: str | None) -> int:
    """Find whom the other system named.

    Raises:
        NotFound: outer_unknown; we do not know them, on that door.
    """
    account = name and accounts.find_account(session, outer.door, outer.robot, name)
    if not account or account.person_id is None:
        raise NotFound("outer_unknown")
    return account.person_id


def _is_ours(desk: Desk, request: Request) -> bool:
    """Tell whether this browser was sent off with what came back, a short while ago."""
    state, _, rest = request.cookies.get(STATE, "").partition(".")
    until, _, mark = rest.partition(".")
    if not (until.isascii() and until.isdecimal() and len(until) < LONGEST_CODE):
        return False
    if not state or not hmac.compare_digest(
        state.encode(), request.query_params.get("state", "").encode()
    ):
        return False
    with desk.store.read() as session:
        is_signed = hmac.compare_digest(_sign(session, state, int(until)).encode(), mark.encode())
    return is_signed and desk.clock.now().timestamp() < int(until)


def _sign(session: Session, state: str, until: int) -> str:
    return vault_of(session).find_hash("desk state", f"{state}.{until}")
