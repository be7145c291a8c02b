"""A community looks after the posts that it opened (岗位管理)."""

from collections.abc import Sequence

import pytest
from sqlmodel import col, select

from models.people import Account
from models.posts import Opening
from models.shifts import Shift
from services.posts import claims
from tests.support.chat import Person, Street


def openings_of(street: Street) -> Sequence[Opening]:
    with street.store.read() as session:
        return session.exec(select(Opening).order_by(col(Opening.id))).all()


def opens(clerk: Person, times: str = "周六 9点到11点", place: str = "荷花小区东门") -> None:
    clerk.says("定岗")
    clerk.taps("环境卫生清理")
    clerk.taps("3")
    clerk.says(times)
    clerk.says(place)


def claims_it(street: Street, person: Person, number: int = 0) -> None:
    """Let somebody claim what is open, however that is done in the chat."""
    opening_id = openings_of(street)[number].id
    with street.store.write() as session:
        account = session.exec(select(Account).where(Account.outer_id == person.outer_id)).one()
        assert account.person_id is not None
        claims.claim_post(session, opening_id, account.person_id, street.clock)
    street.deliver()


@pytest.fixture
def sun(street: Street) -> Person:
    """A clerk who has opened a post."""
    sun = street.staff("孙社工", "clerk", "HF")
    opens(sun)
    sun.taps("改为认领即上岗")
    sun.taps("发布岗位")
    sun.sees("已发布")
    return sun


def manages(sun: Person) -> None:
    sun.says("岗位管理")
    sun.taps("环境卫生清理")


def test_what_is_open_is_listed_with_how_many_hold_it(street: Street, sun: Person) -> None:
    chen = street.staff("陈师傅", "member", "HF-01")
    claims_it(street, chen)
    sun.says("岗位管理")
    assert any(label.endswith("1/3") for label in sun.last.buttons)
    sun.taps("环境卫生清理")
    shown = sun.sees("在岗 1，名额 3，候补 0").text
    assert "集合：荷花小区东门" in shown
    assert "在岗的人：陈师傅" in shown
    assert "公示认领名单" in sun.last.buttons
    other = street.staff("赵社工", "clerk", "LH")
    other.says("岗位管理")
    other.sees("现在没有开着的岗位")


def test_places_go_up_but_never_below_those_who_hold_them(street: Street, sun: Person) -> None:
    for name in ("陈师傅", "钱师傅"):
        claims_it(street, street.staff(name, "member", "HF-01"))
    manages(sun)
    sun.taps("改名额")
    sun.says("1")
    sun.sees("不能少于 2")
    sun.taps("改名额")
    sun.taps("10")
    sun.sees("名额改成 10 了")
    assert openings_of(street)[0].places == 10


def test_a_cancelled_shift_is_told_to_who_was_to_come(street: Street, sun: Person) -> None:
    chen = street.staff("陈师傅", "member", "HF-01")
    claims_it(street, chen)
    manages(sun)
    sun.taps("取消一班")
    sun.taps("2026-11-28 09:00")
    sun.taps("天气不好")
    sun.sees("要来的 1 人都告诉了")
    assert "天气不好" in chen.sees("这一班取消了").text
    sun.taps("取消一班")
    assert "2026-11-28 09:00" not in sun.last.buttons
    with street.store.read() as session:
        cancelled = session.exec(select(Shift).where(col(Shift.cancelled_at).is_not(None))).all()
        assert len(cancelled) == 1


def test_a_closed_post_is_told_to_who_held_it(street: Street, sun: Person) -> None:
    chen = street.staff("陈师傅", "member", "HF-01")
    claims_it(street, chen)
    manages(sun)
    card = sun.last
    sun.taps("撤岗")
    sun.sees("在岗 1 人")
    sun.says("广场改造，暂时不用了")
    sun.sees("撤岗了")
    assert "广场改造" in chen.sees("这个岗位撤了").text
    assert openings_of(street)[0].closed_at is not None
    sun.taps("撤岗", on=card)
    sun.sees("这个岗位已经撤了")
    sun.taps("改名额", on=card)
    sun.taps("5")
    sun.sees("已经撤了，没有做任何改动")


def test_the_meeting_place_is_changed_and_told(street: Street, sun: Person) -> None:
    chen = street.staff("陈师傅", "member", "HF-01")
    claims_it(street, chen)
    manages(sun)
    sun.taps("改集合地点")
    sun.says("荷花小区西门")
    sun.sees("集合地点改成“荷花小区西门”了")
    chen.sees("新地点：荷花小区西门")


def test_nobody_changes_what_another_community_opened(street: Street, sun: Person) -> None:
    manages(sun)
    card = sun.last
    street.dismisses("孙社工", "clerk", "HF")
    for label in ("改名额", "撤岗", "取消一班", "改集合地点"):
        sun.taps(label, on=card)
        sun.sees("不归您办")
