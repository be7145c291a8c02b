"""A brief as a workbook: figures, months, kinds and areas, with charts that Excel draws itself."""

# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from models.people import Language
from services.briefs.contents import Content
from services.briefs.retelling_briefs import retell
from services.drawing.charts import Chart, Shape, Value
from services.texts.briefs import WORDS
from services.texts.phrases import put_into_words

RATE_FORMAT = "0.0%"
FULL = 1000
LONGEST_SHEET = 28
WIDE, NARROW = 24, 14
Cell = str | int | float | date | None


def brief_sheets(content: Content, language: Language) -> bytes:
    """Give a brief in full as xlsx."""
    told = retell(content, language, is_public=False)
    book = Workbook()
    book.remove(book.worksheets[0])
    heads = [_word(it, language) for it in ("figure", "now", "kept", "before", "change")]
    rows = [
        [row.label, *map(_number, (row.now, row.kept, row.before)), row.change]
        for row in (*told.rows, *told.rates)
    ]
    _sheet(book, _word("figures", language), heads, rows)
    for chart in told.charts.values():
        _chart_sheet(book, chart, _word("figure", language))
    places = [[place[0], *map(_number, place[1:])] for place in told.places]
    names = [_word("place", language), *told.place_heads]
    _sheet(book, _word("places", language), names, places)
    listed = [[it.day, it.words] for it in told.notices]
    _sheet(book, _word("notices", language), ["", ""], listed)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(
    book: Workbook, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title[:LONGEST_SHEET])
    for number, row in enumerate((list(heads), *rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula
            if isinstance(value, float):
                cell.number_format = RATE_FORMAT
            if number == 1:
                cell.font = Font(bold=True)
    for column in range(1, len(heads) + 1):
        width = WIDE if column == 1 else NARROW
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    return sheet


def _chart_sheet(book: Workbook, chart: Chart, head: str) -> None:
    rows: list[list[Cell]] = [
        [label, *(_share(series.values[row], chart) for series in chart.series)]
        for row, label in enumerate(chart.labels)
    ]
    sheet = _sheet(book, chart.title, [head, *(it.name for it in chart.series)], rows)
    drawn = LineChart() if chart.shape is Shape.LINES else BarChart()
    if isinstance(drawn, BarChart) and chart.shape is Shape.BARS:
        drawn.type = "bar"
        drawn.x_axis.scaling.orientation = "maxMin"
    drawn.title = chart.title
    drawn.height, drawn.width = 9, 18
    drawn.x_axis.delete = drawn.y_axis.delete = False
    if chart.is_rate:
        drawn.y_axis.number_format = "0%"
        drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = 0, 1
    last = len(chart.labels) + 1
    columns = len(chart.series) + 1
    data = Reference(sheet, min_col=2, max_col=columns, min_row=1, max_row=last)
    drawn.add_data(data, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    sheet.add_chart(drawn, f"{get_column_letter(columns + 2)}2")


def _share(value: Value, chart: Chart) -> Cell:
    return value / FULL if value is not None and chart.is_rate else value


def _number(written: str) -> Cell:
    """Give a written figure as a number, a rate as a part of one."""
    if written.endswith("%"):
        return float(written[:-1]) / 100
    return int(written) if written.isdecimal() else written


def _word(name: str, language: Language) -> str:
    return put_into_words(WORDS[f"briefs.{name}"](), language=language)
