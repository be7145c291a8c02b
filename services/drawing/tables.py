"""Tables on paper: cells as high as their words need, the head again on every page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from services.drawing.paper import Paper

SIZE = 9.5
CELL = 5.2
"""Millimetres from one line of a cell to the next; likewise the lengths below."""

PADDING = 1.8
MOST_LINES = 30
"""Of one row; what is longer goes on in a row below, so that it fits on a page."""

GREY, PALE, WHITE = (190, 190, 190), (243, 243, 240), (255, 255, 255)


class Column(NamedTuple):
    """One column: its name, the part of the width it takes, and where its words stand."""

    name: str
    share: float
    align: str = "L"


def print_table(paper: "Paper", columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print a table."""
    whole = sum(column.share for column in columns)
    widths = [paper.width * column.share / whole for column in columns]
    aligns = [column.align for column in columns]
    head = [
        _laid(paper, column.name, width) for column, width in zip(columns, widths, strict=True)
    ]

    def print_head() -> None:
        _print_row(paper, head, widths, aligns, [PALE] * len(widths))

    paper.keep(_height(head) * 2)
    print_head()
    for row in rows:
        cells = [_laid(paper, words, width) for words, width in zip(row, widths, strict=True)]
        for part in _parts(cells):
            if paper.page.will_page_break(_height(part)):
                paper.next_page()
                print_head()
            _print_row(paper, part, widths, aligns, [WHITE] * len(widths))
    paper.space(3)


def print_facts(paper: "Paper", rows: Sequence[tuple[str, str]], label: float) -> None:
    """Print what is what."""
    widths = [paper.width * label, paper.width * (1 - label)]
    for row in rows:
        cells = [_laid(paper, words, width) for words, width in zip(row, widths, strict=True)]
        for part in _parts(cells):
            paper.keep(_height(part))
            _print_row(paper, part, widths, ["L", "L"], [PALE, WHITE])
    paper.space(3)


def _laid(paper: "Paper", words: str, width: float) -> Sequence[str]:
    room = width - 2 * PADDING
    return [line for part in words.split("\n") for line in paper.lines(part, SIZE, room)]


def _parts(cells: Sequence[Sequence[str]]) -> Sequence[Sequence[Sequence[str]]]:
    longest = max(map(len, cells), default=0)
    return [
        [cell[at : at + MOST_LINES] for cell in cells]
        for at in range(0, max(longest, 1), MOST_LINES)
    ]


def _height(cells: Sequence[Sequence[str]]) -> float:
    return max(1, *map(len, cells)) * CELL + 2 * PADDING


def _print_row(
    paper: "Paper",
    cells: Sequence[Sequence[str]],
    widths: Sequence[float],
    aligns: Sequence[str],
    fills: Sequence[tuple[int, int, int]],
) -> None:
    page, left, height = paper.page, paper.margin, _height(cells)
    top = page.get_y()
    for lines, width, align, fill in zip(cells, widths, aligns, fills, strict=True):
        page.set_draw_color(*GREY)
        page.set_line_width(0.2)
        page.set_fill_color(*fill)
        page.rect(left, top, width, height, style="DF")
        page.set_y(top + PADDING)
        for line in lines:
            page.set_x(left + PADDING)
            paper.line(line, SIZE, align=align, height=CELL, width=width - 2 * PADDING)
        left += width
    page.set_xy(paper.margin, top + height)
