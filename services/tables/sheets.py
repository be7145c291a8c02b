"""Tables that people keep in spreadsheets: csv and xlsx, in and out."""

import csv
import errno
import io
import re
import unicodedata
import warnings
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from models.errors import OperatorError
from services.tables.sheet_cells import plain_of, text_of
from services.tables.table_limits import (
    LARGEST_CELL,
    LARGEST_TABLE,
    MOST_COLUMNS,
    limited,
    too_large,
    too_long,
)

ENCODINGS = ("utf-8-sig", "gb18030")
"""What spreadsheet programs in China write, tried in this order."""

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",\t;，"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so, of any width, would run as a formula when the csv is opened."""

_TROUBLE = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个文件夹",
}
_BROKEN = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,  # what XML parsers raise
    EOFError,
    RuntimeError,  # encrypted, or packed in a way that is not known
    OSError,
    zlib.error,
)
"""What reading a broken xlsx may raise."""

WIDE_ENOUGH = 18
"""Characters of a column: an instant that does not fit would be shown as ####."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row by its number in the spreadsheet (the header is row 1), cells by header."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with one row of headers."""

    headers: Sequence[str]
    rows: Sequence[SheetRow]


@dataclass(frozen=True, slots=True)
class Columns:
    """A table read by the names we know its columns by."""

    rows: Sequence[SheetRow]
    missing: Sequence[str]
    extra: Sequence[str]


def read_sheet(file: Path) -> Sheet:
    """Read the table of a csv file, or of the first sheet of an xlsx file.

    Raises:
        OperatorError: it is not there, or not such a table.
    """
    try:
        is_large = file.stat().st_size > LARGEST_TABLE
        content = b"" if is_large else file.read_bytes()
    except OSError as error:
        why = _TROUBLE.get(error.errno or 0, "请检查文件名和磁盘")
        raise OperatorError(f"{file} 读不了：{why}") from error
    if is_large:
        raise too_large(file, LARGEST_TABLE)
    return read_content(file, content)


def read_content(
    file: Path, content: bytes, largest: int = LARGEST_TABLE, most: int | None = None
) -> Sheet:
    """Read the table of a file that was handed in; it unpacks to no more than `largest` bytes.

    Nor do its cells hold more characters than that, however often they share a text; and it
    has no more than `most` rows with something in them.

    Raises:
        OperatorError: it is not such a table.
    """
    if file.suffix.lower() == ".xls":
        raise OperatorError(f"{file} 是旧格式，请另存为 xlsx 或 csv")
    if content.startswith(b"%PDF"):
        raise OperatorError(f"{file} 是 PDF，不是表格，请用 csv 或 xlsx")
    if file.suffix.lower() == ".xlsx" and not content.startswith(b"PK"):
        raise OperatorError(f"{file} 不是能读的 xlsx，请重新另存")
    if content.startswith(b"PK"):
        return _to_sheet(file, _xlsx_rows(file, content, largest), largest, most)
    return _to_sheet(file, _csv_rows(file, content), largest, most)


def bind_columns(sheet: Sheet, names: Mapping[str, Sequence[str]]) -> Columns:
    """Read a table by our names of its columns; each has other headers it may stand under.

    Of two columns that mean the same the first counts.
    """
    ours = {_fold(each): name for name, also in names.items() for each in (name, *also)}
    bound: dict[str, str | None] = {}
    for header in sheet.headers:
        name = ours.get(_fold(header))
        bound[header] = None if name in bound.values() else name
    rows = [
        SheetRow(row.number, {ours: row.cells[header] for header, ours in bound.items() if ours})
        for row in sheet.rows
    ]
    found = set(bound.values())
    return Columns(
        rows,
        missing=[name for name in names if name not in found],
        extra=[header for header, name in bound.items() if name is None],
    )


def write_sheet(file: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as xlsx, or as csv that spreadsheet programs open as UTF-8.

    Raises:
        OperatorError: its name says that it is something else.
    """
    if file.suffix.lower() not in {".csv", ".xlsx"}:
        raise OperatorError(f"{file} 写不了：文件名要以 .csv 或 .xlsx 结尾")
    if file.suffix.lower() == ".xlsx":
        _write_xlsx(file, headers, rows)
        return
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        write_csv(stream, headers, rows)


def to_xlsx(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Give a table as the content of an xlsx file.

    Numbers, shares, days and instants stay what they are, all else is text.
    """
    packed = io.BytesIO()
    _write_xlsx(packed, headers, rows)
    return packed.getvalue()


def write_csv(
    stream: io.TextIOBase | Any,  # noqa: ANN401 - whatever csv writes to
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    """Write a table as csv in which nothing can run as a formula."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([_harmless(text_of(cell)) for cell in row])


def _csv_rows(file: Path, content: bytes) -> Iterator[Sequence[object]]:
    text = _decode(file, content)
    if "\0" in text:
        raise OperatorError(f"{file} 不是文本表格，请另存为 csv 或 xlsx")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(LARGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise OperatorError(f"{file} 不是能读的 csv：{error}") from error


def _decode(file: Path, content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(UTF_16_MARKS) else ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise OperatorError(f"{file} 的文字编码认不出，请另存为 UTF-8 的 csv 或 xlsx")


def _xlsx_rows(file: Path, content: bytes, largest: int) -> Iterator[Sequence[object]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if size > largest:
            raise too_large(file, largest)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles, which we do not read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            # One cell far to the right would fill every row up to it.
            yield from sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    except (*_BROKEN, BadZipFile, InvalidFileException) as error:
        raise OperatorError(f"{file} 不是能读的 xlsx，请重新另存") from error


def _to_sheet(
    file: Path, rows: Iterable[Sequence[object]], largest: int, most: int | None
) -> Sheet:
    read: list[SheetRow] = []
    headers: Sequence[str] = ()
    for number, texts in limited(file, _filled(rows), largest):
        if not any(texts):
            continue
        if not headers:
            headers = texts
            _refuse_headers(file, headers)
        elif most is not None and len(read) == most:
            raise too_long(file, most)
        else:
            filled = [*texts, *[""] * (len(headers) - len(texts))]
            pairs = zip(headers, filled, strict=False)
            read.append(SheetRow(number, {header: text for header, text in pairs if header}))
    if not headers:
        raise OperatorError(f"{file} 是空的")
    return Sheet([header for header in headers if header], read)


def _filled(rows: Iterable[Sequence[object]]) -> Iterator[Sequence[str]]:
    for cells in rows:
        is_empty = cells.count(None) == len(cells)  # there may be very many of these
        yield () if is_empty else [text_of(cell) for cell in cells]


def _refuse_headers(file: Path, headers: Sequence[str]) -> None:
    if any(headers[MOST_COLUMNS:]):
        raise OperatorError(f"{file} 超过 {MOST_COLUMNS} 列")
    named = Counter(_fold(header) for header in headers if header)
    double = next((header for header, times in named.items() if times > 1), None)
    if double is not None:
        raise OperatorError(f"{file} 有两列都叫“{double}”")


def _harmless(text: str) -> str:
    is_number = re.fullmatch(r"[+-]?\d[\d\s.-]*", text) is not None
    first = unicodedata.normalize("NFKC", text[:1])
    return "'" + text if first.startswith(FORMULA_SIGNS) and not is_number else text


def _write_xlsx(
    file: Path | io.BytesIO, headers: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("minqing")
    sheet.freeze_panes = "A2"  # the headers stay in sight
    for column in range(1, len(headers) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDE_ENOUGH
    for row in chain((headers,), rows):
        line: list[Any] = []
        for value in row:
            plain, look = plain_of(value)
            is_text = isinstance(plain, str)
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", plain) if is_text else plain)
            if is_text:
                cell.data_type = "s"  # never a formula, whatever it begins with
            elif look:
                cell.number_format = look
            line.append(cell)
        sheet.append(line)
    book.save(file)


def _fold(header: str) -> str:
    folded = unicodedata.normalize("NFKC", header).casefold()
    return re.sub(r"[\s_*:()-]+", "", folded)
