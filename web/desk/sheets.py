"""Lists as spreadsheets: what a page lists, as xlsx, in the words of who asks for it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from services.clock import today
from services.tables.sheets import to_xlsx
from services.texts.phrases import Phrase, put_into_words
from web.desk.visits import File, Visit
from web.words import WORDS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = Phrase | str | int | float | datetime | date | None


def sheet_file(
    visit: Visit, title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> File:
    """Give a list as an xlsx file.

    Args:
        visit: who asks for it, and in which language.
        title: name of the word that it is called by, such as `notices.title`; the day is added.
        headers: names of the words over its columns.
        rows: cells; a phrase is put into words, an instant is in the street's zone, it and a
            number stay what they are, and whatever else is text, even if it begins like a formula.
    """
    heads = [_word(visit, header) for header in headers]
    written = list(_written(visit, rows))  # who may not have it is refused before it is begun
    content = to_xlsx(heads, written)
    return File(content, XLSX, name_of(visit, title))


def name_of(visit: Visit, title: str) -> str:
    """Name a file by the word that a list is called by, and the day."""
    return f"{_word(visit, title)}-{today(visit.clock):%Y%m%d}.xlsx"


def _word(visit: Visit, name: str) -> str:
    return put_into_words(WORDS[name](), language=visit.language)


def _written(visit: Visit, rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[object]]:
    for row in rows:
        yield [_cell(visit, cell) for cell in row]


def _cell(visit: Visit, cell: Cell) -> object:
    return put_into_words(cell, language=visit.language) if isinstance(cell, Phrase) else cell
