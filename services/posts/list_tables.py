"""A published list of claimed posts read as a table, just as it was approved."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.notices import Notice
from services.posts.claim_lists import ABOUT

_LINE = re.compile(r"(?P<post>[^（\n]+)（(?P<area>[^，\n]+)，(?P<times>.+?)）：(?P<names>.+)")


class Row(NamedTuple):
    """One line of a list."""

    post: str
    area: str
    times: str
    names: str


def is_list(notice: Notice) -> bool:
    """Tell whether a notice is a list of claimed posts."""
    return (notice.about or "").startswith(ABOUT)


def read_rows(notice: Notice) -> tuple[str, Sequence[Row]]:
    """Give what stands above a list, and its lines; no line where somebody rewrote any of it."""
    head, *lines = notice.words.split("\n")
    found = [_LINE.fullmatch(line) for line in lines if line]
    rows = [Row(**it.groupdict()) for it in found if it is not None]
    is_whole = bool(rows) and len(rows) == len(found) and is_list(notice)
    return (head, rows) if is_whole else (notice.words, ())
