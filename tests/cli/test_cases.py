"""`cases import` and `cases export`: tables in and out, as an operator meets them."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from typing_extensions import override

from bot.cli import cases as commands
from models.cases import Case, Channel
from services.store import Store
from services.tables import case_import, table_limits
from services.tables.sheets import read_sheet, write_sheet
from tests.cli.conftest import Minqing

pytestmark = pytest.mark.usefixtures("migrated")

HEADERS = ("时间", "内容", "联系电话", "工单编号", "留言主题")
ROWS = (
    ("2019/4/25 9:32:09", "\n\n路灯不亮，晚上看不见", "13800000001", "7", "路灯"),
    ("2019-04-26 10:00", "垃圾没人清", "", "8", "垃圾"),
)


class Terminal(io.StringIO):
    """Somebody at a keyboard."""

    @override
    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let somebody sit there and answer."""

    def answer(words: str) -> None:
        monkeypatch.setattr(commands, "is_terminal", lambda: True)
        monkeypatch.setattr("sys.stdin", Terminal(words))

    return answer


def exported(minqing: Minqing, *arguments: str) -> list[dict[str, str]]:
    """Export to standard output and read that."""
    out = minqing("cases", "export", "-", *arguments).out
    return list(csv.DictReader(io.StringIO(out, newline="")))


@pytest.mark.parametrize("name", ["in.csv", "in.xlsx"])
def test_a_table_is_imported_and_exported_with_its_numbers(
    program: Minqing, home: Path, name: str
) -> None:
    write_sheet(home / name, HEADERS, ROWS)
    done = program("cases", "import", name, "--source", "热线", "--channel", "服务专线")
    assert "没有用到的列：留言主题" in done.err
    assert "新增 2，表里重复 0，以前导过 0" in done.out
    out = program("cases", "export", "-").out
    assert not out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [row["outer_number"] for row in rows] == ["7", "8"]
    assert [row["channel"] for row in rows] == ["hotline"] * 2
    assert rows[0]["reported_at"] == "2019-04-25T09:32:09+08:00"
    assert "13800000001" not in out


def test_importing_again_adds_nothing(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "in.csv", HEADERS, [*ROWS, ROWS[0]])
    assert "新增 2，表里重复 1" in minqing("cases", "import", "in.csv").out
    done = minqing("cases", "import", "in.csv")
    assert "以前导过 2" in done.err
    assert "什么也没有写入" in done.out
    assert len(exported(minqing)) == 2


def test_a_broken_row_is_named_and_nothing_is_written(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "in.csv", HEADERS, [*ROWS, ("昨天", "路灯", "1380", "9", "")])
    done = minqing("cases", "import", "in.csv", code=1)
    assert "第 4 行：“电话”读不出“1380”" in done.err
    assert "第 4 行：“时间”读不出“昨天”" in done.err
    assert "in.csv 有 2 处要改，什么也没有写入" in done.err
    assert exported(minqing) == []


def test_a_table_of_an_old_program_is_read(minqing: Minqing, home: Path) -> None:
    lines = "\r\n".join(
        ",".join(row) for row in (("text", "reported_at"), ("路灯不亮", "43580.4"))
    )
    (home / "in.csv").write_bytes(("\r\n" + lines).encode("gb18030"))
    minqing("cases", "import", "in.csv")
    assert exported(minqing)[0]["reported_at"] == "2019-04-25T09:36:00+08:00"


def test_cells_that_a_spreadsheet_program_made_numbers_of_are_read(
    minqing: Minqing, home: Path, store: Callable[[], Store]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["内容", "电话", "时间", "工单编号", "是否公开"])
    sheet.append(["路灯不亮", 13800000001, datetime(2019, 4, 25, 9, 32), 7.0, False])  # noqa: DTZ001
    book.save(home / "in.xlsx")
    minqing("cases", "import", "in.xlsx")
    (row,) = exported(minqing)
    assert (row["outer_number"], row["reported_at"]) == ("7", "2019-04-25T09:32:00+08:00")
    opened = store()
    with opened.read() as session:
        (case,) = session.exec(select(Case))
        assert (case.is_private, case.channel) == (True, Channel.ONLINE)
        assert case.reporter_id is not None
    opened.close()


def test_at_a_terminal_it_is_shown_first_and_asked(
    minqing: Minqing, home: Path, at_a_terminal: Callable[[str], None]
) -> None:
    write_sheet(home / "in.csv", (*HEADERS, "类别"), [(*row, "城乡建设") for row in ROWS])
    at_a_terminal("n\n")
    done = minqing("cases", "import", "in.csv", code=1)
    assert "2 行：可导入 2" in done.err
    assert "时间：2019-04-25 至 2019-04-26" in done.err
    assert "不认识的类别，按内容来判断：城乡建设 2" in done.err
    assert "第 2 行：路灯不亮，晚上看不见 138****0001" in done.err
    assert exported(minqing) == []
    at_a_terminal("y\n")
    minqing("cases", "import", "in.csv")
    assert len(exported(minqing)) == 2


def test_a_script_at_a_terminal_is_not_asked(
    minqing: Minqing, home: Path, at_a_terminal: Callable[[str], None]
) -> None:
    write_sheet(home / "in.csv", HEADERS, ROWS)
    at_a_terminal("")
    assert "第 2 行" not in minqing("cases", "import", "in.csv", "--yes").err


def test_a_rehearsal_writes_nothing(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "in.csv", HEADERS, ROWS)
    assert "路灯不亮" in minqing("cases", "import", "in.csv", "--dry-run").err
    assert exported(minqing) == []


def test_a_channel_that_is_none_is_a_wrong_argument(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "in.csv", HEADERS, ROWS)
    assert "鸽子" in minqing("cases", "import", "in.csv", "--channel", "鸽子", code=2).err


def test_nothing_in_an_export_runs_as_a_formula(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "in.csv", ("内容", "工单编号"), [("路灯不亮", "x")])
    (home / "in.csv").write_text('内容,工单编号\n路灯不亮,"=HYPERLINK(1)"\n', "utf-8")
    minqing("cases", "import", "in.csv")
    assert exported(minqing)[0]["outer_number"] == "'=HYPERLINK(1)"
    minqing("cases", "export", "out.xlsx")
    cell = openpyxl.load_workbook(home / "out.xlsx").worksheets[0]["B2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")


def test_a_part_is_exported_to_a_file(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "in.csv", HEADERS, ROWS)
    minqing("cases", "import", "in.csv")
    done = minqing("cases", "export", "out.csv", "--since", "2019-04-26", "--area", "jd")
    assert "已写 1 件到 out.csv" in done.err
    assert (home / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = read_sheet(home / "out.csv").rows
    assert row.cells["outer_number"] == "8"
    assert [row["outer_number"] for row in exported(minqing, "--until", "2019-04-25")] == ["7"]
    assert exported(minqing, "--answers")[0]["answer"] == ""
    assert "QQ" in minqing("cases", "export", "-", "--area", "QQ", code=1).err
    minqing("cases", "export", "-", "--since", "gestern", code=2)


def test_twenty_thousand_characters_in_a_cell_are_kept(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "in.xlsx", ("内容",), [("路灯不亮，" * 4000,)])
    assert "新增 1" in minqing("cases", "import", "in.xlsx").out


def test_a_long_table_tells_how_far_it_is(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "in.csv", ("内容",), [(f"路灯{number}号不亮",) for number in range(200)])
    done = minqing("cases", "import", "in.csv")
    assert "导入：25%" in done.err
    assert "新增 200" in done.out


def test_a_broken_xlsx_gets_one_clear_line(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "good.xlsx", ("内容",), [("路灯不亮",)])
    broken = {"cut": b"<worksheet><sheetData><row", "garbage": b"\x00\xff<<<"}
    for name, xml in broken.items():
        with ZipFile(home / "good.xlsx") as good, ZipFile(home / f"{name}.xlsx", "w") as bad:
            for each in good.infolist():
                is_sheet = each.filename.startswith("xl/worksheets/")
                bad.writestr(each.filename, xml if is_sheet else good.read(each))
        done = minqing("cases", "import", f"{name}.xlsx", code=1)
        assert f"{name}.xlsx 不是能读的 xlsx，请重新另存" in done.err
    (home / "half.xlsx").write_bytes((home / "good.xlsx").read_bytes()[:-200])
    assert "half.xlsx 不是能读的" in minqing("cases", "import", "half.xlsx", code=1).err


def test_a_table_that_unpacks_to_too_much_is_refused_unread(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ZipFile(home / "bomb.xlsx", "w", ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(201 * 2**20))
    assert "展开后超过 200 MB" in minqing("cases", "import", "bomb.xlsx", code=1).err
    monkeypatch.setattr(table_limits, "MOST_ROWS", 2)
    write_sheet(home / "long.csv", HEADERS, ROWS)
    assert "超过 2 行" in minqing("cases", "import", "long.csv", code=1).err


def test_a_file_that_is_not_there_is_said_in_plain_words(minqing: Minqing, home: Path) -> None:
    assert "没有这个文件" in minqing("cases", "import", "none.csv", code=1).err
    (home / "folder.csv").mkdir()
    assert "这是一个文件夹" in minqing("cases", "import", "folder.csv", code=1).err


def test_an_export_is_csv_or_xlsx_and_warns_of_answers(minqing: Minqing, home: Path) -> None:
    assert ".csv 或 .xlsx" in minqing("cases", "export", "out.xls", code=1).err
    assert not (home / "out.xls").exists()
    assert "没有遮住个人信息" in minqing("cases", "export", "out.csv", "--answers").err
    assert "没有遮住" not in minqing("cases", "export", "out.csv").err


def test_the_help_names_the_ways_in_as_people_do(minqing: Minqing) -> None:
    said = "".join(minqing("cases", "import", "--help").out.replace("│", "").split())
    assert "服务专线（hotline）" in said


def test_of_two_imports_at_once_the_second_leaves_out_what_the_first_filed(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sheet(home / "in.csv", HEADERS, ROWS)
    carry_out, tries = case_import.carry_out, iter(range(9))

    def clash(*given: Any) -> case_import.Imported:  # noqa: ANN401 - passed on as given
        done = carry_out(*given)
        if next(tries) == 0:
            raise IntegrityError("insert", {}, ValueError("uq_cases_outer_number"))
        return done

    monkeypatch.setattr(case_import, "carry_out", clash)
    assert "新增 2" in minqing("cases", "import", "in.csv").out
    assert len(exported(minqing)) == 2

    def clash_again(*_given: object) -> case_import.Imported:
        raise IntegrityError("insert", {}, ValueError("uq_cases_outer_number"))

    monkeypatch.setattr(case_import, "carry_out", clash_again)
    write_sheet(home / "in.csv", ("内容",), [("路灯不亮",)])
    assert "另一个导入正在进行" in minqing("cases", "import", "in.csv", code=1).err
