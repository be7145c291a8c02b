"""The three rates and the counts beside them, and the numbers behind each."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from models.access import Role
from models.cases import Channel, Outcome, Status
from models.categories import Category
from models.errors import NotAllowed
from models.figures import ExclusionState
from models.following import Follower, Recusal
from models.units import Unit
from services.areas import areas
from services.figures import rates
from services.figures.evidence import By, Figure
from services.figures.rates import Counts, Rate
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.figures import HOUR, a_past_round, a_row, leave_out, the_week
from tests.support.offices import a_resident, a_worker
from tests.support.towns import a_clock, a_town

WEEK = timedelta(days=7)
ANSWERED: dict[str, Any] = {"status": Status.TRACKING, "answered_at": MONDAY + HOUR}


@pytest.fixture
def both(store: Store) -> Store:
    """The areas of a street, on SQLite and on PostgreSQL."""
    with store.write() as session:
        a_town(session)
    return store


def test_each_figure_counts_what_the_decision_says(both: Store) -> None:
    with both.write() as session:
        me = a_resident(session)
        a_row(session, "YG-3", status=Status.SUBMITTED, due_at=MONDAY - HOUR)
        a_row(session, "XF-1", status=Status.SHELVED, stands_since=MONDAY - 2 * HOUR)
        a_row(session, "XF", status=Status.DECLINED)
        a_row(session, "XF", status=Status.CLOSED, outcome=Outcome.WITHDRAWN)
        a_row(session, "XF", status=Status.ANSWERED, answered_at=MONDAY, reporter_id=me)
        silent = a_row(session, "NS", reporter_id=me, **ANSWERED)
        good = a_row(
            session, "NS-1", is_contacted=True, is_solved=True, satisfaction=3, **ANSWERED
        )
        a_row(session, "NS-1", status=Status.MERGED, merged_into_id=good.id)
        twice = a_row(session, "XF", is_contacted=True, satisfaction=2, **ANSWERED)
        a_past_round(
            session, twice, is_solved=False, is_contacted=False, answered_at=MONDAY + 101 * HOUR
        )
        figures = rates.count(session, the_week(session), a_clock()).raw
        numbers = rates.list_numbers(session, the_week(session), Figure.SILENT, a_clock())
    assert {figure.value: figures[figure] for figure in Figure} == {
        "reported": 9,
        "merged": 1,
        "declined": 1,
        "withdrawn": 1,
        "open": 2,
        "overdue": 1,
        "answered": 5,
        "in_time": 4,
        "late": 1,
        "reopened": 1,
        "asked": 4,
        "contacted": 2,
        "solved": 1,
        "silent": 1,
        "rated": 2,
        "satisfied": 2,
        "fully": 1,
    }
    assert [row.case_id for row in numbers] == [silent.id]


def test_silence_is_never_counted_as_solved(both: Store) -> None:
    with both.write() as session:
        me = a_resident(session)
        for status in (Status.TRACKING, Status.CLOSED):
            a_row(session, "XF", status=status, answered_at=MONDAY, reporter_id=me)
        counts = rates.count(session, the_week(session), a_clock()).raw
    assert counts.rate(Rate.RESOLUTION) == 0
    assert counts.rate(Rate.RESPONSE) == 0
    assert counts.rate(Rate.SATISFACTION) is None


def test_a_follower_who_spoke_is_counted_and_one_who_did_not_is_not(both: Store) -> None:
    with both.write() as session:
        parent = a_row(session, "XF-1", is_contacted=True, is_solved=True, **ANSWERED)
        child = a_row(session, "XF-2", status=Status.MERGED, merged_into_id=parent.id)
        spoke: dict[str, Any] = {"round": 1, "is_solved": False, "is_contacted": True}
        for own_case_id, said in ((child.id, spoke), (None, {})):
            session.add(
                Follower(
                    case_id=parent.id,
                    person_id=a_resident(session),
                    own_case_id=own_case_id,
                    since=MONDAY,
                    **said,
                )
            )
        session.flush()
        counts = rates.count(session, the_week(session), a_clock()).raw
        asked = rates.list_numbers(session, the_week(session), Figure.ASKED, a_clock())
    assert (counts[Figure.ASKED], counts[Figure.SOLVED], counts[Figure.ANSWERED]) == (2, 1, 1)
    assert [row.case_id for row in asked] == [child.id, parent.id]


def test_what_was_left_out_counts_in_the_raw_figures_only(both: Store) -> None:
    with both.write() as session:
        me = a_worker(session, Role.CLERK, "XF")
        for state in ExclusionState:
            case = a_row(session, "XF", is_solved=False, **ANSWERED)
            leave_out(session, case, me, state)
        figures = rates.count(session, the_week(session), a_clock())
        numbers = rates.list_numbers(session, the_week(session), Figure.ASKED, a_clock())
    assert (figures.raw[Figure.ASKED], figures.kept[Figure.ASKED]) == (3, 2)
    assert Counter(row.is_left_out for row in numbers) == {False: 2, True: 1}


def test_only_who_may_see_the_figures_of_an_area_gets_a_scope(town: Store) -> None:
    with town.write() as session:
        place = areas.get_area(session, "XF")
        for role, code, may in (
            (Role.OFFICER, "JD", True),
            (Role.SUPERVISOR, "XF", True),
            (Role.SUPERVISOR, "NS", False),
            (Role.CLERK, "NS", False),
            (Role.CLERK, "XF", False),
            (Role.GRID_MANAGER, "XF", False),
        ):
            me = a_worker(session, role, code)
            if may:
                scope = rates.scope_for(session, me, [place], MONDAY, MONDAY + WEEK)
                assert scope.viewer_id == me
            else:
                with pytest.raises(NotAllowed):
                    rates.scope_for(session, me, [place], MONDAY, MONDAY + WEEK)
        with pytest.raises(NotAllowed):
            rates.scope_for(session, a_resident(session), [], MONDAY, MONDAY + WEEK)


def test_what_is_kept_from_somebody_is_in_none_of_their_figures(town: Store) -> None:
    with town.write() as session:
        officer = a_worker(session, Role.OFFICER, "JD")
        case = a_row(session, "XF")
        session.add(Recusal(case_id=case.id, person_id=officer, since=MONDAY))
        session.flush()
        street = [areas.get_street(session)]
        scope = rates.scope_for(session, officer, street, MONDAY, MONDAY + WEEK)
        assert rates.count(session, scope, a_clock()).raw[Figure.REPORTED] == 0
        assert rates.list_numbers(session, scope, Figure.REPORTED, a_clock()) == []
        assert rates.count(session, the_week(session), a_clock()).raw[Figure.REPORTED] == 1


def test_a_table_by_categories_units_and_channels_names_its_lines(town: Store) -> None:
    with town.write() as session:
        unit = Unit(code="GD", name="供电公司", created_at=MONDAY)
        session.add(unit)
        session.flush()
        a_row(session, "XF", category=Category.POWER, unit_id=unit.id, channel=Channel.HOTLINE)
        a_row(session, "XF", category=Category.WATER)
        scope = the_week(session)
        by_category = rates.count_by(session, scope, By.CATEGORY, a_clock())
        by_unit = rates.count_by(session, scope, By.UNIT, a_clock())
        by_channel = rates.count_by(session, scope, By.CHANNEL, a_clock())
    assert {line.key for line in by_category} == {Category.POWER, Category.WATER}
    assert {(line.key, line.name, line.code) for line in by_unit} == {
        (unit.id, "供电公司", "GD"),
        (None, "", ""),
    }
    assert {line.code for line in by_channel} == {"hotline", "online"}


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 3, 333), (2, 3, 667), (1, 2000, 1), (0, 5, 0), (5, 5, 1000)],
)
def test_a_rate_is_rounded_half_up_to_a_tenth_of_a_percent(
    part: int, whole: int, expected: int
) -> None:
    counts = Counts({Figure.SOLVED: part, Figure.ASKED: whole})
    assert counts.rate(Rate.RESOLUTION) == expected


def test_the_total_weighs_the_rates_and_waits_for_each_that_weighs() -> None:
    counts = Counts({Figure.ASKED: 4, Figure.CONTACTED: 4, Figure.SOLVED: 2})
    assert counts.total((30, 40, 30)) is None
    assert counts.total((50, 50, 0)) == 750
    assert counts.total((0, 0, 0)) is None
    rated = counts + Counts({Figure.RATED: 1, Figure.SATISFIED: 1})
    assert rated.total((30, 40, 30)) == 800
