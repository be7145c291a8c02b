"""The first command on a machine where nothing is yet."""

import json
from pathlib import Path

from services.tables.sheets import write_sheet
from tests.cli.conftest import Minqing
from tests.support.towns import TOWN

CHINESE = ("编码", "名称", "级别", "上级", "备注")


def test_a_fresh_machine_takes_a_table_of_areas_first(program: Minqing, home: Path) -> None:
    write_sheet(home / "areas.xlsx", CHINESE, [(*row, "x") for row in TOWN])
    done = program("areas", "import", "areas.xlsx")
    assert "没有用到的列：备注" in done.err
    assert f"新增 {len(TOWN)}，修改 0，不变 0" in done.err
    listed = json.loads(program("areas", "list", "--json").out)
    assert {"code": "YG-3", "name": "3号楼", "level": "building", "parent": "YG"} in listed
    assert f"新增 0，修改 0，不变 {len(TOWN)}" in program("areas", "import", "areas.xlsx").err
