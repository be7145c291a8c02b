"""A year in pictures: the months as charts, and photos of what was done where they said yes."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from models.errors import NotFound
from models.notices import Notice
from services.areas import areas
from services.attachments import pictures
from services.board.usual import PICTURED
from services.figures.public_graphs import Graph
from services.notices import notice_board
from web.board.asked import number_of
from web.board.charts import show_charts
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, show

GRAPHS = (Graph.MONTHS, Graph.RATES, Graph.CATEGORIES)
PHOTO = "image/jpeg"


def year_routes(board: Board) -> APIRouter:
    """Give the routes of the year and of photos."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("/year")
    def _year(request: Request) -> Response:
        return show(board, request, _show_year)

    @routes.get("/photos/{notice_id}/{number}")
    def _photo(notice_id: str, number: str) -> Response:
        return _give_photo(board, number_of(notice_id), number_of(number))

    return routes


def _show_year(look: Look) -> Page:
    pictured = notice_board.list_pictured(look.session, look.clock, PICTURED)
    shown = {
        "pictured": [_picture(look, it) for it in pictured or ()],
        "is_counting": pictured is None,
        "charts": show_charts(look, GRAPHS),
    }
    return Page("board/year.html", shown, here="home")


def _picture(look: Look, notice: Notice) -> dict[str, object]:
    count = len(notice_board.list_photos(look.session, notice))
    return {
        "notice": notice,
        "area": areas.area_of(look.session, notice.area_id).name,
        "photos": [f"{ROOT}/photos/{notice.id}/{each + 1}" for each in range(min(count, 2))],
    }


def _give_photo(board: Board, notice_id: int, number: int) -> Response:
    """Give a photo of a notice that stands; to anybody, and nothing else on the shelf."""
    shelf = board.store.shelf
    try:
        if shelf is None:
            raise NotFound("attachment_unknown")  # noqa: TRY301 - said like the rest
        with board.store.read() as session:
            content = notice_board.get_photo(session, notice_id, number, board.clock)
        data = shelf.get(content)
    except NotFound:
        return PlainTextResponse("", status_code=404)
    if pictures.sniff(data) != PHOTO:
        return PlainTextResponse("", status_code=404)
    return Response(data, media_type=PHOTO, headers={"Cache-Control": "no-cache"})
