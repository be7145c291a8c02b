"""Posts at the shell: a table opened twice, its errors, who holds what, and the kinds."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.posts import Claim, ClaimState, Opening
from services.areas import areas
from services.clock import SetClock
from services.identity import people
from services.office import access
from services.store import Store
from services.tables.sheets import write_sheet
from tests.cli.conftest import Minqing
from tests.support.builders import an_account

pytestmark = pytest.mark.usefixtures("migrated")

HEADERS = ("岗位", "网格", "名额", "起", "止", "时间", "确认", "地点", "备注")
ROWS: list[tuple[object, ...]] = [
    ("扫地", "ZX", "3人", "2026/11/1", "2099年12月31日", "周六 9点到11点", "社区", "东门", ""),
    ("交通疏导", "中心社区", "2", "20261101", "2098-12-31", "每天 7:30-8:30", "auto", "", "早"),
]  # fmt: skip


@pytest.fixture
def table(minqing: Minqing, home: Path) -> Callable[..., str]:
    """Write a table of posts in a street with one community."""
    minqing("areas", "add", "ZX", "中心社区", "community")

    def write(*rows: tuple[object, ...], name: str = "posts.csv") -> str:
        write_sheet(home / name, HEADERS, rows)
        return name

    return write


@pytest.fixture
def long_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a term be as long as a test that never ends needs it."""
    monkeypatch.setattr("services.posts.openings.LONGEST_TERM", date.max - date.min)


@pytest.mark.usefixtures("long_terms")
@pytest.mark.parametrize("name", ["posts.csv", "posts.xlsx"])
def test_a_table_of_posts_is_imported_twice_and_listed(
    minqing: Minqing, table: Callable[..., str], name: str
) -> None:
    assert "现在没有开着的岗位" in minqing("posts", "list").err
    file = table(*ROWS, name=name)
    done = minqing("posts", "import", file)
    assert "没有用到的列：备注" in done.err
    assert "新增 2，修改 0，不变 0" in done.err
    assert "新增 0，修改 0，不变 2" in minqing("posts", "import", file).err
    listed = json.loads(minqing("posts", "list", "--json").out)
    assert [(each["post"], each["places"], each["confirm"]) for each in listed] == [
        ("traffic", 2, "auto"),
        ("environment", 3, "community"),
    ]
    assert listed[1]["times"] == "Sat 09:00-11:00"
    assert (listed[1]["from"], listed[1]["to"]) == ("2026-11-01", "2099-12-31")
    assert "0/3" in minqing("posts", "list", "--area", "zx").out


@pytest.mark.usefixtures("long_terms")
def test_places_and_confirmation_follow_the_table(
    minqing: Minqing, table: Callable[..., str]
) -> None:
    minqing("posts", "import", table(*ROWS))
    changed = (*ROWS[0][:2], 5, *ROWS[0][3:6], "自动", *ROWS[0][7:])
    assert "新增 0，修改 1，不变 1" in minqing("posts", "import", table(changed, ROWS[1])).err
    listed = json.loads(minqing("posts", "list", "--json").out)
    assert (listed[1]["places"], listed[1]["confirm"]) == (5, "auto")


@pytest.mark.usefixtures("long_terms")
def test_every_wrong_row_is_named_and_nothing_is_opened(
    minqing: Minqing, table: Callable[..., str]
) -> None:
    wrong: list[tuple[object, ...]] = [
        ROWS[0],
        ("跳舞", "ZX", 3, "2026-11-01", "2099-12-31", "", "", "", ""),
        ("扫地", "QQ", 3, "2026-11-01", "2099-12-31", "", "", "", ""),
        ("扫地", "ZX", "很多", "2026-11-01", "2099-12-31", "", "", "", ""),
        ("扫地", "ZX", 0, "2026-11-01", "2099-12-31", "", "", "", ""),
        ("扫地", "ZX", 3, "十一月", "", "", "", "", ""),
        ("扫地", "ZX", 3, "2026-11-02", "2026-11-01", "", "", "", ""),
        ("扫地", "ZX", 3, "2020-11-02", "2020-12-01", "", "", "", ""),
        ("扫地", "ZX", 3, "2026-11-01", "2099-12-31", "有空就来", "", "", ""),
        ("扫地", "ZX", 3, "2026-11-01", "2099-12-31", "", "随便", "", ""),
        (*ROWS[0][:5], "Sat 9:00-11:00", "", "东门", ""),
        ("扫地", "ZX", "-3", "2026-11-01", "2099-12-31", "", "", "", ""),
        ("扫地", "ZX", "3-人", "2026-11-01", "2099-12-31", "", "", "", ""),
    ]
    done = minqing("posts", "import", table(*wrong), code=1)
    for line in (
        "第 3 行：没有“跳舞”这个岗位；全部岗位见 minqing posts kinds",
        "第 4 行：没有叫“QQ”的区域",
        "第 5 行：名额“很多”看不懂",
        "第 6 行：名额应是 1 到 500",
        "第 7 行：日期“十一月”看不懂",
        "第 7 行：缺少止",
        "第 8 行：结束的日子比开始的早",
        "第 9 行：结束的日子已经过了",
        "第 10 行：没看懂时间“有空就来”",
        "第 11 行：确认“随便”看不懂",
        "第 12 行：与第 2 行是同一个岗位",
        "第 13 行：名额“-3”看不懂",
        "第 14 行：名额“3-人”看不懂",
    ):
        assert line in done.err
    assert done.err.endswith("有 13 处要改，什么也没有写入\n")
    assert json.loads(minqing("posts", "list", "--json").out) == []


def test_a_table_without_its_columns_or_rows_is_refused(
    minqing: Minqing, table: Callable[..., str], home: Path
) -> None:
    write_sheet(home / "short.csv", ("岗位", "网格"), [("扫地", "ZX")])
    err = minqing("posts", "import", "short.csv", code=1).err
    assert "places（名额）" in err
    assert "to（止）" in err
    assert "表里没有一行岗位" in minqing("posts", "import", table(), code=1).err


def a_holder(session: Session, opening: Opening, name: str, state: ClaimState) -> None:
    clock = SetClock(datetime(2026, 11, 16, 2, 0, tzinfo=UTC))
    account = an_account(session, name)
    person_id = people.consent(session, account.id, name, clock)
    people.set_phone(session, person_id, "13800000001")
    access.appoint(session, person_id, Role.MEMBER, areas.get_area(session, "ZX"), clock)
    at = clock.now()
    ended_at = at if state is ClaimState.RELEASED else None
    claim = Claim(
        opening_id=opening.id,
        person_id=person_id,
        state=state,
        pressed_at=at,
        since=at,
        ended_at=ended_at,
    )
    opening.taken += state is ClaimState.HELD
    session.add(claim)
    session.flush()


@pytest.mark.usefixtures("long_terms")
def test_who_holds_what_is_exported_a_row_for_each_claim(
    minqing: Minqing, table: Callable[..., str], store: Callable[[], Store], home: Path
) -> None:
    minqing("posts", "import", table(*ROWS))
    opened = store()
    with opened.write() as session:
        opening = session.exec(select(Opening).where(Opening.places == 3)).one()
        a_holder(session, opening, "王五", ClaimState.HELD)
        a_holder(session, opening, "赵六", ClaimState.RELEASED)
    opened.close()
    rows = list(csv.DictReader(io.StringIO(minqing("posts", "export", "-").out)))
    assert [(row["post"], row["area"], row["places"], row["holder"]) for row in rows] == [
        ("environment", "ZX", "3", "王五"),
        ("environment", "ZX", "3", "赵六"),
    ]
    assert [row["status"] for row in rows] == ["held", "released"]
    assert rows[0]["phone"] == "13800000001"
    assert rows[0]["since"] == "2026-11-16T10:00:00+08:00"
    assert "已写 2 行" in minqing("posts", "export", "held.xlsx").err
    assert (home / "held.xlsx").exists()
    fewer = (*ROWS[0][:2], 0, *ROWS[0][3:])
    assert "名额应是 1 到 500" in minqing("posts", "import", table(fewer), code=1).err


@pytest.mark.usefixtures("long_terms")
def test_a_table_cannot_take_places_from_those_who_hold_them(
    minqing: Minqing, table: Callable[..., str], store: Callable[[], Store]
) -> None:
    minqing("posts", "import", table(*ROWS))
    opened = store()
    with opened.write() as session:
        opening = session.exec(select(Opening).where(Opening.places == 3)).one()
        for name in ("王五", "赵六"):
            a_holder(session, opening, name, ClaimState.HELD)
    opened.close()
    fewer = (*ROWS[0][:2], 1, *ROWS[0][3:])
    err = minqing("posts", "import", table(fewer), code=1).err
    assert "第 2 行：已经有 2 人在岗，名额不能少于 2" in err
    assert json.loads(minqing("posts", "list", "--json").out)[1]["places"] == 3


@pytest.mark.usefixtures("long_terms")
def test_one_that_was_closed_stays_closed(
    minqing: Minqing, table: Callable[..., str], store: Callable[[], Store]
) -> None:
    minqing("posts", "import", table(*ROWS))
    opened = store()
    with opened.write() as session:
        opening = session.exec(select(Opening).where(Opening.places == 3)).one()
        opening.closed_at = datetime(2026, 11, 16, tzinfo=UTC)
    opened.close()
    err = minqing("posts", "import", table(*ROWS)).err
    assert "第 2 行：这个岗位已经撤了，没有重新开" in err
    assert "新增 0，修改 0，不变 2" in err
    assert len(json.loads(minqing("posts", "list", "--json").out)) == 1


def test_the_kinds_are_listed_changed_ended_and_there_again(minqing: Minqing) -> None:
    listed = json.loads(minqing("posts", "kinds", "--json").out)
    assert len(listed) == 10
    assert listed[9]["categories"] == ["environment", "greening"]
    assert "医疗卫生保健" in minqing("posts", "kinds").out
    minqing(
        "posts", "kinds", "set", "library", "--name", "图书管理", "--words", "看书、借书",
        "--categories", "教育",
    )  # fmt: skip
    added = json.loads(minqing("posts", "kinds", "--json").out)[10]
    assert (added["name"], added["words"]) == ("图书管理", ["看书", "借书"])
    assert added["categories"] == ["education"]
    minqing("posts", "kinds", "set", "library", "--words", "看书")
    again = json.loads(minqing("posts", "kinds", "--json").out)[10]
    assert (again["name"], again["words"]) == ("图书管理", ["看书"])
    assert again["categories"] == ["education"]
    assert "图书管理 已停用" in minqing("posts", "kinds", "end", "看书").err
    assert json.loads(minqing("posts", "kinds", "--json").out)[10]["ended"] is True
    minqing("posts", "kinds", "set", "library")
    assert json.loads(minqing("posts", "kinds", "--json").out)[10]["ended"] is False


def test_what_cannot_be_a_kind_is_refused(minqing: Minqing) -> None:
    for arguments, said in (
        (("set", "a b", "--name", "某某"), "编码"),
        (("set", "library"), "1–40 个字"),
        (("set", "library", "--name", "图书", "--words", "扫地"), "“扫地”已经指"),
        (("set", "library", "--name", "图书", "--categories", "飞船"), "不认识的类别“飞船”"),
        (("end", "飞船"), "没有“飞船”这个岗位"),
    ):
        assert said in minqing("posts", "kinds", *arguments, code=1).err
    assert len(json.loads(minqing("posts", "kinds", "--json").out)) == 10


@pytest.mark.parametrize(
    "command",
    [("import",), ("export",), ("list",), ("kinds",), ("kinds", "set"), ("kinds", "end")],
)
def test_each_command_explains_itself_with_an_example(
    minqing: Minqing, command: tuple[str, ...]
) -> None:
    assert f"例：minqing posts {' '.join(command)}" in minqing("posts", *command, "--help").out
