"""In which language somebody reads the pages: their account knows, before that a cookie."""

import re
from contextlib import suppress
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.people import Account, Door, Language
from services import demo
from services.clock import Clock
from services.identity import accounts, people
from web.chat.door import ROBOT
from web.chat.parts import Chat
from web.chat.visitors import Visitor, visitor_of
from web.requests import LANGUAGE_COOKIE, asked_language, cookie_language, first_of, is_own_page

KEPT_SECONDS = 365 * 24 * 3600
LARGEST = 4096
"""Bytes of the form."""

_BACK = re.compile(
    r"/(?!.*\.\.)(?:(?:chat|board|follow|console)(?:[/?][\w=&.%/?+-]{0,300})?)?", re.ASCII
)


def language_of(session: Session, request: Request) -> Language:
    """Tell in which language to show a page.

    In the demonstration, where a visitor is many people, the browser alone knows.
    """
    chosen = cookie_language(request)
    if demo.is_demo(session):
        return chosen
    account = _own(session, visitor_of(request))
    return chosen if account is None else account.language or chosen


def page_language(chat: Chat, request: Request) -> Language:
    """Tell in which language to show a page, also while the store does not answer."""
    try:
        with chat.store.read() as session:
            return language_of(session, request)
    except DBAPIError:
        return cookie_language(request)


def bring_language(chat: Chat, request: Request) -> None:
    """Give the account of somebody who speaks for the first time the language of their pages."""
    language = asked_language(request)
    if language is None:
        return
    visitor = visitor_of(request)
    with chat.store.write() as session:
        account = accounts.ensure_account(session, Door.BROWSER, ROBOT, visitor.chat, chat.clock)
        people.set_language(session, account.id, language)


async def read_choice(request: Request) -> tuple[Language, str] | None:
    """Read which language was chosen, and the page to go back to."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    with suppress(ValueError):
        fields = first_of(parse_qsl(body.decode(errors="replace"), max_num_fields=8))
        back = fields.get("back", "")
        language = Language(fields.get("language", ""))
        return language, back if _BACK.fullmatch(back) else "/chat"
    return None


def switch(chat: Chat, request: Request, choice: tuple[Language, str] | None) -> Response:
    """Keep the choice of a language, and show the page again in it."""
    if choice is None or not is_own_page(request, chat.public_url):
        return RedirectResponse("/chat", status_code=303)
    language, back = choice
    with chat.store.write() as session:
        for account in _readers(session, visitor_of(request), chat.clock):
            people.set_language(session, account.id, language)
    response = RedirectResponse(back, status_code=303)
    response.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=KEPT_SECONDS,
        secure=chat.is_secure,
        httponly=True,
        samesite="lax",
    )
    return response


def _own(session: Session, visitor: Visitor) -> Account | None:
    return accounts.find_account(session, Door.BROWSER, ROBOT, visitor.chat)


def _readers(session: Session, visitor: Visitor, clock: Clock) -> list[Account]:
    """List whom a visitor reads for: themselves, and in the demonstration everybody."""
    own = _own(session, visitor)
    found = [] if own is None else [own]
    if demo.is_demo(session):
        invented = (*demo.PEOPLE, *demo.GROUPS)
        found += [
            accounts.ensure_account(session, Door.BROWSER, ROBOT, each.outer_id, clock)
            for each in invented
        ]
    return found
