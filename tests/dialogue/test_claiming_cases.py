"""A case before members and units (待认领): put there, claimed by the first who presses."""

import pytest
from sqlmodel import select

from models.case_offers import CaseOffer
from tests.support.bound import bound
from tests.support.chat import Person, Street
from tests.support.group_chat import Group
from tests.support.offering import (
    NUMBER,
    OF_THE_REPORTER,
    SUMMARY,
    WORDS,
    card_of,
    id_of,
    put_before_members,
)


@pytest.fixture
def li(street: Street) -> Person:
    """The manager of the first grid."""
    return street.staff("李敏", "grid_manager", "HF-01")


@pytest.fixture
def members(street: Street, li: Person) -> Group:
    """The members' group of the first grid."""
    return bound(street, li, "一网格党员群", "HF-01", "党员群")


@pytest.fixture
def zhang(street: Street) -> Person:
    """A resident of 3号楼."""
    return street.resident("张奶奶")


def test_the_first_member_who_presses_has_the_case(
    street: Street,
    members: Group,
    li: Person,
    zhang: Person,
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    wu = street.staff("吴小梅", "member", "HF-02")
    zhang.reports(WORDS)
    put_before_members(li)
    li.sees("发到 1 个群")
    card = members.last
    assert "【待认领】" in card.text
    assert SUMMARY in card.text
    assert "和风一网格" in card.text
    assert [each for each in OF_THE_REPORTER if each in members.transcript()] == []
    members.presses(chen, "认领")
    claimed = chen.sees("认领成功")
    assert "三天没人收" in claimed.text
    assert list(claimed.buttons) == ["联系居民", "记进展", "办好了", "交回"]
    zhang.sees("已转陈同志（党员志愿者）办理")
    zhang.never_saw("陈卫国")
    li.sees("已由陈同志认领")
    assert "已由陈同志认领" in card_of(members).text
    assert not card_of(members).buttons
    chen.says("待办")
    assert NUMBER in chen.sees("等您办的 1 件").text
    wu.never_saw("垃圾")


def test_whoever_presses_later_hears_who_has_it(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    wu = street.staff("吴小梅", "member", "HF-02")
    zhang.reports(WORDS)
    put_before_members(li)
    token = members.last.buttons["认领"]
    members.presses(wu, "认领")
    wu.sees("认领成功")
    for presser, word in ((chen, "已由吴同志认领"), (wu, "已经认领了")):
        members.presses_token(presser, token)
        assert presser.sees(word).is_whisper
    chen.never_saw("三天没人收")


@pytest.mark.parametrize(
    ("role", "area"), [("resident", "HF-01"), ("member", "LH-01"), ("volunteer", "HF-01")]
)
def test_who_is_no_member_around_there_may_not_claim(
    street: Street, members: Group, li: Person, zhang: Person, role: str, area: str
) -> None:
    sun = street.resident("孙大爷") if role == "resident" else street.staff("孙红", role, area)
    zhang.reports(WORDS)
    put_before_members(li)
    members.presses(sun, "认领")
    assert sun.last.is_whisper
    assert "认领成功" not in sun.last.text
    assert street.case(NUMBER).owner_id is None
    assert "三天没人收" not in sun.transcript()


def test_nobody_claims_what_they_reported_themselves(
    street: Street, members: Group, li: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    chen.says("/start area-HF-HH-3")
    chen.reports(WORDS)
    put_before_members(li)
    members.presses(chen, "认领")
    chen.sees("您自己反映的")


@pytest.mark.parametrize(
    ("summary", "word"),
    [
        ("张桂兰家垃圾没收", "张桂兰"),
        ("打13800000000联系后清垃圾", "13800000000"),
        ("3号楼下的垃圾桶要清运", "3号楼"),
        ("垃圾桶满了三天没人收", "原话"),
        ("字" * 101, "最多 100"),
    ],
)
def test_a_summary_that_tells_who_reported_it_is_asked_again(
    street: Street, members: Group, li: Person, zhang: Person, summary: str, word: str
) -> None:
    zhang.reports(WORDS)
    before = len(members.screen)
    put_before_members(li, summary)
    li.sees(word)
    assert len(members.screen) == before
    li.says(SUMMARY)
    li.sees("已发布待认领")
    with street.store.read() as session:
        assert session.exec(select(CaseOffer)).one().summary == SUMMARY


def test_the_private_look_shows_no_more_than_the_card(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    lin = street.staff("林远", "member", "LH-01")
    zhang.reports(WORDS)
    put_before_members(li)
    chen.follows(members.last, "私下看")
    shown = chen.sees("【待认领】")
    assert [each for each in OF_THE_REPORTER if each in shown.text] == []
    lin.follows(members.last, "私下看")
    lin.sees("没有找到")
    chen.taps("认领")
    chen.sees("认领成功")
    assert "已由陈同志认领" in members.last.text


def test_an_owner_may_offer_what_they_have(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    li.taps("签收")
    li.sees("已签收")
    put_before_members(li)
    li.sees("认领前还由您这边负责")
    members.presses(chen, "认领")
    assert street.case(NUMBER).owner_id == id_of(street, chen)
    zhang.sees("已转陈同志")


def test_what_was_answered_otherwise_is_over_on_the_card(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    put_before_members(li)
    token = members.last.buttons["认领"]
    li.taps("当场办结")
    li.says("我自己清了")
    assert "【已结束】" in members.last.text
    assert SUMMARY not in members.last.text
    members.presses_token(chen, token)
    chen.sees("已经结束")


def test_cases_to_claim_stand_beside_the_posts(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    chen.says("岗位")
    assert not any("民情" in it for it in chen.last.buttons)
    put_before_members(li)
    chen.says("岗位")
    chen.taps("待认领的民情 1 件")
    shown = chen.sees(SUMMARY)
    assert [it for it in OF_THE_REPORTER if it in shown.text] == []
    chen.taps("认领第 1 件")
    chen.sees("认领成功")
    assert "已由陈同志认领" in card_of(members).text
    chen.says("菜单")
    assert "待办" in chen.last.buttons
