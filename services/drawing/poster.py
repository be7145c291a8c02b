"""Posters (海报): one A4 page for a grid, an estate or a building, with the code to scan."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from services.drawing.ink import legible
from services.drawing.paper import FAMILY, GREY, MILLIMETRES, Colour, Imprint, Paper

BRAND: Colour = (156, 42, 32)
WHITE: Colour = (255, 255, 255)
INK: Colour = (31, 28, 24)
PALE: Colour = (244, 241, 234)
XML = '<?xml version="1.0"?>'
ICONS = Path(__file__).parent / "icons"

MARGIN = 16.0
BAND = 58.0
"""Millimetres of the red head; likewise all lengths here."""

CODE = 92.0
QUIET = 4
"""Modules that stay white around a code."""

CODE_TOP, STEPS_TOP, CALL_TOP, SMALL_TOP = 80.0, 189.0, 229.0, 275.0
ICON = 15.0
GAP = 1.0
"""At least, between those whom to call."""

LEAST = 8.5
"""Points of the smallest letters."""


class Step(NamedTuple):
    """One of the pictures that show how: its icon, and what stands below."""

    icon: str
    words: str


class Poster(NamedTuple):
    """What a poster says.

    Args:
        street: whose it is.
        headline: what to do.
        area: where it hangs.
        link: what the code opens.
        below_code: with what it can be scanned.
        steps: how to report, in four pictures.
        calls: whom to call: what, and the number or the hours; each on a line.
        small: what is recorded, in small print.
    """

    street: str
    headline: str
    area: str
    link: str
    below_code: str
    steps: Sequence[Step]
    calls: Sequence[tuple[str, str]]
    small: str


def print_posters(posters: Sequence[Poster], title: str, made_at: datetime) -> bytes:
    """Print posters, a page each; the same ones always give the same bytes."""
    imprint = Imprint(title, posters[0].street if posters else "", made_at)
    paper = Paper(imprint, margin=MARGIN, is_numbered=False)
    paper.page.set_auto_page_break(auto=False)
    for number, poster in enumerate(posters):
        if number:
            paper.next_page()
        _print_head(paper, poster)
        _print_code(paper, poster)
        _print_steps(paper, poster)
        _print_calls(paper, poster)
    return paper.finish()


def modules_of(link: str) -> Sequence[Sequence[bool]]:
    """Give the squares of the code of a link, row by row."""
    import segno

    return [[bool(it) for it in row] for row in segno.make(link, error="m", micro=False).matrix]


def _print_head(paper: Paper, poster: Poster) -> None:
    page = paper.page
    page.set_fill_color(*BRAND)
    page.rect(0, 0, page.w, BAND, style="F")
    _centred(paper, poster.street, 12, 20, WHITE)
    _centred(paper, poster.headline, 26, 46, WHITE, is_strong=True)
    _centred(paper, poster.area, BAND + 5, 26, INK, is_strong=True)


def _print_code(paper: Paper, poster: Poster) -> None:
    """Print the code as squares of black, those of one row that touch as one."""
    page, rows = paper.page, modules_of(poster.link)
    module = CODE / (len(rows) + 2 * QUIET)
    left = (page.w - CODE) / 2
    page.set_draw_color(*BRAND)
    page.set_line_width(0.9)
    page.rect(left - 2, CODE_TOP - 2, CODE + 4, CODE + 4, round_corners=True, corner_radius=4)
    page.set_fill_color(0, 0, 0)
    for number, row in enumerate(rows):
        top = CODE_TOP + (number + QUIET) * module
        for first, length in _runs(row):
            page.rect(left + (first + QUIET) * module, top, length * module, module, style="F")
    _centred(paper, poster.below_code, CODE_TOP + CODE + 4, 13, GREY)


def _runs(row: Sequence[bool]) -> Sequence[tuple[int, int]]:
    """Give where a row is dark: from where, and how long."""
    found: list[tuple[int, int]] = []
    for at, is_dark in enumerate(row):
        if is_dark and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((at, 1))
    return found


def _print_steps(paper: Paper, poster: Poster) -> None:
    page = paper.page
    wide = paper.width / len(poster.steps)
    for number, step in enumerate(poster.steps):
        left = paper.margin + number * wide
        icon = (ICONS / f"{step.icon}.svg").read_text("utf-8")
        drawn = (XML + icon.replace("currentColor", "#9c2a20")).encode()
        page.image(BytesIO(drawn), x=left + (wide - ICON) / 2, y=STEPS_TOP, w=ICON, h=ICON)
        words = f"{number + 1}. {step.words}"
        for line, said in enumerate(paper.lines(words, 12.5, wide - 4)[:3]):
            _boxed(paper, said, left + 2, STEPS_TOP + ICON + 3 + line * 6.4, wide - 4, 12.5)
        if number:
            page.set_draw_color(220, 213, 200)
            page.set_line_width(0.3)
            page.line(left, STEPS_TOP + 2, left, STEPS_TOP + ICON + 14)


def _print_calls(paper: Paper, poster: Poster) -> None:
    page = paper.page
    page.set_fill_color(*PALE)
    high = SMALL_TOP - CALL_TOP - 4
    page.rect(
        paper.margin, CALL_TOP, paper.width, high, style="F", round_corners=True, corner_radius=3
    )
    size, rows = _fit_calls(paper, [value for _, value in poster.calls], high - GAP)
    line = size * MILLIMETRES * 1.3
    gap = (high - sum(map(len, rows)) * line) / (len(rows) + 1)
    top = CALL_TOP + gap
    for (label, _), row in zip(poster.calls, rows, strict=True):
        page.set_xy(paper.margin + 6, top)
        page.set_font(FAMILY, size=size)
        page.set_text_color(*GREY)
        page.cell(46, line, legible(label))
        for said in row:
            page.set_xy(paper.margin + 52, top)
            paper.line(said, size, colour=INK, is_strong=True, height=line)
            top += line
        top += gap
    for number, said in enumerate(paper.lines(poster.small, LEAST)[:5]):
        page.set_xy(paper.margin, SMALL_TOP + number * 4)
        page.set_font(FAMILY, size=LEAST)
        page.set_text_color(*GREY)
        page.cell(0, 4, said)


def _fit_calls(
    paper: Paper, values: Sequence[str], high: float
) -> tuple[float, Sequence[Sequence[str]]]:
    """Give the largest letters in which nothing is cut, and the lines of each value in them."""
    size = 17.0
    while True:
        rows = [paper.lines(it, size, paper.width - 58) or [""] for it in values]
        needed = sum(map(len, rows)) * size * MILLIMETRES * 1.3 + len(rows) * GAP
        if needed <= high or size <= 1:
            return size, rows
        size -= 0.5


def _centred(
    paper: Paper, words: str, top: float, size: float, colour: Colour, *, is_strong: bool = False
) -> None:
    """Print one line in the middle of the page, smaller where it would not fit."""
    while len(paper.lines(words, size)) > 1 and size > LEAST:
        size -= 1
    paper.page.set_xy(paper.margin, top)
    height = size * MILLIMETRES * 1.3
    said = legible(words)
    paper.line(said, size, align="C", height=height, colour=colour, is_strong=is_strong)


def _boxed(paper: Paper, words: str, left: float, top: float, width: float, size: float) -> None:
    page = paper.page
    page.set_xy(left, top)
    page.set_font(FAMILY, size=size)
    page.set_text_color(*INK)
    page.cell(width, 6.4, words, align="C")
