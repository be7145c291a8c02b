"""The yearly certificate (年度鉴定) for a member's unit: one A4 page or more, as a PDF."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from services.drawing.ink import legible
from services.drawing.paper import GREY, MILLIMETRES, PALE, Imprint, Paper
from services.texts import drawing as texts
from services.texts.phrases import Phrase, put_into_words

MARGIN = 26.0
"""Millimetres; likewise all lengths here."""

LINE = 9.0
ROW = 10.0
CELL = 7.0
PADDING = 3.0

TITLE, PLAIN, SMALL = 26, 13, 10.5
"""Points."""

LABEL = 0.42
"""Part of the table's width that the names of its rows take."""

SIGNATURE = 62.0
"""What must stay together on a page: the place for the seal, and the day."""


class Certificate(NamedTuple):
    """What a certificate says.

    Args:
        street: at its head.
        unit: whom it is addressed to.
        name: of the member.
        year: that it is about.
        paragraphs: the text, one below the other.
        rows: the figures: what it is, and how much.
        number: of the certificate.
        issued_on: the day on it.
    """

    street: str
    unit: str
    name: str
    year: int
    paragraphs: Sequence[str]
    rows: Sequence[tuple[str, str]]
    number: str
    issued_on: date


def print_certificate(it: Certificate) -> bytes:
    """Print a certificate; the same one always gives the same bytes."""
    day = it.issued_on
    imprint = Imprint(
        f"{_say(texts.APPRAISAL())} {it.name} {it.year}",
        it.street,
        datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    paper = Paper(imprint, margin=MARGIN, is_numbered=False)
    _print_head(paper, it)
    _print_text(paper, it)
    for label, value in [(_say(texts.NAME()), it.name), *it.rows]:
        _print_row(paper, label, value)
    paper.space(8)
    _print_signature(paper, it)
    return paper.finish()


def _print_head(paper: Paper, it: Certificate) -> None:
    paper.head(it.street)
    number = _say(texts.NUMBER(number=legible(it.number)))
    paper.line(number, SMALL, align="R", height=LINE, colour=GREY)
    paper.space(6)
    paper.page.set_char_spacing(TITLE / 2)
    paper.line(_say(texts.APPRAISAL()), TITLE, align="C", height=14, is_strong=True)
    paper.page.set_char_spacing(0)
    paper.line(_say(texts.YEAR(year=it.year)), 14, align="C", height=10)
    paper.space(8)


def _print_text(paper: Paper, it: Certificate) -> None:
    for line in paper.lines(_say(texts.TO_UNIT(unit=it.unit)), PLAIN):
        paper.line(line, PLAIN, height=LINE)
    paper.space(1)
    for paragraph in it.paragraphs:
        _print_paragraph(paper, paragraph)
    paper.space(4)


def _print_paragraph(paper: Paper, words: str) -> None:
    indent = 2 * PLAIN * MILLIMETRES
    for number, line in enumerate(paper.lines(words, PLAIN, indent=indent)):
        paper.page.set_x(MARGIN + (0 if number else indent))
        paper.line(line, PLAIN, height=LINE)


def _print_row(paper: Paper, label: str, value: str) -> None:
    """Print one row, as high as its longer side needs."""
    page, widths = paper.page, (paper.width * LABEL, paper.width * (1 - LABEL))
    sides = [
        paper.lines(words, PLAIN, width - 2 * PADDING)
        for width, words in zip(widths, (label, value), strict=True)
    ]
    height = max(map(len, sides)) * CELL + ROW - CELL
    paper.keep(height)
    page.set_draw_color(*GREY)
    page.set_line_width(0.25)
    page.set_fill_color(*PALE)
    left, top = MARGIN, page.get_y()
    page.rect(left, top, widths[0], height, style="DF")
    page.rect(left + widths[0], top, widths[1], height)
    for at, lines in zip((left, left + widths[0]), sides, strict=True):
        page.set_y(top + (height - len(lines) * CELL) / 2)
        for line in lines:
            page.set_x(at + PADDING)
            paper.line(line, PLAIN, height=CELL)
    page.set_xy(left, top + height)


def _print_signature(paper: Paper, it: Certificate) -> None:
    paper.keep(SIGNATURE - MARGIN)
    day = it.issued_on
    paper.space(10)
    for words in (
        _say(texts.SIGNATURE()) + "＿＿＿＿＿＿＿",
        _say(texts.SIGNED()),
        _say(texts.LONG_DAY(year=day.year, month=day.month, day=day.day)),
    ):
        paper.page.set_x(paper.page.w / 2)
        paper.line(words, PLAIN, align="C", height=11)


def _say(phrase: Phrase) -> str:
    return put_into_words(phrase)
