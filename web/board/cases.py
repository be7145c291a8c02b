"""Public cases on the board: by step, place and kind, searched, each with its own page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from models.areas import Area, Level
from models.board import BoardCase
from models.cases import ENDED, Step
from models.categories import SENSITIVE, Category
from services.areas import areas
from services.board import listing, searching
from services.board.listing import Wanted
from services.clock import Clock, local, today
from services.delivery.cards import CASE_LINK
from services.texts.casework import board_cases as board_texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import STATUS_LABELS, STEP_LABELS
from services.texts.phrases import Phrase
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, fail, show
from web.requests import address_of

PATH = f"{ROOT}/cases"
FILTERS = ("q", "step", "category", "place")
OVER = "over"
"""What an address calls those that are over without an answer of their own."""

HIGHEST = 2**62
"""No id is as high; what is said in an address may be."""

LABELS: Mapping[str, Any] = {
    "steps": STEP_LABELS,
    "categories": CATEGORY_LABELS,
    "statuses": STATUS_LABELS,
}
"""What rows of cases are labelled with."""


def case_routes(board: Board) -> APIRouter:
    """Give the routes of the cases."""
    routes = APIRouter(prefix=f"{ROOT}/cases")

    @routes.get("")
    def _list(request: Request) -> Response:
        is_search = bool(request.query_params.get("q", "").strip())
        if is_search and not board.asking.take(address_of(request)):
            return fail(request, 429, "board.too_many")
        return show(board, request, _show_list)

    @routes.get("/{number}")
    def _one(request: Request, number: str) -> Response:
        return show(board, request, lambda look: _show_one(look, number))

    return routes


def place_of(look: Look, row: BoardCase) -> str:
    """Name where a case lies, as far as everybody may know; empty for the whole street."""
    named = (row.community_id, row.grid_id)
    return " ".join(areas.area_of(look.session, it).name for it in named if it is not None)


def days_of(row: BoardCase, clock: Clock) -> int:
    """Count the days from the report to the answer, or until today."""
    until = row.answered_at or row.closed_at
    last = today(clock) if until is None else _day(until, clock)
    return max((last - _day(row.reported_at, clock)).days, 0)


def shown_rows(look: Look, rows: Sequence[BoardCase]) -> list[dict[str, Any]]:
    """Give rows of the board as a list shows them."""
    return [
        {"case": row, "place": place_of(look, row), "days": days_of(row, look.clock)}
        for row in rows
    ]


def _day(at: datetime, clock: Clock) -> date:
    return local(at, clock).date()


def _show_list(look: Look) -> Page:
    places = listing.list_places(look.session)
    wanted = _wanted(look, places)
    before, after = _id(look, "before"), _id(look, "after")
    part = listing.list_cases(look.session, wanted, before=before, after=after)
    if after is not None and len(part.rows) < listing.LISTED:
        part = listing.list_cases(look.session, wanted)  # nearly at the top: show all of it
    shown: dict[str, Any] = {
        "rows": shown_rows(look, part.rows),
        "newer": _path(look, after=part.newer),
        "older": _path(look, before=part.older),
        "path": PATH,
        "asked": {name: look.query.get(name, "") for name in FILTERS},
        "is_filtered": any(look.query.get(name) for name in FILTERS),
        "is_junk": bool(wanted.words) and not searching.terms_of(wanted.words),
        "longest": searching.LONGEST,
        "choices": _choices(places),
        **LABELS,
    }
    return Page("board/cases.html", shown, here="cases")


def _wanted(look: Look, places: Sequence[Area]) -> Wanted:
    """Read what is wanted off an address; what means nothing there is passed over."""
    code = look.query.get("place", "")
    place = next((it for it in places if it.code == code), None)
    return Wanted(
        step=next((it for it in Step if it.value == look.query.get("step")), None),
        category=next((it for it in Category if it.value == look.query.get("category")), None),
        area_id=None if place is None else place.id,
        words=look.query.get("q", "").strip()[: searching.LONGEST],
        is_over=look.query.get("step") == OVER,
    )


def _choices(places: Sequence[Area]) -> dict[str, list[tuple[str, Phrase | str]]]:
    """Give what each filter offers."""
    indent = {Level.COMMUNITY: "", Level.GRID: "\u3000"}
    return {
        "step": [*((it.value, STEP_LABELS[it]()) for it in Step), (OVER, board_texts.OVER())],
        "category": [(it.value, CATEGORY_LABELS[it]()) for it in Category if it not in SENSITIVE],
        "place": [(it.code, indent[it.level] + it.name) for it in places],
    }


def _id(look: Look, name: str) -> int | None:
    said = look.query.get(name, "")
    is_number = said.isascii() and said.isdecimal() and len(said) < len(str(HIGHEST))
    return int(said) if is_number else None


def _path(look: Look, **at: int | None) -> str:
    """Give the address of another part of the same list; empty where there is none."""
    if not any(at.values()):
        return ""
    kept = {name: look.query[name] for name in FILTERS if look.query.get(name)}
    return f"{PATH}?{urlencode({**kept, **at}, errors='replace')}"


def _show_one(look: Look, number: str) -> Page:
    found = listing.get_shown(look.session, number)
    row = found.row
    shown: dict[str, Any] = {
        "found": found,
        "case": row,
        "place": place_of(look, row),
        "days": days_of(row, look.clock),
        "has_join": row.status not in ENDED,
        "join": f"/chat?start={CASE_LINK}{row.id}",
        "path": PATH,
        **LABELS,
    }
    return Page("board/case.html", shown, here="cases")
