"""Charts of the three rates: bars as long as the rates, drawn without a font of the machine."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageFont

from services.figures.chart_labels import label_of
from services.figures.charts import COLOURS, LEFT, RIGHT, WIDTH, Bars, draw
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
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a machine need not have this font")

    monkeypatch.setattr(ImageFont, "truetype", _only_bytes(ImageFont.truetype, refuse))
    assert draw(NOVEMBER, [Bars("1  HF", counts(4, 3, 1))])


def _only_bytes(real: object, refuse: object) -> object:
    def truetype(font: object, *rest: object, **more: object) -> object:
        if isinstance(font, BytesIO):
            return real(font, *rest, **more)  # type: ignore[operator]
        return refuse()  # type: ignore[operator]

    return truetype


def test_the_names_of_the_rates_are_three_different_pictures() -> None:
    drawn = {rate: label_of(rate).tobytes() for rate in Rate}
    assert len(set(drawn.values())) == 3
    assert all(label_of(rate).getbbox() is not None for rate in Rate)
