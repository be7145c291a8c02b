"""What goes wrong with people, chats and buttons, at the doors of the real program."""

import itertools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from sqlmodel import col, select

from models.access import Role
from models.areas import Area
from models.cases import Case
from models.conversations import MovedChat
from models.groups import Group as Bound
from models.groups import GroupArea, GroupKind
from models.people import Account
from tests.doors.browser_door import BrowserActor
from tests.doors.houses import House
from tests.doors.ledger import is_at_rest, read_ledger
from tests.doors.plays import SCRIPTS
from tests.doors.stages import Actor, Scene, Town, wait_until
from tests.doors.telegram_door import PrivateActor, PrivateChats, binds
from tests.support.patience import PATIENCE
from tests.telegram_server import Chat, Group, Person, TelegramServer

ROBOT = "minqing_test_bot"


PLACES = itertools.count(len(SCRIPTS))


@pytest.fixture
def scene(houses: Callable[[str], House]) -> Scene:
    """A community where nothing has happened, on Telegram."""
    return scene_at(houses("private chats"))


@pytest.fixture
def page(houses: Callable[[str], House]) -> Scene:
    """A community where nothing has happened, at the chat page."""
    return scene_at(houses("browsers"))


def scene_at(house: House) -> Scene:
    """Give a scene in a community of its own."""
    return Scene(house.store, house.entrance, Town(next(PLACES)))


@dataclass
class Cast:
    """People of a community who use Telegram."""

    scene: Scene

    @property
    def server(self) -> TelegramServer:
        """Where the chats are."""
        assert isinstance(self.scene.entrance, PrivateChats)
        return self.scene.entrance.server

    def worker(self, name: str, role: Role = Role.GRID_MANAGER, area: str = "") -> Person:
        """Give somebody in office."""
        actor = self.scene.staff(name, role, area or self.scene.town.grid)
        assert isinstance(actor, PrivateActor)
        return actor.person

    def resident(self, name: str) -> Person:
        """Give somebody who scanned the poster."""
        actor = self.scene.resident(name)
        assert isinstance(actor, PrivateActor)
        return actor.person

    def group(self, *people: Person) -> Group:
        """Give a group of theirs."""
        return self.server.group(f"{self.scene.town.flower}邻里", people)

    def has_moved(self, chat: Chat) -> bool:
        """Tell whether word of a chat's move is stored."""
        with self.scene.store.read() as session:
            found = session.exec(select(MovedChat).where(MovedChat.before == str(chat.id)))
            return found.first() is not None

    def bound(self) -> Sequence[tuple[GroupKind, str]]:
        """List the groups of this community in force: their kind, and the chat they are."""
        wait_until(lambda: is_at_rest(self.scene.store), lambda: "it does not come to rest")
        with self.scene.store.read() as session:
            found = session.exec(
                select(Bound, Account)
                .join(Account, col(Account.id) == Bound.account_id)
                .join(GroupArea, col(GroupArea.group_id) == Bound.id)
                .join(Area, col(Area.id) == GroupArea.area_id)
                .where(
                    col(Bound.unbound_at).is_(None),
                    col(Area.code).startswith(self.scene.town.code),
                )
            )
            return [(group.kind, account.outer_id) for group, account in found]


@pytest.fixture
def cast(scene: Scene) -> Cast:
    """People of a community where nothing has happened."""
    return Cast(scene)


def cases(scene: Scene) -> Sequence[str]:
    """Give the numbers of all cases of a community."""
    read_ledger(scene)
    with scene.store.read() as session:
        found = session.exec(select(Case).where(Case.prefix == scene.town.code))
        return [case.number for case in found]


def a_card(actor: Actor) -> None:
    """Bring somebody before their card."""
    actor.says("楼道灯不亮，晚上看不见")
    actor.sees("记录您的原话")
    actor.taps("同意")
    actor.sees("请看一下")


def test_a_sticker_in_the_middle_of_a_question_leaves_it_open(cast: Cast) -> None:
    zhang = cast.scene.resident("张奶奶")
    a_card(zhang)
    assert isinstance(zhang, PrivateActor)
    for kind in ("sticker", "video", "document", "contact"):
        zhang.person.sends(kind)
        zhang.sees("请看一下")
    zhang.taps("提交")
    zhang.sees("已提交")
    assert len(cases(cast.scene)) == 1


def test_two_tabs_of_one_person_hand_in_once(page: Scene) -> None:
    zhang = page.resident("张奶奶")
    a_card(zhang)
    assert isinstance(zhang, BrowserActor)
    tabs = [zhang, zhang.another_tab()]
    buttons = [tab.finds("提交") for tab in tabs]
    for press in at_once(lambda: tabs[0].presses(buttons[0]), lambda: tabs[1].presses(buttons[1])):
        press.join()
    zhang.sees("已提交")
    assert len(cases(page)) == 1
    tabs[1].presses(buttons[1])
    zhang.sees("已经提交过了")
    assert len(cases(page)) == 1


def test_two_tabs_of_one_person_answer_different_questions(page: Scene) -> None:
    zhang = page.resident("张奶奶")
    a_card(zhang)
    assert isinstance(zhang, BrowserActor)
    other = zhang.another_tab()
    old = other.finds("提交")
    zhang.taps("更多")
    zhang.sees("还可以")
    zhang.taps("不对外公开")
    zhang.sees("不对外公开")
    other.presses(old)
    zhang.sees("已经过期")
    assert cases(page) == []
    other.says("提交")
    zhang.sees("已提交")
    assert len(cases(page)) == 1


@pytest.mark.parametrize("when", ["at once", "once the move is stored"])
def test_a_group_that_becomes_a_supergroup_between_question_and_answer_is_bound(
    cast: Cast, when: str
) -> None:
    wang = cast.worker("王网格")
    group = cast.group(wang)
    wang.says(f"/bind@{ROBOT} {cast.scene.town.grid}", chat=group.chat)
    old = group.chat
    asked = wang.sees("这是什么群", PATIENCE, chat=old)
    new = group.migrates()
    if when != "at once":
        wait_until(lambda: cast.has_moved(old), lambda: "the move is not stored")
    wang.taps("居民群", on=asked)
    wang.sees("已绑定", PATIENCE, chat=new)
    assert cast.bound() == [(GroupKind.RESIDENTS, str(new.id))]


def test_a_question_may_be_answered_in_the_new_supergroup(cast: Cast) -> None:
    wang = cast.worker("王网格")
    group = cast.group(wang)
    wang.says(f"/bind@{ROBOT} {cast.scene.town.grid}", chat=group.chat)
    wang.sees("这是什么群", PATIENCE, chat=group.chat)
    new = group.migrates()
    wang.says(f"@{ROBOT} 网格员群", chat=new)
    wang.sees("已绑定", PATIENCE, chat=new)
    assert cast.bound() == [(GroupKind.GRID_MANAGERS, str(new.id))]


def test_a_bot_that_is_thrown_out_in_the_middle_of_a_question_goes_on_when_it_is_back(
    cast: Cast,
) -> None:
    wang = cast.worker("王网格")
    group = cast.group(wang)
    wang.says(f"/bind@{ROBOT} {cast.scene.town.grid}", chat=group.chat)
    asked = wang.sees("这是什么群", PATIENCE, chat=group.chat)
    group.makes_the_bot("kicked")
    group.makes_the_bot("member")
    wang.sees("大家好", PATIENCE, chat=group.chat)
    wang.taps("居民群", on=asked)
    wang.sees("已绑定", PATIENCE, chat=group.chat)
    assert cast.bound() == [(GroupKind.RESIDENTS, str(group.chat.id))]


def test_who_blocks_the_bot_over_a_card_finds_it_again(cast: Cast) -> None:
    zhang = cast.scene.resident("张奶奶")
    a_card(zhang)
    assert isinstance(zhang, PrivateActor)
    zhang.person.blocks_the_bot()
    zhang.person.unblocks_the_bot()
    zhang.taps("提交")
    zhang.sees("已提交")
    assert len(cases(cast.scene)) == 1


def test_of_two_who_press_one_card_the_first_has_it(cast: Cast) -> None:
    wang = cast.worker("王网格")
    sun = cast.worker("孙社工", Role.CLERK, cast.scene.town.code)
    group = cast.group(wang, sun)
    binds(wang, group, cast.scene.town.grid, "网格员群")
    zhang = cast.scene.resident("张奶奶")
    a_card(zhang)
    zhang.taps("提交")
    zhang.sees("已提交")
    card = wang.sees("待签收", PATIENCE, chat=group.chat)
    taps = [(it, it.taps("签收", on=card)) for it in (wang, sun)]
    words = [person.hears_back(tap, PATIENCE) for person, tap in taps]
    assert words[0].startswith("已签收")
    assert "已由王网格签收" in words[1]
    wang.sees("承办：王网格", PATIENCE, chat=group.chat)
    wang.sees("已签收", PATIENCE)
    assert "楼道灯" not in wang.transcript(group.chat)
    (number,) = cases(cast.scene)
    assert number in card.text


def test_an_anonymous_administrator_binds_nothing(cast: Cast) -> None:
    wang = cast.worker("王网格")
    group = cast.group(wang)
    group.anonymous_admin_says(f"/bind@{ROBOT} {cast.scene.town.grid}")
    wang.sees("请关掉“匿名”", PATIENCE, chat=group.chat)
    assert cast.bound() == []


def test_a_resident_binds_nothing_and_answers_nobodys_question(cast: Cast) -> None:
    wang, zhang = cast.worker("王网格"), cast.resident("张奶奶")
    group = cast.group(wang, zhang)
    zhang.says(f"/bind@{ROBOT} {cast.scene.town.grid}", chat=group.chat)
    wang.sees("没有做任何改动", PATIENCE, chat=group.chat)
    wang.says(f"/bind@{ROBOT} {cast.scene.town.grid}", chat=group.chat)
    asked = wang.sees("这是什么群", PATIENCE, chat=group.chat)
    tap = zhang.taps("居民群", on=asked)
    assert "不是给您的" in zhang.hears_back(tap, PATIENCE)
    assert cast.bound() == []


def at_once(*deeds: Callable[[], None]) -> Sequence[threading.Thread]:
    """Begin several things together."""
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    return threads
