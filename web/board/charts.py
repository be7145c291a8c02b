"""The charts of the board as pictures: public figures, drawn on the server, for `<img>`."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from models.errors import NotFound
from models.people import Language
from services.areas import areas
from services.drawing.charts import Chart
from services.drawing.kept_charts import draw_kept
from services.drawing.word_pictures import draw_words
from services.figures import public_graphs
from services.figures.public_graphs import Graph
from services.texts.pages import graph_words
from services.texts.phrases import Phrase, put_into_words
from web.board.parts import ROOT, Board
from web.board.showing import Look, fail, look_at
from web.requests import address_of

MINUTES = "private, max-age=600"
SVG = "image/svg+xml"
SECONDS = "10"
"""After which to ask for a chart again that is still being counted."""

LONGEST_YEAR = 4


TITLES = {
    Graph.MONTHS: graph_words.COUNTS,
    Graph.RATES: graph_words.RATES,
    Graph.CATEGORIES: graph_words.CATEGORIES,
    Graph.COMMUNITIES: graph_words.COMMUNITIES,
    Graph.PLACES: graph_words.PLACES,
}


class Shown(NamedTuple):
    """A chart on a page: its picture, its title, and its numbers once they are counted."""

    src: str
    title: Phrase
    chart: Chart | None


def chart_routes(board: Board) -> APIRouter:
    """Give the routes of the charts."""
    routes = APIRouter(prefix=f"{ROOT}/charts")

    @routes.get("/{name}.svg")
    def _chart(request: Request, name: str) -> Response:
        if not board.asking.take(address_of(request)):
            return fail(request, 429, "board.too_many")
        return look_at(board, request, lambda look: _draw(look, name))

    return routes


def read_chart(look: Look, graph: Graph) -> Chart | None:
    """Give a chart with its numbers; `area` and `year` of the address. None while it is counted.

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


def show_charts(look: Look, graphs: Sequence[Graph]) -> Sequence[Shown]:
    """Give charts for a page; none where there is no street yet."""
    if areas.find_street(look.session) is None:
        return ()
    return [Shown(chart_path(look, it), TITLES[it](), read_chart(look, it)) for it in graphs]


def chart_path(look: Look, graph: Graph) -> str:
    """Give the address of the picture of the same chart."""
    kept = {key: look.query[key] for key in ("area", "year") if look.query.get(key)}
    kept["lang"] = look.language.value
    return f"{ROOT}/charts/{graph}.svg?{urlencode(kept)}"


def _draw(look: Look, name: str) -> Response:
    chart = read_chart(look, _graph(name))
    if chart is None:
        return still_counting(look.language)
    headers = {"Cache-Control": MINUTES, "Vary": "Cookie"}
    return Response(draw_kept(chart), media_type=SVG, headers=headers)


def still_counting(language: Language) -> Response:
    """Give the picture that stands in place of a chart that is being counted."""
    words = put_into_words(graph_words.COUNTING(), language=language)
    headers = {"Cache-Control": "no-store", "Retry-After": SECONDS}
    return Response(draw_words(words), 503, media_type=SVG, headers=headers)


def _graph(name: str) -> Graph:
    try:
        return _GRAPHS[name]
    except KeyError:
        raise NotFound("area_unknown", code=name) from None


_GRAPHS: dict[str, Graph] = {it.value: it for it in Graph}
