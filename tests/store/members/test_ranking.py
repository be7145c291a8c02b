"""The ranking counts what was given this year, by shown names, where the street wants one."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import NotAllowed, NotFound
from models.points import PointReason
from models.posts import ShownAs
from services.clock import SetClock
from services.points import awarding, ranking
from services.store import Store
from services.texts.phrases import put_into_words
from tests.support.builders import MONDAY
from tests.support.offices import a_worker
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_clock, a_town

LAST_YEAR = SetClock(MONDAY.replace(year=2025))


@pytest.fixture
def town(store: Store) -> Store:
    store.rules = replace(store.rules, is_ranking=True)
    with store.write() as session:
        a_town(session)
    return store


def give(session: Session, member: int, points: int, clock: SetClock | None = None) -> None:
    record = f"attendances:{member}{points}"
    awarding.add_row(
        session, member, PointReason.HOURS, record, points, (clock or a_clock()).now()
    )


def said(found: ranking.Ranking) -> list[tuple[int, str, int]]:
    return [(it.rank, put_into_words(it.name), it.points) for it in found.top]


def test_who_has_as_many_shares_the_rank(town: Store) -> None:
    with town.write() as session:
        members = [a_member(session, name=name) for name in ("陈卫国", "林秀英", "欧阳明", "张三")]
        for member, points in zip(members, (10, 30, 30, 20), strict=True):
            give(session, member, points)
        found = ranking.rank(session, members[0], a_clock())
        assert said(found) == [
            (1, "林同志", 30),
            (1, "欧阳同志", 30),
            (3, "张同志", 20),
            (4, "陈同志", 10),
        ]
        assert found.own is not None
        assert (found.own.rank, found.own.points) == (4, 10)


def test_what_was_spent_or_given_last_year_does_not_count(town: Store) -> None:
    with town.write() as session:
        member = a_member(session)
        give(session, member, 50)
        give(session, member, 90, LAST_YEAR)
        for record in ("exchanges:1", "exchanges:2"):
            reason = PointReason.EXCHANGED
            awarding.add_row(session, member, reason, record, -20, a_clock().now())
        awarding.take_back(session, member, PointReason.EXCHANGED, "exchanges:1", a_clock())
        give(session, member, 7)
        record = f"attendances:{member}7"
        awarding.take_back(session, member, PointReason.HOURS, record, a_clock())
        assert said(ranking.rank(session, member, a_clock())) == [(1, "陈同志", 50)]
        assert awarding.balance(session, member) == 120


def test_ten_of_the_own_community_are_shown_as_they_chose(town: Store) -> None:
    with town.write() as session:
        members = [a_member(session, "XF-2", f"党员{number}") for number in range(12)]
        for number, member in enumerate(members, 1):
            give(session, member, number)
        elsewhere = a_member(session, "NS-1", "吴远方")
        give(session, elsewhere, 99)
        a_claim(session, an_opening(session), members[11], shown_as=ShownAs.NAME)
        found = ranking.rank(session, members[0], a_clock())
        assert len(found.top) == 10
        assert said(found)[0] == (1, "党员11", 12)
        assert found.own is not None
        assert found.own.rank == 12
        silent = a_member(session, name="没有分")
        assert ranking.rank(session, silent, a_clock()).own is None


def test_it_is_off_by_default_and_for_members_only(town: Store) -> None:
    with town.write() as session:
        member, clerk = a_member(session), a_worker(session, Role.CLERK, "XF")
        with pytest.raises(NotAllowed, match="members_only"):
            ranking.rank(session, clerk, a_clock())
    town.rules = replace(town.rules, is_ranking=False)
    with town.read() as session, pytest.raises(NotFound, match="ranking_off"):
        ranking.rank(session, member, a_clock())
