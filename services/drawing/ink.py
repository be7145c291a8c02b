"""Letters for pictures: the font that comes along, and words laid out in a width."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-Regular.ttf"
UNKNOWN = "〓"
"""Stands for a sign that the font lacks, as printers do."""

BREATH = 1.45
"""From one line to the next, in heights of a letter."""

_NEVER_FIRST = frozenset("，。、；：？！）》」』】”’…—,.;:?!)")
_NEVER_LAST = frozenset("（《「『【“‘(")
_LONGEST_WORD = 24
"""Letters and digits that are kept on one line."""


@lru_cache(maxsize=32)
def font(size: int) -> "FreeTypeFont":
    """Give the font at a size in pixels, laid out in the same way on every machine."""
    from PIL import ImageFont

    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


def legible(words: str) -> str:
    """Give words on one line, with a mark for each sign that the font lacks."""
    known = _known()
    return "".join(
        each if ord(each) in known else UNKNOWN
        for each in " ".join(words.split())
        if each.isprintable()
    )


def wrap(words: str, size: int, width: float, most: int = 100, indent: float = 0) -> Sequence[str]:
    """Lay words out in lines of a width in pixels; what does not fit ends with ….

    The first line is shorter by the `indent`.
    """
    measure = font(size).getlength
    lines = list(_lines(legible(words), measure, width, indent))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(last + "…") > width:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def step(size: int) -> int:
    """Tell how far below a line the next one stands, in pixels."""
    return round(size * BREATH)


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(FONT, lazy=True) as opened:
        return frozenset(opened.getBestCmap() or ())


def _lines(
    words: str, measure: Callable[[str], float], width: float, indent: float
) -> Iterator[str]:
    line, room = "", width - indent
    for piece in _pieces(words):
        if line and measure((line + piece).rstrip()) > room:
            yield line.rstrip()
            line, room = "", width
        line += piece if line else piece.lstrip()
        while len(line) > 1 and measure(line) > room:  # one piece, wider than a line
            fits = next((n for n in range(len(line), 1, -1) if measure(line[:n]) <= room), 1)
            yield line[:fits]
            line, room = line[fits:], width
    if line.strip():
        yield line.rstrip()


def _pieces(words: str) -> Iterator[str]:
    """Cut words where a line may end: between 汉字, between words, never before 。."""
    piece = ""
    for sign in words:
        if piece and not _sticks(piece, sign):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _sticks(before: str, sign: str) -> bool:
    if sign in _NEVER_FIRST or before[-1] in _NEVER_LAST:
        return True
    is_word = before[-1].isascii() and before[-1] != " " and sign.isascii() and sign != " "
    return sign == " " or (is_word and len(before) < _LONGEST_WORD)
