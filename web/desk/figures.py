"""The three rates at the desk: every figure opens its numbers, every table its picture."""

from typing import Any

from fastapi import APIRouter, Request, Response

from models.errors import Invalid, NotFound
from services.clock import today
from services.drawing.charts import Chart, draw_svg
from services.drawing.word_pictures import draw_words
from services.figures import graphs, rates, retelling_figures, slow
from services.figures.evidence import By, Figure
from services.figures.kept import Counted
from services.figures.periods import Span, months_of
from services.figures.rates import PARTS, Figures, Line, Rate
from services.figures.slow import Table
from services.tables.sheet_cells import Share
from services.texts import figures as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS
from services.texts.pages import graph_words
from services.texts.phrases import Phrase, put_into_words
from web.desk.figures_asked import Asked, list_places, narrowed, read_asked
from web.desk.parts import ROOT, Desk
from web.desk.sheets import Cell, sheet_file
from web.desk.showing import show
from web.desk.visits import File, Page, Visit

HERE = "figures"
PATH = f"{ROOT}/figures"
PAGE = 50
MOST = 10_000
"""Numbers of one list; beyond it one asks for less."""

SVG = "image/svg+xml"
MONTHS = 12
PARAMETERS = {By.AREA: "area", By.CATEGORY: "category", By.UNIT: "unit", By.CHANNEL: "channel"}


def figure_routes(desk: Desk) -> APIRouter:
    """Give the routes of the figures."""
    routes = APIRouter(prefix=f"{ROOT}/figures")

    @routes.get("")
    def _figures(request: Request) -> Response:
        return show(desk, request, _show)

    @routes.get("/table.xlsx")
    def _sheet(request: Request) -> Response:
        return show(desk, request, _give_sheet)

    @routes.get("/numbers")
    def _numbers(request: Request) -> Response:
        return show(desk, request, _show_numbers)

    @routes.get("/numbers.xlsx")
    def _numbers_sheet(request: Request) -> Response:
        return show(desk, request, _give_numbers)

    @routes.get("/charts/{name}.svg")
    def _chart(request: Request, name: str) -> Response:
        return show(desk, request, lambda visit: _draw(visit, name))

    return routes


def _show(visit: Visit) -> Page:
    asked = read_asked(visit)
    counted = slow.count_table(visit.session, asked.scope, asked.by, visit.clock)
    shown: dict[str, Any] = {
        "asked": asked,
        "named": narrowed(visit, asked),
        "is_counted": counted is not None,
        "again": asked.link(PATH),
        "how": retelling_figures.how(visit.session),
        "by_label": texts.BY_LABELS[asked.by](),
        "chart": asked.link(f"{PATH}/charts/months.svg"),
        "rates_chart": asked.link(f"{PATH}/charts/rates.svg"),
        "months": _by_month(visit, asked),
        "sheet": asked.link(f"{PATH}/table.xlsx"),
        **({} if counted is None else _table(visit, asked, counted)),
        **_choices(visit),
    }
    return Page("desk/figures.html", shown, here=HERE)


def _table(visit: Visit, asked: Asked, counted: Counted[Table]) -> dict[str, Any]:
    """Give what was counted, and when."""
    whole, lines = counted.value
    return {
        "as_of": counted.at,
        "rates": _rates(asked, whole),
        "totals": _totals(visit, whole),
        "counts": [
            (texts.FIGURE_LABELS[it](), whole.raw[it], whole.kept[it], _numbers(asked, it))
            for it in Figure
        ],
        "lines": [_row(visit, asked, line) for line in lines],
        "table_chart": asked.link(f"{PATH}/charts/table.svg") if len(lines) > 1 else "",
    }


def _choices(visit: Visit) -> dict[str, Any]:
    """Give what the filters offer."""
    return {
        "spans": [(it.value, texts.SPAN_LABELS[it]()) for it in Span],
        "bys": [(it.value, texts.BY_LABELS[it]()) for it in By],
        "places": [(it.code, it.name) for it in list_places(visit)],
        "categories": [(it.value, label()) for it, label in CATEGORY_LABELS.items()],
        "channels": [(it.value, label()) for it, label in CHANNEL_LABELS.items()],
    }


def _rates(asked: Asked, counted: Figures) -> list[dict[str, Any]]:
    return [
        {
            "label": texts.RATE_LABELS[rate](),
            "raw": texts.percent(counted.raw.rate(rate)),
            "kept": texts.percent(counted.kept.rate(rate)),
            "part": (texts.FIGURE_LABELS[part](), counted.raw[part], _numbers(asked, part)),
            "whole": (texts.FIGURE_LABELS[whole](), counted.raw[whole], _numbers(asked, whole)),
        }
        for rate, (part, whole) in PARTS.items()
    ]


def _totals(visit: Visit, counted: Figures) -> tuple[Phrase, Phrase]:
    raw, kept = (rates.total_of(visit.session, it) for it in (counted.raw, counted.kept))
    return texts.points(raw), texts.points(kept)


def _row(visit: Visit, asked: Asked, line: Line) -> dict[str, Any]:
    raw, kept = line.figures.raw, line.figures.kept
    parameter = PARAMETERS[asked.by]
    key = line.code if asked.by is By.AREA else str(line.key or 0)
    return {
        "name": retelling_figures.name_of(line),
        "link": asked.link(PATH, **{parameter: key}),
        "rates": [(texts.percent(raw.rate(it)), texts.percent(kept.rate(it))) for it in Rate],
        "total": texts.points(rates.total_of(visit.session, raw)),
        "counts": [
            (raw[it], asked.link(f"{PATH}/numbers", **{parameter: key, "figure": it.value}))
            for it in (Figure.REPORTED, Figure.ANSWERED, Figure.OPEN, Figure.OVERDUE)
        ],
    }


def _numbers(asked: Asked, figure: Figure) -> str:
    return asked.link(f"{PATH}/numbers", figure=figure.value)


def _figure(visit: Visit) -> Figure:
    try:
        return Figure(visit.query.get("figure", ""))
    except ValueError:
        raise Invalid("button_outdated") from None


def _show_numbers(visit: Visit) -> Page:
    asked, figure = read_asked(visit), _figure(visit)
    first = min(visit.number("after") or 0, MOST)
    found = rates.list_numbers(
        visit.session, asked.scope, figure, visit.clock, limit=PAGE + 1, offset=first
    )

    def at(offset: int) -> str:
        return asked.link(f"{PATH}/numbers", figure=figure.value, after=str(offset))

    shown = {
        "asked": asked,
        "named": narrowed(visit, asked),
        "label": texts.FIGURE_LABELS[figure](),
        "numbers": found[:PAGE],
        "newer": at(max(first - PAGE, 0)) if first else "",
        "older": at(first + PAGE) if len(found) > PAGE else "",
        "back": asked.link(PATH),
        "sheet": asked.link(f"{PATH}/numbers.xlsx", figure=figure.value),
    }
    return Page("desk/figure_numbers.html", shown, here=HERE)


def _give_numbers(visit: Visit) -> File:
    asked, figure = read_asked(visit), _figure(visit)
    found = rates.list_numbers(visit.session, asked.scope, figure, visit.clock, limit=MOST)
    headers = [f"figures.{name}" for name in ("number", "round", "left_out")]
    rows = [(it.number, it.round, "是" if it.is_left_out else "") for it in found]
    return sheet_file(visit, "figures.numbers", headers, rows)


def _give_sheet(visit: Visit) -> File:
    asked = read_asked(visit)
    lines = rates.count_by(visit.session, asked.scope, asked.by, visit.clock)
    headers = ["figures.line", *(f"figures.{it}" for it in Rate)]
    headers += [f"figures.kept_{it}" for it in Rate] + [f"figures.{it}" for it in Figure]
    rows: list[list[Cell]] = [
        [
            retelling_figures.name_of(line),
            *(_share(line.figures.raw.rate(it)) for it in Rate),
            *(_share(line.figures.kept.rate(it)) for it in Rate),
            *(line.figures.raw[it] for it in Figure),
        ]
        for line in lines
    ]
    return sheet_file(visit, "figures.title", headers, rows)


def _share(per_mille: int | None) -> Cell:
    return None if per_mille is None else Share(per_mille / 1000)


def _by_month(visit: Visit, asked: Asked) -> list[Chart]:
    """Give the charts of the months up to the end of the period; none while they are counted."""
    shown = months_of(min(asked.period.last, today(visit.clock)), MONTHS)
    counted = slow.count_each(visit.session, asked.scope, shown, visit.clock)
    if counted is None:
        return []
    names = graphs.name_months(shown, visit.language)
    return [
        graphs.draw_counts(names, counted.value, visit.language),
        graphs.draw_rates(names, counted.value, visit.language),
    ]


def _draw(visit: Visit, name: str) -> File:
    asked = read_asked(visit)
    match name:
        case "months" | "rates":
            drawn = _by_month(visit, asked)
            chart = drawn[0 if name == "months" else 1] if drawn else None
        case "table":
            counted = slow.count_table(visit.session, asked.scope, asked.by, visit.clock)
            chart = None
            if counted is not None:
                lines = counted.value.lines
                chart = graphs.draw_shares(lines, graph_words.SHARES, visit.language)
        case _:
            raise NotFound("area_unknown", code=name)
    if chart is None:
        words = put_into_words(graph_words.COUNTING(), language=visit.language)
        return File(draw_words(words), SVG, f"{name}.svg", is_inline=True)
    return File(draw_svg(chart), SVG, f"{name}.svg", is_inline=True)
