"""The four cards of a member (四色卡) as one picture for a phone, each in its colour."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from models.points import CardColour
from services.drawing.ink import font, step, wrap
from services.texts import drawing as texts
from services.texts.phrases import put_into_words

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH = 900
MARGIN = 32
INSET = 32
HEAD = 130
BIG, MIDDLE, SMALL = 58, 48, 36
LEAST = 190
"""Height of a card with little on it."""

MOST_LINES = 14
PAPER, INK, GREY = "#ffffff", "#1f2328", "#5b636d"


class CardFace(NamedTuple):
    """What one card says."""

    colour: CardColour
    title: str
    lines: Sequence[str]


class Tint(NamedTuple):
    """The colour of a card and of the letters on it; contrast of 7 to 1 or more."""

    card: str
    letters: str


TINTS: Mapping[CardColour, Tint] = {
    CardColour.RED: Tint("#9e1b16", "#ffffff"),
    CardColour.YELLOW: Tint("#ffd84d", "#2b2300"),
    CardColour.PINK: Tint("#f9c6d6", "#4d0b24"),
    CardColour.GREEN: Tint("#155c32", "#ffffff"),
}


class _Laid(NamedTuple):
    face: CardFace
    title: Sequence[str]
    lines: Sequence[str]
    height: int


def draw_cards(name: str, faces: Sequence[CardFace], foot: str) -> bytes:
    """Draw cards one below the other, as a PNG."""
    from PIL import Image, ImageDraw

    laid = [_lay(face) for face in faces]
    below = wrap(foot, SMALL, WIDTH - 2 * MARGIN, 3)
    cards = sum(it.height + MARGIN for it in laid)
    height = HEAD + cards + len(below) * step(SMALL) + (MARGIN if below else 0)
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    title = wrap(put_into_words(texts.CARDS_OF(name=name)), BIG, WIDTH - 2 * MARGIN, 1)
    pen.text((MARGIN, 26), "".join(title), fill=INK, font=font(BIG))
    top = HEAD
    for it in laid:
        _draw_card(pen, top, it)
        top += it.height + MARGIN
    for line in below:
        pen.text((MARGIN, top), line, fill=GREY, font=font(SMALL))
        top += step(SMALL)
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _lay(face: CardFace) -> _Laid:
    width = WIDTH - 2 * (MARGIN + INSET)
    title = wrap(face.title, BIG, width - 4, 2)
    lines = [part for line in face.lines for part in wrap(line, MIDDLE, width, 4)]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "…"]
    inside = len(title) * step(BIG) + len(lines) * step(MIDDLE) + 2 * INSET
    return _Laid(face, title, lines, max(LEAST, inside))


def _draw_card(pen: "ImageDraw", top: int, laid: _Laid) -> None:
    tint = TINTS[laid.face.colour]
    box = (MARGIN, top, WIDTH - MARGIN, top + laid.height)
    pen.rounded_rectangle(box, radius=28, fill=tint.card)
    at, left = top + INSET - 8, MARGIN + INSET
    for line in laid.title:
        pen.text((left, at), line, tint.letters, font(BIG), stroke_width=1)
        at += step(BIG)
    for line in laid.lines:
        pen.text((left, at), line, fill=tint.letters, font=font(MIDDLE))
        at += step(MIDDLE)
