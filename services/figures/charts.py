"""Charts of the three rates: big bars for a phone, lettered with the font that comes along."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from models.media import MediaKind
from services.attachments.pictures import clean
from services.drawing.ink import font
from services.figures.periods import Period
from services.figures.rates import Counts, Rate
from services.texts.figures import RATE_LABELS
from services.texts.phrases import put_into_words

WIDTH = 1080
"""Pixels: as wide as the screen of a phone."""

MARGIN = 40
BAR = 56
GAP = 12
HEAD = 90
FULL = 1000
"""Tenths of a percent."""

NAME = 120
"""What the name of a rate takes: three characters."""

LEFT = MARGIN + NAME + 24
RIGHT = 170
"""Room for the number behind a bar."""

COLOURS = {Rate.RESPONSE: "#1f6fb2", Rate.RESOLUTION: "#2f8f4e", Rate.SATISFACTION: "#d9822b"}
INK, RAIL, PAPER = "#222222", "#e6e6e6", "#ffffff"


@dataclass(frozen=True, slots=True)
class Bars:
    """The three bars of one line of a table.

    Args:
        label: a number or code.
        counts: its figures.
    """

    label: str
    counts: Counts


def draw(period: Period, groups: Sequence[Bars]) -> bytes:
    """Draw the rates of some lines, as a JPEG like every other picture."""
    step = len(Rate) * (BAR + GAP)
    labelled = any(group.label for group in groups)
    height = HEAD + len(groups) * (step + (BAR if labelled else 0)) + MARGIN
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    days = f"{period.first:%Y-%m-%d} - {period.last:%Y-%m-%d}"
    pen.text((MARGIN, MARGIN // 2), days, fill=INK, font=font(44))
    top = HEAD
    for group in groups:
        if labelled:
            pen.text((MARGIN, top - 8), group.label, fill=INK, font=font(48))
            top += BAR
        for rate in Rate:
            _draw_bar(pen, top, rate, group.counts.rate(rate))
            top += BAR + GAP
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    return clean(drawn.getvalue(), MediaKind.PHOTO).data


def _draw_bar(pen: ImageDraw.ImageDraw, top: int, rate: Rate, value: int | None) -> None:
    name = put_into_words(RATE_LABELS[rate]())
    pen.text((MARGIN, top - 2), name, COLOURS[rate], font(NAME // 3), stroke_width=1)
    room = WIDTH - LEFT - RIGHT
    pen.rectangle((LEFT, top, LEFT + room, top + BAR - 1), fill=RAIL)
    if value:
        pen.rectangle((LEFT, top, LEFT + room * value // FULL, top + BAR - 1), fill=COLOURS[rate])
    shown = "-" if value is None else f"{value // 10}.{value % 10}%"
    pen.text((LEFT + room + 14, top - 6), shown, fill=INK, font=font(44))
