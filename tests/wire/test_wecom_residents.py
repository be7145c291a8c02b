"""Residents' groups that employees keep: what is to be posted there becomes a task of theirs."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.access import Role
from models.groups import Forward, Group, GroupKind
from services import areas, forward_tasks, forwards
from services.attachments.shelf import Shelf
from services.clock import SetClock
from services.sealing import Vault
from services.store import Store
from tests.builders import MONDAY, SECRET
from tests.towns import a_town
from tests.wecom_corp import Corporation, a_corporation, only_group
from tests.wecom_server import ExternalGroup, Person

LINK = "https://minqing.street.gov.cn/chat"


@dataclass
class Scene:
    """A group of residents, its owner, and who else works there."""

    corp: Corporation
    group: ExternalGroup
    owner: Person
    manager: Person

    def asks(self, words: str = "明天上午停水", link: str = "") -> None:
        """Have something posted in the group."""
        with self.corp.store.write() as session:
            forwards.ask(session, only_group(session), words, self.corp.clock, link)

    async def passes(self, time: timedelta = timedelta()) -> None:
        """Let time pass, and the program do what is due."""
        self.corp.clock.move(time)
        with self.corp.store.write() as session:
            forwards.remind_due(session, self.corp.clock)
        await self.corp.carrying.carry_due()
        await self.corp.settles()

    def forward(self) -> Forward:
        """Give what was last to be carried."""
        with self.corp.store.read() as session:
            return session.exec(select(Forward).order_by(col(Forward.id).desc())).all()[0]


@pytest.fixture
def store(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    vault = Vault(SECRET)
    store = Store(sqlite_url, vault, shelf=Shelf(tmp_path / "media", vault))
    with store.write() as session:
        a_town(session)
    yield store
    store.close()


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    async with a_corporation(store, SetClock(MONDAY)) as corp:
        owner, _ = corp.joins("刘社区", Role.CLERK, "XF")
        manager, number = corp.joins("王网格", Role.GRID_MANAGER, "XF-1")
        group = corp.server.external_group("荷花院邻里群", owner)
        known = forward_tasks.Outside(corp.adapter.robot, group.chat_id, group.name, owner.userid)
        with store.write() as session:
            grid = areas.get_area(session, "XF-1")
            forward_tasks.bind_outside(
                session, known, GroupKind.RESIDENTS, [grid], number, corp.clock
            )
        yield Scene(corp, group, owner, manager)


def read(person: Person) -> str:
    return "\n".join(it.text for it in person.member.screen.messages)


async def test_a_text_becomes_a_task_that_its_employee_confirms(scene: Scene) -> None:
    scene.asks(link=LINK)
    await scene.passes()
    [task] = scene.corp.server.outside.waiting(scene.owner.userid)
    assert task.text == "明天上午停水"
    assert [it["msgtype"] for it in task.attachments] == ["image"]
    assert "企业微信 › 客户联系 › 群发" in read(scene.owner)
    assert read(scene.manager) == ""
    assert scene.group.said == []
    scene.group.confirms()
    await scene.passes(timedelta(minutes=61))
    assert scene.forward().confirmed_at is not None
    await scene.passes(timedelta(hours=4))
    assert "提醒一次" not in read(scene.owner)
    assert scene.corp.server.refused == []


async def test_an_employee_is_reminded_once(scene: Scene) -> None:
    scene.asks()
    await scene.passes()
    for _ in range(2):
        await scene.passes(timedelta(hours=3))
    assert read(scene.owner).count("提醒一次") == 1
    assert scene.forward().confirmed_at is None


async def test_what_becomes_no_task_is_carried_by_hand(scene: Scene) -> None:
    del scene.corp.server.outside.groups[scene.group.chat_id]
    scene.asks()
    await scene.passes()
    assert "请把下面这段话转到“荷花院邻里群”" in read(scene.manager)
    assert scene.forward().task == ""


async def test_a_platform_that_is_down_is_asked_again(scene: Scene) -> None:
    scene.corp.server.is_busy(times=None, path="/cgi-bin/externalcontact/add_msg_template")
    scene.asks()
    await scene.passes()
    assert scene.forward().task is None
    scene.corp.server.heals()
    await scene.passes(timedelta(minutes=5))
    assert scene.forward().task


async def test_nobody_is_left_without_word_when_the_platform_stays_down(scene: Scene) -> None:
    scene.corp.server.is_busy(times=None, path="/cgi-bin/externalcontact/add_msg_template")
    scene.asks()
    await scene.passes()
    await scene.passes(timedelta(hours=3))
    assert "这段话还没有转到“荷花院邻里群”" in read(scene.manager)
    scene.corp.server.heals()
    await scene.passes(timedelta(minutes=5))
    assert scene.corp.server.outside.waiting(scene.owner.userid) == []


async def test_a_group_gets_as_many_tasks_as_the_month_has_days(scene: Scene) -> None:
    with scene.corp.store.write() as session:
        group = session.exec(select(Group)).one()
        for number in range(30):
            done = Forward(
                group_id=group.id,
                words="通知",
                created_at=MONDAY - timedelta(hours=number),
                confirmed_at=MONDAY,
                task=f"msg{number}",
            )
            session.add(done)
    scene.asks()
    await scene.passes()
    assert scene.corp.server.outside.tasks == {}
    assert "请把下面这段话转到" in read(scene.manager)
