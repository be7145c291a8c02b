"""Points are given by the table, once for each record, however many ask at once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.people import Person
from models.points import Point, PointReason, PointRule
from services.clock import SetClock
from services.points import awarding
from services.points.service_record import count_earned, year_span
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.patience import PATIENCE, wait_for_a_lock
from tests.support.towns import a_clock, a_person

HOURS, CORRECTED = PointReason.HOURS, PointReason.CORRECTED


def rows(session: Session) -> list[tuple[PointReason, str, int]]:
    found = session.exec(select(Point).order_by(col(Point.id)))
    return [(each.reason, each.record, each.points) for each in found]


def set_rule(session: Session, reason: PointReason, points: int, most: int | None) -> None:
    rule = session.exec(select(PointRule).where(PointRule.reason == reason)).one()
    rule.points, rule.most_a_month = points, most
    session.flush()


@pytest.fixture
def member(store: Store) -> int:
    with store.write() as session:
        return a_person(session)


def test_a_record_gives_its_points_once(store: Store, member: int) -> None:
    with store.write() as session:
        asked = [
            awarding.award(session, member, HOURS, "attendances:17", a_clock(), units=2)
            for _ in range(2)
        ]
        assert asked == [20, 0]
        assert rows(session) == [(HOURS, "attendances:17", 20)]
        assert awarding.balance(session, member) == 20


@pytest.mark.parametrize(
    ("units", "points"), [(0.4, 0), (0.5, 5), (1.4, 10), (1.5, 15), (119 / 60, 15), (2, 20)]
)
def test_every_full_half_hour_counts_half(
    store: Store, member: int, units: float, points: int
) -> None:
    with store.write() as session:
        given = awarding.award(session, member, HOURS, "attendances:1", a_clock(), units=units)
    assert given == points


def test_an_odd_half_is_rounded_down(store: Store, member: int) -> None:
    with store.write() as session:
        set_rule(session, HOURS, 5, None)
        assert awarding.award(session, member, HOURS, "attendances:1", a_clock(), units=1.5) == 7


def test_without_a_rule_nothing_is_given_and_nothing_written(store: Store, member: int) -> None:
    with store.write() as session:
        rule = session.exec(select(PointRule).where(PointRule.reason == HOURS)).one()
        session.delete(rule)
        assert awarding.award(session, member, HOURS, "attendances:1", a_clock()) == 0
        assert rows(session) == []


def test_above_the_most_of_a_month_nothing_is_given_and_a_row_says_so(
    store: Store, member: int
) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        set_rule(session, HOURS, 10, 25)
        given = [
            awarding.award(session, member, HOURS, f"attendances:{number}", clock, units=2)
            for number in range(3)
        ]
        assert given == [20, 5, 0]
        assert [each[2] for each in rows(session)] == [20, 5, 0]
        clock.move(timedelta(days=14, hours=13, minutes=59))  # 30 November, 23:59 in Shanghai
        assert awarding.award(session, member, HOURS, "attendances:8", clock) == 0
        clock.move(timedelta(minutes=1))
        assert awarding.award(session, member, HOURS, "attendances:9", clock) == 10


def test_a_record_counts_in_the_month_of_what_was_done(store: Store, member: int) -> None:
    """Hours of November confirmed in December take nothing from December, and get no more."""
    clock, november = SetClock(MONDAY + timedelta(days=20)), MONDAY
    with store.write() as session:
        set_rule(session, HOURS, 10, 25)
        for number, points in ((1, 20), (2, 5), (3, 0)):
            record = f"attendances:{number}"
            given = awarding.award(session, member, HOURS, record, clock, units=2, at=november)
            assert given == points
        assert awarding.got_in_month(session, member, HOURS, clock) == 0
        assert awarding.award(session, member, HOURS, "attendances:4", clock, units=2) == 20


def test_what_is_corrected_later_counts_in_its_own_month_again(store: Store, member: int) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        set_rule(session, HOURS, 10, 25)
        for record in ("attendances:1", "attendances:2"):
            awarding.award(session, member, HOURS, record, clock, units=2)
        clock.move(timedelta(days=20))
        awarding.take_back(session, member, HOURS, "attendances:2", clock)
        again = awarding.award(session, member, HOURS, "attendances:2", clock, units=2)
        assert again == 5
        assert awarding.got_in_month(session, member, HOURS, clock) == 0
        assert awarding.got_in_month(session, member, HOURS, SetClock(MONDAY)) == 25


def test_a_correction_counts_in_the_year_of_what_it_corrects(store: Store, member: int) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        awarding.award(session, member, HOURS, "attendances:1", clock, units=2)
        clock.move(timedelta(days=60))
        awarding.take_back(session, member, HOURS, "attendances:1", clock)
        awarding.award(session, member, HOURS, "attendances:1", clock, units=1)
        years = [year_span(year, clock) for year in (2026, 2027)]
        assert [count_earned(session, member, each) for each in years] == [10, 0]


def test_the_most_of_a_month_is_everybodys_own(store: Store, member: int) -> None:
    with store.write() as session:
        set_rule(session, HOURS, 10, 10)
        other = a_person(session)
        for each in (member, other):
            assert awarding.award(session, each, HOURS, "attendances:1", a_clock()) == 10


def test_what_is_taken_may_be_taken_in_full(store: Store, member: int) -> None:
    with store.write() as session:
        set_rule(session, PointReason.NO_SHOW, -10, 5)
        given = awarding.award(session, member, PointReason.NO_SHOW, "attendances:1", a_clock())
        assert given == awarding.balance(session, member) == -10


def test_what_a_corrected_record_gave_is_taken_back_once(store: Store, member: int) -> None:
    with store.write() as session:
        awarding.award(session, member, HOURS, "attendances:17", a_clock(), units=2)
        given = session.exec(select(Point.id)).one()
        for _ in range(2):
            awarding.take_back(session, member, HOURS, "attendances:17", a_clock())
        assert rows(session)[1:] == [(CORRECTED, f"points:{given}", -20)]
        assert awarding.balance(session, member) == 0


def test_hours_confirmed_anew_after_a_correction_give_anew_and_once(
    store: Store, member: int
) -> None:
    with store.write() as session:
        set_rule(session, HOURS, 10, 30)
        awarding.award(session, member, HOURS, "attendances:17", a_clock(), units=3)
        awarding.take_back(session, member, HOURS, "attendances:17", a_clock())
        given = [
            awarding.award(session, member, HOURS, "attendances:17", a_clock(), units=1)
            for _ in range(2)
        ]
        assert given == [10, 0]
        awarding.take_back(session, member, HOURS, "attendances:17", a_clock())
        assert awarding.award(session, member, HOURS, "attendances:17", a_clock(), units=3) == 30
        assert awarding.balance(session, member) == 30


def test_what_nobody_was_given_is_not_taken_back(store: Store, member: int) -> None:
    with store.write() as session:
        awarding.award(session, member, HOURS, "attendances:17", a_clock())
        awarding.take_back(session, member, HOURS, "attendances:1", a_clock())
        assert awarding.balance(session, member) == 10


def test_points_follow_whom_somebody_turned_out_to_be(store: Store, member: int) -> None:
    with store.write() as session:
        awarding.award(session, member, HOURS, "attendances:17", a_clock())
        kept = a_person(session)
        session.get_one(Person, member).merged_into_id = kept
        session.flush()
        assert awarding.award(session, kept, HOURS, "attendances:17", a_clock()) == 0
        assert awarding.award(session, member, HOURS, "attendances:18", a_clock()) == 10
        assert awarding.balance(session, kept) == awarding.balance(session, member) == 20


def ask(url: str, member: int, record: str) -> int:
    store = Store(url, Vault(SECRET))
    with store.write() as session:
        given = awarding.award(session, member, HOURS, record, a_clock())
    store.close()
    return given


@pytest.mark.parametrize("is_same", [True, False])
def test_processes_that_ask_at_once_give_no_more_than_the_rule(
    store: Store, store_url: str, member: int, is_same: bool
) -> None:
    """Of the same record, one of them gives; of many, all together no more than the most."""
    with store.write() as session:
        set_rule(session, HOURS, 10, None if is_same else 25)
    records = ["attendances:17" if is_same else f"attendances:{number}" for number in range(8)]
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=fresh) as processes:
        given = list(processes.map(ask, [store_url] * 8, [member] * 8, records))
    assert sorted(each for each in given if each) == ([10] if is_same else [5, 10, 10])
    with store.read() as session:
        assert awarding.balance(session, member) == sum(given)


def test_on_postgresql_who_asks_meanwhile_waits_and_gives_nothing(
    postgres_store: Store, postgres_url: str
) -> None:
    with postgres_store.write() as session:
        member = a_person(session)
    with ThreadPoolExecutor(1) as pool:
        with postgres_store.write() as session:
            assert awarding.award(session, member, HOURS, "attendances:17", a_clock()) == 10
            other = pool.submit(ask, postgres_url, member, "attendances:17")
            wait_for_a_lock(postgres_store)
        assert other.result(PATIENCE) == 0
