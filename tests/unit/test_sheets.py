import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from models.errors import OperatorError
from services.tables import sheets
from services.tables.sheet_cells import Share
from services.tables.sheets import bind_columns, read_content, read_sheet, write_sheet
from services.tables.table_limits import LARGEST_CELL, MOST_COLUMNS

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
HEADERS = ["编码", "名称"]
ROWS = [["A1", "一网格"], ["A2", "二网格，东"]]


def cells(file: Path) -> list[tuple[int, dict[str, str]]]:
    """Read a table; give its rows with their numbers."""
    return [(row.number, dict(row.cells)) for row in read_sheet(file).rows]


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "TABLE.XLSX"])
def test_what_was_written_is_read_again(tmp_path: Path, name: str) -> None:
    write_sheet(tmp_path / name, HEADERS, ROWS)
    assert cells(tmp_path / name) == [
        (2, {"编码": "A1", "名称": "一网格"}),
        (3, {"编码": "A2", "名称": "二网格，东"}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_of_any_usual_kind_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "table.csv"
    lines = [delimiter.join(row) for row in (HEADERS, ["A1", "一网格"])]
    file.write_bytes("\r\n".join(lines).encode(encoding))
    assert cells(file) == [(2, {"编码": "A1", "名称": "一网格"})]


def test_rows_keep_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text('编码,名称\n\n"A\n1",一\n,\nA2\nA3,三,more\n', "utf-8")
    assert cells(file) == [
        (3, {"编码": "A\n1", "名称": "一"}),
        (5, {"编码": "A2", "名称": ""}),
        (6, {"编码": "A3", "名称": "三"}),
    ]


def test_numbers_in_a_spreadsheet_are_read_as_people_see_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["编码", "名称", None])
    sheet.append([101, 2.0, "x"])
    sheet.append([None, None])
    sheet.append([1.5, " y "])
    book.save(tmp_path / "table.xlsx")
    assert cells(tmp_path / "table.xlsx") == [
        (2, {"编码": "101", "名称": "2"}),
        (4, {"编码": "1.5", "名称": "y"}),
    ]


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
def test_nothing_written_runs_as_a_formula(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    write_sheet(
        file, ["text"], [["=1+1"], ["@x"], ["＝HYPERLINK(1)"], ["＠x"], ["-5"], ["+86 138"]]
    )
    if name.endswith("csv"):
        assert file.read_text("utf-8-sig").splitlines() == [
            "text",
            "'=1+1",
            "'@x",
            "'＝HYPERLINK(1)",
            "'＠x",
            "-5",
            "+86 138",
        ]
    else:
        sheet = openpyxl.load_workbook(file).worksheets[0]
        assert {cell.data_type for (cell,) in sheet.iter_rows()} == {"s"}


def test_columns_are_known_by_either_name_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("备注,Name*, 编 码 \nx,一,A1\n", "utf-8")
    bound = bind_columns(read_sheet(file), {"code": ["编码"], "name": ["名称"], "level": ["级别"]})
    assert [dict(row.cells) for row in bound.rows] == [{"code": "A1", "name": "一"}]
    assert (bound.missing, bound.extra) == (["level"], ["备注"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.csv", None),
        ("empty.csv", b""),
        ("blank.csv", b"\n , \n"),
        ("twice.csv", "编码,编码\n1,2\n".encode()),
        ("binary.csv", b"\x00\x01\x02,\x03"),
        ("odd.csv", b"\xff\xff\xff,\x81"),
        ("old.xls", b"\xd0\xcf\x11\xe0"),
        ("broken.xlsx", b"PK\x03\x04 not a zip"),
        ("quote.csv", b'a,b\n"' + b"x" * 200_000 + b'",1\n'),
    ],
)
def test_what_is_no_table_is_named_in_one_line(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(OperatorError, match=name) as refused:
        read_sheet(tmp_path / name)
    assert "\n" not in str(refused.value)


def doctored(file: Path, rows: int, size: int) -> bytes:
    """Give an xlsx whose rows all share one text of a size, which is stored once."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in [["编码"], *[["SHARED"]] * rows]:
        page.append(row)
    book.save(file)
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    texts = f'<sst xmlns="{SHEETS}"><si><t>{"x" * size}</t></si></sst>'.encode()
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED}"/></Types>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", texts)
        for name, part in parts.items():
            points = part.replace(b'"inlineStr"><is><t>SHARED</t></is>', b'"s"><v>0</v>')
            packed.writestr(name, points.replace(b"</Types>", kind.encode()))
    return file.read_bytes()


def test_a_long_text_in_one_cell_of_an_xlsx_is_refused(tmp_path: Path) -> None:
    content = doctored(tmp_path / "long.xlsx", rows=1, size=LARGEST_CELL + 1)
    with pytest.raises(OperatorError, match="第 2 行有一格超过 100000 个字"):
        read_content(tmp_path / "long.xlsx", content)


def test_a_text_that_all_cells_share_counts_each_time(tmp_path: Path) -> None:
    content = doctored(tmp_path / "shared.xlsx", rows=40, size=30_000)
    with pytest.raises(OperatorError, match="展开后超过 1 MB"):
        read_content(tmp_path / "shared.xlsx", content, largest=2**20)


def test_a_table_has_no_more_rows_than_are_wanted(tmp_path: Path) -> None:
    content = doctored(tmp_path / "rows.xlsx", rows=3, size=6)
    assert len(read_content(tmp_path / "rows.xlsx", content, most=3).rows) == 3
    with pytest.raises(OperatorError, match="超过 2 行"):
        read_content(tmp_path / "rows.xlsx", content, most=2)


def test_a_cell_far_to_the_right_does_not_make_its_row_wide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, looked_at = tmp_path / "wide.xlsx", 0
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["A2"], page["XFD2"] = "编码", "A1", "x"
    book.save(file)
    real = sheets.__dict__["text_of"]

    def counting(cell: object) -> str:
        nonlocal looked_at
        looked_at += 1
        return str(real(cell))

    monkeypatch.setattr(sheets, "text_of", counting)
    assert cells(file) == [(2, {"编码": "A1"})]
    assert looked_at <= 2 * (MOST_COLUMNS + 1)


@pytest.mark.parametrize("name", ["many.csv", "many.xlsx"])
def test_too_many_columns_are_refused(tmp_path: Path, name: str) -> None:
    write_sheet(tmp_path / name, [f"c{it}" for it in range(MOST_COLUMNS + 1)], [["1"]])
    with pytest.raises(OperatorError, match="超过 500 列"):
        read_sheet(tmp_path / name)


def test_shares_days_and_instants_are_what_they_are_below_a_frozen_header(tmp_path: Path) -> None:
    at = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    write_sheet(tmp_path / "t.xlsx", ["率", "日", "时"], [(Share(1), at.date(), at)])
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    found = [(cell.value, cell.number_format) for cell in sheet[2]]
    assert found == [
        (1, "0.0%"),
        (datetime(2026, 11, 22), "yyyy-mm-dd"),  # noqa: DTZ001 - a spreadsheet knows no zones
        (datetime(2026, 11, 22, 9, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001
    ]
    assert sheet.freeze_panes == "A2"
