"""The one-time link into the browser, and the way out again.

Looking at a link uses nothing up: messengers open it to show a preview, browsers to be fast. Only
the press on the page does. Whoever enters gets a new cookie: one that somebody else knew from
before, on a shared computer, opens nothing.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import Conflict, NotFound, Refusal, TooSoon
from models.outbox import Priority
from models.people import Account, Door
from services import demo, facts
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import accounts, invitations, links
from services.identity.invitations import tidy_code
from services.identity.links import Offer
from services.sealing import sealer_of
from services.texts import chat as chat_texts
from services.texts import linking as texts
from services.texts import menu as menu_texts
from services.texts.pages.pages import WORDS
from services.texts.phrases import put_into_words
from services.texts.refusals import refusals
from web.chat.door import ROBOT
from web.chat.languages import page_language
from web.chat.parts import Chat
from web.chat.seats import OWN
from web.chat.visitors import COOKIE, Visitor, visitor_of
from web.pages import CHAT, HOTLINE, TEMPLATES
from web.requests import address_of, is_own_page, read_fields
from web.words import words_in
from web.wrong import Wrong

ENTER, LEAVE = "/enter", "/leave"
LONGEST_CODE = 40


def signing_routes(chat: Chat) -> APIRouter:
    """Give the routes in and out."""
    routes = APIRouter(prefix=CHAT)

    @routes.api_route(ENTER, methods=["GET", "HEAD"])
    def _look(request: Request) -> Response:
        return _show_link(chat, request)

    @routes.post(ENTER)
    async def _enter(request: Request) -> Response:
        try:
            fields = await _read(chat, request)
        except Wrong as wrong:
            return await asyncio.to_thread(_say, chat, request, wrong)
        return await asyncio.to_thread(_take_link, chat, request, fields.get("code", ""))

    @routes.get(LEAVE)
    def _ask(request: Request) -> Response:
        return _ask_leave(chat, request)

    @routes.post(LEAVE)
    async def _leave(request: Request) -> Response:
        if not is_own_page(request, chat.public_url):
            wrong = Wrong(403, chat_texts.NOT_UNDERSTOOD())
            return await asyncio.to_thread(_say, chat, request, wrong)
        return await asyncio.to_thread(_take_leave, chat, request)

    return routes


async def _read(chat: Chat, request: Request) -> Mapping[str, str]:
    if not is_own_page(request, chat.public_url):
        raise Wrong(403, chat_texts.NOT_UNDERSTOOD())
    return await read_fields(request)


def _show_link(chat: Chat, request: Request) -> Response:
    """Show whose link it is, with the one button; nothing is used up."""
    visitor = visitor_of(request)
    code = tidy_code(request.query_params.get("code", "")[:LONGEST_CODE])
    try:
        _check_rate(chat, request)
        with chat.store.read() as session:
            offer = _check(session, chat, visitor, code)
    except Refusal as refusal:
        return _refuse(chat, request, refusal)
    except Wrong as wrong:
        return _say(chat, request, wrong)
    except DBAPIError:
        return _say(chat, request, Wrong(503, texts.NOT_READ(phone=HOTLINE)))
    page = {"step": "enter", "code": code, "name": offer.name, "is_other": offer.is_other}
    response = _page(chat, request, page)
    visitor.remember(response, is_secure=chat.is_secure)
    return response


def _take_link(chat: Chat, request: Request, code: str) -> Response:
    """Sign the browser in, once; the press sent twice at once comes to the same."""
    visitor, code = visitor_of(request), tidy_code(code[:LONGEST_CODE])
    fresh = visitor.renewed(chat.store.vault, code)
    try:
        _check_rate(chat, request)
        _check_cookie(chat, visitor)
        with chat.store.write() as session:
            before = _find(session, fresh)
            if before is None or not links.was_just_used(session, code, before.id, chat.clock):
                _sign_in(session, chat, visitor, fresh, code)
    except Refusal as refusal:
        _count_guess(chat, visitor, refusal)
        return _refuse(chat, request, refusal)
    except Wrong as wrong:
        return _say(chat, request, wrong)
    except DBAPIError:
        return _say(chat, request, Wrong(503, chat_texts.NOT_STORED(phone=HOTLINE)))
    response = _to_chat(chat)
    fresh.remember(response, is_secure=chat.is_secure)
    return response


def _sign_in(session: Session, chat: Chat, visitor: Visitor, fresh: Visitor, code: str) -> None:
    """Join the browser's account, under its new name, to the person of the code."""
    _check(session, chat, visitor, code)
    account = _find(session, visitor)
    if account is None:
        account = accounts.ensure_account(session, Door.BROWSER, ROBOT, fresh.chat, chat.clock)
    account_id = account.id
    links.redeem(session, code, account_id, "", chat.clock)
    account = session.get_one(Account, account_id)
    if account.outer_id != fresh.chat:
        accounts.rename_account(session, account, fresh.chat)
    address = outbox.Address(account_id, fresh.chat, sealer_of(session, account.key_id))
    own = Choice(menu_texts.MY_CASES(), Command("mine", {}))
    saying = Saying((texts.SIGNED_IN(),), (own,))
    outbox.post(session, address, saying, chat.clock, Priority.REPLY)


def _check(session: Session, chat: Chat, visitor: Visitor, code: str) -> Offer:
    """Find what a code stands for; who holds a role here is asked in the chat, not on a page.

    Raises:
        Refusal: it cannot be used here.
    """
    account = _find(session, visitor)
    offer = links.check_code(session, code, None if account is None else account.id, chat.clock)
    if offer.has_roles:
        raise Conflict("link_roles", code=code)
    return offer


def _count_guess(chat: Chat, visitor: Visitor, refusal: Refusal) -> None:
    if refusal.reason != "link_unknown":
        return
    with chat.store.write() as session:
        account = _find(session, visitor)
        if account is not None:
            invitations.note_wrong_guess(session, account.id, chat.clock)


def _ask_leave(chat: Chat, request: Request) -> Response:
    with chat.store.read() as session:
        account = _find(session, visitor_of(request))
        person_id = None if account is None else account.person_id
        is_last = person_id is not None and len(links.list_accounts(session, person_id)) == 1
    return _page(chat, request, {"step": "leave", "is_last": is_last})


def _take_leave(chat: Chat, request: Request) -> Response:
    """Forget the browser's cookie, here and there."""
    try:
        with chat.store.write() as session:
            account = _find(session, visitor_of(request))
            if account is not None:
                links.sign_out(session, account.id, chat.clock)
    except DBAPIError:
        return _say(chat, request, Wrong(503, chat_texts.NOT_STORED(phone=HOTLINE)))
    words = put_into_words(WORDS["left_what"](), language=page_language(chat, request))
    response = _page(chat, request, {"step": "left", "why": words})
    response.delete_cookie(COOKIE, path=CHAT)
    return response


def _find(session: Session, visitor: Visitor) -> Account | None:
    return accounts.find_account(session, Door.BROWSER, ROBOT, visitor.chat)


def _check_rate(chat: Chat, request: Request) -> None:
    if not chat.entering.take(address_of(request)):
        raise Wrong(429, chat_texts.TOO_MANY(phone=_phone(chat)))


def _check_cookie(chat: Chat, visitor: Visitor) -> None:
    """Use no link up for a browser that could not keep what it gets."""
    if visitor.is_new:
        raise Wrong(400, chat_texts.NO_COOKIE(phone=_phone(chat)))


def _refuse(chat: Chat, request: Request, refusal: Refusal) -> Response:
    """Say why a link does not open, and how to get another."""
    if refusal.reason == "link_own":
        return _to_chat(chat)
    match refusal:
        case NotFound():
            status = 404
        case TooSoon():
            status = 429
        case _:
            status = 409 if refusal.reason == "link_roles" else 410
    return _say(chat, request, Wrong(status, refusals.told(refusal)))


def _to_chat(chat: Chat) -> Response:
    with chat.store.read() as session:
        is_demo = demo.is_demo(session)
    return RedirectResponse(f"{CHAT}?as={OWN}" if is_demo else CHAT, status_code=303)


def _say(chat: Chat, request: Request, wrong: Wrong) -> Response:
    why = put_into_words(wrong.why, language=page_language(chat, request))
    return _page(chat, request, {"step": "wrong", "why": why}, wrong.status)


def _page(chat: Chat, request: Request, page: dict[str, Any], status: int = 200) -> Response:
    words = words_in(page_language(chat, request))
    # Without a switch of languages: it would lead away from the link.
    shown = {"street": _street(chat), "phone": _phone(chat), "here": "", **words, **page}
    return TEMPLATES.TemplateResponse(request, "enter.html", shown, status_code=status)


def _street(chat: Chat) -> str:
    return chat.store.rules.street_name


def _phone(chat: Chat) -> str:
    try:
        with chat.store.read() as session:
            return facts.office_phone(session)
    except DBAPIError:
        return HOTLINE
