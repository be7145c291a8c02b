"""The four cards, points, pledges, exchanges and activities in the chat."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.media import Attachment, MediaKind
from models.members import MemberKind
from services.attachments.shelf import Shelf
from services.identity import people
from services.members import members
from services.texts.members.members import KIND_LABELS, MANAGEMENT_LABELS
from tests.support.chat import Person, Street
from tests.support.member_chat import a_member, give, id_of

COLOURS = ("红色承诺卡", "黄色信息卡", "粉色服务卡", "绿色活动卡")


@pytest.fixture
def chen(street: Street) -> Person:
    return a_member(street)


@pytest.fixture
def clerk(street: Street) -> Person:
    return street.staff("李书记", "clerk", "HF")


def test_a_member_sees_four_cards_and_their_points(street: Street, chen: Person) -> None:
    give(street, chen, 20)
    chen.says("四色卡")
    shown = chen.sees_now("陈卫国的四色卡，2026年")
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
    other = street.staff("周书记", "clerk", "LH")
    clerk.says("查四色卡")
    clerk.sees_now("请写姓名")
    clerk.says("卫国")
    assert "粉色服务卡" in clerk.sees_now("陈卫国的四色卡").text
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


def test_the_certificate_comes_as_a_document(street: Street, chen: Person, tmp_path: Path) -> None:
    street.store.shelf = shelf = Shelf(tmp_path / "media", street.store.vault)
    chen.says("年度鉴定")
    chen.taps("2026年")
    (attachment,) = chen.sees_now("2026年的年度鉴定，编号 NJ-2026-0001").attachments
    with street.store.read() as session:
        row = session.get_one(Attachment, attachment)
        assert (row.kind, row.mime) == (MediaKind.DOCUMENT, "application/pdf")
        assert shelf.get(row.content or "").startswith(b"%PDF")


def test_where_there_is_no_room_for_documents_it_is_fetched_at_the_office(chen: Person) -> None:
    chen.says("年度鉴定")
    chen.taps("2025年")
    chen.sees_now("编号是 NJ-2025-0001")


def test_cards_are_not_shown_in_a_group(street: Street, chen: Person) -> None:
    group = street.group("党员群")
    group.hears(chen, "/cards")
    assert all("承诺卡" not in shown.text for shown in group.screen)


def test_who_is_no_member_is_offered_to_report_as_one(street: Street) -> None:
    li = street.resident("李叔")
    li.says("四色卡")
    li.sees_now("这里是给党员用的")
    li.taps("报到")
    li.sees_now("邀请码")
