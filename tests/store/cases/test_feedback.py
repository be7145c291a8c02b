"""What the reporter says of their own case, and what becomes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Outcome, Status
from models.categories import Category
from models.errors import Conflict, TooSoon
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import handling
from services.clock import SHANGHAI, SetClock
from services.reporters import feedback
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    hear_all,
    keys_for,
    sayings_for,
    shuts_us_out,
    words_for,
)
from tests.support.towns import a_town
from tests.support.verbs import CLOCK, REPORTERS_VERBS, refuses


def an_answered_case(session: Session, reporter: int, wang: int) -> Case:
    case = a_case(session, reporter, CLOCK)
    handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
    hear_all(session)
    return case


@pytest.fixture
def session(town: Store) -> Iterator[Session]:
    with town.write() as session:
        yield session


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", REPORTERS_VERBS)
def test_in_every_state_a_verb_works_or_changes_nothing(
    session: Session, verb: str, status: Status
) -> None:
    waiting = {
        Status.SUBMITTED,
        Status.NEEDS_INFO,
        Status.ACCEPTED,
        Status.ASSIGNED,
        Status.HANDLING,
        Status.SHELVED,
    }
    works = {
        "supplement": set(Status) - {Status.CLOSED},
        "locate": waiting,
        "urge": waiting,
        "withdraw": waiting | {Status.MERGED},
        "confirm": {Status.ANSWERED},
        "reopen": {Status.ANSWERED, Status.TRACKING},
        "rate": set[Status](),
    }
    zhang = a_resident(session)
    case = a_case(session, zhang, CLOCK)
    case.status = status
    session.flush()
    if status in works[verb]:
        REPORTERS_VERBS[verb](session, case.id, zhang)
        assert timeline.is_intact(session, case)
    else:
        refuses(session, case, zhang, REPORTERS_VERBS[verb], Conflict)


def test_more_words_reach_whoever_has_the_case(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        case = a_case(session, zhang, CLOCK)
        assert feedback.supplement_case(session, case.id, zhang, "是4号楼", CLOCK) == case.number
        for person in (wang, zhao):
            assert "是4号楼" in words_for(session, person)
            assert len(sayings_for(session, person)[0].choices) == 4
        handling.sign_case(session, case.id, wang, CLOCK)
        hear_all(session)
        feedback.supplement_case(session, case.id, zhang, "还是3号楼", CLOCK)
        assert keys_for(session, wang) == ["case.supplemented"]
        assert keys_for(session, zhao) == []
        line = timeline.list_lines(session, case)[-1]
        assert (line.act, line.actor_id, line.told) == (
            Act.SUPPLEMENTED, zhang, {"words": "还是3号楼"}
        )  # fmt: skip


def test_more_words_reach_somebody_else_when_the_owner_cannot_be_reached(
    session: Session,
) -> None:
    zhang = a_resident(session)
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1", "王")
    clerk = a_worker(session, Role.CLERK, "XF")
    case = a_case(session, zhang, CLOCK)
    handling.sign_case(session, case.id, wang, CLOCK)
    shuts_us_out(session, wang)
    feedback.supplement_case(session, case.id, zhang, "是4号楼", CLOCK)
    assert keys_for(session, clerk) == ["case.supplemented"]


def test_a_place_told_later_moves_a_case_that_nobody_has_yet(session: Session) -> None:
    zhang = a_resident(session)
    one, two = (a_worker(session, Role.GRID_MANAGER, code) for code in ("XF-1", "XF-2"))
    a_worker(session, Role.OFFICER, "JD")
    case = a_case(session, zhang, CLOCK, "JD")
    grid = areas.get_area(session, "XF-2")
    feedback.locate_case(session, case.id, zhang, "荷花院3栋", grid.id, CLOCK)
    assert case.area_id == grid.id
    assert keys_for(session, two) == ["case.alert"]
    assert "荷花院3栋" in words_for(session, two)
    handling.sign_case(session, case.id, two, CLOCK)
    hear_all(session)
    elsewhere = areas.get_area(session, "XF-1")
    feedback.locate_case(session, case.id, zhang, "阳光花园", elsewhere.id, CLOCK)
    assert case.area_id == grid.id
    assert keys_for(session, two) == ["case.supplemented"]
    assert keys_for(session, one) == []


def in_the_street(day: int, hour: int, minute: int, second: int = 0) -> SetClock:
    return SetClock(datetime(2026, 11, day, hour, minute, second, tzinfo=SHANGHAI))


def test_a_case_is_urged_once_a_day_and_its_due_day_stays(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        due = case.due_at
        feedback.urge_case(session, case.id, zhang, in_the_street(17, 0, 0))
        for clock in (in_the_street(17, 0, 0), in_the_street(17, 23, 59, 59)):
            with pytest.raises(TooSoon) as refused:
                feedback.urge_case(session, case.id, zhang, clock)
            assert refused.value.reason == "urged_today"
        feedback.urge_case(session, case.id, zhang, in_the_street(18, 0, 0))
        assert acts_of(session, case) == [Act.REPORTED, Act.URGED, Act.URGED]
        assert keys_for(session, wang) == ["case.urged"] * 2
        assert (case.due_at, case.urged_at) == (due, in_the_street(18, 0, 0).now())


def test_a_day_ends_at_midnight_in_the_street_not_in_greenwich(session: Session) -> None:
    zhang = a_resident(session)
    case = a_case(session, zhang, CLOCK)
    feedback.urge_case(session, case.id, zhang, in_the_street(17, 7, 59))
    with pytest.raises(TooSoon):
        feedback.urge_case(session, case.id, zhang, in_the_street(17, 8, 1))
    feedback.urge_case(session, case.id, zhang, in_the_street(17 - 1, 12, 0))


def test_a_case_taken_back_is_closed_and_its_alerts_with_it(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, zhang, CLOCK)
        handling.return_case(session, case.id, wang, "不归我管", CLOCK)
        feedback.withdraw_case(session, case.id, zhang, CLOCK)
        assert (case.status, case.outcome) == (Status.CLOSED, Outcome.WITHDRAWN)
        assert case.closed_at == CLOCK.now()
        assert keys_for(session, clerk) == ["case.withdrawn"]
        assert acts_of(session, case)[-1] is Act.WITHDRAWN


@pytest.mark.parametrize("is_well", [False, True])
def test_whoever_has_the_case_hears_that_it_is_over(session: Session, *, is_well: bool) -> None:
    zhang = a_resident(session)
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = a_case(session, zhang, CLOCK)
    handling.sign_case(session, case.id, wang, CLOCK)
    feedback.withdraw_case(session, case.id, zhang, CLOCK, is_well=is_well)
    assert keys_for(session, wang) == ["case.is_well" if is_well else "case.withdrawn"]
    assert case.outcome is Outcome.WITHDRAWN


def test_solved_is_said_once_and_the_case_is_watched(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = an_answered_case(session, zhang, wang)
        feedback.confirm_solved(session, case.id, zhang, 1, CLOCK)
        assert (case.status, case.is_solved, case.outcome) == (Status.TRACKING, True, None)
        assert case.step_due_at == CLOCK.now() + timedelta(days=30)
        assert keys_for(session, wang) == ["case.confirmed"]
        refuses(session, case, zhang, REPORTERS_VERBS["confirm"], Conflict)
        feedback.rate_case(session, case.id, zhang, case.round, 3, CLOCK)
        assert case.satisfaction == 3
        assert timeline.list_lines(session, case)[-1].told == {"satisfaction": 3}


@pytest.mark.parametrize(
    ("report", "hours"),
    [
        ({}, 11 * 24),
        ({"category": Category.WATER}, 24),
        ({"is_urgent": True}, 24),
    ],
)
def test_not_solved_begins_a_new_round_with_a_new_due_day(
    session: Session, report: dict[str, Any], hours: int
) -> None:
    zhang = a_resident(session)
    wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
    case = a_case(session, zhang, CLOCK, **report)
    handling.sign_case(session, case.id, wang, CLOCK)
    handling.answer_case(session, case.id, wang, "灯已换好", CLOCK)
    hear_all(session)
    later = SetClock(MONDAY + timedelta(days=3))
    feedback.reopen_case(session, case.id, zhang, 1, "又不亮了", later, was_contacted=False)
    assert (case.status, case.round, case.owner_id) == (Status.ACCEPTED, 2, None)
    assert (case.is_solved, case.is_contacted) == (None, None)
    assert (case.answered_at, case.signed_at) == (None, None)
    assert case.due_at == later.now() + timedelta(hours=hours)
    assert case.number.endswith("000001")
    for person in (wang, zhao):
        assert keys_for(session, person) == ["case.reopened"]
        words = words_for(session, person)
        assert "第 2 次" in words
        assert "又不亮了" in words
        assert "没有人联系过" in words
        assert len(sayings_for(session, person)[0].choices) == 4
    assert timeline.is_intact(session, case)


def test_buttons_of_an_old_round_do_nothing(session: Session) -> None:
    zhang = a_resident(session)
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = an_answered_case(session, zhang, wang)
    feedback.reopen_case(session, case.id, zhang, 1, "", CLOCK)
    assert "没有另外说明" in words_for(session, wang)
    for verb in ("confirm", "reopen"):
        refuses(session, case, zhang, REPORTERS_VERBS[verb], Conflict)
    handling.settle_case(session, case.id, wang, "再换了", CLOCK)
    for verb in ("confirm", "reopen"):
        refused = refuses(session, case, zhang, REPORTERS_VERBS[verb], Conflict)
        assert refused.reason == "answer_judged"
    feedback.confirm_solved(session, case.id, zhang, 2, CLOCK)
    assert (case.status, case.round) == (Status.TRACKING, 2)


def test_a_recurrence_while_it_is_watched_reopens_the_case(session: Session) -> None:
    zhang = a_resident(session)
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = an_answered_case(session, zhang, wang)
    feedback.confirm_solved(session, case.id, zhang, 1, CLOCK)
    feedback.rate_case(session, case.id, zhang, case.round, 3, CLOCK)
    feedback.reopen_case(session, case.id, zhang, 1, "又坏了", CLOCK)
    assert (case.status, case.round) == (Status.ACCEPTED, 2)
    handling.settle_case(session, case.id, wang, "再换了", CLOCK)
    assert (case.satisfaction, case.is_solved) == (None, None)


def test_a_case_is_asked_while_the_last_word_is_the_offices(session: Session) -> None:
    zhang = a_resident(session)
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = a_case(session, zhang, SetClock(datetime(2026, 11, 16, tzinfo=UTC)))
    assert not feedback.is_asked(session, case)
    handling.relay(session, case.id, wang, "几号楼？", CLOCK)
    assert feedback.is_asked(session, case)
    feedback.supplement_case(session, case.id, zhang, "4号楼", CLOCK)
    assert not feedback.is_asked(session, case)
