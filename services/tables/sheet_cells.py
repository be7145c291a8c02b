"""Cells of tables: as text, and as a spreadsheet keeps them."""

from datetime import date, datetime
from typing import Any

from services.clock import SHANGHAI


class Share(float):
    """A part of a whole, to be shown as a percentage."""


def text_of(cell: object) -> str:
    """Give a cell as text, as people see it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell).replace("\ufeff", "").strip()


def plain_of(value: object) -> tuple[Any, str]:
    """Give a cell as spreadsheets keep it, and its format; an instant in the street's zone."""
    match value:
        case Share():
            return float(value), "0.0%"
        case bool():
            return text_of(value), ""
        case int() | float():
            return value, ""
        case datetime():
            is_aware = value.tzinfo is not None
            told = value.astimezone(SHANGHAI).replace(tzinfo=None) if is_aware else value
            return told, "yyyy-mm-dd hh:mm"
        case date():
            return value, "yyyy-mm-dd"
        case _:
            return text_of(value), ""
