"""Words of the table said alone: 请假, 找人顶班, 退岗, 补充, 异议; and 没解决 of several cases."""

import pytest

from models.cases import Status
from models.shifts import AttendanceState
from tests.support.chat import Person, Street
from tests.support.posts_street import a_saturday, state
from tests.support.serving import SATURDAY


@pytest.fixture
def chen(street: Street) -> Person:
    """A member of the grid."""
    return street.staff("陈师傅", "member", "HF-01")


@pytest.fixture
def wang(street: Street) -> Person:
    """The grid manager."""
    return street.staff("王网格", "grid_manager", "HF-01")


@pytest.mark.parametrize(
    ("word", "asked"),
    [("请假", "为什么请假"), ("找人顶班", "请写这位党员的姓名"), ("退岗", "要退：环境卫生清理")],
)
def test_a_word_said_alone_is_done_to_the_only_shift(
    street: Street, chen: Person, word: str, asked: str
) -> None:
    a_saturday(street, chen)
    chen.says(word)
    chen.sees_now(asked)


def test_of_several_shifts_the_word_asks_which(street: Street, chen: Person) -> None:
    for hour in (1, 5):
        a_saturday(street, chen, starts_at=SATURDAY.replace(hour=hour), place=f"{hour}号门")
    chen.says("请假")
    chen.sees_now("哪一班")
    chen.taps("11月28日13:00")
    chen.taps("跳过")
    assert "13:00" in chen.sees_now("请好假了").text
    assert state(street, chen) is AttendanceState.EXCUSED
    chen.says("请假")
    assert "9:00" in chen.sees_now("为什么请假").text


def test_of_several_posts_giving_up_asks_which(street: Street, chen: Person) -> None:
    for post in ("environment", "health"):
        a_saturday(street, chen, post=post)
    chen.says("退岗")
    asked = chen.sees_now("您要退哪个岗位")
    assert len(asked.buttons) == 3
    chen.taps("医疗卫生")
    assert "医疗卫生" in chen.last.text
    chen.taps("退岗")
    assert "医疗卫生" in chen.sees_now("已退").text


@pytest.mark.parametrize("word", ["请假", "找人顶班", "退岗"])
def test_where_there_is_nothing_to_leave_the_own_posts_are_shown(
    street: Street, chen: Person, word: str
) -> None:
    chen.says(word)
    chen.sees_now("您近期没有班")
    resident = street.resident("张奶奶")
    resident.says(word)
    resident.sees_now("您是党员的话，请先发“报到”")


def test_a_sentence_with_such_a_word_in_it_is_a_report(street: Street, chen: Person) -> None:
    a_saturday(street, chen)
    chen.says("保洁员请假三天，楼道没人打扫")
    chen.sees_now("记录您的原话")
    assert state(street, chen) is AttendanceState.EXPECTED


def test_more_words_are_asked_for_when_that_is_said_alone(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    number = zhang.reports()
    zhang.says("谢谢")
    zhang.says("补充")
    zhang.sees_now("要补充什么")
    zhang.says("四楼的也不亮")
    zhang.sees_now(f"{number} 记下了")
    assert "四楼的也不亮" in wang.sees("补充").text
    assert number in wang.last.text


def test_of_several_cases_more_words_are_for_the_chosen_one(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    first, second = zhang.reports(), zhang.reports("下水道堵了")
    zhang.says("谢谢")
    zhang.says("补充")
    asked = zhang.sees_now("哪一件")
    assert len(asked.buttons) == 2
    zhang.taps(first)
    zhang.says("四楼的也不亮")
    told = wang.sees("四楼的也不亮").text
    assert first in told
    assert second not in told


def test_without_a_case_there_is_nothing_to_add_to(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("补充")
    zhang.sees_now("您现在没有正在办的事")


def test_an_objection_alone_shows_the_notices(street: Street, wang: Person) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports("3号楼楼道灯不亮")
    wang.taps("当场办结")
    wang.says("灯已换好")
    sun.taps("公示")
    zhou = street.resident("周强")
    zhou.says("异议")
    assert "异议" in zhou.sees_now("【公示】荷花小区").buttons
    zhou.taps("异议")
    zhou.says("灯没有换")
    zhou.taps("同意")
    sun.sees("【异议】")


def test_not_solved_asks_which_when_another_case_is_open(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    first = zhang.reports()
    wang.taps("当场办结")
    wang.says("灯泡换好了")
    zhang.taps("解决了")
    zhang.taps("满意")
    second = zhang.reports("下水道堵了")
    zhang.says("没解决")
    asked = zhang.sees_now("哪一件")
    assert [label[: len(first)] for label in asked.buttons] == [second, first]
    assert street.case(first).status is Status.TRACKING
    zhang.taps(first)
    zhang.sees("（第 2 次）")


def test_not_solved_is_said_of_what_was_just_answered(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    first = zhang.reports()
    wang.taps("当场办结")
    wang.says("灯泡换好了")
    zhang.reports("下水道堵了")
    zhang.says("没解决")
    assert first in zhang.sees("（第 2 次）").text
