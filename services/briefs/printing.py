"""A brief on paper: A4, with charts as lines and letters."""

from datetime import datetime
from io import BytesIO

from models.people import Language
from services.briefs.contents import Content
from services.briefs.retelling_briefs import Retold, Row, retell
from services.drawing.charts import WIDTH as CHART_WIDTH
from services.drawing.charts import Chart, draw_svg, height_of
from services.drawing.paper import FAMILY, GREY, Column, Imprint, Paper
from services.texts.briefs import WORDS
from services.texts.phrases import put_into_words

LESS = 0.7
"""How much of the width a chart takes."""


def print_brief(
    content: Content, made_at: datetime, language: Language, *, is_public: bool
) -> bytes:
    """Print a brief; the same one always gives the same bytes."""
    told = retell(content, language, is_public=is_public)
    paper = Paper(Imprint(told.title, content.street, made_at, told.foot))
    paper.head(content.street)
    paper.title(told.title)
    days = f"{content.first:%Y-%m-%d} – {content.last:%Y-%m-%d}"
    paper.paragraph(days, align="C", colour=GREY)
    _print_rows(paper, told, language)
    _print_charts(paper, told, language)
    _print_lists(paper, told, language)
    return paper.finish()


def _print_rows(paper: Paper, told: Retold, language: Language) -> None:
    heads = ("figure", "now", "kept", "before", "change")
    for name, rows in (("figures", told.rows), ("rates", told.rates)):
        paper.heading(_word(name, language))
        shares = (0.3, 0.15, 0.15, 0.15, 0.25)
        columns = [
            Column(_word(head, language), share, "L" if head == "figure" else "R")
            for head, share in zip(heads, shares, strict=True)
        ]
        paper.table(columns, [_cells(row) for row in rows])


def _cells(row: Row) -> list[str]:
    return [row.label, row.now, row.kept, row.before, row.change]


def _print_charts(paper: Paper, told: Retold, language: Language) -> None:
    for number, chart in enumerate(told.charts.values()):
        width = paper.width * LESS
        height = width * height_of(chart) / CHART_WIDTH
        paper.keep(height + (28 if not number else 14))
        if not number:
            paper.heading(_word("charts", language))
        paper.space(2)
        paper.paragraph(chart.title)
        _print_chart(paper, chart, width)


def _print_chart(paper: Paper, chart: Chart, width: float) -> None:
    page = paper.page
    drawn = BytesIO(draw_svg(chart, FAMILY))
    page.image(drawn, x=paper.margin + (paper.width - width) / 2, w=width)
    paper.space(3)


def _print_lists(paper: Paper, told: Retold, language: Language) -> None:
    if told.places:
        paper.heading(_word("places", language))
        shares = (0.3, 0.14, 0.14, 0.14, 0.14, 0.14)
        names = (_word("place", language), *told.place_heads)
        columns = [
            Column(name, share, "R" if number else "L")
            for number, (name, share) in enumerate(zip(names, shares, strict=True))
        ]
        paper.table(columns, [list(it) for it in told.places])
    if told.notices:
        paper.heading(_word("notices", language))
        for it in told.notices:
            paper.paragraph(f"{it.day}　{it.words}")
    if told.planned:
        paper.heading(_word("planned", language))
        columns = [
            Column(_word("category", language), 0.5),
            Column(_word("count", language), 0.2, "R"),
            Column(_word("review", language), 0.3, "R"),
        ]
        paper.table(columns, [[it.name, str(it.cases), it.day] for it in told.planned])


def _word(name: str, language: Language) -> str:
    return put_into_words(WORDS[f"briefs.{name}"](), language=language)
