"""The yearly certificate (年度鉴定) for a member's unit: one A4 page or more, as a PDF."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from services.drawing.ink import FONT, legible, wrap
from services.texts import drawing as texts
from services.texts.phrases import Phrase, put_into_words

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "sans"
MARGIN = 26.0
"""Millimetres; likewise all lengths here."""

LINE = 9.0
ROW = 10.0
CELL = 7.0
PADDING = 3.0
MILLIMETRES = 25.4 / 72
"""In a point."""

TITLE, PLAIN, SMALL = 26, 13, 10.5
"""Points."""

LABEL = 0.42
"""Part of the table's width that the names of its rows take."""

SIGNATURE = 62.0
"""What must stay together on a page: the place for the seal, and the day."""

BLACK, GREY, RED, PALE = (0, 0, 0), (90, 90, 90), (166, 32, 27), (250, 240, 238)


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
    page = _open_page(it)
    _print_head(page, it)
    _print_text(page, it)
    _print_table(page, it)
    _print_signature(page, it)
    return bytes(page.output())


def _open_page(it: Certificate) -> "FPDF":
    from fpdf import FPDF

    page = FPDF(format="A4")
    page.set_creation_date(
        datetime(it.issued_on.year, it.issued_on.month, it.issued_on.day, tzinfo=UTC)
    )
    page.set_title(f"{_say(texts.APPRAISAL())} {legible(it.name)} {it.year}")
    page.set_author(legible(it.street))
    page.set_lang("zh-CN")
    page.set_margin(MARGIN)
    page.c_margin = 0
    page.set_auto_page_break(auto=True, margin=MARGIN)
    page.add_font(FAMILY, "", FONT)
    page.add_page()
    return page


def _print_head(page: "FPDF", it: Certificate) -> None:
    _line(page, legible(it.street), 16, align="C", height=11, colour=RED)
    page.set_draw_color(*RED)
    page.set_line_width(0.7)
    page.line(MARGIN, page.get_y() + 2, page.w - MARGIN, page.get_y() + 2)
    page.set_line_width(0.2)
    page.line(MARGIN, page.get_y() + 3.2, page.w - MARGIN, page.get_y() + 3.2)
    page.ln(8)
    _line(page, _say(texts.NUMBER(number=legible(it.number))), SMALL, align="R", colour=GREY)
    page.ln(6)
    page.set_char_spacing(TITLE / 2)
    _line(page, _say(texts.APPRAISAL()), TITLE, align="C", height=14, is_strong=True)
    page.set_char_spacing(0)
    _line(page, _say(texts.YEAR(year=it.year)), 14, align="C", height=10)
    page.ln(8)


def _print_text(page: "FPDF", it: Certificate) -> None:
    for line in _lines(_say(texts.TO_UNIT(unit=it.unit)), page.epw):
        _line(page, line, PLAIN)
    page.ln(1)
    for paragraph in it.paragraphs:
        _print_paragraph(page, paragraph)
    page.ln(4)


def _print_table(page: "FPDF", it: Certificate) -> None:
    for label, value in [(_say(texts.NAME()), it.name), *it.rows]:
        _print_row(page, label, value)
    page.ln(8)


def _print_paragraph(page: "FPDF", words: str) -> None:
    indent = 2 * PLAIN * MILLIMETRES
    for number, line in enumerate(_lines(words, page.epw, indent)):
        page.set_x(MARGIN + (0 if number else indent))
        _line(page, line, PLAIN)


def _print_row(page: "FPDF", label: str, value: str) -> None:
    """Print one row, as high as its longer side needs."""
    widths = (page.epw * LABEL, page.epw * (1 - LABEL))
    sides = [
        _lines(words, width - 2 * PADDING)
        for width, words in zip(widths, (label, value), strict=True)
    ]
    height = max(map(len, sides)) * CELL + ROW - CELL
    if page.will_page_break(height):
        page.add_page()
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
            _line(page, line, PLAIN, height=CELL)
    page.set_xy(left, top + height)


def _print_signature(page: "FPDF", it: Certificate) -> None:
    if page.will_page_break(SIGNATURE - MARGIN):
        page.add_page()
    day = it.issued_on
    page.ln(10)
    for words in (
        _say(texts.SIGNATURE()) + "＿＿＿＿＿＿＿",
        _say(texts.SIGNED()),
        _say(texts.LONG_DAY(year=day.year, month=day.month, day=day.day)),
    ):
        page.set_x(page.w / 2)
        _line(page, words, PLAIN, align="C", height=11)


def _line(  # noqa: PLR0913 - how a line of print looks, each by its name
    page: "FPDF",
    words: str,
    size: float,
    *,
    align: str = "L",
    height: float = LINE,
    colour: tuple[int, int, int] = BLACK,
    is_strong: bool = False,
) -> None:
    from fpdf.enums import TextMode

    page.set_font(FAMILY, size=size)
    page.set_text_color(*colour)
    mode = TextMode.FILL_STROKE if is_strong else TextMode.FILL
    with page.local_context(text_mode=mode, draw_color=colour, line_width=0.35):
        page.cell(0, height, words, align=align)
    page.set_xy(MARGIN, page.get_y() + height)


def _lines(words: str, width: float, indent: float = 0) -> Sequence[str]:
    """Lay words out in a width, measured ten times as large."""
    size, dots = round(PLAIN * 10), 10 / MILLIMETRES
    return wrap(words, size, width * dots, indent=indent * dots)


def _say(phrase: Phrase) -> str:
    return put_into_words(phrase)
