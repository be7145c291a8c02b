"""The three rates for everybody, how each is counted, and the numbers behind each figure."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from models.errors import Conflict
from services.areas import areas
from services.board import listing, public_figures
from services.board.public_figures import PERIODS, PublicFigures
from services.figures import rates
from services.figures.evidence import Figure
from services.figures.kept import Counted
from services.figures.periods import Period
from services.figures.public_graphs import Graph
from services.figures.rates import Rate
from services.texts import figures as texts
from services.texts.casework import board_cases as board_texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import STEP_LABELS
from services.texts.pages import graph_words
from services.texts.phrases import Phrase
from web.board.cases import LABELS, OVER, shown_rows
from web.board.charts import chart_path
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, show

PATH = f"{ROOT}/figures"
LISTED = 50
"""Numbers of one page."""

MINUTE = timedelta(minutes=1)
COUNTS = (Figure.REPORTED, Figure.ANSWERED, Figure.IN_TIME, Figure.LATE, Figure.REOPENED)
BESIDES = (Figure.DECLINED, Figure.WITHDRAWN)
NOW = (Figure.OPEN, Figure.OVERDUE)
CHARTS = ((Graph.MONTHS, graph_words.COUNTS()), (Graph.RATES, graph_words.RATES()))
"""Pictures below the figures; they come by themselves."""

T = TypeVar("T")


def figure_routes(board: Board) -> APIRouter:
    """Give the routes of the figures."""
    routes = APIRouter(prefix=f"{ROOT}/figures")

    @routes.get("")
    def _figures(request: Request) -> Response:
        return show(board, request, _show_figures)

    @routes.get("/{figure}")
    def _numbers(request: Request, figure: str) -> Response:
        return show(board, request, lambda look: _show_numbers(look, figure))

    return routes


def _show_figures(look: Look) -> Page:
    name, period = _period(look)
    counted = public_figures.kept_count(look.session, name, look.clock)
    shown = {**_around(look, name, period), "counted": counted, "path": PATH}
    if counted is None:
        return Page("board/figures.html", {**shown, "again": f"{PATH}?period={name}"}, "figures")
    shown |= _as_of(look, counted) | {
        "figures": counted.value,
        "rates": [_rate(counted.value, it, name) for it in Rate],
        "counts": _figures_of(counted.value, COUNTS + BESIDES, name),
        "now": _figures_of(counted.value, NOW, name),
        "tables": _tables(look, counted.value),
        "least": rates.LEAST_PUBLIC,
        "charts": [(chart_path(look, it), title) for it, title in CHARTS],
    }
    return Page("board/figures.html", shown, "figures")


def _show_numbers(look: Look, said: str) -> Page:
    figure = public_figures.figure_named(said)
    name, period = _period(look)
    whole = public_figures.kept_count(look.session, name, look.clock)
    if whole is not None and not public_figures.may_open(whole.value.figures.raw, figure):
        raise Conflict("figure_not_listed")

    counted = None
    if whole is not None:
        counted = public_figures.kept_numbers(look.session, name, figure, look.clock)
    shown = {
        **_around(look, name, period, f"{PATH}/{figure}"),
        "label": texts.FIGURE_LABELS[figure](),
        "path": f"{PATH}?period={name}",
        "counted": counted,
    }
    if counted is None:
        again = f"{PATH}/{figure}?period={name}"
        return Page("board/figure.html", {**shown, "again": again}, "figures")
    ids, at = counted.value.ids, _offset(look)
    rows = listing.rows_of(look.session, ids[at : at + LISTED])
    shown |= _as_of(look, counted) | {
        "numbers": counted.value,
        "least": rates.LEAST_PUBLIC,
        "count": len(ids),
        "rows": shown_rows(look, rows),
        "newer": _part(figure, name, at - LISTED) if at else "",
        "older": _part(figure, name, at + LISTED) if at + LISTED < len(ids) else "",
        **LABELS,
    }
    return Page("board/figure.html", shown, "figures")


def _period(look: Look) -> tuple[str, Period]:
    name = look.query.get("period") or PERIODS[0]
    return name, public_figures.period_named(name, look.clock)


def _around(look: Look, name: str, period: Period, path: str = PATH) -> dict[str, Any]:
    del look
    return {
        "chosen_period": name,
        "period": period,
        "periods": [(it, f"{path}?period={it}") for it in PERIODS],
    }


def _as_of(look: Look, counted: Counted[Any]) -> dict[str, Any]:
    """Say when a count was made, where that is more than a minute ago."""
    return {"as_of": counted.at if look.clock.now() - counted.at > MINUTE else None}


def _rate(figures: PublicFigures, rate: Rate, name: str) -> dict[str, Any]:
    """Give a rate with its parts, or only that too few people stand behind it."""
    raw, kept = figures.figures.raw, figures.figures.kept
    part, whole = rates.PARTS[rate]
    value = raw.public_rate(rate)
    shown: dict[str, Any] = {"name": rate.value, "label": texts.RATE_LABELS[rate](), "value": None}
    if value is None:
        return shown
    after = kept.public_rate(rate)
    return shown | {
        "value": texts.percent(value),
        "part": raw[part],
        "whole": raw[whole],
        "part_path": _part(part, name) if public_figures.may_open(raw, part) else "",
        "whole_path": _part(whole, name) if public_figures.may_open(raw, whole) else "",
        "kept": texts.percent(after) if kept != raw and after is not None else None,
    }


def _figures_of(
    figures: PublicFigures, wanted: Sequence[Figure], name: str
) -> list[tuple[int, Phrase, str]]:
    raw = figures.figures.raw
    return [(raw[it], texts.FIGURE_LABELS[it](), _part(it, name)) for it in wanted]


def _tables(look: Look, figures: PublicFigures) -> list[tuple[str, list[tuple[Any, int, str]]]]:
    """Give the counts by step, kind and community, each with where its cases are listed."""
    places = {it.id: it for it in listing.list_places(look.session)}
    steps = [
        (label(), figures.steps.get(step, 0), f"step={step}")
        for step, label in STEP_LABELS.items()
    ]
    over = figures.steps.get(None, 0)
    steps += [(board_texts.OVER(), over, f"step={OVER}")] if over else []
    kinds = [
        (CATEGORY_LABELS[it](), count, f"category={it}") for it, count in _most(figures.categories)
    ]
    where = [
        (areas.area_of(look.session, it).name, count, f"place={places[it].code}")
        for it, count in _most(figures.communities)
        if it in places
    ]
    street = figures.communities.get(None, 0)
    where += [("", street, "")] if street else []
    return [("by_step", steps), ("by_category", kinds), ("by_community", where)]


def _most(counts: Mapping[T, int]) -> list[tuple[T, int]]:
    return sorted(counts.items(), key=lambda it: (-it[1], str(it[0])))


def _offset(look: Look) -> int:
    said = look.query.get("from", "")
    is_number = said.isascii() and said.isdecimal() and len(said) < 12  # noqa: PLR2004
    return int(said) if is_number else 0


def _part(figure: Figure, name: str, at: int = 0) -> str:
    more = {"from": at} if at > 0 else {}
    return f"{PATH}/{figure}?{urlencode({'period': name, **more})}"
