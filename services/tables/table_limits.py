"""How large a table may be: a small file may hold more than there is memory or time for."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models.errors import OperatorError

LARGEST_CELL = 100_000
LARGEST_TABLE = 200 * 2**20
"""Bytes once unpacked: a small file that unpacks to more was made to do harm."""

MOST_ROWS = 200_000
MOST_COLUMNS = 500


def limited(
    file: Path, rows: Iterable[Sequence[str]], largest: int
) -> Iterator[tuple[int, Sequence[str]]]:
    """Give rows by their numbers; cells that share a text count each time.

    Raises:
        OperatorError: a cell, all of them, or their number is too large.
    """
    room = largest
    for number, texts in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise too_long(file, MOST_ROWS)
        sizes = [len(text) for text in texts]
        if max(sizes, default=0) > LARGEST_CELL:
            raise OperatorError(f"{file} 第 {number} 行有一格超过 {LARGEST_CELL} 个字")
        room -= sum(sizes)
        if room < 0:
            raise too_large(file, largest)
        yield number, texts


def too_large(file: Path, largest: int) -> OperatorError:
    """Say that a table is too large once unpacked."""
    return OperatorError(f"{file} 展开后超过 {largest // 2**20} MB，请分成几张表")


def too_long(file: Path, most: int) -> OperatorError:
    """Say that a table has too many rows."""
    return OperatorError(f"{file} 超过 {most} 行，请分成几张表")
