"""Members who change their mind about a shift: leave taken back, a check-in, words typed."""

from datetime import timedelta

import pytest

from models.shifts import AttendanceState, CheckIn
from services.serving import hours
from tests.support.chat import Person, Street
from tests.support.posts_street import a_saturday, is_now, part, person_id, state
from tests.support.serving import SATURDAY

S = AttendanceState


@pytest.fixture
def chen(street: Street) -> Person:
    """A member of the grid."""
    return street.staff("陈师傅", "member", "HF-01")


def test_leave_may_be_left_or_taken_back(street: Street, chen: Person) -> None:
    a_saturday(street, chen)
    chen.says("我的岗位")
    chen.taps("请假")
    assert list(chen.sees_now("为什么请假").buttons) == ["跳过", "取消"]
    chen.taps("取消")
    assert state(street, chen) is S.EXPECTED
    chen.says("我的岗位")
    chen.taps("请假")
    chen.taps("跳过")
    assert list(chen.sees_now("请好假了").buttons) == ["销假", "找人顶班"]
    chen.taps("销假")
    chen.sees_now("销假了，这一班还是您的")
    assert state(street, chen) is S.EXPECTED


def test_a_command_is_no_reason_for_leave(street: Street, chen: Person) -> None:
    a_saturday(street, chen)
    chen.says("我的岗位")
    chen.taps("请假")
    chen.says("我的岗位")
    assert state(street, chen) is S.EXPECTED
    chen.says("孩子病了")
    assert state(street, chen) is S.EXCUSED


def test_who_leaves_before_the_begin_takes_the_check_in_back(street: Street, chen: Person) -> None:
    a_saturday(street, chen)
    is_now(street, 28, 8, 40)
    chen.says("签到")
    assert "9:00–11:00 环境卫生" in chen.sees_now("签到了，11月28日8:40").text
    chen.taps("签退")
    chen.sees_now("还没开始")
    chen.taps("我还在")
    assert state(street, chen) is S.PRESENT
    chen.taps("签退")
    chen.taps("撤回签到")
    chen.sees_now("签到撤回了")
    assert state(street, chen) is S.EXPECTED
    assert part(street, chen).checked_in_at is None
    chen.says("签到")
    chen.sees_now("签到了")
    is_now(street, 28, 11)
    chen.says("签退")
    chen.sees_now("签退了")


def test_many_shifts_have_five_buttons_and_the_others_behind_one(
    street: Street, chen: Person
) -> None:
    for hour in range(5):
        at = SATURDAY.replace(hour=1 + 2 * hour)
        a_saturday(street, chen, starts_at=at, place=f"{hour}号门")
    chen.says("我的岗位")
    shown = chen.sees_now("您接下来的班")
    assert len(shown.buttons) == 5
    assert "请假、顶班 11月28日9:00" in shown.buttons
    chen.taps("其他班")
    assert list(chen.last.buttons) == ["请假、顶班 11月28日15:00", "请假、顶班 11月28日17:00"]


def test_staff_read_of_who_did_not_check_in(street: Street, chen: Person) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    a_saturday(street, chen)
    is_now(street, 28, 12)
    wang.says("待办")
    wang.taps("1 个班待认定时长")
    wang.taps("11月28日9:00")
    assert "陈师傅：没签到" in wang.last.text
    with street.store.read() as session:
        page = hours.list_waiting(session, person_id(street, wang), street.clock)
    assert page.total == 1


def test_nobody_is_asked_for_words_about_what_cannot_be_disputed_any_more(
    street: Street, chen: Person
) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.staff("孙社工", "clerk", "HF")
    a_saturday(street, chen)
    is_now(street, 28, 9, 20)
    wang.says("待办")
    wang.taps("1 个班待认定时长")
    wang.taps("11月28日9:00")
    wang.taps("陈师傅")
    wang.taps("记未到岗")
    told = chen.sees("记了未到岗")
    chen.taps("有异议")
    chen.says("我在西门")
    chen.taps("有异议", on=told)
    chen.sees_now("您的异议已经转给社区了")


def test_a_question_where_they_are_lapses_with_its_shift(street: Street, chen: Person) -> None:
    a_saturday(street, chen, check_in=CheckIn.LOCATION, latitude=30.0, longitude=104.0)
    is_now(street, 28, 9)
    chen.says("签到")
    chen.sees_now("请发您现在的位置")
    a_saturday(street, chen, starts_at=SATURDAY + timedelta(days=1), place="西门")
    is_now(street, 29, 9)
    chen.says("签到")
    assert "西门" in chen.sees_now("签到了，11月29日9:00").text
    assert "请发您现在的位置" not in chen.last.text
