"""The figures are what somebody counts by hand, whatever the ledger; areas add up."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlmodel import Session

from models.cases import Status
from models.figures import ExclusionState
from models.following import Follower
from services.areas import areas
from services.clock import SetClock
from services.figures import rates
from services.figures.evidence import By, Figure
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.figures import (
    HOUR,
    a_past_round,
    a_row,
    leave_out,
    left_out,
    rows_on_paper,
    the_week,
)
from tests.support.offices import a_resident

STATES = some.sampled_from([status for status in Status if status is not Status.MERGED])
MAYBE = some.none() | some.booleans()
SAID = {
    "is_contacted": MAYBE,
    "is_solved": MAYBE,
    "satisfaction": some.none() | some.integers(1, 3),
}
HOURS = some.integers(-200, 200)
CODES = some.sampled_from(["JD", "XF", "XF-1", "YG", "YG-3", "HH", "NS", "NS-1"])
CASES = some.lists(
    some.fixed_dictionaries(
        {
            "code": CODES,
            "status": STATES,
            "reported": HOURS,
            "due": HOURS,
            "answered": some.none() | HOURS,
            "has_reporter": some.booleans(),
            "said": some.fixed_dictionaries(SAID),
            "past": some.none() | some.fixed_dictionaries(SAID | {"code": CODES, "hour": HOURS}),
            "follower": some.none()
            | some.fixed_dictionaries(SAID | {"round": some.none() | some.integers(1, 2)}),
            "exclusion": some.none() | some.sampled_from(list(ExclusionState)),
            "merges": some.none() | some.booleans(),
        }
    ),
    max_size=8,
)


NOT_MINDED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@given(CASES)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_figures_are_what_somebody_counts_by_hand(
    town: Store, ledger: list[dict[str, Any]]
) -> None:
    try:
        with town.write() as session:
            me = a_resident(session)
            for row in ledger:
                _write(session, row, me)
            check(session)
            raise _Over  # noqa: TRY301 - rolled back, so that the next ledger begins empty
    except _Over:
        pass


class _Over(Exception):
    """Rolls a ledger back."""


def check(session: Session) -> None:
    """Compare every figure with paper, for the street and each community, and their sums."""
    clock = SetClock(MONDAY + 50 * HOUR)
    out = left_out(session)
    for codes in (("JD",), ("XF",), ("NS",), ("XF-1", "NS")):
        scope = the_week(session, *codes)
        paper = rows_on_paper(session, scope, clock.now())
        figures = rates.count(session, scope, clock)
        for figure in Figure:
            raw = [row for row in paper if figure in row.figures]
            assert figures.raw[figure] == len(raw), (codes, figure)
            assert figures.kept[figure] == sum(row.case_id not in out for row in raw)
            listed = rates.list_numbers(session, scope, figure, clock)
            assert len(listed) == figures.raw[figure]
            assert sum(not row.is_left_out for row in listed) == figures.kept[figure]
        for by in By:
            lines = rates.count_by(session, scope, by, clock)
            for figure in Figure:
                assert sum(line.figures.raw[figure] for line in lines) == figures.raw[figure]
                assert sum(line.figures.kept[figure] for line in lines) == figures.kept[figure]


def _write(session: Session, row: dict[str, Any], me: int) -> None:
    answered = row["answered"]
    said: dict[str, Any] = row["said"] if answered is not None else {}
    case = a_row(
        session,
        row["code"],
        status=row["status"],
        reported_at=MONDAY + row["reported"] * HOUR,
        due_at=MONDAY + row["due"] * HOUR,
        answered_at=None if answered is None else MONDAY + answered * HOUR,
        reporter_id=me if row["has_reporter"] else None,
        stands_since=MONDAY if row["status"] is Status.SHELVED else None,
        **said,
    )
    if (past := row["past"]) is not None:
        area = areas.get_area(session, past["code"])
        words = {name: past[name] for name in SAID}
        at = MONDAY + past["hour"] * HOUR
        a_past_round(session, case, area_id=area.id, answered_at=at, **words)
    if row["exclusion"] is not None:
        leave_out(session, case, me, row["exclusion"])
    own_case_id = None
    if row["merges"] is not None:
        into = case.id if row["merges"] else None
        own_case_id = a_row(session, "NS", status=Status.MERGED, merged_into_id=into).id
    if (follower := row["follower"]) is not None:
        session.add(
            Follower(
                case_id=case.id,
                person_id=a_resident(session),
                own_case_id=own_case_id,
                since=MONDAY,
                **follower,
            )
        )
    session.flush()
