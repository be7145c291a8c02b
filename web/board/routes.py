"""All routes of the public board."""

from fastapi import APIRouter, Request, Response

from services.notices import notice_board
from web.board.charts import chart_routes
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, show


def board_routes(board: Board) -> APIRouter:
    """Give the routes of the board, one router a noun."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("")
    def _home(request: Request) -> Response:
        return show(board, request, _show_home)

    for router in (chart_routes(board),):
        routes.include_router(router)
    return routes


def _show_home(look: Look) -> Page:
    notices, _ = notice_board.list_in_force(look.session, None, look.clock)
    return Page("board/home.html", {"notices": notices}, here="home")
