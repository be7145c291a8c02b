"""The life of a case: every pair of states, allowed or not."""

import itertools
from typing import Any

import pytest

from models.cases import ENDED, STEPS, TRANSITIONS, UNANSWERED, Case, Outcome, Status, Step
from models.errors import WrongStatus
from models.timeline import Act
from services.texts.labels import ACT_LABELS, OUTCOME_LABELS, STATUS_LABELS, STEP_LABELS

PERMITTED = """
submitted: needs_info declined merged accepted answered closed
needs_info: accepted declined merged closed
declined: submitted
merged: accepted closed
accepted: needs_info declined merged assigned answered closed
assigned: assigned handling accepted merged closed
handling: answered shelved assigned accepted merged closed
shelved: handling answered merged closed
answered: tracking accepted
tracking: closed accepted
closed:
"""
"""Written out once more, so that a change of the table is a change of this page."""

ALLOWED = {
    (before.strip(), after)
    for before, _, afters in (line.partition(":") for line in PERMITTED.strip().splitlines())
    for after in afters.split()
}

LIVES = {
    "settled on the spot": "submitted answered tracking closed",
    "signed and answered": "submitted accepted assigned handling answered tracking closed",
    "asked once": "submitted needs_info accepted assigned handling answered",
    "not solved": "answered accepted assigned handling answered tracking closed",
    "came back": "tracking accepted assigned handling answered",
    "given back": "assigned accepted assigned handling accepted assigned handling answered",
    "planned": "handling shelved handling answered tracking",
    "explained at triage": "accepted answered tracking closed",
    "not ours, disputed": "submitted declined submitted accepted",
    "same as another": "submitted merged closed",
    "parted again": "handling merged accepted assigned",
    "withdrawn": "submitted closed",
}


def a_case_that_is(status: Status | str) -> Case:
    columns: dict[str, Any] = {"number": "JD-2026-000001", "status": Status(status)}
    return Case(**columns)


@pytest.mark.parametrize(("before", "after"), list(itertools.product(Status, Status)))
def test_a_case_goes_where_the_table_permits_and_nowhere_else(
    before: Status, after: Status
) -> None:
    case = a_case_that_is(before)
    if (before, after) in ALLOWED:
        assert case.move_to(after) == (before, after)
        assert case.status is after
        return
    with pytest.raises(WrongStatus) as refused:
        case.move_to(after)
    assert case.status is before
    assert refused.value.reason == "wrong_status"
    assert refused.value.fields == {"number": "JD-2026-000001", "status": before}


@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES.keys())
def test_these_lives_are_possible(life: str) -> None:
    first, *later = life.split()
    case = a_case_that_is(first)
    for status in later:
        case.move_to(Status(status))
    assert case.status == [first, *later][-1]


@pytest.mark.parametrize(
    "life",
    ["submitted tracking", "answered closed", "submitted handling", "closed accepted"],
    ids=["tracked unanswered", "closed untracked", "handled unsigned", "closed for good"],
)
def test_these_lives_are_not(life: str) -> None:
    first, last = life.split()
    with pytest.raises(WrongStatus):
        a_case_that_is(first).move_to(Status(last))


def test_every_status_stands_in_the_table_and_has_a_step_and_words() -> None:
    for words in (TRANSITIONS, STEPS, STATUS_LABELS):
        assert list(words) == list(Status)
    assert set(STEPS.values()) == set(Step) == set(STEP_LABELS)
    assert a_case_that_is("answered").step is Step.NOTICE
    assert (list(ACT_LABELS), list(OUTCOME_LABELS)) == (list(Act), list(Outcome))


def test_only_a_closed_case_has_no_way_out() -> None:
    assert [status for status, after in TRANSITIONS.items() if not after] == [Status.CLOSED]


def reached_from(status: Status) -> set[Status]:
    seen: set[Status] = set()
    open_ends = [status]
    while open_ends:
        after = TRANSITIONS[open_ends.pop()] - seen
        seen |= after
        open_ends.extend(after)
    return seen


def test_every_case_can_end_and_every_status_can_be_reached() -> None:
    for status in set(Status) - {Status.CLOSED}:
        assert Status.CLOSED in reached_from(status)
    assert reached_from(Status.SUBMITTED) == set(Status)


def test_who_still_waits_may_withdraw() -> None:
    assert not UNANSWERED & ENDED
    for status in UNANSWERED:
        a_case_that_is(status).move_to(Status.CLOSED)


def test_who_was_answered_may_have_it_done_again() -> None:
    for status in (Status.ANSWERED, Status.TRACKING):
        a_case_that_is(status).move_to(Status.ACCEPTED)
