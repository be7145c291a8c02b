"""Limits: the business clock moves by what is recorded and by nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.cases import BUSINESS_CLOCK, TRANSITIONS, Case, Escalation, Status, Ticking
from models.categories import Category
from services.casework import lifecycle, limits
from services.clock import SetClock
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident

CLOCK = SetClock(MONDAY)
STEADY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


def test_seven_and_fifteen_are_working_days_and_hours_are_hours(town: Store) -> None:
    with town.write() as session:
        zhang = a_resident(session)
        plain = a_case(session, zhang, CLOCK)
        assert plain.due_at == datetime(2026, 11, 25, 2, tzinfo=UTC)
        assert plain.limit_days == 7
        water = a_case(session, zhang, CLOCK, category=Category.WATER)
        urgent = a_case(session, zhang, CLOCK, is_urgent=True)
        for case in (water, urgent):
            assert (case.limit_days, case.due_at) == (None, MONDAY + timedelta(hours=24))
        plain.is_complex = True
        limits.start_business_clock(session, plain, CLOCK)
        assert plain.due_at == datetime(2026, 12, 7, 2, tzinfo=UTC)


@pytest.mark.parametrize("is_urgent", [False, True])
def test_an_extension_moves_the_due_day_and_the_ladder_begins_anew(
    town: Store, *, is_urgent: bool
) -> None:
    with town.write() as session:
        case = a_case(session, a_resident(session), CLOCK, is_urgent=is_urgent)
        case.level = Escalation.REMINDED
        begin = case.due_at
        limits.extend(session, case, 5, CLOCK)
        assert case.due_at == begin + timedelta(days=7)  # five working days, a weekend between
        assert case.level == Escalation.NONE
        assert case.escalates_at is not None
        assert begin < case.escalates_at < case.due_at


def bare(status: Status = Status.SUBMITTED) -> Case:
    return Case(
        id=1,
        number="X-2026-000001",
        prefix="X",
        year=2026,
        serial=1,
        receipt_hash="",
        key_id=1,
        area_id=1,
        status=status,
        reported_at=MONDAY,
        began_at=MONDAY,
        due_at=MONDAY,
    )


MOVES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 400)), max_size=12)


@STEADY
@given(MOVES, st.booleans())
def test_no_way_through_the_states_moves_the_business_clock_but_standing(
    town: Store, moves: list[tuple[int, int]], is_urgent: bool
) -> None:
    with town.read() as session:
        clock = SetClock(MONDAY)
        case = bare()
        case.is_urgent = is_urgent
        lifecycle.begin(session, case, clock)
        due, stood = case.due_at, timedelta()
        for choice, hours in moves:
            ways = sorted(TRANSITIONS[case.status])
            if not ways:
                break
            was_standing = BUSINESS_CLOCK[case.status] is Ticking.STANDS
            clock.move(timedelta(hours=hours))
            stood += timedelta(hours=hours) if was_standing else timedelta()
            lifecycle.move(session, case, ways[choice % len(ways)], clock)
            assert case.due_at == due + stood
            assert case.stood == stood.total_seconds()
            is_running = BUSINESS_CLOCK[case.status] is Ticking.RUNS
            assert (case.escalates_at is not None) is is_running


@STEADY
@given(st.integers(0, 60), st.booleans(), st.integers(0, 3))
def test_every_level_comes_after_the_one_before(
    town: Store, days: int, is_urgent: bool, from_level: int
) -> None:
    with town.read() as session:
        clock = SetClock(MONDAY + timedelta(days=days))
        case = bare()
        case.began_at, case.is_urgent = clock.now(), is_urgent
        lifecycle.begin(session, case, clock)
        case.level = from_level
        at = limits.next_escalation(session, case, clock)
        case.level += 1
        then = limits.next_escalation(session, case, clock)
        assert at is not None
        assert at >= case.began_at
        assert then is None if from_level == Escalation.STREET else at < (then or at)


def test_a_clock_that_is_set_back_gives_no_time_away(town: Store) -> None:
    with town.read() as session:
        clock = SetClock(MONDAY)
        case = bare(Status.HANDLING)
        limits.start_business_clock(session, case, clock)
        due = case.due_at
        lifecycle.move(session, case, Status.SHELVED, clock)
        clock.move(-timedelta(days=3))
        lifecycle.move(session, case, Status.HANDLING, clock)
        assert (case.due_at, case.stood) == (due, 0)
