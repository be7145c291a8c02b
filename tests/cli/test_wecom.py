"""WeCom's groups at the shell: made, listed, bound; keys never shown."""

import io
import json
from collections.abc import Callable, Iterator

import pytest

from models.access import Role
from models.people import Door
from services.areas import areas
from services.clock import SetClock
from services.groups import group_robots
from services.identity import accounts, people
from services.office import access
from services.store import Store
from tests.cli.conftest import Minqing
from tests.support.builders import MONDAY
from tests.support.wecom_app import SETTINGS
from tests.wecom_server import AGENT_ID, CORP_ID, Person, WeComServer

pytestmark = pytest.mark.usefixtures("migrated")

ROBOT = f"{CORP_ID}:{AGENT_ID}"
CLOCK = SetClock(MONDAY)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WeComServer]:
    with WeComServer() as server:
        for name, value in (SETTINGS | {"api_url": server.origin}).items():
            monkeypatch.setenv(f"MINQING_WECOM__{name.upper()}", str(value))
        yield server
        assert server.refused == []


Joins = Callable[[str, str], tuple[Person, str]]


@pytest.fixture
def joins(server: WeComServer, store: Callable[[], Store], minqing: Minqing) -> Joins:
    """Let a grid manager join in WeCom; give them and their number."""
    for row in (("HF", "和风社区", "community"), ("HF-01", "一网格", "grid", "--parent", "HF")):
        minqing("areas", "add", *row)

    def join(name: str, code: str) -> tuple[Person, str]:
        person = server.person(name)
        opened = store()
        with opened.write() as session:
            known = accounts.ensure_account(session, Door.WECOM, ROBOT, person.userid, CLOCK)
            number = people.consent(session, known.id, name, CLOCK)
            grid = areas.get_area(session, code)
            access.appoint(session, number, Role.GRID_MANAGER, grid, CLOCK)
        opened.close()
        return person, str(number)

    return join


def test_nothing_is_done_where_nothing_is_set(minqing: Minqing) -> None:
    for arguments in (("chat", "list"), ("robot", "list"), ("group", "list")):
        assert "MINQING_WECOM__CORP_ID" in minqing("wecom", *arguments, code=1).err


def test_a_group_is_made_of_who_works_there_and_kept_up_to_date(
    minqing: Minqing, joins: Joins, server: WeComServer
) -> None:
    wang, number = joins("王网格", "HF-01")
    where = ("--area", "HF-01", "--kind", "网格员群", "--as", number)
    assert "至少要 2 个人" in minqing("wecom", "chat", "create", *where, code=1).err
    li, other = joins("李网格", "HF-01")
    chat = minqing("wecom", "chat", "create", *where).out.strip()
    made = server.chats[chat]
    assert (made.name, made.users) == ("一网格网格员群", [wang.userid, li.userid])
    zhao, _ = joins("赵网格", "HF-01")
    minqing("staff", "dismiss", number, "--role", "grid_manager", "--area", "HF-01")
    assert "加 1 人，移出 1 人" in minqing("wecom", "chat", "update").err
    assert made.users == [li.userid, zhao.userid]
    [listed] = json.loads(minqing("wecom", "chat", "list", "--json").out)
    assert (listed["chat"], listed["kind"], listed["areas"]) == (chat, "grid_managers", ["HF-01"])
    assert "没有编号" in minqing("wecom", "chat", "update", "qq", code=1).err
    minqing("staff", "dismiss", other, "--role", "grid_manager", "--area", "HF-01")
    assert "只剩 1 人，移不出离任的人，已解除绑定" in minqing("wecom", "chat", "update").err
    assert json.loads(minqing("wecom", "chat", "list", "--json").out) == []


def test_without_groups_there_is_none_to_bring_up_to_date(
    minqing: Minqing, server: WeComServer
) -> None:
    assert server.chats == {}
    assert "还没有；用 minqing wecom chat create 建" in minqing("wecom", "chat", "update").err


def test_who_may_not_bind_makes_no_group(
    minqing: Minqing, joins: Joins, server: WeComServer
) -> None:
    joins("王网格", "HF-01")
    joins("李网格", "HF-01")
    where = ("--area", "HF-01", "--kind", "grid_managers", "--as", "999")
    said = minqing("wecom", "chat", "create", *where, code=1).err
    assert "没有 999 号，见 minqing staff list" in said
    assert server.chats == {}
    where = ("--area", "HF-01", "--kind", "qq", "--as", "1")
    assert "不认识的群" in minqing("wecom", "chat", "create", *where, code=2).err


def test_the_key_of_a_robot_is_read_and_never_shown(
    minqing: Minqing,
    joins: Joins,
    server: WeComServer,
    store: Callable[[], Store],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, number = joins("王网格", "HF-01")
    robot = server.robot("荷花通知群")
    add = ("robot", "add", "--area", "HF-01", "--kind", "affairs", "--as", number)
    monkeypatch.setattr("sys.stdin", io.StringIO(robot.url + "\n"))
    done = minqing("wecom", *add, "--name", "荷花通知群")
    listed = minqing("wecom", "robot", "list")
    assert "荷花通知群" in listed.out
    assert robot.key not in done.out + done.err + listed.out + listed.err
    opened = store()
    with opened.read() as session:
        assert group_robots.find_key(session, ROBOT, "robot:荷花通知群") == robot.key
    opened.close()
    monkeypatch.setattr("sys.stdin", io.StringIO("https://example.org/?key=no key\n"))
    assert "不是群机器人的地址" in minqing("wecom", *add, "--name", "另一群", code=1).err
    minqing("wecom", "robot", "remove", "荷花通知群", "--as", number)
    assert json.loads(minqing("wecom", "robot", "list", "--json").out) == []
    assert (
        "没有叫" in minqing("wecom", "robot", "remove", "荷花通知群", "--as", number, code=1).err
    )


def test_a_group_of_residents_is_found_and_bound(
    minqing: Minqing, joins: Joins, server: WeComServer
) -> None:
    wang, number = joins("王网格", "HF-01")
    group = server.external_group("荷花院邻里群", wang)
    assert "没有绑定" in minqing("wecom", "group", "list").out
    where = ("--area", "HF-01", "--kind", "residents", "--as", number)
    said = minqing("wecom", "group", "bind", group.chat_id, *where).err
    assert f"由 {wang.userid} 在企业微信里确认" in said
    [listed] = json.loads(
        minqing("wecom", "group", "list", "--employee", wang.userid, "--json").out
    )
    assert listed["kind"] == "residents"
