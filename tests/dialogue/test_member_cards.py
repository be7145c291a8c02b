"""The four cards, points, pledges, exchanges and activities in the chat."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from models.members import MemberKind
from models.people import Account
from models.points import PointReason, Reward
from services import areas
from services.attachments.shelf import Shelf
from services.identity import people
from services.members import members
from services.points import awarding
from services.texts.members import KIND_LABELS, MANAGEMENT_LABELS
from tests.chat import Person, Street

COLOURS = ("红色承诺卡", "黄色信息卡", "粉色服务卡", "绿色活动卡")


def id_of(street: Street, person: Person) -> int:
    with street.store.read() as session:
        found = select(Account.person_id).where(Account.outer_id == person.outer_id)
        person_id = session.exec(found).one()
    assert person_id is not None
    return person_id


def a_member(street: Street, name: str = "陈卫国", area: str = "HF-01") -> Person:
    """Give a member who reported in an area."""
    person = street.staff(name, "member", area)
    who = id_of(street, person)
    with street.store.write() as session:
        here = areas.get_area(session, area)
        members.remember(session, who, here.id, street.clock)
    return person


def give(street: Street, person: Person, points: int, record: str = "attendances:1") -> None:
    who = id_of(street, person)
    with street.store.write() as session:
        awarding.add_row(session, who, PointReason.HOURS, record, points, street.clock)


def a_reward(street: Street, stock: int | None = 1) -> None:
    with street.store.write() as session:
        community = areas.get_area(session, "HF")
        session.add(Reward(area_id=community.id, name="雨伞", cost=30, stock=stock))


@pytest.fixture
def chen(street: Street) -> Person:
    return a_member(street)


@pytest.fixture
def clerk(street: Street) -> Person:
    return street.staff("李书记", "clerk", "HF")


def test_a_member_sees_four_cards_and_their_points(street: Street, chen: Person) -> None:
    give(street, chen, 20)
    chen.says("四色卡")
    shown = chen.sees_now("陈卫国 的四色卡，2026年")
    for colour in COLOURS:
        assert f"【{colour}】" in shown.text
    assert "报到：和风一网格" in shown.text
    assert "您有 20 分。" in shown.text
    assert list(shown.buttons)[:4] == ["积分明细", "换东西", "我的承诺", "我的年度鉴定"]


def test_the_cards_come_as_a_picture_too(street: Street, chen: Person, tmp_path: Path) -> None:
    street.store.shelf = Shelf(tmp_path / "media", street.store.vault)
    chen.says("/cards")
    words, picture = chen.screen[-2:]
    assert "红色承诺卡" in words.text
    assert "四色卡的图" in picture.text
    assert picture.attachments
    assert picture.buttons


def test_the_kind_of_a_member_is_on_no_card(street: Street, chen: Person) -> None:
    who = id_of(street, chen)
    for kind in MemberKind:
        with street.store.write() as session:
            member = members.find_member(session, who)
            assert member is not None
            member.kind = kind
        chen.says("四色卡")
        shown = chen.sees_now("的四色卡").text
        assert KIND_LABELS[kind].chinese not in shown
        assert MANAGEMENT_LABELS[kind].chinese not in shown


def test_residents_and_strangers_have_no_cards(street: Street) -> None:
    for person in (street.resident("张奶奶"), street.person("路人")):
        for words in ("四色卡", "积分明细", "换东西", "写承诺", "年度鉴定"):
            person.says(words)
            shown = person.last.text
            assert "这里是给党员用的" in shown, (words, shown)


def test_who_keeps_the_roll_sees_the_cards_of_their_own_area_only(
    street: Street, chen: Person, clerk: Person
) -> None:
    assert chen
    other = street.staff("周书记", "clerk", "LH")
    clerk.says("查四色卡")
    clerk.sees_now("请写姓名")
    clerk.says("卫国")
    assert "粉色服务卡" in clerk.sees_now("陈卫国 的四色卡").text
    other.says("查四色卡")
    other.says("卫国")
    other.sees_now("您的社区里没有叫“卫国”的党员")
    other.says("取消")
    manager = street.staff("王网格", "grid_manager", "HF-01")
    for person in (manager, street.resident("张奶奶"), chen):
        person.says("查四色卡")
        assert "请写姓名" not in person.last.text


def test_a_clerk_who_is_no_member_is_asked_whose_cards(street: Street, clerk: Person) -> None:
    a_member(street, "陈卫国")
    other = id_of(street, a_member(street, "陈二", "HF-02"))
    with street.store.write() as session:
        people.set_name(session, other, "陈卫国")
    clerk.says("四色卡")
    clerk.says("陈卫国")
    clerk.sees_now("是哪一位")
    clerk.taps("陈卫国（和风二网格）")
    clerk.sees_now("报到：和风二网格")


def test_each_point_says_what_it_is_for(street: Street, chen: Person) -> None:
    for number in range(12):
        give(street, chen, 10, f"attendances:{number}")
    give(street, chen, 0, "attendances:99")
    chen.says("积分明细")
    shown = chen.sees_now("您有 120 分。")
    assert "11月23日 没有记分" in shown.text
    assert shown.text.count("+10 服务时长") == 9
    chen.taps("再早一些")
    assert chen.last.text.count("+10 服务时长") == 3


def test_a_full_month_is_said(street: Street, chen: Person) -> None:
    give(street, chen, 400)
    chen.says("积分明细")
    chen.sees_now("本月服务时长已得 400 分，每月最多 400 分")


def test_there_is_no_ranking_unless_the_street_wants_it(chen: Person) -> None:
    chen.says("排名")
    chen.sees_now("没有开启积分排名")


def test_the_ranking_names_people_as_they_are_shown(street: Street, chen: Person) -> None:
    street.store.rules = replace(street.store.rules, is_ranking=True)
    lin, far = a_member(street, "林秀英", "HF-02"), a_member(street, "吴远方", "LH-01")
    for person, points in ((chen, 30), (lin, 50), (far, 90)):
        give(street, person, points, f"attendances:{points}")
    chen.says("排名")
    shown = chen.sees_now("【和风社区】今年积分前 2 名").text
    assert "1. 林同志 50 分\n2. 陈同志 30 分" in shown
    assert "您今年得了 30 分，排第 2" in shown
    assert "吴" not in shown
    assert "秀英" not in shown


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


def test_the_certificate_has_a_number_and_is_fetched_at_the_office(
    street: Street, chen: Person
) -> None:
    assert street
    chen.says("年度鉴定")
    chen.taps("2026年")
    chen.sees_now("编号是 NJ-2026-0001")


def test_cards_are_not_shown_in_a_group(street: Street, chen: Person) -> None:
    group = street.group("党员群")
    group.hears(chen, "/cards")
    assert all("承诺卡" not in shown.text for shown in group.screen)
