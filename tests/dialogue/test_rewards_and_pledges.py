"""Pledges, exchanges and activities in the chat."""

import pytest
from sqlmodel import select

from models.points import Reward
from services.areas import areas
from services.members import members
from tests.support.chat import Person, Street
from tests.support.member_chat import a_member, a_reward, give, id_of


@pytest.fixture
def chen(street: Street) -> Person:
    return a_member(street)


@pytest.fixture
def clerk(street: Street) -> Person:
    return street.staff("李书记", "clerk", "HF")


def test_a_pledge_is_written_asked_for_and_confirmed(chen: Person, clerk: Person) -> None:
    chen.says("写承诺")
    chen.taps("写承诺")
    chen.says("每月陪李奶奶去一次医院")
    chen.sees_now("记下了：“每月陪李奶奶去一次医院”")
    chen.says("四色卡")
    chen.sees_now("1. 每月陪李奶奶去一次医院（还没兑现）")
    chen.says("承诺")
    chen.taps("请社区确认 1")
    chen.sees("已请社区确认")
    clerk.sees("陈卫国 说这条承诺做到了")
    clerk.taps("确认兑现")
    clerk.sees_now("已确认兑现，记 20 分")
    chen.sees("已确认兑现，记 20 分")
    clerk.taps("确认兑现")
    clerk.sees_now("已经确认兑现了")
    chen.says("四色卡")
    assert "（已兑现）" in chen.sees_now("您有 20 分。").text


def test_what_somebody_promised_is_in_their_export(chen: Person) -> None:
    chen.says("承诺")
    chen.taps("写承诺")
    chen.says("把楼道扫干净")
    chen.says("我的资料")
    chen.taps("导出")
    chen.sees_now("2026年承诺：把楼道扫干净")


def test_nobody_confirms_their_own_pledge(street: Street) -> None:
    clerk = street.staff("李书记", "clerk", "HF")
    who = id_of(street, clerk)
    with street.store.write() as session:
        here = areas.get_area(session, "HF")
        members.remember(session, who, here.id, street.clock)
    clerk.says("写承诺")
    clerk.taps("写承诺")
    clerk.says("每周值一次晚班")
    clerk.says("看承诺")
    clerk.sees_now("没有等您确认的承诺")
    clerk.says("承诺")
    clerk.taps("请社区确认 1")
    clerk.sees_now("现在没有人能在这里确认")


def test_the_office_sees_which_pledges_wait_in_its_own_area(
    street: Street, chen: Person, clerk: Person
) -> None:
    chen.says("承诺")
    chen.taps("写承诺")
    chen.says("把楼道扫干净")
    other = street.staff("周书记", "clerk", "LH")
    other.says("看承诺")
    other.sees_now("没有等您确认的承诺")
    clerk.says("看承诺")
    clerk.sees_now("1. 陈卫国：把楼道扫干净")
    clerk.taps("确认兑现 1")
    chen.sees("记 20 分")


def test_a_pledge_that_is_dropped_is_gone(chen: Person) -> None:
    chen.says("承诺")
    chen.taps("写承诺")
    chen.says("把楼道扫干净")
    chen.taps("我的承诺")
    chen.taps("不承诺了 1")
    chen.sees("去掉了")
    chen.taps("我的承诺")
    chen.sees_now("今年还没有写承诺")


def test_points_are_exchanged_and_handed_over(street: Street, chen: Person, clerk: Person) -> None:
    a_reward(street)
    give(street, chen, 50)
    chen.says("换东西")
    assert "1. 雨伞 30 分，还有 1 份" in chen.sees_now("您有 50 分，可以换").text
    chen.taps("换 雨伞")
    chen.sees_now("用 30 分换“雨伞”吗")
    chen.taps("换")
    chen.sees_now("还有 20 分")
    clerk.sees("陈卫国 用 30 分换“雨伞”")
    clerk.taps("已发放")
    clerk.sees_now("陈卫国 的“雨伞”已发放")
    chen.sees("您换的“雨伞”已经发放")
    chen.taps("取消兑换")
    chen.sees_now("已经发放了")
    clerk.says("待发放")
    clerk.sees_now("没有等着发放的")


def test_an_exchange_is_cancelled_before_it_is_handed_over(
    street: Street, chen: Person, clerk: Person
) -> None:
    a_reward(street)
    give(street, chen, 50)
    chen.says("换东西")
    chen.taps("换 雨伞")
    chen.taps("换")
    clerk.says("待发放")
    clerk.sees_now("1. 陈卫国：雨伞（30 分）")
    chen.taps("取消兑换")
    chen.sees("30 分退还了")
    clerk.taps("已发放 1")
    clerk.sees_now("已经取消了")
    chen.says("积分明细")
    shown = chen.sees_now("您有 50 分。")
    assert "+30 积分更正：退还：雨伞" in shown.text
    assert "-30 兑换：雨伞" in shown.text


def test_what_somebody_else_took_meanwhile_is_not_paid_for(street: Street, chen: Person) -> None:
    a_reward(street)
    lin = a_member(street, "林秀英")
    for person, record in ((chen, "attendances:1"), (lin, "attendances:2")):
        give(street, person, 50, record)
        person.says("换东西")
        person.taps("换 雨伞")
    lin.taps("换")
    chen.taps("换")
    chen.sees_now("“雨伞”刚刚换完了，没有扣您的分")
    chen.says("换东西")
    chen.sees_now("您有 50 分。现在没有可以换的东西")


def test_what_costs_more_meanwhile_is_asked_again(street: Street, chen: Person) -> None:
    a_reward(street)
    give(street, chen, 50)
    chen.says("换东西")
    chen.taps("换 雨伞")
    with street.store.write() as session:
        session.exec(select(Reward)).one().cost = 45
    chen.taps("换")
    chen.sees_now("“雨伞”现在要 45 分，没有扣您的分")
    chen.says("换东西")
    chen.sees_now("您有 50 分，可以换")


def test_who_has_too_few_points_is_offered_no_button(street: Street, chen: Person) -> None:
    a_reward(street)
    chen.says("换东西")
    assert chen.sees_now("1. 雨伞 30 分").buttons == {}


def test_an_activity_is_recorded_for_several(street: Street, chen: Person, clerk: Person) -> None:
    lin, far = a_member(street, "林秀英", "HF-02"), a_member(street, "吴远方", "LH-01")
    clerk.says("记活动")
    clerk.says("楼道大扫除")
    clerk.sees_now("哪一天")
    clerk.says("2027年1月1日")
    clerk.sees_now("还没有到")
    clerk.says("11月20日")
    clerk.sees_now("是组织生活吗")
    clerk.taps("不是")
    clerk.sees_now("谁参加了")
    clerk.says("陈卫国、林秀英 吴远方")
    clerk.sees_now("您这里没有找到：吴远方")
    assert "已选 2 人：陈卫国、林秀英" in clerk.last.text
    clerk.taps("就这些")
    clerk.sees_now("11月20日 楼道大扫除，2 人：陈卫国、林秀英")
    clerk.taps("记下")
    clerk.sees_now("记好了，2 人")
    for person, points in ((chen, 5), (lin, 5), (far, 0)):
        person.says("四色卡")
        assert f"您有 {points} 分" in person.sees_now("绿色活动卡").text
    chen.says("积分明细")
    chen.sees_now("+5 参加活动：11月20日 楼道大扫除")


def test_only_the_office_records_activities(street: Street, chen: Person) -> None:
    for person in (chen, street.resident("张奶奶")):
        person.says("记活动")
        assert "哪次活动" not in person.last.text
