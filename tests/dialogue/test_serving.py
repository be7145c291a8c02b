"""A shift as the people in it live it: reminded, there, gone, confirmed."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.talking.messages import Heard, Kind
from models.shifts import AttendanceState, CheckIn
from tests.support.chat import Person, Street
from tests.support.posts_street import a_saturday, is_now, part, state
from tests.support.serving import SATURDAY

GATE: dict[str, Any] = {"latitude": 30.0, "longitude": 104.0}
S = AttendanceState


@pytest.fixture
def chen(street: Street) -> Person:
    """A member of the grid."""
    return street.staff("陈师傅", "member", "HF-01")


@pytest.fixture
def wang(street: Street) -> Person:
    """The manager of the grid."""
    return street.staff("王网格", "grid_manager", "HF-01")


def test_reminded_checked_in_checked_out_confirmed(
    street: Street, chen: Person, wang: Person
) -> None:
    a_saturday(street, chen)
    is_now(street, 27, 19)
    evening = chen.sees_now("明天您有 1 个班")
    assert "11月28日9:00–11:00" in evening.text
    is_now(street, 28, 8)
    reminder = chen.sees_now("快到点了")
    assert list(reminder.buttons) == ["签到", "请假", "找人顶班"]
    chen.taps("签到")
    chen.sees_now("8:30 起可以签到")
    is_now(street, 28, 8, 55)
    chen.taps("签到", on=reminder)
    chen.sees_now("签到了，11月28日8:55")
    is_now(street, 28, 11, 5)
    chen.taps("签退")
    chen.sees_now("这一班 2 小时，等网格员认定")
    wang.says("待办")
    wang.taps("1 个班待认定时长")
    wang.sees_now("1 人待认定")
    wang.taps("11月28日9:00")
    assert "陈师傅：待认定，8:55–11:05，120 分钟" in wang.sees_now("1 人待认定").text
    wang.taps("全部认定")
    wang.sees_now("1 人的时长认定了")
    assert "得" in chen.sees_now("认定 2 小时。谢谢您！").text
    wang.says("待办")
    wang.sees_now("没有")
    chen.says("我的岗位")
    assert "本月 2 小时，今年 2 小时" in chen.sees_now("已认定").text


def test_the_words_alone_check_in_and_out_where_one_shift_is_on(
    street: Street, chen: Person
) -> None:
    a_saturday(street, chen)
    chen.says("签到")
    chen.sees_now("最近的是 11月28日9:00–11:00")
    is_now(street, 28, 9, 10)
    chen.says("签退")
    assert list(chen.sees_now("没有签到的班").buttons) == ["签到"]
    chen.says("签到")
    chen.sees_now("签到了")
    chen.says("签到")
    assert list(chen.sees_now("已经签到了").buttons) == ["签退"]
    chen.says("签退")
    chen.sees_now("签退了")
    assert state(street, chen) is S.SERVED


def test_of_several_shifts_it_is_asked_which(street: Street, chen: Person) -> None:
    a_saturday(street, chen)
    a_saturday(street, chen, post="traffic", place="西门")
    is_now(street, 28, 9)
    chen.says("签到")
    assert len(chen.sees_now("哪一班").buttons) == 2
    chen.taps("11月28日9:00–11:00 交通疏导（西门）")
    chen.sees_now("签到了")
    assert state(street, chen) is S.PRESENT


def test_who_forgets_to_check_out_is_told(street: Street, chen: Person) -> None:
    a_saturday(street, chen)
    is_now(street, 28, 9)
    chen.says("签到")
    is_now(street, 28, 13)
    chen.sees("您没有签退，按原定时间记了")
    assert state(street, chen) is S.SERVED


def test_later_it_is_made_up_with_a_reason_and_the_manager_is_told(
    street: Street, chen: Person, wang: Person
) -> None:
    a_saturday(street, chen)
    is_now(street, 28, 8)
    reminder = chen.last
    is_now(street, 28, 12)
    chen.taps("签到", on=reminder)
    chen.sees_now("这一班 11-28 11:00 已经结束")
    chen.taps("补签")
    chen.sees_now("为什么当时没签到")
    chen.says("手机没电了")
    chen.sees_now("补签记下了")
    wang.sees_now("陈师傅补签")
    wang.taps("看名单")
    assert "（补签：手机没电了）" in wang.sees_now("1 人待认定").text
    wang.taps("陈师傅")
    wang.taps("改分钟数")
    wang.sees("算多少分钟")
    wang.says("90")
    wang.sees_now("认定 90 分钟")
    chen.sees_now("认定 1.5 小时")


def test_a_member_who_said_nothing_can_be_made_up_for_by_the_word(
    street: Street, chen: Person
) -> None:
    a_saturday(street, chen)
    is_now(street, 29, 9)
    chen.says("签到")
    assert list(chen.sees_now("您没有签到。去了的话，可以补签").buttons) == ["补签"]


def test_a_location_that_is_too_far_is_refused_with_its_distance(
    street: Street, chen: Person
) -> None:
    a_saturday(street, chen, check_in=CheckIn.LOCATION, **GATE)
    is_now(street, 28, 8)
    assert "再发一下位置" in chen.sees("快到点了").text
    is_now(street, 28, 9)
    chen.says("签到")
    chen.sees_now("请发您现在的位置")
    chen.says("我到了")
    chen.sees_now("请发位置，不用打字")
    chen.shares(30.01, 104.0)
    chen.sees_now("您离集合地点约 1112 米，超过 300 米")
    assert state(street, chen) is S.EXPECTED
    chen.shares(30.001, 104.0)
    chen.sees_now("离集合地点约 111 米")
    assert part(street, chen).distance == 111


@pytest.mark.parametrize(
    ("heard", "why"),
    [
        ({"is_forwarded": True}, "转发来的"),
        ({"sent_at": int((SATURDAY - timedelta(minutes=2)).timestamp())}, "之前发的"),
        ({"sent_at": int((SATURDAY + timedelta(minutes=6)).timestamp())}, "时间不对"),
        ({"latitude": 91.0}, "位置不对"),
        ({"longitude": -200.0}, "位置不对"),
    ],
)
def test_a_location_from_elsewhere_or_another_time_gets_its_word(
    street: Street, chen: Person, heard: dict[str, Any], why: str
) -> None:
    a_saturday(street, chen, check_in=CheckIn.LOCATION, **GATE)
    is_now(street, 28, 9)
    chen.says("签到")
    chen.events(Heard(Kind.PLACE, **GATE | heard))
    assert why in chen.sees_now("请发您现在的位置").text
    chen.events(Heard(Kind.PLACE, **GATE, sent_at=int(SATURDAY.timestamp())))
    chen.sees_now("离集合地点约 0 米")


def test_where_the_opening_has_no_coordinates_the_button_suffices(
    street: Street, chen: Person
) -> None:
    a_saturday(street, chen, check_in=CheckIn.LOCATION)
    is_now(street, 28, 9)
    chen.says("签到")
    chen.sees_now("签到了")


def test_a_photo_is_asked_for_and_kept(street: Street, chen: Person) -> None:
    a_saturday(street, chen, check_in=CheckIn.PHOTO)
    is_now(street, 28, 9)
    chen.says("签到")
    chen.sees_now("请发一张现场的照片")
    chen.says("我到了")
    chen.sees_now("请发一张现场的照片")
    chen.sends(Kind.VOICE)
    chen.sees_now("请发一张现场的照片")
    chen.sends(Kind.PHOTO)
    chen.sees_now("签到了")
    assert part(street, chen).attachment_id is not None


def test_nobody_but_members_has_shifts(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    for somebody in (zhang, wang):
        somebody.says("签到")
        somebody.sees_now("给报到党员用的。您是党员的话，请先发“报到”")


def test_a_button_of_another_member_does_nothing(street: Street, chen: Person) -> None:
    li = street.staff("李华", "member", "HF-02")
    a_saturday(street, chen)
    is_now(street, 28, 8)
    reminder = chen.sees("快到点了")
    is_now(street, 28, 9)
    li.presses_token(reminder.buttons["签到"])
    assert state(street, chen) is S.EXPECTED
