"""All routes of the public board."""

from fastapi import APIRouter, Request, Response

from web.board.announcements import announcement_routes
from web.board.charts import chart_routes
from web.board.home import show_home
from web.board.notices import notice_routes
from web.board.parts import ROOT, Board
from web.board.people import people_routes
from web.board.posts import post_routes
from web.board.showing import show
from web.board.year import year_routes


def board_routes(board: Board) -> APIRouter:
    """Give the routes of the board, one router a noun."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("")
    def _home(request: Request) -> Response:
        return show(board, request, show_home)

    for router in (
        notice_routes(board),
        announcement_routes(board),
        post_routes(board),
        people_routes(board),
        year_routes(board),
        chart_routes(board),
    ):
        routes.include_router(router)
    return routes
