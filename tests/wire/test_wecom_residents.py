"""Residents' groups that employees keep: what is to be posted there becomes a task of theirs."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from sqlalchemy import Connection, event
from sqlmodel import col, select

from models.access import Role
from models.groups import Forward, Group, GroupKind
from services.areas import areas
from services.attachments.shelf import Shelf
from services.clock import SetClock
from services.erasing import erasure
from services.groups import forward_tasks, forwards, groups
from services.groups.forward_tasks import Task
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.towns import a_town
from tests.support.wecom_corp import Corporation, a_corporation, account_named, only_group
from tests.wecom_server import ExternalGroup, Person

Given: TypeAlias = Any
ADD, UPLOAD = "/cgi-bin/externalcontact/add_msg_template", "/cgi-bin/media/upload"
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

    def takes(self) -> Task:
        """Let a process take a text, and say no more."""
        with self.corp.store.write() as session:
            task = forward_tasks.take_next(session, self.corp.clock)
        assert task is not None
        return task

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


async def test_a_task_that_nobody_knows_of_is_asked_for_once(scene: Scene) -> None:
    scene.corp.server.drops_next(ADD)
    scene.asks()
    await scene.passes()
    await scene.passes(timedelta(minutes=20))
    await scene.passes(timedelta(hours=3))
    assert len(scene.corp.server.outside.tasks) == 1
    doubt = "不知道要发到“荷花院邻里群”的内容放进群主的企业微信没有"
    assert read(scene.manager).count(doubt) == 2  # once more, three hours later


async def test_a_lost_picture_is_no_lost_task(scene: Scene) -> None:
    scene.corp.server.drops_next(UPLOAD)
    scene.asks(link=LINK)
    await scene.passes()
    await scene.passes(timedelta(minutes=5))
    assert scene.forward().task
    assert read(scene.manager) == ""


async def test_a_process_that_died_while_asking_leaves_a_text_to_a_person(scene: Scene) -> None:
    scene.asks()
    scene.takes()
    await scene.passes(timedelta(minutes=9))
    assert scene.forward().task is None
    await scene.passes(timedelta(minutes=1))
    assert scene.corp.server.outside.tasks == {}
    assert "企业微信没有回音" in read(scene.manager)


async def test_what_is_just_asked_for_is_not_reminded_of(scene: Scene) -> None:
    scene.asks()
    scene.corp.clock.move(timedelta(hours=3))
    task = scene.takes()
    await scene.passes()
    assert read(scene.manager) == ""
    with scene.corp.store.write() as session:
        forward_tasks.keep(session, task.forward_id, "msg1", scene.corp.clock)
    await scene.passes()
    assert "提醒一次" in read(scene.owner)


async def test_an_answer_that_comes_too_late_is_kept_and_told_to_nobody(scene: Scene) -> None:
    scene.asks()
    task = scene.takes()
    await scene.passes(timedelta(minutes=10))
    with scene.corp.store.write() as session:
        forward_tasks.keep(session, task.forward_id, "msg1", scene.corp.clock)
    await scene.passes()
    assert scene.forward().task == "msg1"
    assert read(scene.owner) == ""


async def test_a_pass_with_nothing_to_ask_writes_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.asks()
    await scene.passes()
    monkeypatch.setattr(forward_tasks, "take_next", None)
    assert await scene.corp.carrying.carry_due() == 0


@pytest.mark.parametrize("index", ["ix_forwards_new", "ix_forwards_task"])
def test_what_is_due_is_found_by_an_index(store: Store, index: str) -> None:
    plans = list[str]()

    def note(connection: Connection, _: object, words: str, given: Given, *_more: object) -> None:
        cursor = connection.connection.cursor()
        cursor.execute(f"EXPLAIN QUERY PLAN {words}", given)
        plans.extend(row[3] for row in cursor.fetchall())

    with store.read() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", note)
        forward_tasks.is_any_due(session, SetClock(MONDAY))
    assert any(index in plan for plan in plans)


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


async def test_an_employee_who_is_erased_keeps_no_group(scene: Scene) -> None:
    scene.asks()
    with scene.corp.store.write() as session:
        known = account_named(session, scene.manager.userid)
        erasure.forget_account(session, known.id, scene.corp.clock)
        assert only_group(session).employee == scene.owner.userid
        known = account_named(session, scene.owner.userid)
        erasure.forget_account(session, known.id, scene.corp.clock)
        assert only_group(session).employee is None
    await scene.passes()
    assert scene.corp.server.outside.tasks == {}
    assert scene.forward().task == ""


async def test_an_unbound_group_names_no_employee_and_gets_no_task(scene: Scene) -> None:
    scene.asks()
    with scene.corp.store.write() as session:
        group = only_group(session)
        groups.unbind(session, group.id, group.bound_by, scene.corp.clock)
        assert group.employee is None
    await scene.passes()
    assert scene.corp.server.outside.tasks == {}
    assert (scene.forward().task, read(scene.manager)) == ("", "")
