"""Where somebody reports (报到): in few words, by a press, or not asked at all."""

import pytest

from models.areas import Level
from services.areas import areas
from tests.dialogue.test_enrolling import ZHANG, on_the_roll
from tests.dialogue.test_enrolling import asks as asks_at_home
from tests.support.chat import Person, Street


def asks(street: Street, words: str = "报到 李大明 无 1234") -> Person:
    """Let somebody come to report of whom it is not known where they are."""
    li = street.person("小李")
    li.says(words)
    li.taps("同意")
    return li


def adds_happiness(street: Street) -> None:
    """Add a community of a name of two characters."""
    with street.store.write() as session:
        above = areas.get_area(session, "JD")
        areas.add_area(session, "XF", "幸福社区", Level.COMMUNITY, above)


@pytest.mark.parametrize("said", ["幸福", "幸福社区", "我住幸福社区", "3", "３", "3 幸福社区"])
def test_a_community_is_known_by_its_short_name_and_its_number(street: Street, said: str) -> None:
    adds_happiness(street)
    li = asks(street)
    asked = li.sees_now("您向哪个社区报到")
    assert [label for label in asked.buttons if "社区" in label][2] == "3 幸福社区"
    li.says(said)
    li.sees("幸福社区")
    li.never_saw("没有找到这个地方")


@pytest.mark.parametrize("said", ["火星", "0", "9"])
def test_an_unknown_place_gets_a_word_and_the_communities(street: Street, said: str) -> None:
    li = asks(street)
    li.says(said)
    asked = li.sees_now("没有找到这个地方。您向哪个社区报到")
    assert "1 和风社区" in asked.buttons
    li.taps("1 和风社区")
    li.sees("和风社区")
    assert "报到已" in li.last.text


def test_a_pin_is_not_taken_for_a_place_without_a_word(street: Street) -> None:
    li = asks(street)
    li.shares(30.1, 120.1)
    li.sees_now("没有找到这个地方")


@pytest.mark.parametrize("words", ["张三 市一中 1234", "张三 市一中 9999", "张四 市一中 1234"])
def test_who_stands_on_the_roll_is_asked_like_everybody(street: Street, words: str) -> None:
    on_the_roll(street, ZHANG)
    asks(street, f"报到 {words}").sees_now("您向哪个社区报到")


def test_where_somebody_lives_is_not_asked_again(street: Street) -> None:
    street.staff("周书记", "clerk", "HF")
    asks_at_home(street).never_saw("您向哪个社区报到")


@pytest.mark.parametrize("way", ["alone", "code", "wrong"])
@pytest.mark.parametrize("said", ["张三", "我是张三", "我叫张三"])
def test_a_name_where_a_code_is_asked_for_is_the_name_of_a_member(
    street: Street, way: str, said: str
) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    on_the_roll(street, ZHANG)
    zhang = street.person("小张")
    zhang.says("报到")
    if way != "alone":
        zhang.taps("我有邀请码")
    if way == "wrong":
        zhang.says("ABCDE-FGHJK")
        zhang.sees_now("没有这个邀请码")
    zhang.says(said)
    zhang.taps("同意")
    zhang.sees_now("您是哪个单位的")
    zhang.says("市一中")
    zhang.says("1234")
    zhang.says("和风")
    zhang.sees("报到已转给")
    secretary.sees("姓名：“张三”")


@pytest.mark.parametrize("said", ["没有", "我不知道", "什么码"])
def test_what_is_neither_a_code_nor_a_name_is_a_wrong_code(street: Street, said: str) -> None:
    zhang = street.person("小张")
    zhang.says("报到")
    zhang.says(said)
    zhang.sees_now("没有这个邀请码")


def test_that_somebody_is_a_member_is_no_name(street: Street) -> None:
    zhang = street.person("小张")
    zhang.says("报到")
    zhang.says("我是党员")
    zhang.taps("同意")
    zhang.sees_now("请发您的姓名")
