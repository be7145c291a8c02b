"""What is wrong with the rows of a table."""

from collections.abc import Sequence

from bot.cli.output import remark
from services.tables.area_import import RowNote

MOST_LINES = 30


def list_notes(notes: Sequence[RowNote]) -> None:
    """Print what is wrong, by the numbers the rows have in the spreadsheet."""
    for note in notes[:MOST_LINES]:
        remark(f"第 {note.row} 行：{note.message}" if note.row else note.message)
    if len(notes) > MOST_LINES:
        remark(f"……还有 {len(notes) - MOST_LINES} 处")
