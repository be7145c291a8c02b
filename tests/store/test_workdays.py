"""Working days: the published ones, the operator's own, and years of which nothing is known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from services import workdays
from services.clock import SHANGHAI, SetClock, local
from services.store import Store
from services.workdays import add_workdays, count_workdays, is_known, is_workday, set_day

CLOCK = SetClock(datetime(2026, 9, 1, tzinfo=UTC))
UNKNOWN = workdays._LAST_KNOWN + 1  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
STEADY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


def at(month: int, day: int, hour: int = 10, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 4), True),  # a Sunday, worked
        (date(2026, 2, 14), True),  # a Saturday, worked
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),
        (date(2026, 5, 9), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2026, 11, 16), True),
        (date(2026, 11, 21), False),
    ],
)
def test_the_days_of_2026_are_as_published(town: Store, day: date, *, works: bool) -> None:
    with town.read() as session:
        assert is_workday(session, day) is works
        assert is_known(session, day)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (at(11, 16), 7, at(11, 25)),
        (at(11, 20), 1, at(11, 23)),  # from Friday
        (at(11, 21), 1, at(11, 23)),  # from Saturday
        (at(11, 22), 1, at(11, 23)),  # from Sunday
        (at(9, 30), 1, at(10, 8)),  # over the national day
        (at(9, 30), 3, at(10, 10)),  # a Saturday that is worked
        (at(9, 18), 1, at(9, 20)),  # a Sunday that is worked
        (at(2, 13), 1, at(2, 14)),
        (at(2, 14), 1, at(2, 24)),
        (at(11, 23), -1, at(11, 20)),
        (at(10, 8), -1, at(9, 30)),
        (at(11, 16), 0, at(11, 16)),
        (at(11, 16, 23), 1, at(11, 17, 23)),
        (at(11, 16, 0), 1, at(11, 17, 0)),
    ],
)
def test_working_days_are_counted_on_the_streets_own_calendar(
    town: Store, start: datetime, days: int, end: datetime
) -> None:
    with town.read() as session:
        assert add_workdays(session, start, days, CLOCK) == (end, False)


def test_a_year_that_is_not_published_counts_weekdays_and_is_provisional(town: Store) -> None:
    last = datetime(UNKNOWN - 1, 12, 28, 2, tzinfo=UTC)
    with town.read() as session:
        monday = next(
            day for day in (date(UNKNOWN, 2, 1) + timedelta(days=n) for n in range(7))
            if day.weekday() == 0
        )  # fmt: skip
        assert is_workday(session, monday)
        assert not is_workday(session, monday + timedelta(days=5))
        assert not is_known(session, monday)
        assert not add_workdays(session, last, 1, CLOCK).is_provisional
        assert add_workdays(session, last, 9, CLOCK).is_provisional


def test_what_the_operator_says_goes_before_the_calendar(town: Store) -> None:
    with town.write() as session:
        set_day(session, date(2026, 11, 17), "停电", is_working=False)
        assert not is_workday(session, date(2026, 11, 17))
        assert add_workdays(session, at(11, 16), 1, CLOCK).at == at(11, 18)
        set_day(session, date(2026, 11, 17), "", is_working=True)
        assert add_workdays(session, at(11, 16), 1, CLOCK).at == at(11, 17)


def test_a_year_is_known_when_the_operator_has_said_enough_of_it(town: Store) -> None:
    with town.write() as session:
        assert workdays.last_known_year(session) == UNKNOWN - 1
        for number in range(workdays.A_YEARS_DAYS):
            assert not is_known(session, date(UNKNOWN, 6, 1))
            set_day(session, date(UNKNOWN, 10, 1 + number), "", is_working=False)
        assert is_known(session, date(UNKNOWN, 6, 1))
        assert workdays.last_known_year(session) == UNKNOWN


MOMENTS = st.datetimes(datetime(2020, 1, 2), datetime(2029, 12, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)


@STEADY
@given(MOMENTS, st.integers(1, 40))
def test_there_are_as_many_working_days_as_were_added(
    town: Store, start: datetime, days: int
) -> None:
    with town.read() as session:
        end = add_workdays(session, start, days, CLOCK).at
        assert count_workdays(session, start, end, CLOCK) == days
        assert is_workday(session, local(end, CLOCK).date())
        assert local(end, CLOCK).time() == local(start, CLOCK).time()


@STEADY
@given(MOMENTS, st.integers(0, 20), st.integers(1, 20))
def test_more_days_end_later_and_days_add_up(
    town: Store, start: datetime, first: int, second: int
) -> None:
    with town.read() as session:
        one = add_workdays(session, start, first, CLOCK).at
        both = add_workdays(session, start, first + second, CLOCK).at
        assert one < both
        assert add_workdays(session, one, second, CLOCK).at == both


@STEADY
@given(MOMENTS, st.integers(1, 20))
def test_going_back_from_a_working_day_is_the_way_there_again(
    town: Store, start: datetime, days: int
) -> None:
    with town.read() as session:
        begin = add_workdays(session, start, 1, CLOCK).at
        end = add_workdays(session, begin, days, CLOCK).at
        assert add_workdays(session, end, -days, CLOCK).at == begin


def test_days_set_in_a_transaction_that_failed_do_not_count(sqlite_store: Store) -> None:
    def fail(session: Session) -> None:
        set_day(session, date(2026, 11, 17), "", is_working=False)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), sqlite_store.write() as session:
        fail(session)
    with sqlite_store.read() as session:
        assert is_workday(session, date(2026, 11, 17))
