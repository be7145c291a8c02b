"""The page on which one follows a case by its query code (查询码), with the chat's buttons."""

import asyncio
import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from sqlalchemy.exc import DBAPIError

from models.cases import Step
from models.errors import Invalid, NotFound, Refusal
from services.attachments import pictures
from services.reporters import own_file, own_photos, past
from services.reporters.own_file import Deed, OwnFile, Wish
from services.texts.labels import ACT_LABELS, STATUS_LABELS, STEP_LABELS
from services.texts.pages.follow_pages import PROOF_WORDS
from services.texts.phrases import put_into_words
from services.texts.refusals import refusals
from web.board.asked import number_of
from web.board.parts import FOLLOW, Board
from web.board.showing import Look, Page, fail, render, show
from web.requests import LONGEST_TEXT, address_of, cookie_language, is_own_page, read_fields
from web.words import WORDS
from web.wrong import Wrong

LONGEST_CODE = 40
PHOTO = "image/jpeg"
_STEPS = (Step.INTAKE, Step.HANDLING, Step.NOTICE, Step.OVERSIGHT, Step.FOLLOW_UP)
_KEPT_PLACES = ("count", "seq")

logger = logging.getLogger(__name__)


def follow_routes(board: Board) -> APIRouter:
    """Give the routes."""
    routes = APIRouter(prefix=FOLLOW)

    @routes.get("")
    def _ask(request: Request) -> Response:
        return _ask_code(board, request)

    @routes.get("/{receipt}")
    def _look(request: Request, receipt: str) -> Response:
        return _look_at(board, request, receipt)

    @routes.get("/{receipt}/chain")
    def _chain(request: Request, receipt: str) -> Response:
        return _give_chain(board, request, receipt)

    @routes.get("/{receipt}/photos/{number}")
    def _photo(request: Request, receipt: str, number: str) -> Response:
        return _give_photo(board, request, receipt, number_of(number))

    @routes.post("/{receipt}")
    async def _do(request: Request, receipt: str) -> Response:
        return await _take(board, request, receipt)

    return routes


def _ask_code(board: Board, request: Request) -> Response:
    code = request.query_params.get("code", "").strip()[:LONGEST_CODE]
    if code:
        return RedirectResponse(_address(code), status_code=303)
    return show(board, request, _show_question)


def _show_question(look: Look) -> Page:
    del look
    return Page("board/follow.html", {"follow": FOLLOW})


def _look_at(board: Board, request: Request, receipt: str) -> Response:
    if not board.guessing.has(address_of(request)):
        return fail(request, 429, "board.too_many")
    said = request.query_params.get("done", "")
    return show(board, request, lambda look: _open(board, request, look, receipt, said))


async def _take(board: Board, request: Request, receipt: str) -> Response:
    if not is_own_page(request, board.public_url):
        return fail(request, 403, "follow.strange")
    try:
        fields = await read_fields(request)
    except Wrong as wrong:
        return fail(request, wrong.status, "follow.strange")
    return await asyncio.to_thread(_change, board, request, receipt, fields)


def _address(receipt: str) -> str:
    return f"{FOLLOW}/{quote(receipt, safe='')}"


def _open(board: Board, request: Request, look: Look, receipt: str, said: str) -> Page:
    """Show the case of a code; an unknown one counts as a guess."""
    try:
        file = own_file.open_file(look.session, receipt[:LONGEST_CODE])
    except NotFound as refusal:
        board.guessing.take(address_of(request))
        why = put_into_words(refusals.told(refusal), language=look.language)
        return Page("board/follow.html", {"follow": FOLLOW, "why": why}, status=404)
    done = said if said in set(Deed) else ""
    return Page("board/followed.html", _shown(look, receipt, file) | {"done": done})


def _shown(look: Look, receipt: str, file: OwnFile) -> dict[str, Any]:
    now = _STEPS.index(file.root.step if file.case.step is Step.INTAKE else file.case.step)
    steps = [
        (STEP_LABELS[step](), "done" if at < now else "now" if at == now else "")
        for at, step in enumerate(_STEPS)
    ]
    lines = [
        (it, ACT_LABELS[it.act](), past.words_for_reporter(it), past.rated_of(it))
        for it in file.past
    ]
    return {
        "follow": FOLLOW,
        "file": file,
        "case": file.case,
        "steps": steps,
        "status": STATUS_LABELS[file.case.status](),
        "lines": lines,
        "photos": own_photos.list_photos(look.session, file.case),
        "receipt": receipt,
        "address": _address(receipt),
        "fingerprint": file.case.chain.hex()[:32],
        "longest": LONGEST_TEXT,
        "key": secrets.token_urlsafe(12),
        "proof_words": _proof_words(look),
    }


def _give_photo(board: Board, request: Request, receipt: str, number: int) -> Response:
    """Give a photo of the case of a code; an unknown one counts as a guess."""
    address = address_of(request)
    if not board.guessing.has(address):
        return PlainTextResponse("", status_code=429)
    try:
        with board.store.read() as session:
            data = own_photos.get_photo(session, receipt[:LONGEST_CODE], number)
    except NotFound as refusal:
        if refusal.reason == "receipt_unknown":
            board.guessing.take(address)
        return PlainTextResponse("", status_code=404)
    if pictures.sniff(data) != PHOTO:
        return PlainTextResponse("", status_code=404)
    return Response(data, media_type=PHOTO, headers={"Cache-Control": "private, no-cache"})


def _proof_words(look: Look) -> str:
    places = {place: f"{{{place}}}" for place in _KEPT_PLACES}
    return json.dumps(
        {
            name: put_into_words(WORDS[f"follow.{name}"](**places), language=look.language)
            for name in PROOF_WORDS
        },
        ensure_ascii=False,
    )


def _change(board: Board, request: Request, receipt: str, fields: Mapping[str, str]) -> Response:
    """Do what a form asks for, and show the page again; a refusal leaves what was typed."""
    address = address_of(request)
    if not board.guessing.has(address) or not board.asking.take(address):
        return fail(request, 429, "board.too_many")
    why = ""
    try:
        with board.store.write() as session:
            own_file.do(session, receipt[:LONGEST_CODE], _wish(fields), board.clock)
    except Refusal as refusal:
        if refusal.reason == "receipt_unknown":
            board.guessing.take(address)
        why = put_into_words(refusals.told(refusal), language=cookie_language(request))
    except DBAPIError:
        logger.exception("what was said with a query code cannot be stored")
        return fail(request, 503, "board.not_read")
    if not why:
        where = f"{_address(receipt)}?done={quote(fields.get('deed', ''))}"
        return RedirectResponse(where, status_code=303)
    with board.store.read() as session:
        look = Look(session, board.clock, cookie_language(request), {})
        page = _open(board, request, look, receipt, "")
        given = {"why": why, "typed": fields.get("words", "")}
        return render(request, look, Page(page.template, {**page.shown, **given}, status=409))


def _wish(fields: Mapping[str, str]) -> Wish:
    """Read a form.

    Raises:
        Refusal: it names no deed of ours.
    """
    if fields.get("deed", "") not in set(Deed):
        raise Invalid("button_outdated")
    words = fields.get("words", "").strip()
    if len(words) > LONGEST_TEXT:
        raise Invalid("words_too_long", count=len(words), limit=LONGEST_TEXT)
    return Wish(
        Deed(fields["deed"]),
        _number(fields.get("round", "")),
        words.replace("\0", ""),
        _number(fields.get("satisfaction", "")),
        fields.get("key", "")[:40],
    )


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004


def _give_chain(board: Board, request: Request, receipt: str) -> Response:
    address = address_of(request)
    if not board.guessing.has(address) or not board.asking.take(address):
        return JSONResponse({}, status_code=429)
    try:
        with board.store.read() as session:
            return JSONResponse(own_file.read_chain(session, receipt[:LONGEST_CODE]))
    except NotFound:
        board.guessing.take(address)
        return JSONResponse({}, status_code=404)
    except DBAPIError:
        return JSONResponse({}, status_code=503)
