"""Members and the posts: what they find, one press to claim, the waiting list, and giving up."""

import pytest
from sqlmodel import select

from models.posts import Claim, ClaimState, Confirmation, Opening
from models.units import Unit
from services.areas import areas
from services.members import members
from services.posts import opening_cards, openings, waiting_list
from tests.support.bound import bound
from tests.support.chat import Person, Street
from tests.support.posts import opens, people_of


def taken(street: Street, opening_id: int) -> int:
    with street.store.read() as session:
        return session.get_one(Opening, opening_id).taken


def state(street: Street) -> list[ClaimState]:
    with street.store.read() as session:
        return list(session.exec(select(Claim.state).order_by(Claim.id)))  # type: ignore[arg-type]


@pytest.fixture
def chen(street: Street) -> Person:
    """A member of the first grid."""
    return street.staff("陈卫国", "member", "HF-01")


def test_a_member_finds_a_post_and_has_it_with_one_press(street: Street, chen: Person) -> None:
    opening = opens(street)
    chen.says("岗位")
    shown = chen.sees("可以认领的岗位（1 个）")
    assert "环境卫生清理、小区绿化 · 和风一网格 · 周六 9:00–11:00，荷花小区东门" in shown.text
    assert "空 2 个，共 2 个名额" in shown.text
    chen.taps("认领")
    claimed = chen.sees("已认领")
    assert "第一次上岗：11月28日9:00，荷花小区东门。" in claimed.text
    assert "别人看到的是：陈同志。" in claimed.text
    assert taken(street, opening) == 1
    chen.taps("认领", shown)
    chen.sees_now("您已经认领了")
    assert taken(street, opening) == 1
    chen.says("/posts")
    shown = chen.sees("您的岗位")
    assert "（在岗）" in shown.text
    assert "没有可以认领的岗位" in shown.text


def test_the_community_confirms_and_the_member_hears_of_it(street: Street, chen: Person) -> None:
    liu = street.staff("刘主任", "clerk", "HF")
    opens(street, confirm=Confirmation.COMMUNITY)
    chen.says("认领")
    chen.taps("认领 1")
    chen.sees("等社区确认")
    chen.says("我的岗位")
    assert "9:00–11:00，荷花小区东门" not in chen.sees("您近期没有班").text
    assert "环境卫生清理、小区绿化 · 和风一网格 · 周六 9:00–11:00（待确认）" in chen.last.text
    asked = liu.sees("【认领待确认】陈卫国 认领环境卫生清理、小区绿化")
    liu.says("待办")
    liu.sees_now("等您看的：")
    liu.taps("待确认认领 1 个")
    assert list(liu.sees("等您确认的认领（1 个）").buttons) == ["确认 1", "不同意 1"]
    liu.taps("确认 1")
    liu.sees("已确认，已告诉本人：陈卫国")
    chen.sees("社区已确认")
    liu.taps("不同意", asked)
    liu.sees("为什么不同意")
    liu.says("请换个时间")
    assert "请换个时间" in chen.sees("撤下来了").text
    assert state(street) == [ClaimState.DECLINED]


def test_who_is_declined_is_told_why_and_a_late_press_changes_nothing(
    street: Street, chen: Person
) -> None:
    liu, gao = street.staff("刘主任", "clerk", "HF"), street.staff("高社工", "clerk", "HF")
    opens(street, confirm=Confirmation.COMMUNITY)
    chen.says("岗位")
    chen.taps("认领 1")
    liu.taps("不同意")
    liu.says("您住得太远")
    liu.sees("没有同意")
    assert "您住得太远" in chen.sees("社区没有同意").text
    gao.taps("确认")
    gao.sees("这条认领已经结束")
    gao.taps("不同意")
    gao.sees("这条认领已经结束")
    assert state(street) == [ClaimState.DECLINED]


def test_a_full_post_has_a_waiting_list_that_moves_up_and_asks(
    street: Street, chen: Person
) -> None:
    opening = opens(street, places=1)
    li, sun = (street.staff(name, "member", "HF-01") for name in ("李红", "孙立"))
    for each in (chen, li, sun):
        each.says("岗位")
    chen.taps("认领 1")
    li.taps("认领")
    assert "您排候补第 1 位" in li.sees("名额已满").text
    sun.says("岗位")
    sun.sees("已满，可候补（前面 1 人）")
    sun.taps("认领候补 1")
    assert "您排候补第 2 位" in sun.sees("名额已满").text
    sun.taps("认领候补 1")
    sun.sees("已经在候补了，排第 2 位")
    chen.taps("退岗")
    assert list(chen.sees("要退：").buttons) == ["退岗", "写原因再退岗", "取消"]
    chen.taps("退岗")
    chen.sees("已退岗")
    asked = li.sees("空出一个名额，给您留到 11月24日9:30")
    li.says("岗位")
    li.sees("给您留到")
    li.taps("不要了", asked)
    li.sees("转给后面的人")
    sun.taps("要这个名额")
    sun.sees("已认领")
    li.taps("要这个名额", asked)
    li.sees("已经不给您留着了")
    assert taken(street, opening) == 1


def test_who_does_not_answer_in_a_day_leaves_it_to_the_next(street: Street, chen: Person) -> None:
    opens(street, places=1)
    li, sun = (street.staff(name, "member", "HF-01") for name in ("李红", "孙立"))
    for each in (chen, li, sun):
        each.says("岗位")
        each.taps("认领")
    chen.taps("退岗")
    chen.taps("退岗")
    li.sees("空出一个名额")
    street.passes(hours=24)
    with street.store.write() as session:
        assert waiting_list.lapse(session, street.clock) == 1
    street.deliver()
    li.sees("时间到了")
    sun.sees("空出一个名额")


def test_two_posts_at_the_same_hours_are_refused_by_name(street: Street, chen: Person) -> None:
    opens(street)
    traffic = opens(street, "traffic", times="Sat 10:00-12:00")
    chen.says("岗位")
    page = chen.sees("可以认领的岗位（2 个）")
    chen.taps("认领 2", page)
    chen.sees("已认领：环境卫生清理")
    chen.taps("认领 1", page)
    told = chen.sees("时间冲突：您已有“环境卫生清理、小区绿化”，周六 9:00–11:00")
    chen.says("岗位")
    chen.sees("（时间冲突）")
    assert taken(street, traffic) == 0
    assert list(told.buttons) == ["看别的岗位"]


def test_a_post_closed_under_the_finger_is_told(street: Street, chen: Person) -> None:
    opening = opens(street)
    chen.says("岗位")
    with street.store.write() as session:
        openings.hold_opening(session, opening).closed_at = street.clock.now()
    chen.taps("认领 1")
    chen.sees("这个岗位刚刚撤了")
    assert taken(street, opening) == 0


def test_a_member_chooses_how_they_are_named(street: Street, chen: Person) -> None:
    opens(street)
    chen.says("岗位")
    chen.taps("认领 1")
    chen.taps("改署名")
    assert list(chen.sees("怎么写您").buttons)[:2] == ["陈同志", "陈卫国"]
    chen.taps("陈卫国")
    chen.sees("改好了，别人看到的是：陈卫国")
    me = people_of(street, chen)
    with street.store.write() as session:
        unit = Unit(code="GDJ", name="供电局", created_at=street.clock.now())
        session.add(unit)
        session.flush()
        grid = areas.get_area(session, "HF-01")
        members.remember(session, me, grid.id, street.clock, unit_id=unit.id)
    chen.taps("改署名")
    chen.taps("供电局")
    chen.sees_now("供电局")


def test_a_reason_for_leaving_is_told_to_the_community_alone(street: Street, chen: Person) -> None:
    liu = street.staff("刘主任", "clerk", "HF")
    opens(street)
    chen.says("岗位")
    chen.taps("认领 1")
    chen.says("岗位")
    chen.taps("退岗：环境卫生")
    chen.says("岗位")
    chen.sees("您的岗位：")
    chen.taps("退岗：环境卫生")
    chen.taps("写原因再退岗")
    chen.says("岗位")
    chen.sees("您的岗位：")
    chen.sees("为什么退？")
    chen.says("要去外地带孙子")
    chen.sees("已退岗")
    assert "原因：要去外地带孙子" in liu.sees("陈卫国 退岗").text
    chen.taps("退岗：环境卫生")
    chen.sees_now("您已经不在岗了")


def test_who_presses_in_the_group_is_answered_alone(street: Street, chen: Person) -> None:
    liu = street.staff("刘主任", "clerk", "HF")
    group = bound(street, liu, "和风党员群", "HF", "党员群")
    opening = opens(street, places=1)
    li, zhang = street.staff("李红", "member", "HF-01"), street.resident("张奶奶")
    with street.store.write() as session:
        opening_cards.follow(session, openings.get_opening(session, opening), street.clock)
    street.deliver()
    for each in (chen, li, zhang):
        group.presses(each, "认领")
    street.passes(minutes=1)
    street.deliver()
    chen.sees("已认领")
    li.sees("您排候补第 1 位")
    assert taken(street, opening) == 1
    assert "陈卫国" not in group.transcript()
    assert "陈同志" in group.transcript()


def test_the_menu_of_members_leads_to_posts(street: Street, chen: Person) -> None:
    chen.says("菜单")
    assert {"岗位", "我的岗位", "四色卡"} <= set(chen.last.buttons)
    zhang = street.resident("张奶奶")
    zhang.says("菜单")
    assert "岗位" not in zhang.last.buttons
