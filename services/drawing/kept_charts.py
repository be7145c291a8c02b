"""Public charts, drawn once for what they show.

Drawing takes a tenth of a second, and all who look see the same. A drawing is found by its
numbers and words (so by the language, and by the size that follows from them) alone: where a
number changes it is drawn anew, and nobody is given an older one. Only what anybody may see
belongs here; charts of the desk are drawn each time.
"""

from functools import lru_cache

from services.drawing.charts import Chart, Series, Shape, Value, draw_svg

MOST = 64
"""Drawings that are kept, some 20 KB each; the one asked for longest ago goes first."""

_Row = tuple[str, tuple[Value, ...]]


def draw_kept(chart: Chart) -> bytes:
    """Give the drawing of a public chart."""
    rows = tuple((it.name, tuple(it.values)) for it in chart.series)
    return _draw(chart.shape, chart.title, tuple(chart.labels), rows, chart.is_rate)


@lru_cache(maxsize=MOST)
def _draw(
    shape: Shape, title: str, labels: tuple[str, ...], rows: tuple[_Row, ...], is_rate: bool
) -> bytes:
    series = [Series(name, values) for name, values in rows]
    return draw_svg(Chart(shape, title, labels, series, is_rate))


def forget() -> None:
    """Forget every drawing."""
    _draw.cache_clear()


def count_kept() -> int:
    """Count the drawings that are kept."""
    return _draw.cache_info().currsize
