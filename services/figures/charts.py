"""Charts of the three rates: big bars for a phone, drawn without any font of the machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from models.media import MediaKind
from services.attachments.pictures import clean
from services.figures.chart_labels import SIZE, label_of
from services.figures.periods import Period
from services.figures.rates import Counts, Rate

WIDTH = 1080
"""Pixels: as wide as the screen of a phone."""

MARGIN = 40
BAR = 56
GAP = 12
HEAD = 90
FULL = 1000
"""Tenths of a percent."""

LEFT = MARGIN + SIZE[0] + 24
RIGHT = 170
"""Room for the number behind a bar."""

COLOURS = {Rate.RESPONSE: "#1f6fb2", Rate.RESOLUTION: "#2f8f4e", Rate.SATISFACTION: "#d9822b"}
INK, RAIL, PAPER = "#222222", "#e6e6e6", "#ffffff"


@dataclass(frozen=True, slots=True)
class Bars:
    """The three bars of one line of a table.

    Args:
        label: a number or code, in Latin signs: there is no other font.
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
    pen.text((MARGIN, MARGIN // 2), days, fill=INK, font=_font(44))
    top = HEAD
    for group in groups:
        if labelled:
            pen.text((MARGIN, top - 8), group.label, fill=INK, font=_font(64))
            top += BAR
        for rate in Rate:
            _draw_bar(picture, pen, top, rate, group.counts.rate(rate))
            top += BAR + GAP
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    return clean(drawn.getvalue(), MediaKind.PHOTO).data


def _draw_bar(
    picture: Image.Image, pen: ImageDraw.ImageDraw, top: int, rate: Rate, value: int | None
) -> None:
    picture.paste(COLOURS[rate], (MARGIN, top + (BAR - SIZE[1]) // 2), label_of(rate))
    room = WIDTH - LEFT - RIGHT
    pen.rectangle((LEFT, top, LEFT + room, top + BAR - 1), fill=RAIL)
    if value:
        pen.rectangle((LEFT, top, LEFT + room * value // FULL, top + BAR - 1), fill=COLOURS[rate])
    shown = "-" if value is None else f"{value // 10}.{value % 10}%"
    pen.text((LEFT + room + 14, top + 4), shown, fill=INK, font=_font(44))


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Give the Latin font that comes with the drawing library."""
    return ImageFont.load_default(size)
