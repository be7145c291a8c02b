"""What commands print: results to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any
from unicodedata import east_asian_width

import typer

LARGEST_COLUMN = 60


def say(line: str) -> None:
    """Print a line of the result."""
    typer.echo(line)


def remark(line: str) -> None:
    """Print a line beside the result."""
    typer.echo(line, err=True)


def say_json(value: Any) -> None:  # noqa: ANN401 - JSON
    """Print a result for scripts."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns that stand under each other, Chinese counted double."""
    widths = [min(max(map(width, column)), LARGEST_COLUMN) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)]
        say("  ".join(cells).rstrip())


def width(text: str) -> int:
    """Count the columns a text takes on a terminal."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


@contextmanager
def progress(title: str) -> Generator[Callable[[int, int], None]]:
    """Show how far long work is: a bar on a terminal, a line at each quarter elsewhere."""
    if sys.stderr.isatty():
        with _bar(title) as advance:
            yield advance
        return
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        quarter = done * 4 // total if total else 4
        if quarter > told:
            told = quarter
            remark(f"{title}：{quarter * 25}%")

    yield tell


@contextmanager
def _bar(title: str) -> Generator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
