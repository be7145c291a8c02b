"""What the groups of members hear of posts: who claimed, who served, and never more than that."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import select

from models.posts import Claim, ClaimState, Confirmation, Opening, ShownAs
from models.shifts import Attendance, AttendanceState, Shift
from scheduler import jobs
from services.erasing import erasure
from services.posts import claims, opening_cards
from tests.support.bound import bound
from tests.support.chat import Person, Street
from tests.support.group_chat import Group
from tests.support.service import an_opening


@pytest.fixture
def li(street: Street) -> Person:
    """The manager of the first grid."""
    return street.staff("李敏", "grid_manager", "HF-01")


@pytest.fixture
def members(street: Street, li: Person) -> Group:
    """The members' group of the first grid."""
    return bound(street, li, "一网格党员群", "HF-01", "党员群")


@pytest.fixture
def chen(street: Street) -> Person:
    """A member of the first grid."""
    return street.staff("陈卫国", "member", "HF-01")


@pytest.fixture
def opens(street: Street) -> Callable[..., int]:
    """Opens a post in the first grid, as its group hears; gives its id."""

    def open_one(post: str = "environment", **columns: object) -> int:
        with street.store.write() as session:
            now = street.clock.now()
            told = {
                "starts_on": date(2026, 11, 1),
                "ends_on": date(2026, 12, 31),
                "opened_at": now,
            }
            opening = an_opening(session, post, "HF-01", **told | columns)
            opening_cards.follow(session, opening, street.clock)
            opening_id = opening.id
        street.deliver()
        return opening_id

    return open_one


def test_an_opening_is_one_message_that_follows_its_places(
    members: Group, chen: Person, opens: Callable[..., int]
) -> None:
    opens(places=1)
    count = len(members.screen)
    assert "还没有人认领" in members.last.text
    members.presses(chen, "认领 环境卫生")
    assert "1/1：陈同志" in members.last.text
    assert len(members.screen) == count
    assert "陈卫国" not in members.transcript()
    assert "第一次上岗" in chen.sees("环境卫生").text


def test_who_presses_a_full_post_is_on_the_waiting_list(
    street: Street, members: Group, chen: Person, opens: Callable[..., int]
) -> None:
    opens(places=1)
    zhou = street.staff("周兰", "member", "HF-01")
    members.presses(chen, "认领")
    members.presses(zhou, "认领候补")
    assert "候补 1 人" in members.last.text
    assert "候补" in zhou.sees("环境卫生").text


def test_a_resident_who_presses_claims_nothing(
    street: Street, members: Group, opens: Callable[..., int]
) -> None:
    opening_id = opens()
    members.presses(street.resident("王婶"), "认领")
    with street.store.read() as session:
        assert session.exec(select(Claim)).all() == []
        assert session.get_one(Opening, opening_id).taken == 0


def test_many_openings_of_a_day_are_one_list_with_a_link(
    members: Group, opens: Callable[..., int]
) -> None:
    before = len(members.screen)
    for post in ("policy", "legal", "traffic", "security", "health"):
        opens(post)
    assert len(members.screen) == before + 1
    assert "5 个岗位" in members.last.text
    assert "法律咨询援助" in members.last.text
    assert [*members.last.links] == ["看岗位，认领"]


def test_what_is_waiting_to_be_confirmed_names_nobody(
    street: Street, members: Group, chen: Person, opens: Callable[..., int]
) -> None:
    street.staff("孙洁", "clerk", "HF")
    opens(confirm=Confirmation.COMMUNITY)
    members.presses(chen, "认领")
    assert "1 人待确认" in members.last.text
    assert "陈" not in members.last.text


def test_the_evening_tells_who_claimed_once(
    street: Street, members: Group, chen: Person, opens: Callable[..., int]
) -> None:
    opens()
    members.presses(chen, "认领")
    count = len(members.screen)
    with street.store.write() as session:
        assert jobs.claims_digest(session, street.clock) == 1
    street.deliver()
    assert len(members.screen) == count + 1
    assert "认领公布" in members.last.text
    assert "陈同志" in members.last.text
    street.passes(days=1)
    with street.store.write() as session:
        assert jobs.claims_digest(session, street.clock) == 0


def test_who_served_is_thanked_once_in_one_message_a_day(
    street: Street, members: Group, chen: Person, opens: Callable[..., int]
) -> None:
    opening_id = opens()
    members.presses(chen, "认领")
    served(street, opening_id, hours_ago=3)
    run(street)
    count = len(members.screen)
    assert "【谢谢】" in members.last.text
    assert "陈同志" in members.last.text
    run(street)
    assert len(members.screen) == count
    members.presses(street.staff("周兰", "member", "HF-01"), "认领")
    served(street, opening_id, hours_ago=2)
    run(street)
    assert len(members.screen) == count
    assert "2 人到岗" in members.last.text
    assert members.last.text.count("陈同志") == 1  # who served twice is one


def test_who_is_erased_is_named_in_no_thanks_any_more(
    street: Street, members: Group, chen: Person, opens: Callable[..., int]
) -> None:
    opening_id = opens()
    members.presses(chen, "认领")
    with street.store.write() as session:
        claim = session.exec(select(Claim)).one()
        claim.shown_as = ShownAs.NAME
        person_id = claim.person_id
    served(street, opening_id, hours_ago=3)
    run(street)
    count = len(members.screen)
    assert "陈卫国" in members.last.text
    with street.store.write() as session:
        erasure.erase_absent(session, person_id, street.clock)
    street.deliver()
    assert "一位党员" in members.last.text
    assert "陈" not in "\n".join(it.text for it in members.screen[-2:])
    assert len(members.screen) == count


def test_an_evening_that_was_missed_is_made_up_the_next_and_told_to_every_group(
    street: Street, members: Group, li: Person, chen: Person, opens: Callable[..., int]
) -> None:
    others = bound(street, li, "二群", "HF-01", "党员群")
    opens()
    members.presses(chen, "认领")
    street.passes(days=2)
    with street.store.write() as session:
        work = jobs.claims_digest
        first, second = work.receivers(session, street.clock)
        assert work.tell(session, first, street.clock)
    with street.store.write() as session:
        assert work.tell(session, second, street.clock)
    street.deliver()
    assert all("认领公布" in it.last.text for it in (members, others))
    street.passes(days=1)
    with street.store.write() as session:
        assert jobs.claims_digest(session, street.clock) == 0


def test_what_was_claimed_long_before_there_was_a_group_is_no_news(
    street: Street, members: Group, chen: Person, opens: Callable[..., int]
) -> None:
    opens()
    members.presses(chen, "认领")
    street.passes(days=9)
    with street.store.write() as session:
        assert jobs.claims_digest(session, street.clock) == 0


def test_a_group_that_is_bound_later_reads_at_once_what_is_open_around(
    street: Street, li: Person, opens: Callable[..., int]
) -> None:
    opens("legal")
    opens("traffic", closed_at=street.clock.now())
    group = street.group("新党员群")
    group.hears(li, "/bind HF-01")
    group.presses(li, "党员群")
    street.deliver()
    assert "法律咨询援助" in group.transcript()
    assert "交通疏导" not in group.transcript()
    assert "看岗位，认领" in group.transcript()


def test_a_group_of_residents_reads_of_no_posts(
    street: Street, li: Person, opens: Callable[..., int]
) -> None:
    opens("legal")
    residents = bound(street, li, "荷花邻里", "HF-01", "居民群")
    street.deliver()
    assert "法律咨询援助" not in residents.transcript()


def test_a_post_that_closes_before_it_was_posted_is_never_told_of(
    street: Street, members: Group
) -> None:
    before = members.transcript()
    with street.slow_delivery(), street.store.write() as session:
        now = street.clock.now()
        opening = an_opening(session, "legal", "HF-01", ends_on=date(2026, 12, 31), opened_at=now)
        opening_cards.follow(session, opening, street.clock)
        opening.closed_at = now
        opening_cards.follow(session, opening, street.clock)
    street.deliver()
    assert members.transcript() == before


def served(street: Street, opening_id: int, hours_ago: int) -> None:
    """Let whoever holds an opening have served an hour that ended so long ago."""
    with street.store.write() as session:
        opening = session.get_one(Opening, opening_id)
        ends = street.clock.now() - timedelta(hours=hours_ago)
        shift = Shift(opening_id=opening.id, starts_at=ends - timedelta(hours=1), ends_at=ends)
        session.add(shift)
        session.flush()
        for claim in claims.list_holders(session, opening):
            assert claim.state is ClaimState.HELD
            part = Attendance(
                shift_id=shift.id,
                person_id=claim.person_id,
                claim_id=claim.id,
                state=AttendanceState.SERVED,
            )
            session.add(part)


def run(street: Street) -> None:
    """Thank whoever is to be thanked."""
    with street.store.write() as session:
        jobs.thank_for_service(session, street.clock)
    street.deliver()
