"""Members and party bodies at the shell: tables in and out, a list, and who leaves."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from services.areas import areas
from services.clock import SetClock
from services.members import bodies
from services.posts import claims
from services.store import Store
from services.tables.sheets import write_sheet
from tests.cli.conftest import Minqing
from tests.support.builders import MONDAY
from tests.support.service import a_member, an_opening

pytestmark = pytest.mark.usefixtures("migrated")

HEADERS = ("姓名", "电话", "类型", "单位", "网格", "特长", "党组织")
ROWS = [
    ("陈卫国", "13800000001", "双重管", "市一中", "ZX", "理发", "一中支部"),
    ("林小梅", "13800000002", "居民", "", "中心社区", "", ""),
]
BODIES = [
    ("YZ", "一中支部", "单位", "", "", ""),
    ("ZX-W", "中心社区网格支部", "网格", "ZX-D", "ZX", ""),
    ("ZX-D", "中心社区党总支", "社区", "", "ZX", ""),
]
BODY_HEADERS = ("编码", "名称", "级别", "上级", "区域", "单位")


def a_street(minqing: Minqing, home: Path) -> None:
    """Give a street with a community and bodies."""
    minqing("areas", "add", "ZX", "中心社区", "community")
    write_sheet(home / "bodies.csv", BODY_HEADERS, BODIES)
    minqing("bodies", "import", "bodies.csv")


def test_bodies_are_imported_twice_and_listed_as_a_tree(minqing: Minqing, home: Path) -> None:
    assert "还没有党组织" in minqing("bodies", "list").err
    a_street(minqing, home)
    assert "新增 0，修改 0，不变 3" in minqing("bodies", "import", "bodies.csv").err
    listed = json.loads(minqing("bodies", "list", "--json").out)
    assert [each["code"] for each in listed] == ["YZ", "ZX-D", "ZX-W"]
    assert listed[2] == {
        "code": "ZX-W", "name": "中心社区网格支部", "level": "grid", "parent": "ZX-D",
        "area": "ZX", "unit": "",
    }  # fmt: skip
    assert "网格党支部" in minqing("bodies", "list").out
    wrong = [("A", "甲", "单位", "B", "", ""), ("B", "乙", "单位", "A", "", ""),
             ("C", "丙", "怪", "没有", "QQ", "没有")]  # fmt: skip
    write_sheet(home / "wrong.csv", BODY_HEADERS, wrong)
    done = minqing("bodies", "import", "wrong.csv", code=1)
    for word in ("第 2 行：上级绕成了圈", "不认识的级别", "没有叫“QQ”的区域", "什么也没有写入"):
        assert word in done.err
    assert len(json.loads(minqing("bodies", "list", "--json").out)) == 3


def test_members_are_imported_listed_exported_and_removed(
    minqing: Minqing, home: Path, store: Callable[[], Store]
) -> None:
    a_street(minqing, home)
    assert "名册是空的" in minqing("members", "list").err
    write_sheet(home / "members.xlsx", HEADERS, ROWS)
    done = minqing("members", "import", "members.xlsx")
    assert "新增 2，修改 0，不变 0" in done.err
    assert "已作为共建单位添加，编码 DW1" in done.err
    assert "新增 0，修改 0，不变 2" in minqing("members", "import", "members.xlsx").err
    (chen, lin) = json.loads(minqing("members", "list", "--area", "ZX", "--json").out)
    assert (chen["name"], chen["phone"], chen["kind"]) == ("陈卫国", "138****0001", "in_service")
    assert (chen["unit"], chen["has_reported"], lin["unit"]) == ("市一中", False, "")
    shown = minqing("members", "list").out
    assert "在职党员" in shown
    assert "13800000001" not in shown
    assert "没有这样的党员" in minqing("members", "list", "--double").err
    with store().write() as session:
        here = areas.get_area(session, "ZX")
        bodies.report_to(session, chen["number"], here, SetClock(MONDAY))
    assert "组织关系：一中支部；报到关系：中心社区" in minqing("members", "list", "--double").out
    assert (
        "陈卫国,13800000001,在职党员,市一中,ZX,理发,,,YZ,no"
        in minqing("members", "export", "-").out
    )
    minqing("members", "export", "back.xlsx")
    assert "新增 0，修改 0，不变 2" in minqing("members", "import", "back.xlsx").err
    assert "陈卫国 已移出名册" in minqing("members", "remove", str(chen["number"])).err
    assert "没有找到这位党员" in minqing("members", "remove", str(chen["number"]), code=1).err
    (left,) = json.loads(minqing("members", "list", "--json").out)
    assert left["name"] == "林小梅"


def test_a_table_with_a_fault_writes_nothing(minqing: Minqing, home: Path) -> None:
    a_street(minqing, home)
    write_sheet(home / "members.csv", HEADERS, [*ROWS, ("赵强", *ROWS[0][1:])])
    done = minqing("members", "import", "members.csv", code=1)
    assert "第 4 行：电话和第 2 行的一样" in done.err
    assert "名册是空的" in minqing("members", "list").err
    write_sheet(home / "few.csv", ("姓名",), [("赵强",)])
    assert "缺" in minqing("members", "import", "few.csv", code=1).err


def test_each_command_has_help_with_an_example(minqing: Minqing) -> None:
    for group, names in (
        ("members", ("import", "list", "export", "set", "history", "remove")),
        ("bodies", ("import", "list")),
    ):
        for name in names:
            assert f"minqing {group} {name}" in minqing(group, name, "--help").out


def test_members_are_invited_many_at_once_and_with_their_unit(
    minqing: Minqing, home: Path
) -> None:
    a_street(minqing, home)
    write_sheet(home / "members.csv", HEADERS, ROWS[:1])
    minqing("members", "import", "members.csv")
    made = json.loads(minqing("invite", "member", "--area", "ZX", "--count", "3", "--json").out)
    assert len({each["code"] for each in made}) == 3
    assert {each["role"] for each in made} == {"member"}
    one = json.loads(minqing("invite", "member", "--area", "ZX", "--unit", "市一中", "--json").out)
    assert len(one) == 1


def test_a_member_is_corrected_by_the_office(minqing: Minqing, home: Path) -> None:
    a_street(minqing, home)
    write_sheet(home / "members.csv", HEADERS, ROWS)
    minqing("members", "import", "members.csv")
    found = json.loads(minqing("members", "list", "--json").out)
    chen, lin = (str(each["number"]) for each in found)
    done = minqing("members", "set", lin, "--name", "林小美", "--unit", "市一中")
    assert "林小美 已改好" in done.err
    assert "另一位党员" in minqing("members", "set", lin, "--phone", "13800000001", code=1).err
    assert "最多 40 个字" in minqing("members", "set", lin, "--name", " ", code=1).err
    assert "单位表里没有“火星”" in minqing("members", "set", lin, "--unit", "火星", code=1).err
    assert "请写" in minqing("members", "set", lin, code=1).err
    minqing("members", "set", chen, "--phone", "138 0000 0009", "--unit", "")
    listed = json.loads(minqing("members", "list", "--json").out)
    assert [(each["name"], each["phone"], each["unit"]) for each in listed] == [
        ("陈卫国", "138****0009", ""),
        ("林小美", "138****0002", "市一中"),
    ]


def test_what_happened_to_the_claims_of_a_member_is_read(
    minqing: Minqing, home: Path, store: Callable[[], Store]
) -> None:
    a_street(minqing, home)
    opened = store()
    with opened.write() as session:
        number = a_member(session, "ZX")
        opening = an_opening(session, code="ZX")
        claim = claims.claim_post(session, opening.id, number, SetClock(MONDAY))
        claims.release(session, claim.id, number, "搬家了", SetClock(MONDAY))
    opened.close()
    steps = json.loads(minqing("members", "history", str(number), "--json").out)
    assert [(each["act"], each["actor_id"], each["words"]) for each in steps] == [
        ("claimed", number, ""),
        ("released", number, "搬家了"),
    ]
    shown = minqing("members", "history", str(number)).out
    assert "退岗" in shown
    assert "环境卫生" in shown
    assert "没有认领过岗位" in minqing("members", "history", str(number + 1)).err
