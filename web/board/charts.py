"""The charts of the board as pictures: public figures, drawn on the server, for `<img>`."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from models.errors import NotFound
from services.drawing.charts import Chart, draw_svg
from services.figures import public_graphs
from services.figures.public_graphs import Graph
from web.board.parts import ROOT, Board
from web.board.showing import Look, fail, look_at
from web.requests import address_of

MINUTES = "private, max-age=600"
SVG = "image/svg+xml"
LONGEST_YEAR = 4


def chart_routes(board: Board) -> APIRouter:
    """Give the routes of the charts."""
    routes = APIRouter(prefix="/charts")

    @routes.get("/{name}.svg")
    def _chart(request: Request, name: str) -> Response:
        if not board.asking.take(address_of(request)):
            return fail(request, 429, "board.too_many")
        return look_at(board, request, lambda look: _draw(look, name))

    return routes


def read_chart(look: Look, graph: Graph) -> Chart:
    """Give a chart with its numbers, for the table beside it; `area` and `year` of the address.

    Raises:
        NotFound: area_unknown.
    """
    said = look.query.get("year", "")
    is_year = len(said) == LONGEST_YEAR and said.isascii() and said.isdecimal()
    return public_graphs.draw(
        look.session,
        graph,
        look.clock,
        look.language,
        code=look.query.get("area", ""),
        year=int(said) if is_year else None,
    )


def chart_path(look: Look, graph: Graph) -> str:
    """Give the address of the picture of the same chart."""
    kept = {key: look.query[key] for key in ("area", "year") if look.query.get(key)}
    kept["lang"] = look.language.value
    return f"{ROOT}/charts/{graph}.svg?{urlencode(kept)}"


def _draw(look: Look, name: str) -> Response:
    graph = _graph(name)
    headers = {"Cache-Control": MINUTES, "Vary": "Cookie"}
    return Response(draw_svg(read_chart(look, graph)), media_type=SVG, headers=headers)


def _graph(name: str) -> Graph:
    try:
        return _GRAPHS[name]
    except KeyError:
        raise NotFound("area_unknown", code=name) from None


_GRAPHS: dict[str, Graph] = {it.value: it for it in Graph}
