"""A4 paper for everything that is printed: real text in the font that comes along.

The same words always give the same bytes. Lengths are millimetres, sizes of letters points.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from services.drawing import tables
from services.drawing.ink import FONT, legible, wrap
from services.texts import drawing as texts
from services.texts.phrases import put_into_words

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "sans"
MARGIN = 18.0
LINE = 1.55
"""From one line to the next, in heights of a letter."""

MILLIMETRES = 25.4 / 72
"""In a point."""

TITLE, HEADING, PLAIN, SMALL = 20.0, 13.0, 10.5, 8.5
DOTS = 1400
"""Pixels of a picture's longer side; more cannot be seen on paper."""

logging.getLogger("fontTools.subset").setLevel(logging.WARNING)  # it tells every table it drops

Colour = tuple[int, int, int]
BLACK, GREY, RED, PALE, EDGE = (0, 0, 0), (90, 90, 90), (166, 32, 27), (250, 240, 238), (190,) * 3
FOOT = 14.0
"""From the lower edge to what stands below the text."""

Column = tables.Column


class Imprint(NamedTuple):
    """What a print says of itself.

    Args:
        title: of the file.
        author: the street.
        made_at: when; no clock is read, so that the same print has the same bytes.
        foot: small and grey below every page, before its number.
    """

    title: str
    author: str
    made_at: datetime
    foot: str = ""


class Paper:
    """Pages that fill from top to bottom; `page` is the one being printed, for what is special."""

    def __init__(
        self, imprint: Imprint, *, margin: float = MARGIN, is_numbered: bool = True
    ) -> None:
        self.margin = margin
        self.page = _open_pages(imprint, margin)
        self._foot = imprint.foot if is_numbered else None

    @property
    def width(self) -> float:
        """Give the width between the margins."""
        return self.page.epw

    def head(self, street: str) -> None:
        """Print whose paper it is, in red over a double rule."""
        page, left = self.page, self.margin
        self.line(legible(street), 16, align="C", height=11, colour=RED)
        page.set_draw_color(*RED)
        for width, below in ((0.7, 2.0), (0.2, 3.2)):
            page.set_line_width(width)
            page.line(left, page.get_y() + below, page.w - left, page.get_y() + below)
        page.ln(8)

    def title(self, words: str, size: float = TITLE) -> None:
        """Print what it is, in the middle."""
        for line in self.lines(words, size):
            self.line(line, size, align="C", height=size * LINE * MILLIMETRES, is_strong=True)
        self.space(3)

    def heading(self, words: str) -> None:
        """Print the heading of a part; never alone at the end of a page."""
        self.keep(30)
        self.space(3)
        self.line(legible(words), HEADING, height=8, is_strong=True)
        self.space(1)

    def paragraph(
        self,
        words: str,
        size: float = PLAIN,
        *,
        indent: float = 0,
        align: str = "L",
        colour: Colour = BLACK,
    ) -> None:
        """Print words over as many lines as they need; the first begins after `indent` letters."""
        for part in words.split("\n"):
            first = indent * size * MILLIMETRES
            for number, line in enumerate(self.lines(part, size, indent=first)):
                self.page.set_x(self.margin + (0 if number else first))
                self.line(line, size, align=align, colour=colour)

    def line(  # noqa: PLR0913 - how a line of print looks, each by its name
        self,
        words: str,
        size: float = PLAIN,
        *,
        align: str = "L",
        height: float = 0,
        colour: Colour = BLACK,
        is_strong: bool = False,
        width: float = 0,
    ) -> None:
        """Print one line from where the pen is; what is too wide is not cut, see `lines`."""
        from fpdf.enums import TextMode

        page, height = self.page, height or size * LINE * MILLIMETRES
        page.set_font(FAMILY, size=size)
        page.set_text_color(*colour)
        mode = TextMode.FILL_STROKE if is_strong else TextMode.FILL
        stroke = 0.35 if size > HEADING else 0.2
        with page.local_context(text_mode=mode, draw_color=colour, line_width=stroke):
            page.cell(width, height, words, align=align)
        page.set_xy(self.margin, page.get_y() + height)

    def lines(
        self, words: str, size: float = PLAIN, width: float = 0, indent: float = 0
    ) -> Sequence[str]:
        """Lay words out in a width, measured ten times as large."""
        dots = 10 / MILLIMETRES
        return wrap(
            words,
            round(size * 10),
            (width or self.width) * dots,
            most=10_000,
            indent=indent * dots,
        )

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Print a table; its head stands again on every page."""
        tables.print_table(self, columns, rows)

    def facts(self, rows: Sequence[tuple[str, str]], label: float = 0.22) -> None:
        """Print what is what, one below the other; names take the part `label` of the width."""
        tables.print_facts(self, rows, label)

    def picture(self, content: bytes, width: float, height: float, caption: str = "") -> None:
        """Print a picture in the middle, as large as fits in width and height.

        Raises:
            OSError: it cannot be read as a picture.
        """
        drawn, (wide, high) = _shrunk(content)
        scale = min(width / wide, height / high)
        wide, high = wide * scale, high * scale
        self.keep(high + (6 if caption else 2))
        page = self.page
        page.image(BytesIO(drawn), x=(page.w - wide) / 2, y=page.get_y(), w=wide, h=high)
        page.set_xy(self.margin, page.get_y() + high + 1)
        if caption:
            self.paragraph(caption, SMALL, align="C", colour=GREY)

    def space(self, height: float) -> None:
        """Leave some room."""
        self.page.ln(height)

    def keep(self, height: float) -> None:
        """Go on on the next page if so much does not fit on this one."""
        if self.page.will_page_break(height):
            self.next_page()

    def next_page(self) -> None:
        """Go on on the next page."""
        self.page.add_page()

    def finish(self) -> bytes:
        """Give the file, its pages numbered."""
        if self._foot is not None:
            _print_feet(self.page, self._foot)
        return bytes(self.page.output())


def _open_pages(imprint: Imprint, margin: float) -> "FPDF":
    from fpdf import FPDF

    page = FPDF(format="A4")
    page.set_creation_date(imprint.made_at)
    page.set_title(legible(imprint.title))
    page.set_author(legible(imprint.author))
    page.set_lang("zh-CN")
    page.alias_nb_pages("")  # else "{nb}" in somebody's words becomes a number
    page.set_margin(margin)
    page.c_margin = 0
    page.set_auto_page_break(auto=True, margin=margin)
    page.add_font(FAMILY, "", FONT)
    page.add_page()
    return page


def _print_feet(page: "FPDF", foot: str) -> None:
    """Number the pages, now that it is known how many there are."""
    count = page.pages_count
    page.set_auto_page_break(auto=False)
    for number in range(1, count + 1):
        page.page = number
        page.set_font(FAMILY, size=PLAIN)  # twice, so that this page learns of it
        page.set_font(FAMILY, size=SMALL)
        page.set_text_color(*GREY)
        page.set_xy(page.l_margin, page.h - FOOT)
        page.cell(page.epw * 0.75, 5, legible(foot), align="L")
        page.cell(0, 5, put_into_words(texts.PAGE(number=number, count=count)), align="R")


def _shrunk(content: bytes) -> tuple[bytes, tuple[float, float]]:
    """Give a picture as a JPEG that paper has use for, and its size."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content)) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((DOTS, DOTS))
    drawn = BytesIO()
    picture.save(drawn, "JPEG", quality=82)
    return drawn.getvalue(), picture.size
