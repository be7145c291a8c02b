"""Groups that the app made, and groups of robots, against the stand-in."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from bot.doors import Outgoing, Picture
from bot.platforms.wecom import appchats
from models.access import Role
from models.errors import RetryAfter, Unreachable
from models.groups import GroupKind
from models.media import MediaKind
from models.outbox import OutMessage
from services.announcements import announcements
from services.areas import areas
from services.casework import cases, handling
from services.casework.cases import Report
from services.clock import SetClock
from services.delivery import outbox
from services.groups import group_loss, group_members, group_robots
from services.identity import people
from services.qr_codes import draw_code
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.offices import a_resident
from tests.support.towns import a_town
from tests.support.wecom_corp import Corporation, a_corporation, account_named
from tests.wecom_server import Person, Robot


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    with store.write() as session:
        a_town(session)
    yield store
    store.close()


@pytest.fixture
async def corp(store: Store) -> AsyncIterator[Corporation]:
    async with a_corporation(store, SetClock(MONDAY)) as corp:
        yield corp


def a_robot(corp: Corporation, kind: GroupKind = GroupKind.AFFAIRS) -> Robot:
    """Let a clerk have the robot of a group listed; give it."""
    robot = corp.server.robot("通知群")
    _, clerk = corp.joins("陈社区", Role.CLERK, "XF")
    with corp.store.write() as session:
        places = [areas.get_area(session, "XF-1")]
        new = group_robots.NewRobot(corp.adapter.robot, "通知群", robot.key, kind, places)
        group_robots.add(session, new, clerk, corp.clock)
    return robot


async def a_made_group(corp: Corporation) -> tuple[str, Person, int]:
    """Make the group of a grid's managers; give its id, one of them and their number."""
    wang, worker = corp.joins("王网格", Role.GRID_MANAGER, "XF-1")
    corp.joins("李网格", Role.GRID_MANAGER, "XF-1")
    corp.joins("别处的", Role.GRID_MANAGER, "XF-2")
    with corp.store.write() as session:
        places = [areas.get_area(session, "XF-1")]
        kind = GroupKind.GRID_MANAGERS
        members = group_members.list_belonging(session, corp.adapter.robot, kind, places)
    chat = await appchats.create(corp.line, "一网格", members)
    with corp.store.write() as session:
        places = [areas.get_area(session, "XF-1")]
        made = (corp.adapter.robot, chat, "一网格")
        group_members.bind_made(session, made, kind, places, worker, corp.clock)
    return chat, wang, worker


def announce(corp: Corporation, words: str = "明天上午九点停水，请接水") -> None:
    with corp.store.write() as session:
        clerk = account_named(session, "user2").person_id or 0
        announcements.announce(session, areas.get_area(session, "XF-1"), words, clerk, corp.clock)


def lost_robots(session: Session) -> int:
    found = select(OutMessage.id).where(col(OutMessage.subject).startswith("group_lost:"))
    return len(session.exec(found).all())


async def test_who_works_there_is_in_the_group_and_nobody_else(corp: Corporation) -> None:
    chat, _, _ = await a_made_group(corp)
    made = corp.server.chats[chat]
    assert [corp.server.world.members[it].name for it in made.users] == ["王网格", "李网格"]
    await appchats.change(corp.line, chat, ["user3"], [made.users[1]])
    assert await appchats.list_members(corp.line, chat) == ["user1", "user3"]


async def test_a_case_is_shown_in_a_group_that_we_made_once_and_when_it_is_over(
    corp: Corporation,
) -> None:
    chat, wang, worker = await a_made_group(corp)
    group = corp.server.chats[chat]
    with corp.store.write() as session:
        reporter = a_resident(session)
        case = a_case_said(session, reporter, corp.clock)
    await corp.settles()
    [first] = group.said
    assert "待签收" in first
    assert f"签收、私下打开：在企业微信的应用“民情直通车”里发 工单{case}" in first
    assert "三号楼" not in first
    wang.says(f"工单{case}")
    await corp.settles()
    assert "签收" in wang.member.screen.messages[-1].buttons
    with corp.store.write() as session:
        handling.sign_case(session, case, worker, corp.clock)
    await corp.settles()
    assert len(group.said) == 1
    with corp.store.write() as session:
        handling.answer_case(session, case, worker, "换了灯泡，亮了", corp.clock)
    await corp.settles()
    assert len(group.said) == 2
    assert "已答复" in group.said[1]
    assert corp.server.refused == []


def a_case_said(session: Session, reporter: int, clock: SetClock) -> int:
    """File a case; give its id."""
    grid = areas.get_area(session, "XF-1")
    report = Report(reporter, "三号楼楼道灯不亮", "三号楼", grid.id)
    return cases.report_case(session, report, clock).case_id


async def test_a_robot_posts_what_its_kind_of_group_is_told(corp: Corporation) -> None:
    robot = a_robot(corp)
    announce(corp)
    await corp.settles()
    [said] = robot.said
    assert "明天上午九点停水" in said
    with corp.store.read() as session:
        sealed = group_robots.find_key(session, corp.adapter.robot, "robot:通知群")
        assert sealed == robot.key


async def test_a_robot_shows_a_picture(corp: Corporation) -> None:
    robot = a_robot(corp)
    drawn = draw_code("http://127.0.0.1/chat")
    shown = Picture(MediaKind.PHOTO, "image/jpeg", drawn, "x")
    await corp.adapter.send(Outgoing("robot:通知群", "", "扫一扫", pictures=(shown,)))
    assert [it.kind for it in robot.screen.messages] == ["image", "text"]
    assert robot.screen.messages[0].media == drawn


async def test_a_robot_that_was_thrown_out_is_told_to_who_listed_it_once(
    corp: Corporation,
) -> None:
    robot = a_robot(corp)
    announce(corp)
    announce(corp, "后天上午也停水，请接水")
    del corp.server.robots[robot.key]
    await corp.settles()
    with corp.store.read() as session:
        assert lost_robots(session) == 1
        assert account_named(session, "robot:通知群").unreachable_since is not None


async def test_a_robot_that_is_lost_once_more_is_told_once_more(corp: Corporation) -> None:
    robot = a_robot(corp)
    announce(corp)
    del corp.server.robots[robot.key]
    await corp.settles()
    corp.clock.move(timedelta(days=1))
    with corp.store.write() as session:
        known = account_named(session, "robot:通知群").id
        people.note_reachable(session, known, corp.clock, is_reachable=True)
    announce(corp, "后天上午也停水，请接水")
    await corp.settles()
    with corp.store.read() as session:
        assert lost_robots(session) == 2


async def test_whether_a_loss_was_told_is_not_looked_for_among_messages(
    corp: Corporation, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_robot(corp)
    announce(corp)

    def told(*_: object) -> bool:
        return True

    monkeypatch.setattr(outbox, "tell", told)
    asked = list[str]()
    with corp.store.write() as session:
        known = account_named(session, "robot:通知群").id
        said = select(OutMessage).where(OutMessage.account_id == known)
        message = session.exec(said).all()[0]

        def note(*given: object) -> None:
            asked.append(str(given[2]))

        event.listen(session.connection(), "before_cursor_execute", note)
        assert group_loss.tell_binder(session, message, corp.clock)
    assert not [it for it in asked if "outbox" in it]


async def test_a_robot_that_said_enough_waits_a_minute(corp: Corporation) -> None:
    a_robot(corp)
    outgoing = Outgoing("robot:通知群", "", "通知")
    for _ in range(20):
        await corp.adapter.send(outgoing)
    with pytest.raises(RetryAfter) as caught:
        await corp.adapter.send(outgoing)
    assert caught.value.delay == timedelta(minutes=1)


async def test_a_robot_without_a_key_is_nobody(corp: Corporation) -> None:
    with pytest.raises(Unreachable):
        await corp.adapter.send(Outgoing("robot:没有", "", "通知"))
