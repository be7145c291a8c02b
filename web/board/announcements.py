"""Ordinary announcements (通知) on the board, apart from what is on notice."""

from fastapi import APIRouter, Request, Response

from models.announcements import Announcement
from services.announcements import announcement_board
from services.areas import areas
from services.clock import local
from services.texts.announcements import KIND_LABELS
from web.board.asked import community_of, page_of, sifted
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, show

PATH = f"{ROOT}/announcements"


def announcement_routes(board: Board) -> APIRouter:
    """Give the routes of announcements."""
    routes = APIRouter(prefix=f"{ROOT}/announcements")

    @routes.get("")
    def _all(request: Request) -> Response:
        return show(board, request, _show_all)

    return routes


def on_card(look: Look, row: Announcement) -> dict[str, object]:
    """Give what a list shows of an announcement."""
    return {
        "row": row,
        "kind": KIND_LABELS[row.kind](),
        "area": areas.area_of(look.session, row.area_id).name,
        "until": local(announcement_board.last_instant(row), look.clock).date(),
    }


def _show_all(look: Look) -> Page:
    near, page = community_of(look), page_of(look)
    found, has_more = announcement_board.list_in_force(look.session, near, look.clock, page)
    shown = {
        "cards": [on_card(look, it) for it in found],
        **sifted(look, PATH, has_more=has_more),
    }
    return Page("board/announcements.html", shown, here="announcements")
