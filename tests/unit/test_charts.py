"""Charts of the three rates: bars as long as the rates, lettered with our own font."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageColor, ImageFont

from services.drawing.ink import FONT, font
from services.figures.charts import COLOURS, HEAD, LEFT, MARGIN, RIGHT, WIDTH, Bars, draw
from services.figures.evidence import Figure
from services.figures.periods import Period
from services.figures.rates import Counts, Rate

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
ROOM = WIDTH - LEFT - RIGHT


def counts(asked: int, contacted: int, solved: int) -> Counts:
    return Counts({Figure.ASKED: asked, Figure.CONTACTED: contacted, Figure.SOLVED: solved})


def longest_run(picture: Image.Image, colour: str) -> int:
    """Measure the longest bar of a colour, to some pixels."""
    wanted = tuple(int(colour[it : it + 2], 16) for it in (1, 3, 5))
    best = 0
    for y in range(picture.height):
        row = [picture.getpixel((x, y)) for x in range(LEFT, LEFT + ROOM, 4)]
        near = sum(
            all(abs(a - b) < 24 for a, b in zip(pixel, wanted, strict=True))
            for pixel in row
            if isinstance(pixel, tuple)
        )
        best = max(best, near * 4)
    return best


def test_a_bar_is_as_long_as_its_rate() -> None:
    drawn = Image.open(BytesIO(draw(NOVEMBER, [Bars("", counts(4, 3, 1))])))
    assert drawn.format == "JPEG"
    assert drawn.width == WIDTH
    for rate, part in ((Rate.RESPONSE, 0.75), (Rate.RESOLUTION, 0.25), (Rate.SATISFACTION, 0)):
        assert longest_run(drawn, COLOURS[rate]) == pytest.approx(ROOM * part, abs=12)


def test_more_lines_make_a_taller_picture_and_no_rate_no_bar() -> None:
    one = Image.open(BytesIO(draw(NOVEMBER, [Bars("1  HF", counts(1, 1, 1))])))
    two = Image.open(
        BytesIO(draw(NOVEMBER, [Bars("1  HF", counts(0, 0, 0)), Bars("2", counts(0, 0, 0))]))
    )
    assert two.height > one.height
    assert longest_run(two, COLOURS[Rate.RESPONSE]) == 0


def test_it_asks_for_no_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    truetype = ImageFont.truetype

    def ask(name: str, size: float, **more: Any) -> ImageFont.FreeTypeFont:  # noqa: ANN401 - as the library has it
        asked.append(name)
        return truetype(name, size, **more)

    monkeypatch.setattr(ImageFont, "truetype", ask)
    font.cache_clear()
    assert draw(NOVEMBER, [Bars("1  HF", counts(4, 3, 1))])
    assert set(asked) == {str(FONT)}


def test_the_name_of_each_rate_stands_before_its_bar_in_its_colour() -> None:
    drawn = Image.open(BytesIO(draw(NOVEMBER, [Bars("", counts(4, 3, 1))])))
    names = drawn.crop((MARGIN, HEAD, LEFT - 4, drawn.height - MARGIN))
    step = names.height // len(Rate)
    for number, rate in enumerate(Rate):
        name = names.crop((0, number * step, names.width, (number + 1) * step))
        wanted = ImageColor.getrgb(COLOURS[rate])
        pixels = zip(*[iter(name.convert("RGB").tobytes())] * 3, strict=True)
        assert sum(near(pixel, wanted) for pixel in pixels) > 400


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two colours are the same, but for what JPEG does to them."""
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))
