"""Composing a notice that is of no case: written, checked by the gate, left to somebody else."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from services.areas import areas
from services.gate import redact
from services.gate.redact import Finding
from services.notices import composing
from services.notices.composing import Composed
from services.texts.notices import FINDING_LABELS
from services.texts.pages import notice_pages
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit

Piece = tuple[str, str]
"""Words as they stand, and a finding's digest where it is one."""


def composing_routes(desk: Desk) -> APIRouter:
    """Give the routes of composing."""
    routes = APIRouter(prefix=f"{ROOT}/notices/new")

    @routes.get("")
    def _look(request: Request) -> Response:
        return show(desk, request, _ask)

    @routes.post("")
    async def _compose(request: Request) -> Response:
        return await change(desk, request, _act, again=_ask)

    return routes


def pieces_of(words: str, found: Sequence[Finding]) -> Sequence[Piece]:
    """Cut words into what the gate found in them and what lies between."""
    pieces: list[Piece] = []
    at = 0
    for each in found:
        pieces.append((words[at : each.start], ""))
        pieces.append((words[each.start : each.end], redact.digest_of(each)))
        at = each.end
    return [it for it in (*pieces, (words[at:], "")) if it[0]]


def _ask(visit: Visit) -> Page:
    return _page(visit, _said(visit))


def _page(visit: Visit, composed: Composed, found: Sequence[Finding] = ()) -> Page:
    places = composing.list_areas(visit.session, visit.person_id)
    each = {redact.digest_of(it): it for it in found}
    shown: dict[str, Any] = {
        "places": [(it.id, areas.full_name(visit.session, it)) for it in places],
        "composed": composed,
        "area": visit.fields.get("area", ""),
        "found": [(key, it.text, FINDING_LABELS[it.kind]()) for key, it in each.items()],
        "waived": visit.lists.get("waive", ()),
    }
    return Page("desk/compose.html", shown, here="notices")


def _act(visit: Visit) -> Done | Page:
    composed, area_id = _said(visit), visit.number("area") or 0
    if visit.fields.get("act") == "mask":
        return _page(visit, composing.mask(visit.session, composed))
    waived = visit.lists.get("waive", ())
    found = composing.list_found(visit.session, area_id, composed)
    if any(redact.digest_of(each) not in waived for each in found):
        return _page(visit, composed, found)
    notice = composing.compose(
        visit.session, visit.person_id, area_id, composed, visit.clock, waived=waived
    )
    return Done(f"{ROOT}/notices/{notice.id}", notice_pages.COMPOSED())


def _said(visit: Visit) -> Composed:
    return Composed(visit.fields.get("subject", ""), visit.fields.get("words", ""))
