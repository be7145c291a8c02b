"""The three rates for everybody, how each is counted, and the numbers behind each figure."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from models.errors import Conflict
from services.board import listing, public_figures
from services.board.public_figures import PERIODS, PublicFigures
from services.figures import rates
from services.figures.evidence import Figure
from services.figures.kept import Counted
from services.figures.periods import Period
from services.figures.public_graphs import Graph
from services.figures.rates import Rate
from services.texts import figures as texts
from services.texts.phrases import Phrase
from web.board.cases import LABELS, shown_rows
from web.board.charts import show_charts
from web.board.figure_parts import PATH, list_path, read_part, tables_of
from web.board.parts import Board
from web.board.showing import Look, Page, show

LISTED = 50
"""Numbers of one page."""

MINUTE = timedelta(minutes=1)
COUNTS = (Figure.REPORTED, Figure.ANSWERED, Figure.IN_TIME, Figure.LATE, Figure.REOPENED)
BESIDES = (Figure.DECLINED, Figure.WITHDRAWN)
NOW = (Figure.OPEN, Figure.OVERDUE)
CHARTS = (Graph.MONTHS, Graph.RATES)
"""Pictures below the figures; they come by themselves."""


def figure_routes(board: Board) -> APIRouter:
    """Give the routes of the figures."""
    routes = APIRouter(prefix=PATH)

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
    shown = {**_around(name, period), "counted": counted, "path": PATH}
    if counted is None:
        return Page("board/figures.html", {**shown, "again": f"{PATH}?period={name}"}, "figures")
    shown |= _as_of(look, counted) | {
        "figures": counted.value,
        "rates": [_rate(counted.value, it, name) for it in Rate],
        "counts": _figures_of(counted.value, COUNTS + BESIDES, name),
        "now": _figures_of(counted.value, NOW, name),
        "tables": tables_of(look, counted.value, name),
        "least": rates.LEAST_PUBLIC,
        "charts": show_charts(look, CHARTS),
    }
    return Page("board/figures.html", shown, "figures")


def _show_numbers(look: Look, said: str) -> Page:
    figure, named = public_figures.figure_named(said), read_part(look)
    name, period = _period(look)
    part = None if named is None else named.part
    whole = public_figures.kept_count(look.session, name, look.clock)
    if whole is not None and not public_figures.may_open(whole.value.figures.raw, figure):
        raise Conflict("figure_not_listed")

    counted = None
    if whole is not None:
        counted = public_figures.kept_numbers(look.session, name, figure, look.clock, part)
    shown: dict[str, Any] = {
        **_around(name, period, f"{PATH}/{figure}", {} if named is None else named.query),
        "label": texts.FIGURE_LABELS[figure](),
        "part": None if named is None else named.label,
        "path": f"{PATH}?period={name}",
        "counted": counted,
    }
    if counted is None:
        again = list_path(figure, name, named)
        return Page("board/figure.html", {**shown, "again": again}, "figures")
    ids, at = counted.value.ids, _offset(look)
    rows = listing.rows_of(look.session, ids[at : at + LISTED])
    shown |= _as_of(look, counted) | {
        "numbers": counted.value,
        "least": rates.LEAST_PUBLIC,
        "count": len(ids),
        "rows": shown_rows(look, rows),
        "newer": list_path(figure, name, named, at - LISTED) if at else "",
        "older": list_path(figure, name, named, at + LISTED) if at + LISTED < len(ids) else "",
        **LABELS,
    }
    return Page("board/figure.html", shown, "figures")


def _period(look: Look) -> tuple[str, Period]:
    name = look.query.get("period") or PERIODS[0]
    return name, public_figures.period_named(name, look.clock)


def _around(
    name: str, period: Period, path: str = PATH, more: Mapping[str, str] | None = None
) -> dict[str, Any]:
    return {
        "chosen_period": name,
        "period": period,
        "periods": [(it, f"{path}?{urlencode({'period': it, **(more or {})})}") for it in PERIODS],
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
        "part_path": list_path(part, name) if public_figures.may_open(raw, part) else "",
        "whole_path": list_path(whole, name) if public_figures.may_open(raw, whole) else "",
        "kept": texts.percent(after) if kept != raw and after is not None else None,
    }


def _figures_of(
    figures: PublicFigures, wanted: Sequence[Figure], name: str
) -> list[tuple[int, Phrase, str]]:
    raw = figures.figures.raw
    return [(raw[it], texts.FIGURE_LABELS[it](), list_path(it, name)) for it in wanted]


def _offset(look: Look) -> int:
    said = look.query.get("from", "")
    is_number = said.isascii() and said.isdecimal() and len(said) < 12  # noqa: PLR2004
    return int(said) if is_number else 0
