"""Words for a kind of post: a member's find posts, everybody else's begin a report as ever."""

import pytest

from tests.support.chat import Person, Street
from tests.support.posts import opens

WORDS = ("巡逻", "綠化", "扫地。", "治安维护", "噪音")


@pytest.fixture
def chen(street: Street) -> Person:
    """A member, where a post for patrols is open."""
    opens(street, "security", "HF-01", place="北门")
    return street.staff("陈卫国", "member", "HF-01")


def test_a_member_who_writes_such_a_word_finds_the_posts_of_the_kind(chen: Person) -> None:
    chen.says("巡逻")
    shown = chen.sees_now("治安维护")
    assert "北门" in shown.text
    chen.taps("认领 1")
    chen.sees("已认领：治安维护")


@pytest.mark.parametrize("word", WORDS)
def test_a_member_is_shown_posts_and_may_report_it_instead(chen: Person, word: str) -> None:
    chen.says(word)
    assert "岗位" in chen.last.text
    assert "要反映这件事吗" not in chen.last.text
    chen.taps("不是问这个，我要反映")
    chen.taps("同意")
    assert word in chen.sees("请看一下").text


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("role", ["", "grid_manager", "clerk"])
def test_who_is_no_member_reports_with_it(
    street: Street, chen: Person, role: str, word: str
) -> None:
    del chen
    somebody = street.staff("某某", role, "HF-01") if role else street.resident("某某")
    somebody.says(word)
    assert "不是问这个，我要反映" not in somebody.last.buttons
    assert "找到" not in somebody.last.text
    assert any(said in somebody.last.text for said in ("要反映这件事吗", "同意", "请看一下"))


@pytest.mark.parametrize("words", ["小区没人巡逻", "绿化带里有垃圾", "巡逻 三号楼", "救命"])
def test_more_than_the_word_is_a_report_of_a_member_too(chen: Person, words: str) -> None:
    chen.says(words)
    assert "不是问这个，我要反映" not in chen.last.buttons


def test_the_word_in_an_open_report_stays_in_it(street: Street, chen: Person) -> None:
    chen.says("小区门口的灯不亮")
    chen.taps("同意")
    chen.says("巡逻")
    assert "巡逻" in chen.sees_now("请看一下").text
    chen.taps("提交")
    chen.sees("已提交")
    assert street.count_cases() == 1
