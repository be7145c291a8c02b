"""Briefs (简报) on the board: those that were published, in their public form."""

from typing import Any

from fastapi import APIRouter, Request, Response

from models.briefs import Brief
from models.errors import NotFound
from services.briefs import briefs, printing, retelling_briefs, sheets
from services.drawing.kept_charts import draw_kept
from services.notices import notice_board
from web.board.charts import MINUTES, SVG
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, fail, look_at, show
from web.requests import RowId, address_of

PATH = f"{ROOT}/briefs"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def brief_routes(board: Board) -> APIRouter:
    """Give the routes of the briefs."""
    routes = APIRouter(prefix=f"{ROOT}/briefs")

    @routes.get("")
    def _list(request: Request) -> Response:
        return show(board, request, _show_list)

    @routes.get("/{brief_id}")
    def _one(request: Request, brief_id: RowId) -> Response:
        return show(board, request, lambda look: _show_one(look, brief_id))

    @routes.get("/{brief_id}/brief.pdf")
    def _pdf(request: Request, brief_id: RowId) -> Response:
        if not board.asking.take(address_of(request)):
            return fail(request, 429, "board.too_many")
        return look_at(board, request, lambda look: _print(look, brief_id))

    @routes.get("/{brief_id}/brief.xlsx")
    def _xlsx(request: Request, brief_id: RowId) -> Response:
        if not board.asking.take(address_of(request)):
            return fail(request, 429, "board.too_many")
        return look_at(board, request, lambda look: _give_sheets(look, brief_id))

    @routes.get("/{brief_id}/charts/{name}.svg")
    def _chart(request: Request, brief_id: RowId, name: str) -> Response:
        return look_at(board, request, lambda look: _draw(look, brief_id, name))

    return routes


def _show_list(look: Look) -> Page:
    found = [
        (it, retelling_briefs.title_of(briefs.read(it))) for it in briefs.list_public(look.session)
    ]
    return Page("board/briefs.html", {"briefs": found}, here="figures")


def _show_one(look: Look, brief_id: int) -> Page:
    brief = briefs.get_public(look.session, brief_id)
    content = briefs.read_whole(look.session, brief)
    told = retelling_briefs.retell(content, look.language, is_public=True)
    shown: dict[str, Any] = {
        "brief": brief,
        "told": told,
        "src": f"{PATH}/{brief.id}",
        "is_public": True,
        "notice_id": _standing(look, brief),
    }
    return Page("board/brief.html", shown, here="figures")


def _standing(look: Look, brief: Brief) -> int | None:
    """Give the notice of a brief, as long as it can be read."""
    try:
        return notice_board.get_standing(look.session, brief.notice_id or 0, look.clock).id
    except NotFound:
        return None


def _print(look: Look, brief_id: int) -> Response:
    brief = briefs.get_public(look.session, brief_id)
    content = briefs.read_whole(look.session, brief)
    printed = printing.print_brief(content, brief.made_at, look.language, is_public=True)
    headers = {"Content-Disposition": 'inline; filename="brief.pdf"'}
    return Response(printed, media_type="application/pdf", headers=headers)


def _give_sheets(look: Look, brief_id: int) -> Response:
    brief = briefs.get_public(look.session, brief_id)
    content = briefs.read_whole(look.session, brief)
    written = sheets.brief_sheets(content, look.language, is_public=True)
    headers = {"Content-Disposition": 'attachment; filename="brief.xlsx"'}
    return Response(written, media_type=XLSX, headers=headers)


def _draw(look: Look, brief_id: int, name: str) -> Response:
    brief = briefs.get_public(look.session, brief_id)
    content = briefs.read(brief)
    charts = retelling_briefs.charts_of(content, look.language, is_public=True)
    if name not in charts:
        raise NotFound("brief_unknown")
    headers = {"Cache-Control": MINUTES}
    return Response(draw_kept(charts[name]), media_type=SVG, headers=headers)
