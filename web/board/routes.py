"""All routes of the public board."""

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Request, Response

from services.notices import notice_board
from web.board.briefs import brief_routes
from web.board.cases import case_routes
from web.board.charts import chart_routes
from web.board.figures import figure_routes
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, show

NOUNS: Sequence[Callable[[Board], APIRouter]] = (
    case_routes,
    figure_routes,
    chart_routes,
    brief_routes,
)
"""One router a noun."""


def board_routes(board: Board) -> APIRouter:
    """Give the routes of the board."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("")
    def _home(request: Request) -> Response:
        return show(board, request, _show_home)

    for noun in NOUNS:
        routes.include_router(noun(board))
    return routes


def _show_home(look: Look) -> Page:
    notices, _ = notice_board.list_in_force(look.session, None, look.clock)
    return Page("board/home.html", {"notices": notices}, here="home")
