"""The figures as charts, the same ones for the board, the desk and briefs.

Where a chart is public, it says nothing of answers that only few people judged.
"""

from collections.abc import Sequence

from models.people import Language
from services.drawing.charts import Chart, Series, Shape, Value
from services.figures import retelling_figures
from services.figures.evidence import Figure
from services.figures.periods import Period
from services.figures.rates import Counts, Line, Rate
from services.texts import figures as figure_texts
from services.texts.pages import graph_words as texts
from services.texts.phrases import Template, put_into_words

SHOWN = (Figure.REPORTED, Figure.ANSWERED, Figure.SOLVED)
MOST_LINES = 15
"""Of a chart; more are no longer read."""


def public_rate(counts: Counts, rate: Rate) -> Value:
    """Give a rate as anybody may read it; None where too few people stand behind it."""
    return counts.public_rate(rate)


def draw_counts(
    labels: Sequence[str], counts: Sequence[Counts], language: Language, *, is_public: bool = False
) -> Chart:
    """Give what was reported, answered and solved, a group of columns each."""
    series = [
        Series(
            _say(figure_texts.FIGURE_LABELS[figure], language),
            [it.public(figure) if is_public else it[figure] for it in counts],
        )
        for figure in SHOWN
    ]
    return Chart(Shape.COLUMNS, _say(texts.COUNTS, language), labels, series)


def draw_rates(
    labels: Sequence[str], counts: Sequence[Counts], language: Language, *, is_public: bool = False
) -> Chart:
    """Give the three rates one after the other, a line each."""
    series = _rates(counts, language, is_public=is_public)
    return Chart(Shape.LINES, _say(texts.RATES, language), labels, series, is_rate=True)


def draw_places(lines: Sequence[Line], language: Language, *, is_public: bool = False) -> Chart:
    """Give the three rates side by side, a group of bars each line."""
    counts = [line.figures.raw for line in lines[:MOST_LINES]]
    series = _rates(counts, language, is_public=is_public)
    title = _say(texts.PLACES, language)
    return Chart(Shape.BARS, title, _names(lines, language), series, is_rate=True)


def draw_shares(lines: Sequence[Line], title: Template, language: Language) -> Chart:
    """Give how much was reported of each line, the most first; nothing where there is nothing."""
    some = sorted(
        (it for it in lines if it.figures.raw[Figure.REPORTED]),
        key=lambda line: -line.figures.raw[Figure.REPORTED],
    )
    told = some[:MOST_LINES]
    values = [it.figures.raw[Figure.REPORTED] for it in told]
    name = _say(figure_texts.FIGURE_LABELS[Figure.REPORTED], language)
    series = [Series(name, values)]
    return Chart(Shape.BARS, _say(title, language), _names(told, language), series)


def name_months(months: Sequence[Period], language: Language) -> Sequence[str]:
    """Name months under a chart; with the year where it begins."""
    return [
        put_into_words(
            texts.YEAR(year=it.first.year % 100, month=it.first.month)
            if it.first.month == 1
            else texts.MONTH(month=it.first.month),
            language=language,
        )
        for it in months
    ]


def _rates(counts: Sequence[Counts], language: Language, *, is_public: bool) -> list[Series]:
    return [
        Series(
            _say(figure_texts.RATE_LABELS[rate], language),
            [public_rate(it, rate) if is_public else it.rate(rate) for it in counts],
        )
        for rate in Rate
    ]


def _names(lines: Sequence[Line], language: Language) -> Sequence[str]:
    return [
        put_into_words(retelling_figures.name_of(line), language=language)
        for line in lines[:MOST_LINES]
    ]


def _say(template: Template, language: Language) -> str:
    return put_into_words(template(), language=language)
