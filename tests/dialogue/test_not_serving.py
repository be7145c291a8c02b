"""Who cannot come: leave, somebody else standing in, an absence and what is said against it."""

import pytest

from models.shifts import AttendanceState
from services.serving import no_shows
from tests.support.chat import Person, Street
from tests.support.posts_street import a_saturday, is_now, person_id, state
from tests.support.serving import part_of

S = AttendanceState


@pytest.fixture
def chen(street: Street) -> Person:
    """A member of the grid."""
    return street.staff("陈师傅", "member", "HF-01")


@pytest.fixture
def li(street: Street) -> Person:
    """A member of the grid beside it."""
    return street.staff("李华", "member", "HF-02")


@pytest.fixture
def wang(street: Street) -> Person:
    """The manager of the grid."""
    return street.staff("王网格", "grid_manager", "HF-01")


@pytest.fixture
def sun(street: Street) -> Person:
    """A worker of the community."""
    return street.staff("孙社工", "clerk", "HF")


def test_leave_on_the_eve_is_told_to_the_manager(
    street: Street, chen: Person, wang: Person
) -> None:
    a_saturday(street, chen)
    is_now(street, 27, 19)
    chen.taps("请假")
    chen.sees("为什么请假")
    chen.says("孩子病了")
    assert "岗位还是您的" in chen.sees_now("请好假了").text
    assert "孩子病了" in wang.sees_now("陈师傅请假").text
    is_now(street, 28, 8)
    chen.sees_nothing_new()
    is_now(street, 28, 9)
    chen.says("签到")
    chen.sees_now("现在没有要签到的班")
    assert state(street, chen) is S.EXCUSED


def test_leave_without_a_reason(street: Street, chen: Person, wang: Person) -> None:
    a_saturday(street, chen)
    chen.says("我的岗位")
    assert list(chen.sees_now("您接下来的班").buttons) == [
        "请假",
        "找人顶班",
        "退岗",
        "我的一周",
        "订阅日历",
    ]
    chen.taps("请假")
    chen.taps("跳过")
    chen.sees("请好假了")
    wang.never_saw("请假")


def test_somebody_says_yes_and_serves(street: Street, chen: Person, li: Person) -> None:
    a_saturday(street, chen)
    chen.says("我的岗位")
    chen.taps("找人顶班")
    chen.sees("请谁顶班")
    chen.taps("李同志")
    chen.sees_now("问了，等对方答应")
    asked = li.sees_now("陈师傅想请您顶一班")
    assert list(asked.buttons) == ["我来", "不行"]
    li.taps("我来")
    li.sees_now("这一班是您的了")
    chen.sees_now("李同志答应替您")
    is_now(street, 28, 8)
    li.sees("快到点了")
    chen.sees_nothing_new()
    is_now(street, 28, 9)
    li.says("签到")
    li.sees_now("签到了")
    assert (state(street, chen), state(street, li)) == (S.COVERED, S.PRESENT)


def test_somebody_says_no_and_another_is_named(street: Street, chen: Person, li: Person) -> None:
    zhao = street.staff("赵敏", "member", "HF")
    a_saturday(street, chen)
    chen.says("我的岗位")
    chen.taps("找人顶班")
    chen.taps("李同志")
    li.taps("不行")
    li.sees("已经转告对方")
    chen.sees("李同志来不了")
    li.taps("我来")
    li.sees_now("不用您顶了")
    chen.taps("另找一位")
    chen.taps("写姓名")
    chen.says("赵敏")
    chen.sees("问了")
    zhao.sees("陈师傅想请您顶一班")
    chen.taps("另找一位")
    chen.taps("写姓名")
    chen.says("李华")
    li.sees("陈师傅想请您顶一班")
    zhao.taps("我来")
    zhao.sees_now("不用您顶了")


def test_a_name_nobody_has_gets_a_word(street: Street, chen: Person) -> None:
    a_saturday(street, chen)
    chen.says("我的岗位")
    chen.taps("找人顶班")
    assert "没有能直接点的人" in chen.sees("请写这位党员的姓名").text
    chen.says("王大锤")
    asked = chen.sees_now("没有找到能顶这一班的这位党员")
    assert list(asked.buttons)[-1] == "取消"
    street.staff("王大锤", "member", "HF-02")
    chen.says("王大锤")
    chen.sees_now("问了")


def test_nobody_stands_in_at_two_places(street: Street, chen: Person, li: Person) -> None:
    a_saturday(street, chen)
    chen.says("我的岗位")
    chen.taps("找人顶班")
    chen.taps("李同志")
    a_saturday(street, li, post="traffic", place="西门")
    li.taps("我来")
    assert "交通疏导（西门）" in li.sees("您那时有别的班").text
    assert state(street, chen) is S.EXPECTED


def absent(street: Street, chen: Person, wang: Person) -> None:
    a_saturday(street, chen)
    is_now(street, 28, 9, 20)
    wang.says("待办")
    wang.taps("1 个班待认定时长")
    wang.sees("1 人没签到")
    wang.taps("11月28日9:00")
    wang.taps("陈师傅")
    wang.taps("记未到岗")
    wang.sees_now("记了未到岗")
    chen.sees("记了未到岗。不是这样的，请在 3 天内")


def test_absent_disputed_corrected(
    street: Street, chen: Person, wang: Person, sun: Person
) -> None:
    absent(street, chen, wang)
    chen.taps("有异议")
    chen.says("我在西门，没人叫我")
    chen.sees("您的异议转给社区了")
    assert "我在西门" in sun.sees_now("陈师傅对未到岗有异议").text
    wang.never_saw("有异议：")
    sun.taps("更正：到岗了")
    sun.sees_now("定了")
    chen.sees_now("更正了，您到岗了")
    sun.says("待办")
    sun.taps("1 个班待认定时长")
    assert state(street, chen) is S.SERVED


def test_absent_disputed_and_it_stands(
    street: Street, chen: Person, wang: Person, sun: Person
) -> None:
    absent(street, chen, wang)
    chen.says("我的岗位")
    chen.taps("有异议")
    chen.says("我请过假")
    sun.says("待办")
    sun.taps("1 条未到岗异议")
    sun.sees("我请过假")
    sun.taps("维持")
    chen.sees("维持未到岗")
    assert state(street, chen) is S.ABSENT
    sun.taps("维持")
    sun.sees("已经定过了")


def test_absent_and_nothing_said_against_it_in_time(
    street: Street, chen: Person, wang: Person
) -> None:
    absent(street, chen, wang)
    is_now(street, 30, 9)
    told = chen.last
    street.passes(days=2)
    chen.taps("有异议", on=told)
    chen.says("我在西门")
    chen.sees("已经过了")
    assert state(street, chen) is S.ABSENT


def test_another_communitys_worker_cannot_decide(
    street: Street, chen: Person, wang: Person
) -> None:
    absent(street, chen, wang)
    stranger = street.staff("周社工", "clerk", "LH")
    chen.taps("有异议")
    chen.says("我在西门")
    stranger.says("待办")
    stranger.never_saw("异议")
    stranger.never_saw("待认定")


def test_of_several_disputes_each_can_be_looked_at(
    street: Street, chen: Person, wang: Person, sun: Person
) -> None:
    zhao = street.staff("赵敏", "member", "HF-01")
    for member, why in ((chen, "我在西门"), (zhao, "我请过假")):
        a_saturday(street, member, post="traffic" if member is zhao else "environment")
        is_now(street, 28, 12)
        with street.store.write() as session:
            theirs = part_of(session, person_id(street, member)).id
            no_shows.mark_absent(session, theirs, person_id(street, wang), street.clock)
            whose = person_id(street, member)
            no_shows.dispute(session, theirs, whose, why, street.clock)
    sun.says("待办")
    sun.taps("2 条未到岗异议")
    sun.sees_now("我在西门")
    sun.taps("看下一条")
    shown = sun.sees_now("我请过假")
    sun.taps("看下一条")
    sun.sees_now("我在西门")
    sun.taps("维持", on=shown)
    assert [state(street, it) for it in (chen, zhao)] == [S.DISPUTED, S.ABSENT]
