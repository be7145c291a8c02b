"""A press in a door's own menu: a command, whatever is asked just then."""

import pytest

from handlers.talking.messages import Heard, Kind
from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Command, Human
from models.people import Door
from services.texts.wechat import MENU_OF_MINE, MENU_OF_POSTS, MENU_REPORT
from services.texts.wecom import MENU_OF_MINE as OF_MINE_ON_WECOM
from services.texts.wecom import MENU_TO_DO
from tests.support.chat import Person, Street


@pytest.fixture
def zhang(street: Street) -> Person:
    """Give a resident who is asked what to add to their case."""
    street.door = Door.WECHAT
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.taps("补充")
    zhang.sees("要补充什么")
    return zhang


def presses(person: Person, key: str) -> None:
    person.events(Heard(Kind.TEXT, key, is_command=True))


@pytest.mark.parametrize("key", ["岗位", "报到", "我的资料", "人工"])
def test_it_is_never_the_answer_to_what_is_asked(zhang: Person, key: str) -> None:
    presses(zhang, key)
    zhang.never_saw("记下了")


def test_every_key_of_the_menus_is_a_command() -> None:
    keys = {MENU_REPORT[1], MENU_TO_DO[1], *MENU_OF_POSTS.values(), *MENU_OF_MINE.values()}
    for key in keys | set(OF_MINE_ON_WECOM.values()):
        assert isinstance(understand(key), Command | Human), key


def test_what_was_asked_is_asked_again_and_takes_words(zhang: Person) -> None:
    presses(zhang, "我的网格员")
    zhang.sees("网格员：")
    zhang.sees_now("要补充什么")
    zhang.says("二楼的也不亮")
    zhang.sees_now("记下了")


def test_it_is_no_invitation_code(street: Street) -> None:
    street.door = Door.WECHAT
    zhang = street.resident("张奶奶")
    presses(zhang, "报到")
    presses(zhang, "我要反映")
    zhang.never_saw("没有这个邀请码")
    zhang.sees_now("是什么事")


@pytest.mark.parametrize("key", ["路灯不亮了三天", "着火了", "a", "取消"])
def test_a_key_of_somebody_elses_menu_begins_nothing(street: Street, key: str) -> None:
    street.door = Door.WECHAT
    zhang = street.resident("张奶奶")
    presses(zhang, key)
    zhang.sees_now("有事直接说")
