"""A member's week as a picture for a phone: a band for each day, its shifts in big letters."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from services.drawing.ink import font, legible, step, wrap
from services.texts import drawing as texts
from services.texts.phrases import put_into_words

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH = 900
MARGIN = 36
SIDE = 190
"""Where the shifts begin; left of it stands the day."""

HEAD = 180
BIG, MIDDLE, SMALL = 46, 38, 32
MOST_A_DAY = 6
"""Shifts of one day that are drawn."""

DAYS = 7
SATURDAY = 5
PAPER, INK, GREY, RED, LINE = "#ffffff", "#1f2328", "#5b636d", "#a6201b", "#d5d9de"
BAND, REST = "#fdf1e7", "#f6f7f8"


class Entry(NamedTuple):
    """One shift of the week; `state` says in a word how it stands."""

    day: date
    begins: time
    ends: time
    title: str
    place: str
    state: str


class _Row(NamedTuple):
    words: str
    size: int
    colour: str
    is_title: bool = False


def draw_week(name: str, first: date, entries: Sequence[Entry]) -> bytes:
    """Draw the seven days from the first on, as a PNG."""
    from PIL import Image, ImageDraw

    days = [first + timedelta(days=number) for number in range(DAYS)]
    bands = [_rows(sorted(it for it in entries if it.day == day)) for day in days]
    heights = [_height(rows) for rows in bands]
    is_empty = not any(it.day in days for it in entries)
    height = HEAD + sum(heights) + MARGIN + (step(MIDDLE) + MARGIN if is_empty else 0)
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    top = _draw_head(pen, name, days)
    for day, rows, band in zip(days, bands, heights, strict=True):
        _draw_day(pen, top, day, rows, band)
        top += band
    if is_empty:
        words = put_into_words(texts.NOTHING_THAT_WEEK())
        pen.text((MARGIN, top + MARGIN), words, fill=RED, font=font(MIDDLE))
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_head(pen: "ImageDraw", name: str, days: Sequence[date]) -> int:
    pen.rectangle((0, 0, WIDTH, HEAD - 16), fill=RED)
    title = wrap(put_into_words(texts.WEEK_OF(name=name)), BIG + 8, WIDTH - 2 * MARGIN, 1)
    pen.text((MARGIN, 26), "".join(title), fill=PAPER, font=font(BIG + 8))
    first, last = _short(days[0]), _short(days[-1])
    under = put_into_words(texts.WEEK_DAYS(first=first, last=last))
    pen.text((MARGIN, 100), under, fill=PAPER, font=font(SMALL))
    return HEAD


def _draw_day(
    pen: "ImageDraw", top: int, day: date, rows: Sequence[Sequence[_Row]], height: int
) -> None:
    pen.rectangle((0, top, WIDTH, top + height - 4), fill=BAND if rows else REST)
    weekday = put_into_words(texts.WEEKDAY(name=texts.DAYS[day.weekday()]))
    colour = RED if day.weekday() >= SATURDAY else INK
    pen.text((MARGIN, top + 10), weekday, fill=colour, font=font(MIDDLE))
    pen.text((MARGIN, top + 10 + step(MIDDLE)), _short(day), fill=GREY, font=font(SMALL - 4))
    if not rows:
        words = put_into_words(texts.NOTHING_THAT_DAY())
        pen.text((MARGIN + SIDE, top + 28), words, fill=GREY, font=font(SMALL))
    at = top + 10
    for number, block in enumerate(rows):
        if number:
            pen.line((MARGIN + SIDE, at, WIDTH - MARGIN, at), fill=LINE, width=2)
            at += 10
        for row in block:
            strong = 1 if row.is_title else 0
            place = (MARGIN + SIDE, at)
            pen.text(place, row.words, row.colour, font(row.size), stroke_width=strong)
            at += step(row.size)
        at += 8


def _rows(entries: Sequence[Entry]) -> Sequence[Sequence[_Row]]:
    blocks = [_block(it) for it in entries[:MOST_A_DAY]]
    left = len(entries) - MOST_A_DAY
    return blocks if left <= 0 else [*blocks, [_Row(f"+{left}", SMALL, GREY)]]


def _block(entry: Entry) -> Sequence[_Row]:
    width = WIDTH - 2 * MARGIN - SIDE
    hours = f"{entry.begins:%H:%M}–{entry.ends:%H:%M}"
    state = legible(entry.state)
    return [
        _Row("".join(wrap(f"{hours}　{state}", MIDDLE, width, 1)), MIDDLE, RED),
        *(_Row(it, MIDDLE, INK, is_title=True) for it in wrap(entry.title, MIDDLE, width - 4, 2)),
        *(_Row(it, SMALL, GREY) for it in wrap(entry.place, SMALL, width, 2)),
    ]


def _height(blocks: Sequence[Sequence[_Row]]) -> int:
    least = 24 + step(MIDDLE) + step(SMALL - 4)
    inside = sum(18 + sum(step(row.size) for row in block) for block in blocks)
    return max(least, 24 + inside)


def _short(day: date) -> str:
    return put_into_words(texts.SHORT_DAY(month=day.month, day=day.day))
