"""A member's week in the chat, and the link to their calendar."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from handlers.serving.weeks import CHOICES
from models.media import Attachment
from models.people import Account
from models.shifts import AttendanceState
from services.attachments import pictures
from services.attachments.shelf import Shelf
from services.delivery import outbox
from services.delivery.messages import Saying
from services.sealing import sealer_of
from services.serving import feed
from services.texts.phrases import verbatim
from tests.support.chat import Person, Street
from tests.support.service import a_claim, an_attendance, an_opening

SATURDAY = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
"""Nine in Shanghai."""

LINK = re.compile(r"https://street\.example/calendar/([\w-]{43})\.ics")


@pytest.fixture
def member(street: Street, tmp_path: Path) -> Person:
    """Give a member of a street that has a public address."""
    street.store.shelf = Shelf(tmp_path / "media", street.store.vault)
    street.store.rules = replace(street.store.rules, public_url="https://street.example")
    return a_member(street, "陈师傅")


def a_member(street: Street, name: str) -> Person:
    """Give a member who has the buttons before them that stand under their shifts."""
    member = street.staff(name, "member", "HF-01")
    member.says("我的岗位")
    return member


def id_of(session: Session, member: Person) -> int:
    """Give the number of a person at a phone."""
    account = session.exec(select(Account).where(Account.outer_id == member.outer_id)).one()
    assert account.person_id is not None
    return account.person_id


def a_shift(street: Street, member: Person, at: datetime = SATURDAY, **part: object) -> None:
    """Let somebody have a shift in a place of theirs."""
    with street.store.write() as session:
        person_id = id_of(session, member)
        opening = an_opening(session, code="HF", place=f"{member.name}家门口")
        an_attendance(session, a_claim(session, opening, person_id), at, **part)


def link_of(member: Person) -> str:
    """Read the secret from the newest message."""
    found = LINK.search(member.last.text)
    assert found is not None, member.transcript()
    return found[1]


def test_a_member_sees_their_week_in_words_and_as_a_picture(
    street: Street, member: Person
) -> None:
    a_shift(street, member)
    a_shift(street, a_member(street, "李红"), SATURDAY + timedelta(hours=3))
    member.taps("我的一周")
    said = member.sees("11月23日 至 11月29日，您有 1 班").text
    assert "周六 09:00—11:00 环境卫生清理、小区绿化，陈师傅家门口（待上岗）" in said
    assert "李红" not in said
    shown = member.sees_now("您的一周")
    with street.store.read() as session:
        (content,) = [session.get_one(Attachment, it).content for it in shown.attachments]
    assert street.store.shelf is not None
    assert pictures.sniff(street.store.shelf.get(content or "")) == "image/jpeg"


def test_a_shift_on_leave_says_so_and_so_does_one_called_off(
    street: Street, member: Person
) -> None:
    a_shift(street, member, state=AttendanceState.EXCUSED)
    member.taps("我的一周")
    assert "（已请假）" in member.sees("您有 1 班").text


def test_an_empty_week_says_so_without_a_picture_and_the_next_one_is_a_press_away(
    street: Street, member: Person
) -> None:
    a_shift(street, member, SATURDAY + timedelta(days=7))
    member.taps("我的一周")
    assert member.sees_now("11月23日 至 11月29日，您没有排班").attachments == ()
    member.taps("下一周")
    member.sees("11月30日 至 12月6日，您有 1 班")


def test_the_weeks_ahead_come_to_an_end(street: Street, member: Person) -> None:
    a_shift(street, member)
    member.taps("我的一周")
    for _ in range(12):
        member.taps("下一周")
    member.sees_now("2月15日 至 2月21日")
    member.taps("这一周")
    member.sees("11月23日 至 11月29日")


def test_a_member_gets_a_link_to_their_calendar_and_is_told_who_can_read_it(
    street: Street, member: Person
) -> None:
    a_shift(street, member)
    member.taps("订阅日历")
    member.sees_now("谁有这个链接，谁就能看到您的排班")
    with street.store.read() as session:
        written = feed.read_feed(session, link_of(member), street.clock)
    assert "陈师傅家门口".encode() in (written or b"")


def test_the_link_is_shown_once_and_another_one_ends_it(street: Street, member: Person) -> None:
    member.taps("订阅日历")
    old = link_of(member)
    member.taps("订阅日历")
    assert LINK.search(member.sees_now("您已经订阅过日历").text) is None
    member.taps("换一个链接")
    new = link_of(member)
    with street.store.read() as session:
        assert feed.read_feed(session, old, street.clock) is None
        assert feed.read_feed(session, new, street.clock)


def test_a_street_without_an_address_says_that_there_is_no_calendar(
    street: Street, member: Person
) -> None:
    street.store.rules = replace(street.store.rules, public_url="")
    member.taps("订阅日历")
    member.sees_now("还没有设公网网址")
    with street.store.read() as session:
        assert not feed.has_feed(session, id_of(session, member))


@pytest.mark.parametrize("label", ["我的一周", "订阅日历"])
def test_whoever_is_nobody_yet_hears_that_there_are_no_shifts(
    street: Street, member: Person, label: str
) -> None:
    stranger = street.person("路人")
    stranger.says("您好")
    with street.store.write() as session:
        account = session.exec(select(Account).where(Account.outer_id == stranger.outer_id)).one()
        address = outbox.Address(account.id, account.outer_id, sealer_of(session, account.key_id))
        outbox.post(session, address, Saying((verbatim("您的班"),), CHOICES), street.clock)
    street.deliver()
    stranger.taps(label)
    stranger.sees_now("您还没有报到")
    stranger.never_saw("calendar")
    assert member.name == "陈师傅"


def test_on_the_weekend_after_the_last_shift_the_next_week_is_shown(
    street: Street, member: Person
) -> None:
    a_shift(street, member)
    street.clock.at = SATURDAY
    member.says("我的岗位")
    member.taps("我的一周")
    member.sees("11月23日")
    street.clock.at = SATURDAY + timedelta(hours=3)
    member.says("我的岗位")
    member.taps("我的一周")
    member.sees("11月30日")
