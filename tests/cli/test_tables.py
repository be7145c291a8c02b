import json
from pathlib import Path

import pytest

from services.tables.sheets import write_sheet
from tests.cli.conftest import Minqing
from tests.support.towns import HEADERS, TOWN

pytestmark = pytest.mark.usefixtures("migrated")

CHINESE = ("编码", "名称", "级别", "上级", "备注")


def test_a_broken_row_is_named_and_nothing_is_written(minqing: Minqing, home: Path) -> None:
    rows = [*TOWN, ("QQ-1", "x", "grid", "QQ")]
    write_sheet(home / "areas.csv", HEADERS, rows)
    done = minqing("areas", "import", "areas.csv", code=1)
    assert f"第 {len(rows) + 1} 行：上级“QQ”既不在表里，也不在库里\n" in done.err
    assert done.err.endswith("areas.csv 有 1 处要改，什么也没有写入\n")
    assert [each["code"] for each in json.loads(minqing("areas", "list", "--json").out)] == ["JD"]


def test_a_table_with_very_many_faults_shows_the_first(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "areas.csv", HEADERS, [(f"G{n}", "x", "grid", "QQ") for n in range(50)])
    done = minqing("areas", "import", "areas.csv", code=1)
    assert "还有 20 处" in done.err
    assert len(done.err.splitlines()) == 32


def test_a_missing_table_is_named(minqing: Minqing) -> None:
    assert minqing("areas", "import", "no.xlsx", code=1).err.startswith("minqing: no.xlsx 读不了")


def test_areas_are_added_below_the_street_or_where_told(minqing: Minqing) -> None:
    minqing("areas", "add", "ZX", "中心社区", "community")
    minqing("areas", "add", "ZX-1", "一网格", "grid", "--parent", "ZX")
    assert "ZX-1" in minqing("areas", "list").out
    assert "上级" in minqing("areas", "add", "X", "x", "community", "--parent", "ZX-1", code=1).err
    minqing("areas", "add", "JD2", "第二街道", "street")
    assert json.loads(minqing("areas", "list", "--json").out)[-1]["parent"] == ""


def test_answers_are_written_listed_and_removed(minqing: Minqing) -> None:
    minqing("facts", "set", "law", "每周三上午", "--asked-as", "律师")
    facts = {each["key"]: each for each in json.loads(minqing("facts", "list", "--json").out)}
    assert facts["law"] == {"key": "law", "answer": "每周三上午", "asked_as": "律师"}
    assert facts["office_phone"]["answer"] == "12345"
    assert "每周三上午" in minqing("facts", "list").out
    minqing("facts", "remove", "law")
    assert "没有写过“law”" in minqing("facts", "remove", "law", code=1).err


def test_answers_are_imported_wholly_or_not_at_all(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "good.csv", ["名称", "答复", "问法"], [["law", "周三", "律师"]])
    write_sheet(home / "bad.csv", ["名称", "答复", "多余"], [["x", "y", ""], ["z", "", ""]])
    write_sheet(home / "short.csv", ["名称"], [["x"]])
    minqing("facts", "import", "good.csv")
    done = minqing("facts", "import", "bad.csv", code=1)
    assert "没有用到的列：多余" in done.err
    assert "第 3 行" in done.err
    assert "答复" in minqing("facts", "import", "short.csv", code=1).err
    keys = [each["key"] for each in json.loads(minqing("facts", "list", "--json").out)]
    assert "law" in keys
    assert "x" not in keys


@pytest.mark.parametrize("answer", ["abc", "请打电话", "12", "0571-8888 王主任"])
def test_the_office_phone_must_look_like_a_phone(minqing: Minqing, answer: str) -> None:
    assert "电话" in minqing("facts", "set", "office_phone", answer, code=1).err


@pytest.mark.parametrize(
    "answer", ["0571-88886666", "(0571) 8888 6666转801", "12345", "+86 10 65991234"]
)
def test_an_office_phone_is_written_as_people_write_it(minqing: Minqing, answer: str) -> None:
    minqing("facts", "set", "office_phone", answer)


def test_an_answer_that_nobody_can_ask_for_is_remarked_upon(minqing: Minqing) -> None:
    assert "--asked-as" in minqing("facts", "set", "law", "周三").err
    assert "--asked-as" not in minqing("facts", "set", "law", "周三", "--asked-as", "律师").err
    assert "--asked-as" not in minqing("facts", "set", "law", "周四").err
    assert "--asked-as" not in minqing("facts", "set", "where", "解放路 1 号").err


def test_a_table_with_a_second_street_is_refused(minqing: Minqing, home: Path) -> None:
    write_sheet(
        home / "one.csv", HEADERS, [("JD", "街道", "street", ""), ("ZX", "x", "community", "")]
    )
    minqing("areas", "import", "one.csv")
    write_sheet(home / "two.csv", HEADERS, [("JD2", "第二街道", "street", "")])
    assert "第 2 行：已有街道“JD”" in minqing("areas", "import", "two.csv", code=1).err
    minqing("areas", "import", "one.csv")
