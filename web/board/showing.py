"""Showing the pages of the board: to everybody, nobody knows whom."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import NotFound, Refusal
from models.people import Language
from services import demo, facts
from services.clock import Clock
from services.rules import rules_of
from services.texts.phrases import put_into_words
from services.texts.refusals import refusals
from web.board.parts import ROOT, Board
from web.pages import HOTLINE, TEMPLATES
from web.requests import cookie_language
from web.words import WORDS, words_in

logger = logging.getLogger(__name__)

TABS = ("home", "notices", "cases", "announcements", "posts", "figures", "people")
"""Entries of the navigation; each is the last part of its address."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looks at a page of the board; nobody knows who.

    Args:
        session: the open transaction, which only reads.
        clock: tells the time.
        language: they read.
        query: of the address, each name's first value.
    """

    session: Session
    clock: Clock
    language: Language
    query: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Page:
    """A page to show: its template, what it shows, and which entry of the navigation it is."""

    template: str
    shown: Mapping[str, Any]
    here: str = ""
    status: int = 200


def show(board: Board, request: Request, view: Callable[[Look], Page]) -> Response:
    """Show a page to anybody."""
    return look_at(board, request, lambda look: render(request, look, view(look)))


def look_at(board: Board, request: Request, answer: Callable[[Look], Response]) -> Response:
    """Give anybody what is no page, such as a picture; a refusal is a page."""
    language = cookie_language(request)
    try:
        with board.store.read() as session:
            look = Look(session, board.clock, language, dict(request.query_params))
            try:
                return answer(look)
            except Refusal as refusal:
                return render(request, look, refused(look, refusal))
    except DBAPIError:
        logger.exception("a page of the board cannot be read")
        return fail(request, 503, "board.not_read")


def refused(look: Look, refusal: Refusal) -> Page:
    """Give the page that says why there is nothing to see."""
    why = put_into_words(refusals.told(refusal), language=look.language)
    status = 404 if isinstance(refusal, NotFound) else 409
    return Page("board/refused.html", {"why": why}, status=status)


def render(request: Request, look: Look, page: Page) -> Response:
    """Put a page into HTML."""
    shown: dict[str, Any] = {
        "street": rules_of(look.session).street_name,
        "phone": facts.office_phone(look.session),
        "is_demo": demo.is_demo(look.session),
        "root": ROOT,
        "tabs": TABS,
        "at": page.here,
        "here": _back(request),
        **words_in(look.language),
        **page.shown,
    }
    return TEMPLATES.TemplateResponse(request, page.template, shown, status_code=page.status)


def fail(request: Request, status: int, word: str) -> Response:
    """Say why no page can be shown."""
    language = cookie_language(request)
    why = put_into_words(WORDS[word](), language=language)
    shown: dict[str, Any] = {
        "street": "",
        "phone": HOTLINE,
        "root": ROOT,
        "tabs": TABS,
        "at": "",
        "here": "",
        "why": why,
        **words_in(language),
    }
    return TEMPLATES.TemplateResponse(request, "board/refused.html", shown, status_code=status)


def _back(request: Request) -> str:
    """Give where the switch of languages leads back to."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"[:300]
