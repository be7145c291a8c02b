"""Tables that commands write: to a file, or as csv to standard output."""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from services.tables.sheets import write_csv, write_sheet

STANDARD_OUTPUT = Path("-")


def write_rows(file: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table; give how many rows it has."""
    count = 0

    def counted() -> Iterator[Sequence[str]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    if file != STANDARD_OUTPUT:
        write_sheet(file, headers, counted())
        return count
    out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="", write_through=True)
    try:
        write_csv(out, headers, counted())
    finally:
        out.detach()
    return count
