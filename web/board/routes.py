"""All routes of the public board."""

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Request, Response

from web.board.announcements import announcement_routes
from web.board.briefs import brief_routes
from web.board.cases import case_routes
from web.board.charts import chart_routes
from web.board.figures import figure_routes
from web.board.home import show_home
from web.board.notices import notice_routes
from web.board.parts import ROOT, Board
from web.board.people import people_routes
from web.board.posts import post_routes
from web.board.showing import show
from web.board.year import year_routes

NOUNS: Sequence[Callable[[Board], APIRouter]] = (
    notice_routes,
    case_routes,
    announcement_routes,
    post_routes,
    figure_routes,
    people_routes,
    year_routes,
    chart_routes,
    brief_routes,
)
"""One router a noun."""


def board_routes(board: Board) -> APIRouter:
    """Give the routes of the board."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("")
    def _home(request: Request) -> Response:
        return show(board, request, show_home)

    for noun in NOUNS:
        routes.routes.extend(noun(board).routes)
    return routes
