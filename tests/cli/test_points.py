"""Points, activities and certificates at the shell."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from models.access import Role
from models.people import Account
from models.points import Reward
from services.areas import areas
from services.clock import SystemClock
from services.identity import people
from services.members import members
from services.office import access, units
from services.office.units import UnitEntry
from services.store import Store
from services.tables.sheets import write_sheet
from tests.cli.conftest import Minqing
from tests.support.builders import an_account

pytestmark = pytest.mark.usefixtures("migrated")

REWARDS = ("名称", "积分", "数量", "区域")
ACTIVITIES = ("活动", "日期", "姓名", "电话", "党组织", "组织生活")


def a_member(store: Callable[[], Store], name: str, phone: str, unit: str = "") -> None:
    opened, clock = store(), SystemClock()
    with opened.write() as session:
        person_id = people.consent(session, an_account(session, phone).id, name, clock)
        people.set_phone(session, person_id, phone)
        area = areas.get_area(session, "ZX")
        access.appoint(session, person_id, Role.MEMBER, area, clock)
        unit_id = units.get_unit(session, unit).id if unit else None
        members.remember(session, person_id, area.id, clock, unit_id=unit_id)
    opened.close()


@pytest.fixture
def street(migrated: None, minqing: Minqing, store: Callable[[], Store]) -> Callable[[], Store]:
    """A street with a community, a unit and two members."""
    assert migrated is None
    minqing("areas", "add", "ZX", "中心社区", "community")
    opened = store()
    with opened.write() as session:
        units.add_unit(session, UnitEntry("GD", "供电公司"), SystemClock())
    opened.close()
    a_member(store, "陈卫国", "13800000001", "GD")
    a_member(store, "林秀英", "13800000002")
    return store


def test_rules_are_listed_and_set(minqing: Minqing) -> None:
    listed = json.loads(minqing("points", "rules", "--json").out)
    assert {"reason": "hours", "points": 10, "most_a_month": 400} in listed
    assert "服务时长" in minqing("points", "rules").out
    minqing("points", "rules", "set", "hours", "--points", "9")
    assert {"reason": "hours", "points": 9, "most_a_month": 400} in json.loads(
        minqing("points", "rules", "--json").out
    )
    assert (
        "不限" in minqing("points", "rules", "set", "hours", "--points", "9", "--most", "none").err
    )
    said = minqing("points", "rules", "set", "hours", "--points", "9", "--most", "多", code=1).err
    assert "写一个数" in said
    said = minqing("points", "rules", "set", "hours", "--points", "8", "--most", "100").err
    assert "服务时长：8 分，每月最多 100 分" in said
    minqing("points", "rules", "set", "cover", "--points", "3")
    listed = json.loads(minqing("points", "rules", "--json").out)
    assert {"reason": "hours", "points": 8, "most_a_month": 100} in listed
    assert {"reason": "cover", "points": 3, "most_a_month": 20} in listed
    minqing("points", "rules", "set", "nonsense", "--points", "3", code=2)
    assert (
        "不按规则" in minqing("points", "rules", "set", "exchanged", "--points", "1", code=1).err
    )


@pytest.mark.parametrize(
    ("reason", "points", "most", "word"),
    [
        ("no_show", "5", "", "-1000 到 0"),
        ("hours", "-1", "", "0 到 1000"),
        ("hours", "99999999999999999999", "", "0 到 1000"),
        ("hours", "1", "99999999999999999999", "每月最多的分"),
        ("hours", "1", "999999", "每月最多的分"),
        ("hours", "1", "-5", "每月最多的分"),
    ],
)
def test_a_rule_out_of_range_is_refused(
    minqing: Minqing, reason: str, points: str, most: str, word: str
) -> None:
    options = ["--most", most] if most else []
    refused = minqing("points", "rules", "set", reason, "--points", points, *options, code=1).err
    assert word in refused
    assert refused.count("\n") == 1


def test_a_table_of_rewards_read_twice_adds_nothing_and_keeps_what_is_left(
    minqing: Minqing, home: Path, street: Callable[[], Store]
) -> None:
    rows = [("雨伞", "30", "5", "ZX"), ("洗衣液", "20", "", "")]
    write_sheet(home / "rewards.xlsx", REWARDS, rows)
    assert "新增 2，修改 0，不变 0" in minqing("points", "rewards", "import", "rewards.xlsx").err
    store = street()
    with store.write() as session:
        umbrella = session.exec(select(Reward).where(Reward.name == "雨伞")).one()
        umbrella.stock = 1
        number = str(umbrella.id)
    store.close()
    assert "新增 0，修改 0，不变 2" in minqing("points", "rewards", "import", "rewards.xlsx").err
    listed = {
        it["name"]: it for it in json.loads(minqing("points", "rewards", "list", "--json").out)
    }
    assert (listed["雨伞"]["stock"], listed["雨伞"]["area"]) == (1, "ZX")
    assert (listed["洗衣液"]["stock"], listed["洗衣液"]["area"]) == (None, "JD")
    assert "剩下 21 份" in minqing("points", "rewards", "stock", number, "--add", "20").err
    assert (
        "没有这么多" in minqing("points", "rewards", "stock", number, "--add", "-30", code=1).err
    )
    assert "不再兑换" in minqing("points", "rewards", "end", number).err
    assert "已停" in minqing("points", "rewards", "list").out
    write_sheet(home / "rewards.xlsx", REWARDS, [("雨伞", "25", "5", "ZX")])
    assert "修改 1" in minqing("points", "rewards", "import", "rewards.xlsx").err
    assert "没有找到" in minqing("points", "rewards", "end", "99", code=1).err


def test_a_broken_row_of_rewards_is_named_and_nothing_is_written(
    minqing: Minqing, home: Path
) -> None:
    rows = [
        ("雨伞", "30", "5", ""),
        ("", "30", "", ""),
        ("伞", "零", "", ""),
        ("伞", "0", "-1", ""),
        ("伞", "1", "", "QQ"),
        ("雨伞", "20", "", ""),
    ]
    write_sheet(home / "rewards.csv", REWARDS, rows)
    said = minqing("points", "rewards", "import", "rewards.csv", code=1).err
    for words in (
        "第 3 行：名称",
        "第 4 行：积分",
        "第 5 行：数量",
        "第 6 行：没有叫“QQ”",
        "第 7 行：第 2 行",
    ):
        assert words in said
    assert "还没有兑换品" in minqing("points", "rewards", "list").err


@pytest.mark.usefixtures("street")
def test_activities_are_read_and_show_in_the_points(minqing: Minqing, home: Path) -> None:
    write_sheet(
        home / "a.xlsx",
        ACTIVITIES,
        [
            ("主题党日", "2026-01-10", "陈卫国", "", "", "是"),
            ("主题党日", "2026-01-10", "", "13800000002", "", "是"),
        ],
    )
    assert "新增 2，已有 0" in minqing("activities", "import", "a.xlsx").err
    assert "新增 0，已有 2" in minqing("activities", "import", "a.xlsx").err
    listed = json.loads(minqing("points", "list", "--area", "ZX", "--json").out)
    assert [(it["name"], it["points"]) for it in listed] == [("陈卫国", 5), ("林秀英", 5)]
    assert "陈卫国" in minqing("points", "list").out
    write_sheet(home / "a.xlsx", ACTIVITIES, [("主题党日", "2026-01-10", "王五", "", "", "")])
    assert "没有找到党员“王五”" in minqing("activities", "import", "a.xlsx", code=1).err


def test_who_never_came_and_did_nothing_has_no_certificate_unless_it_is_asked_for(
    minqing: Minqing, street: Callable[[], Store]
) -> None:
    opened = street()
    with opened.write() as session:
        for account in session.exec(select(Account).where(Account.outer_id == "13800000002")):
            account.person_id = None
    opened.close()
    said = minqing("certificates", "--all", "--out", "all").err
    assert "写了 1 份" in said
    assert "1 位没有报到" in said
    assert "写了 2 份" in minqing("certificates", "--all", "--all-members", "--out", "all").err


@pytest.mark.usefixtures("street")
def test_certificates_are_written_for_one_a_unit_or_all(minqing: Minqing, home: Path) -> None:
    assert "写了 1 份" in minqing("certificates", "--person", "13800000001", "--out", "one").err
    (only,) = (home / "one").iterdir()
    assert only.name.endswith("-0001-陈卫国.pdf")
    assert only.read_bytes().startswith(b"%PDF")
    assert "写了 1 份" in minqing("certificates", "--unit", "供电公司", "--out", "unit").err
    assert [it.name for it in (home / "unit").iterdir()] == [only.name]
    said = minqing("certificates", "--all", "--out", "all").err
    assert "写了 2 份" in said
    assert "年度鉴定：100%" in said
    assert len(list((home / "all").iterdir())) == 2


@pytest.mark.usefixtures("street")
def test_who_asks_for_no_certificate_or_two_kinds_is_told(minqing: Minqing) -> None:
    minqing("certificates", "--out", "x", code=2)
    minqing("certificates", "--all", "--unit", "GD", "--out", "x", code=2)
    minqing("certificates", "--all", "--year", "2999", "--out", "x", code=2)
    assert (
        "没有找到" in minqing("certificates", "--person", "13900000000", "--out", "x", code=1).err
    )
    minqing("certificates", "--unit", "QQ", "--out", "x", code=1)
