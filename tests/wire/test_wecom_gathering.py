"""Groups that are wished for in the private chat, made by the app, and kept up to date."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.errands.gathering import Gathering
from models.access import Role
from models.groups import Group, GroupKind
from services.areas import areas
from services.clock import SetClock
from services.groups import group_members, groups
from services.office import access
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.towns import a_town
from tests.support.wecom_corp import Corporation, a_corporation, only_group
from tests.wecom_server import AppChat, Person
from tests.wecom_server.errors import CHAT_ID_TAKEN, NO_SUCH_CHAT, NO_SUCH_USER


@dataclass
class Scene:
    """Two who work in a grid, and what looks after their group."""

    corp: Corporation
    gathering: Gathering
    wang: Person
    li: Person
    number: int

    async def wishes(self) -> None:
        """Let Wang wish for a group."""
        for words in ("绑定", "建一个企业微信群", "第一网格", "网格员群"):
            self.wang.says(words)
            await self.corp.settles()

    async def passes(self, time: timedelta = timedelta()) -> None:
        """Let time pass, and the program look after its groups."""
        self.corp.clock.move(time)
        await self.gathering.gather_due()
        await self.corp.settles()

    def dismisses_wang(self) -> None:
        """Let Wang work there no more."""
        with self.corp.store.write() as session:
            grid = areas.get_area(session, "XF-1")
            access.dismiss(session, self.number, Role.GRID_MANAGER, grid, self.corp.clock)

    @property
    def chat(self) -> AppChat:
        """The only group."""
        [chat] = self.corp.server.chats.values()
        return chat

    def reads(self) -> str:
        """Give all that Wang has read."""
        return "\n".join(it.text for it in self.wang.member.screen.messages)


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    with store.write() as session:
        a_town(session)
    yield store
    store.close()


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    async with a_corporation(store, SetClock(MONDAY)) as corp:
        wang, number = corp.joins("王网格", Role.GRID_MANAGER, "XF-1")
        li, _ = corp.joins("李网格", Role.GRID_MANAGER, "XF-1")
        gathering = Gathering(store, [corp.adapter], corp.clock)
        yield Scene(corp, gathering, wang, li, number)


async def test_a_group_is_wished_for_and_made(scene: Scene) -> None:
    await scene.wishes()
    assert "正在建“第一网格网格员群”，2 人" in scene.reads()
    assert scene.corp.server.chats == {}
    await scene.passes()
    assert scene.chat.users == [scene.wang.userid, scene.li.userid]
    assert "“第一网格网格员群”建好了" in scene.reads()
    with scene.corp.store.read() as session:
        group = only_group(session)
        assert group.kind is GroupKind.GRID_MANAGERS
        assert groups.address_of(session, group) is not None
    assert [it.code for it in scene.corp.server.refused] == [NO_SUCH_CHAT]


async def test_whoever_comes_and_goes_is_in_the_group_the_next_day(scene: Scene) -> None:
    await scene.wishes()
    await scene.passes()
    zhao, _ = scene.corp.joins("赵网格", Role.GRID_MANAGER, "XF-1")
    scene.dismisses_wang()
    await scene.passes()
    assert scene.wang.userid in scene.chat.users
    await scene.passes(timedelta(days=1))
    assert scene.chat.users == [scene.li.userid, zhao.userid]


async def test_a_group_that_a_leaver_cannot_be_taken_out_of_is_unbound(scene: Scene) -> None:
    await scene.wishes()
    await scene.passes()
    scene.dismisses_wang()
    await scene.passes(timedelta(days=1))
    assert "“第一网格网格员群”已解除绑定" in scene.reads()
    with scene.corp.store.read() as session:
        assert session.exec(select(Group).where(col(Group.unbound_at).is_(None))).all() == []


async def test_who_cannot_be_taken_in_keeps_nobody_in_the_group(scene: Scene) -> None:
    zhao, _ = scene.corp.joins("赵网格", Role.GRID_MANAGER, "XF-1")
    await scene.wishes()
    await scene.passes()
    scene.dismisses_wang()
    scene.corp.joins("钱网格", Role.GRID_MANAGER, "XF-1")
    scene.corp.server.fails("/cgi-bin/appchat/update", NO_SUCH_USER, "userid not found")
    await scene.passes(timedelta(days=1))
    assert scene.chat.users == [scene.li.userid, zhao.userid]


async def test_a_group_that_takes_nobody_out_is_unbound(scene: Scene) -> None:
    scene.corp.joins("赵网格", Role.GRID_MANAGER, "XF-1")
    await scene.wishes()
    await scene.passes()
    scene.dismisses_wang()
    scene.corp.server.fails("/cgi-bin/appchat/update", 60011, "no privilege", times=None)
    await scene.passes(timedelta(days=1))
    assert "已解除绑定" in scene.reads()


async def test_a_group_that_another_process_makes_meanwhile_is_there(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.wishes()
    adapter, look = scene.corp.adapter, scene.corp.adapter.list_gathered
    members = [scene.wang.userid, scene.li.userid]

    async def look_too_early(chat: str) -> Sequence[str] | None:
        found = await look(chat)
        if found is None:
            await adapter.gather(chat, "第一网格网格员群", members)
        return found

    monkeypatch.setattr(adapter, "list_gathered", look_too_early)
    await scene.passes()
    assert CHAT_ID_TAKEN in scene.corp.server.codes_refused()
    assert scene.reads().count("”建好了") == 1
    assert "没有建成" not in scene.reads()
    with scene.corp.store.read() as session:
        assert groups.address_of(session, only_group(session)) is not None


async def test_a_group_that_was_looked_after_today_is_not_counted_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.wishes()
    await scene.passes()
    monkeypatch.setattr(group_members, "find_gathered", None)
    assert await scene.gathering.gather_due() == 0


async def test_what_wecom_does_not_make_is_said_and_ends(scene: Scene) -> None:
    await scene.wishes()
    scene.corp.server.fails("/cgi-bin/appchat/create", 60011, "no privilege", times=None)
    await scene.passes()
    assert "没有建成，企业微信说：60011" in scene.reads()
    with scene.corp.store.read() as session:
        assert session.exec(select(Group).where(col(Group.unbound_at).is_(None))).all() == []


async def test_what_is_not_made_now_is_made_later(scene: Scene) -> None:
    await scene.wishes()
    scene.corp.server.is_busy(times=1, path="/cgi-bin/appchat/create")
    await scene.passes()
    assert scene.corp.server.chats == {}
    await scene.passes()
    assert "建好了" in scene.reads()
