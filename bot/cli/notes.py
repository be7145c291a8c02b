"""What is wrong with the rows of a table."""

from collections.abc import Sequence
from pathlib import Path

from bot.cli.output import remark
from models.errors import OperatorError
from services.tables.area_import import ImportReport, RowNote

MOST_LINES = 30


def say_report(file: Path, report: ImportReport) -> None:
    """Say what an import did, or what is wrong.

    Raises:
        OperatorError: something is wrong, and nothing was written.
    """
    if report.extra_columns:
        remark(f"没有用到的列：{'、'.join(report.extra_columns)}")
    list_notes(report.errors)
    if report.errors:
        raise OperatorError(f"{file} 有 {len(report.errors)} 处要改，什么也没有写入")
    list_notes(report.notices)
    remark(f"新增 {report.added}，修改 {report.changed}，不变 {report.unchanged}")


def list_notes(notes: Sequence[RowNote]) -> None:
    """Print what is wrong, by the numbers the rows have in the spreadsheet."""
    for note in notes[:MOST_LINES]:
        remark(f"第 {note.row} 行：{note.message}" if note.row else note.message)
    if len(notes) > MOST_LINES:
        remark(f"……还有 {len(notes) - MOST_LINES} 处")
