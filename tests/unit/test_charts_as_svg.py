"""Charts as SVG: what is drawn, and that nothing comes along with it."""

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from fpdf import FPDF

from services.drawing.charts import Chart, Series, Shape, draw_svg
from services.drawing.ink import FONT

MONTHS = ["1月", "2月", "3月"]
REPORTED = Series("反映", [12, None, 30])
ANSWERED = Series("已答复", [10, 9, 0])
SVG = "{http://www.w3.org/2000/svg}"


def a_chart(shape: Shape, *series: Series, is_rate: bool = False) -> Chart:
    """Give a chart of three months."""
    return Chart(shape, "每月的件数", MONTHS, series or (REPORTED, ANSWERED), is_rate)


def words_of(drawn: bytes) -> list[str]:
    """List the words of a chart."""
    return [it.text or "" for it in ET.fromstring(drawn).iter(f"{SVG}text")]  # noqa: S314 - ours


@pytest.mark.parametrize("shape", Shape)
def test_a_chart_says_what_it_shows_and_carries_no_script(shape: Shape) -> None:
    drawn = draw_svg(a_chart(shape))
    said = words_of(drawn)
    assert {"反映", "已答复", *MONTHS} <= set(said)
    assert "<title>每月的件数</title>" in drawn.decode()
    for strange in ("script", "href", "http://kozea", "import", "url("):
        assert strange not in drawn.decode().replace("http://www.w3.org/2000/svg", "")


def test_a_value_that_is_not_told_has_no_bar() -> None:
    drawn = draw_svg(a_chart(Shape.COLUMNS, REPORTED))
    bars = list(ET.fromstring(drawn).iter(f"{SVG}rect"))  # noqa: S314 - ours
    assert len(bars) == 2
    assert {"12", "30"} <= set(words_of(drawn))


def test_the_first_line_stands_on_top_and_its_bar_is_as_long_as_its_value() -> None:
    drawn = draw_svg(a_chart(Shape.BARS, Series("反映", [40, 20, 10])))
    bars = [
        (float(it.get("y", "")), float(it.get("width", "")))
        for it in ET.fromstring(drawn).iter(f"{SVG}rect")  # noqa: S314 - ours
    ]
    (_, long), (_, half), (_, quarter) = sorted(bars)
    assert long == pytest.approx(2 * half)
    assert half == pytest.approx(2 * quarter)


def test_a_rate_is_written_with_its_tenths_and_its_axis_without() -> None:
    said = words_of(
        draw_svg(a_chart(Shape.BARS, Series("响应率", [935, 1000, None]), is_rate=True))
    )
    assert {"93.5%", "100.0%", "50%"} <= set(said)


def test_a_chart_follows_the_dark_only_on_screens() -> None:
    assert b"prefers-color-scheme: dark" in draw_svg(a_chart(Shape.LINES))
    assert b"prefers-color-scheme" not in draw_svg(a_chart(Shape.LINES), family="sans")


@pytest.mark.parametrize("shape", Shape)
def test_paper_takes_a_chart_as_lines_and_letters(shape: Shape) -> None:
    paper = FPDF()
    paper.add_font("sans", "", FONT)
    paper.add_page()
    paper.set_font("sans", size=12)
    paper.image(BytesIO(draw_svg(a_chart(shape), family="sans")), w=160)
    assert b"/Subtype /Image" not in bytes(paper.output())


@pytest.mark.parametrize("shape", Shape)
def test_a_chart_of_nothing_can_be_drawn(shape: Shape) -> None:
    draw_svg(Chart(shape, "没有", [], [Series("反映", [])]))
    draw_svg(Chart(shape, "没有", ["1月"], [Series("反映", [None])]))
