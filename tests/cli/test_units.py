"""Units at the shell: a table read, a list, and codes for their liaisons."""

import json
from pathlib import Path

import pytest

from services.tables.sheets import write_sheet
from tests.cli.conftest import Minqing

pytestmark = pytest.mark.usefixtures("migrated")

HEADERS = ("编码", "名称", "类型", "电话", "区域", "兜底")
ROWS = [
    ("GD", "供电公司", "外单位", "95598", "", ""),
    ("WY", "幸福物业", "", "", "ZX", "是"),
]


def test_a_table_of_units_is_imported_twice_and_listed(minqing: Minqing, home: Path) -> None:
    minqing("areas", "add", "ZX", "中心社区", "community")
    assert "还没有单位" in minqing("units", "list").err
    write_sheet(home / "units.xlsx", HEADERS, ROWS)
    assert "新增 2，修改 0，不变 0" in minqing("units", "import", "units.xlsx").err
    assert "新增 0，修改 0，不变 2" in minqing("units", "import", "units.xlsx").err
    listed = json.loads(minqing("units", "list", "--json").out)
    assert listed[1] == {
        "code": "WY", "name": "幸福物业", "kind": "partner", "phone": "", "area": "ZX",
        "backstop": True,
    }  # fmt: skip
    assert "外单位" in minqing("units", "list").out
    made = json.loads(minqing("invite", "liaison", "--unit", "wy", "--json").out)
    assert [(each["role"], each["area"]) for each in made] == [("liaison", "ZX")]
    made = json.loads(minqing("invite", "liaison", "--unit", "GD", "--json").out)
    assert made[0]["area"] == "JD"
    assert "units list" in minqing("invite", "liaison", "--unit", "QQ", code=1).err
    assert "只给联络员" in minqing("invite", "clerk", "--unit", "GD", code=1).err


def test_a_broken_row_is_named_and_nothing_is_imported(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "units.csv", HEADERS, [*ROWS[:1], ("QQ", "", "亲戚", "", "", "")])
    done = minqing("units", "import", "units.csv", code=1)
    assert "第 3 行：不认识的类型“亲戚”" in done.err
    assert done.err.endswith("units.csv 有 2 处要改，什么也没有写入\n")
    assert json.loads(minqing("units", "list", "--json").out) == []


def test_an_ended_unit_is_listed_no_longer(minqing: Minqing, home: Path) -> None:
    write_sheet(home / "units.csv", HEADERS, ROWS[:1])
    minqing("units", "import", "units.csv")
    assert "供电公司 已停用" in minqing("units", "end", "gd").err
    assert json.loads(minqing("units", "list", "--json").out) == []
    assert "gd" in minqing("units", "end", "gd", code=1).err
