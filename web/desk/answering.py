"""Answering what was asked for at the desk: a page, a file, the way on, or a word why not."""

from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlmodel import Session

from models.people import Language
from services import demo, facts
from services.identity import desk as sessions
from services.rules import rules_of
from services.texts.phrases import put_into_words
from web.desk.nav import list_pages
from web.desk.parts import ROOT
from web.desk.visits import Done, File, Page, Visit
from web.pages import HOTLINE, TEMPLATES
from web.requests import cookie_language
from web.words import WORDS, words_in

SAID = "minqing_desk_said"
"""Carries what is said on the next page; for a minute, and only there."""

SAID_SECONDS = 60
LONGEST_SAID = 1000


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


def answer(visit: Visit, request: Request, given: Page | File | Done) -> Response:
    """Give what a page gave back."""
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
    if is_script(request):
        return JSONResponse({"to": done.to, "said": said})
    response = RedirectResponse(done.to, status_code=303)
    if said:
        response.set_cookie(
            SAID,
            _quoted(said[:LONGEST_SAID]),
            max_age=SAID_SECONDS,
            path=ROOT,
            secure=visit.is_secure,
            httponly=True,
            samesite="strict",
        )
    return response


def _said_before(request: Request) -> str:
    return unquote(request.cookies.get(SAID, ""))[:LONGEST_SAID]


def failed(request: Request, status: int, word: str) -> Response:
    """Say in a word of the desk why not; nothing is read from the store for it."""
    said = WORDS[f"desk.{word}"]()
    return say(request, status, put_into_words(said, language=cookie_language(request)))


def say(request: Request, status: int, why: str) -> Response:
    """Say why not."""
    if is_script(request):
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


def is_script(request: Request) -> bool:
    """Tell whether a script of ours asks, which reads no page."""
    return "application/json" in request.headers.get("Accept", "")


def _quoted(words: str) -> str:
    return quote(words, safe="")
