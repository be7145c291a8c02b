"""Limits move where that is of use, and who waits hears of it; a round begins afresh."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, CaseClass, Status
from models.errors import Conflict
from services.casework import extensions, handling, intake, limits
from services.clock import SetClock
from services.reporters import feedback, followers, following
from services.store import Store
from services.texts.phrases import put_into_words
from services.texts.refusals.refusals import told
from services.triage import case_merging
from tests.support.offices import a_case, a_resident, a_worker, hear_all, keys_for
from tests.support.verbs import CLOCK, Verb, refuses


def gives_back(session: Session, case: int, who: int) -> None:
    """Give a case back."""
    handling.return_case(session, case, who, "不归我管", CLOCK)


def test_an_extension_that_would_be_over_itself_is_not_granted(town: Store) -> None:
    with town.write() as session:
        wang, clerk = (a_worker(session, role, "XF") for role in (Role.GRID_MANAGER, Role.CLERK))
        for is_urgent in (False, True):
            case = a_case(session, a_resident(session), CLOCK, is_urgent=is_urgent)
            handling.sign_case(session, case.id, wang, CLOCK)
            extensions.ask_extension(session, case.id, wang, 5, "等配件", CLOCK)
            late = SetClock(case.due_at + timedelta(days=40))
            verb: Verb = lambda session, case, who: extensions.grant_extension(  # noqa: E731
                session,
                case,
                who,
                late,  # noqa: B023
            )
            refused = refuses(session, case, clerk, verb, Conflict)
            assert refused.reason == "extension_over"
            assert "5 个工作日" in put_into_words(told(refused))
            extensions.refuse_extension(session, case.id, clerk, "太晚了", late)


def test_who_waits_hears_that_it_takes_longer_than_was_thought(town: Store) -> None:
    with town.write() as session:
        clerk, zhang = a_worker(session, Role.CLERK, "XF"), a_resident(session)
        case = a_case(session, zhang, CLOCK)
        before, late = case.due_at, SetClock(case.due_at - timedelta(hours=1))
        case.level = 1
        triage = replace(intake.triage_of(case), is_complex=True)
        intake.accept_case(session, case.id, clerk, triage, late)
        assert case.due_at > before
        assert keys_for(session, zhang) == ["intake.later"]
        assert case.level == 0
        assert case.escalates_at == limits.next_escalation(session, case, late)
        assert case.escalates_at is not None
        assert case.escalates_at > late.now()
        hear_all(session)
        other = a_case(session, zhang, CLOCK)
        triage = replace(intake.triage_of(other), is_urgent=True)
        intake.accept_case(session, other.id, clerk, triage, CLOCK)
        assert "intake.later" not in keys_for(session, zhang)


def test_one_person_does_not_give_back_twice_what_nobody_had_since(town: Store) -> None:
    with town.write() as session:
        wang, li = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王李")
        case = a_case(session, a_resident(session), CLOCK)
        gives_back(session, case.id, wang)
        assert refuses(session, case, wang, gives_back, Conflict).reason == "returned_by_you"
        handling.sign_case(session, case.id, wang, CLOCK)
        gives_back(session, case.id, wang)
        other = a_case(session, a_resident(session), CLOCK)
        gives_back(session, other.id, wang)
        gives_back(session, other.id, li)
        assert other.returns == 2


def test_a_new_round_is_not_urged_nor_classed_yet(town: Store) -> None:
    with town.write() as session:
        wang, zhang = a_worker(session, Role.GRID_MANAGER, "XF-1"), a_resident(session)
        case = a_case(session, zhang, CLOCK)
        feedback.urge_case(session, case.id, zhang, CLOCK)
        case.triage_class = CaseClass.LATER
        handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
        feedback.reopen_case(session, case.id, zhang, 1, "又灭了", CLOCK)
        assert case.urged_at is None
        assert not case.triage_class


def test_what_is_urgent_is_not_merged_into_what_is_not(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        slow, urgent = (
            a_case(session, a_resident(session), CLOCK, is_urgent=it) for it in (False, True)
        )

        def merge(into: Case) -> Verb:
            return lambda session, case, who: case_merging.merge_case(
                session, case, into.id, who, CLOCK
            )

        assert refuses(session, urgent, wang, merge(slow), Conflict).reason == "merge_urgent"
        merge(urgent)(session, slow.id, wang)
        assert slow.status is Status.MERGED


@pytest.mark.parametrize("status", followers.JUDGED)
def test_who_follows_is_asked_as_long_as_they_may_say(town: Store, status: Status) -> None:
    with town.write() as session:
        wang, zhang = a_worker(session, Role.GRID_MANAGER, "XF-1"), a_resident(session)
        case, joiner = a_case(session, zhang, CLOCK), a_resident(session, "孙七")
        following.join_case(session, case.id, joiner, CLOCK)
        handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
        if status is Status.TRACKING:
            feedback.confirm_solved(session, case.id, zhang, 1, CLOCK)
        assert following.may_judge(session, case, joiner)
        following.confirm_followed(session, case.id, joiner, 1, CLOCK)
        assert not following.may_judge(session, case, joiner)
