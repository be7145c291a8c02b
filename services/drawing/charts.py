"""Charts as SVG without scripts: columns, bars and lines that screens, both themes and paper show.

pygal lays them out; how they look is ours: few flat classes, which browsers and fpdf2 both read.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple, TypeVar
from xml.etree import ElementTree as ET

from services.drawing.chart_looks import INK, style_of
from services.drawing.ink import font

WIDTH, HEIGHT = 720, 340
LETTER = 15
"""Height of the letters, in units of the drawing."""

SMALL = 12
LEGEND = 34
BAR = 30
"""What one bar takes, lying."""

MOST_WRITTEN = 40
"""Columns that still have room for their values."""

ROOM_OF_LETTER = 0.6
"""What pygal reckons for any letter; a 汉字 takes more."""

LONGEST = 12
"""Letters of a name beside a bar."""

FULL = 1000
"""Tenths of a percent."""

NAMESPACE = "http://www.w3.org/2000/svg"
Value = int | None
T = TypeVar("T")


class Shape(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    BARS = "bars"
    LINES = "lines"


class Series(NamedTuple):
    """Some values of one kind; None is what is not known, or not told."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows.

    Args:
        shape: how it is drawn.
        title: what it is, for those who cannot see it.
        labels: what each value is of.
        series: one or several, each as long as the labels.
        is_rate: whether values are tenths of a percent.
    """

    shape: Shape
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    is_rate: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether something is left out of it."""
        return any(it is None for series in self.series for it in series.values)


def draw_svg(chart: Chart, family: str = "") -> bytes:
    """Draw a chart; with a family of letters it is for paper, without a dark side."""
    laid = _lay(chart)
    root = ET.Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "viewBox": f"0 0 {WIDTH} {height_of(chart)}",
            "width": str(WIDTH),
            "height": str(height_of(chart)),
            "role": "img",
        },
    )
    if not family:
        ET.SubElement(root, "title").text = chart.title
    ET.SubElement(root, "style").text = style_of(family)
    root.extend(_legend(chart))
    for plot in laid.iter("g"):
        if plot.get("class") in ("plot", "plot overlay", "plot text-overlay"):
            root.append(_tidied(plot, chart))
    if family:
        _set_family(root, family)
    drawn: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return drawn


def write(value: Value, *, is_rate: bool) -> str:
    """Write a value as it stands at its bar."""
    if value is None:
        return "–"
    return f"{value / 10:.1f}%" if is_rate else str(value)


def _write_rate(value: float) -> str:
    return write(round(value), is_rate=True)


def _write_count(value: float) -> str:
    return write(round(value), is_rate=False)


@lru_cache(maxsize=1)
def _pygal() -> Any:  # noqa: ANN401 - it has no types
    """Import pygal, and take its finder of plugins out of the way of all other imports."""
    import_module("pygal.style")
    pygal = import_module("pygal")
    sys.meta_path[:] = [it for it in sys.meta_path if type(it).__module__ != pygal.__name__]
    return pygal


def _lay(chart: Chart) -> ET.Element:
    """Let pygal find where everything stands."""
    pygal = _pygal()
    style = pygal.style.Style(
        label_font_size=LETTER, major_label_font_size=LETTER, value_font_size=LETTER
    )
    kinds = {
        Shape.COLUMNS: pygal.Bar,
        Shape.BARS: pygal.HorizontalBar,
        Shape.LINES: pygal.Line,
    }
    many = chart.is_rate
    laid = kinds[chart.shape](
        style=style,
        js=(),
        no_prefix=True,
        width=WIDTH,
        height=height_of(chart),
        margin=12,
        margin_top=LEGEND + 10 if len(chart.series) > 1 else 26,
        margin_left=12 + _more_room(chart),
        margin_right=12 if chart.shape is not Shape.BARS else 76,
        show_legend=False,
        show_y_guides=True,
        show_x_guides=False,
        print_values=_has_room(chart),
        print_values_position="top",
        print_zeroes=False,
        max_scale=6,
        zero=0,
        include_x_axis=True,
        range=(0, FULL) if many else (0, max(_most(chart), 4)),
        value_formatter=_write_rate if many else _write_count,
        no_data_text="",
        dots_size=4,
        allow_interruptions=True,
        truncate_label=LONGEST + 1,
    )
    lies = chart.shape is Shape.BARS
    laid.x_labels = _turned([_short(it) for it in chart.labels], lies=lies)
    if not many:
        laid.y_labels = _steps(max(_most(chart), 4))
    else:
        laid.y_labels = [0, 250, 500, 750, FULL]
    for series in chart.series:
        laid.add(series.name, _turned(series.values, lies=lies))
    tree: ET.Element = laid.render_tree()
    return tree


def height_of(chart: Chart) -> int:
    """Tell how high a chart is drawn, in units of its drawing."""
    if chart.shape is not Shape.BARS:
        return HEIGHT
    each = BAR if len(chart.series) == 1 else 18 * len(chart.series) + 12
    return max(len(chart.labels), 2) * each + LEGEND + 46


def _has_room(chart: Chart) -> bool:
    """Tell whether the values can stand at what shows them."""
    bars = len(chart.labels) * len(chart.series)
    return chart.shape is Shape.BARS or (chart.shape is Shape.COLUMNS and bars <= MOST_WRITTEN)


def _most(chart: Chart) -> int:
    return max((it or 0 for series in chart.series for it in series.values), default=0)


def _steps(most: int) -> list[int]:
    """Give round numbers from nothing to beyond the most, at most six of them."""
    step = next(
        factor * 10**power
        for power in range(10)
        for factor in (1, 2, 5)
        if factor * 10**power * 5 >= most
    )
    return list(range(0, most + step, step))


def _more_room(chart: Chart) -> int:
    """Give what the names beside lying bars take beyond what pygal reckons."""
    if chart.shape is not Shape.BARS:
        return 8
    names = [_short(it) for it in chart.labels]
    takes = max((font(LETTER).getlength(it) for it in names), default=0)
    reckoned = max(map(len, names), default=0) * LETTER * ROOM_OF_LETTER
    return max(0, round(takes - reckoned)) + 6


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"


def _turned(items: Sequence[T], *, lies: bool) -> list[T]:
    return list(reversed(items)) if lies else list(items)


def _legend(chart: Chart) -> Iterator[ET.Element]:
    """Name the colours, above the chart."""
    left = 16.0
    if len(chart.series) == 1:
        return
    for number, series in enumerate(chart.series):
        if chart.shape is Shape.LINES:
            line = {"d": f"M{left:.0f} 18 h26", "class": f"l{number}"}
            yield ET.Element("path", line)
            left += 32
        else:
            box = {"x": f"{left:.0f}", "y": "11", "width": "14", "height": "14", "rx": "3"}
            yield ET.Element("rect", box | {"class": f"c{number}"})
            left += 20
        words = ET.Element("text", {"x": f"{left:.0f}", "y": "23", "class": INK})
        words.text = series.name
        yield words
        left += font(LETTER).getlength(series.name) + 26


def _tidied(plot: ET.Element, chart: Chart) -> ET.Element:
    """Give what pygal drew in one layer, each piece with a class of ours."""
    group = ET.Element("g", {"transform": plot.get("transform", "")})
    for child in plot:
        name = child.get("class", "")
        if name.startswith("axis"):
            group.extend(_of_axis(child, is_upright=" y" in name))
        elif name.startswith("series"):
            number = int(name.rsplit("-", 1)[1])
            group.extend(_of_series(child, number, chart))
    return group


def _of_axis(axis: ET.Element, *, is_upright: bool) -> Iterator[ET.Element]:
    for it in axis.iter():
        if it.tag == "path" and "v" not in it.get("d", "") and is_upright:
            yield ET.Element("path", {"d": it.get("d", ""), "class": "rule"})
        elif it.tag == "text" and it.text:
            anchor = "end" if is_upright else "middle"
            yield _text(it, "soft", anchor, it.text.replace(".0%", "%"))


def _of_series(series: ET.Element, number: int, chart: Chart) -> Iterator[ET.Element]:
    for it in series.iter():
        if it.tag == "rect":
            shown = {key: it.get(key, "") for key in ("x", "y", "width", "height")}
            yield ET.Element("rect", shown | {"rx": "2", "class": f"c{number}"})
        elif it.tag == "path":
            yield ET.Element("path", {"d": it.get("d", ""), "class": f"l{number}"})
        elif it.tag == "circle":
            shown = {key: it.get(key, "") for key in ("cx", "cy", "r")}
            yield ET.Element("circle", shown | {"class": f"c{number}"})
        elif it.tag == "text" and it.text:
            lies = chart.shape is Shape.BARS
            yield _text(it, INK if lies else "small", "start" if lies else "middle", it.text)


def _text(it: ET.Element, name: str, anchor: str, said: str) -> ET.Element:
    at: dict[str, Any] = {"x": it.get("x", ""), "y": it.get("y", "")}
    words = ET.Element("text", at | {"class": name, "text-anchor": anchor})
    words.text = said
    return words


def _set_family(root: ET.Element, family: str) -> None:
    for it in root.iter("text"):
        it.set("font-family", family)
        it.set("font-size", str(SMALL if it.get("class") == "small" else LETTER))
