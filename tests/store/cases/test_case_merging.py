"""Merging and following: what is refused, who is told and asked, and what stays as it was."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.cases import Case, Outcome, Status
from models.categories import Category
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.figures import PastRound
from models.following import Follower
from models.timeline import Act
from services.case_files import timeline
from services.casework import handling
from services.clock import SetClock
from services.erasing import erasure
from services.identity.merging import merge_people
from services.reporters import feedback, followers, following, tracking
from services.store import Store
from services.triage import case_merging
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    hear_all,
    keys_for,
    sayings_for,
)
from tests.support.senders import account_of
from tests.support.towns import a_town
from tests.support.verbs import CLOCK, Verb, refuses


def merges(into: Case) -> Verb:
    """Give the verb that merges a case into another."""
    return lambda session, case, who: case_merging.merge_case(session, case, into.id, who, CLOCK)


def a_pair(session: Session) -> tuple[Case, Case, int]:
    """Give a case, one that is merged into it, and the worker who did that."""
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    parent = a_case(session, a_resident(session, "张三"), CLOCK)
    child = a_case(session, a_resident(session, "李四"), CLOCK)
    merges(parent)(session, child.id, wang)
    hear_all(session)
    return parent, child, wang


def reporter_of(case: Case) -> int:
    """Give who reported a case."""
    assert case.reporter_id is not None
    return case.reporter_id


def test_what_cannot_be_merged_is_left_as_it_is(town: Store) -> None:
    with town.write() as session:
        parent, child, wang = a_pair(session)
        other = a_case(session, a_resident(session, "王五"), CLOCK)
        assert refuses(session, parent, wang, merges(parent), Conflict).reason == "merge_itself"
        assert refuses(session, parent, wang, merges(child), Conflict).reason == "merge_cycle"
        assert refuses(session, child, wang, merges(other), Conflict).reason == "merged_into"
        secret = a_case(session, a_resident(session), CLOCK, is_private=True)
        assert refuses(session, other, wang, merges(secret), Conflict).reason == "merge_private"
        feedback.withdraw_case(session, secret.id, reporter_of(secret), CLOCK)
        assert refuses(session, other, wang, merges(secret), Conflict).reason == "merge_ended"
        refused = refuses(session, secret, wang, merges(other), Conflict)
        assert refused.reason == "merge_answered"
        with pytest.raises(NotFound):
            case_merging.merge_case(session, other.id, 4711, wang, CLOCK)
        stranger = a_worker(session, Role.GRID_MANAGER, "XF-2")
        refuses(session, other, stranger, merges(parent), NotAllowed)


def test_into_one_that_is_merged_means_its_root_and_followers_come_along(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        parent, child, wang = a_pair(session)
        third = a_case(session, a_resident(session, "王五"), CLOCK)
        merges(child)(session, third.id, wang)
        assert third.merged_into_id == parent.id
        root = a_case(session, a_resident(session, "赵六"), CLOCK)
        merges(root)(session, parent.id, wang)
        assert {it.id for it in followers.list_children(session, root.id)} == {
            parent.id,
            child.id,
            third.id,
        }
        people = {row.person_id for row in followers.list_followers(session, root.id)}
        assert people == {reporter_of(it) for it in (parent, child, third)}


def test_what_is_pushed_to_the_reporter_goes_to_all_who_follow(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        parent, child, wang = a_pair(session)
        joiner = a_resident(session, "孙七")
        following.join_case(session, parent.id, joiner, CLOCK)
        handling.relay(session, parent.id, wang, "您家几口人？", CLOCK)
        handling.sign_case(session, parent.id, wang, CLOCK)
        handling.answer_case(session, parent.id, wang, "灯已换好", CLOCK)
        assert keys_for(session, reporter_of(parent)) == [
            "case.relayed",
            "case.taken_on",
            "case.answered",
        ]
        for person in (reporter_of(child), joiner):
            assert keys_for(session, person) == ["case.taken_on", "case.answered"]
            commands = [it.command for it in sayings_for(session, person)[-1].choices]
            assert [it.dialogue for it in commands if it] == [
                "followed_solved",
                "followed_not_solved",
                "followed_nobody_came",
            ]
        hear_all(session)
        assert timeline.is_intact(session, parent)
        assert acts_of(session, parent).count(Act.JOINED) == 1


def test_what_followers_say_is_kept_beside_the_case(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        parent, _, wang = a_pair(session)
        joiner = a_resident(session, "孙七")
        following.join_case(session, parent.id, joiner, CLOCK)
        with pytest.raises(Conflict):
            following.confirm_followed(session, parent.id, joiner, 1, CLOCK)
        handling.settle_case(session, parent.id, wang, "灯已换好", CLOCK)
        following.confirm_followed(session, parent.id, joiner, 1, CLOCK)
        following.rate_followed(session, parent.id, joiner, 1, 2)
        for twice in (
            lambda: following.confirm_followed(session, parent.id, joiner, 1, CLOCK),
            lambda: following.rate_followed(session, parent.id, joiner, 1, 3),
        ):
            with pytest.raises(Conflict):
                twice()
        row = session.exec(select(Follower).where(Follower.person_id == joiner)).one()
        assert (row.round, row.is_solved, row.is_contacted, row.satisfaction) == (1, True, True, 2)
        assert (parent.is_solved, parent.satisfaction) == (None, None)
        with pytest.raises(NotFound):
            following.confirm_followed(session, parent.id, wang, 1, CLOCK)


def test_whose_own_case_comes_back_has_a_new_round_and_the_old_one_in_the_figures(
    store: Store,
) -> None:
    with store.write() as session:
        a_town(session)
        parent, child, wang = a_pair(session)
        handling.settle_case(session, parent.id, wang, "灯已换好", CLOCK)
        later = SetClock(CLOCK.now() + timedelta(days=1))
        me = reporter_of(child)
        own = following.deny_followed(session, parent.id, me, 1, later, was_contacted=False)
        assert own.id == child.id
        assert (child.status, child.round, child.merged_into_id) == (Status.ACCEPTED, 2, None)
        assert (child.began_at, child.owner_id) == (later.now(), None)
        past = session.exec(select(PastRound).where(PastRound.case_id == child.id)).one()
        assert (past.is_solved, past.is_contacted, past.owner_id) == (False, False, wang)
        assert past.answered_at == parent.answered_at
        assert followers.list_followers(session, parent.id) == []
        assert parent.status is Status.ANSWERED
        assert timeline.is_intact(session, child)


def test_the_rest_is_handled_by_itself_when_the_first_is_withdrawn(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        parent, child, wang = a_pair(session)
        third = a_case(session, a_resident(session, "王五"), CLOCK)
        merges(parent)(session, third.id, wang)
        joiner = a_resident(session, "孙七")
        following.join_case(session, parent.id, joiner, CLOCK)
        feedback.withdraw_case(session, parent.id, reporter_of(parent), CLOCK)
        assert (child.status, third.merged_into_id) == (Status.ACCEPTED, child.id)
        people = {row.person_id for row in followers.list_followers(session, child.id)}
        assert people == {reporter_of(third), joiner}
        assert "follow.handed_on" in keys_for(session, wang)
        feedback.withdraw_case(session, third.id, reporter_of(third), CLOCK)
        feedback.withdraw_case(session, child.id, reporter_of(child), CLOCK)
        assert keys_for(session, joiner) == ["follow.withdrawn_for_you"]


def test_a_merged_case_ends_with_its_parent(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        parent, child, wang = a_pair(session)
        handling.settle_case(session, parent.id, wang, "灯已换好", CLOCK)
        feedback.confirm_solved(session, parent.id, reporter_of(parent), 1, CLOCK)
        end = SetClock(CLOCK.now() + timedelta(days=31))
        assert tracking.close_tracked(session, end) == 1
        assert (child.status, child.outcome) == (Status.CLOSED, Outcome.SOLVED_UNANSWERED)
        assert child.closed_at == end.now()
        assert timeline.is_intact(session, child)


def test_a_case_is_parted_for_a_reason_and_keeps_its_due_day(town: Store) -> None:
    with town.write() as session:
        parent, child, wang = a_pair(session)
        due = child.due_at

        def part(reason: str) -> Verb:
            return lambda session, case, who: case_merging.part_case(
                session, case, who, reason, CLOCK
            )

        assert refuses(session, child, wang, part(""), Invalid).reason == "part_reason_missing"
        assert refuses(session, parent, wang, part("不同"), Conflict).reason == "not_merged"
        part("不是一件事")(session, child.id, wang)
        assert (child.status, child.due_at) == (Status.ACCEPTED, due)
        assert keys_for(session, reporter_of(child)) == ["follow.parted_for_you"]
        merges(parent)(session, child.id, wang)
        assert len(followers.list_followers(session, parent.id)) == 1


@pytest.mark.parametrize(
    "report",
    [{"is_private": True}, {"category": Category.DISPUTE}, {"category": Category.CONDUCT}],
)
def test_what_is_not_public_is_not_there_for_others(town: Store, report: dict[str, Any]) -> None:
    with town.write() as session:
        case = a_case(session, a_resident(session), CLOCK, **report)
        other = a_resident(session, "李四")
        assert following.find_public(session, case.serial, case.prefix, case.year) is None
        refuses(session, case, other, _join, NotFound)


def _join(session: Session, case_id: int, who: int) -> Case:
    return following.join_case(session, case_id, who, CLOCK)


def test_one_follows_what_others_reported_and_once(town: Store) -> None:
    with town.write() as session:
        parent, child, _ = a_pair(session)
        assert refuses(session, parent, reporter_of(parent), _join, Conflict).reason == "own_case"
        joiner = a_resident(session, "孙七")
        assert _join(session, child.id, joiner).id == parent.id
        _join(session, parent.id, joiner)
        assert acts_of(session, parent).count(Act.JOINED) == 1
        assert followers.count_followers(session, parent.id) == 2
        following.leave_case(session, parent.id, joiner, CLOCK)
        assert followers.count_followers(session, parent.id) == 1
        with pytest.raises(NotFound):
            following.leave_case(session, parent.id, reporter_of(child), CLOCK)
        _join(session, parent.id, joiner)
        assert [it.id for it in following.list_followed(session, joiner)] == [parent.id]
        feedback.withdraw_case(session, child.id, reporter_of(child), CLOCK)
        feedback.withdraw_case(session, parent.id, reporter_of(parent), CLOCK)
        refuses(session, parent, joiner, _join, Conflict)


def test_one_who_turns_out_to_be_another_follows_what_they_followed(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        parent, _, _ = a_pair(session)
        gone, kept = a_resident(session, "孙七"), a_resident(session, "孙七")
        second = a_case(session, a_resident(session), CLOCK)
        for case, who in ((parent, gone), (parent, kept), (second, gone)):
            following.join_case(session, case.id, who, CLOCK)
        merge_people(session, gone, kept, CLOCK)
        followed = {it.id for it in following.list_followed(session, kept)}
        assert followed == {parent.id, second.id}


def test_into_an_answered_one_means_to_be_asked_at_once(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        parent = a_case(session, a_resident(session), CLOCK)
        handling.settle_case(session, parent.id, wang, "灯已换好", CLOCK)
        late = a_case(session, a_resident(session, "李四"), CLOCK)
        merges(parent)(session, late.id, wang)
        (asked,) = sayings_for(session, reporter_of(late))
        assert asked.phrases[0].arguments["words"] == "灯已换好"
        assert len(asked.choices) == 3
        following.confirm_followed(session, parent.id, reporter_of(late), 1, CLOCK)


def test_who_is_erased_follows_nothing_and_waits_for_nothing(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        parent, child, _ = a_pair(session)
        me = reporter_of(child)
        other = a_case(session, a_resident(session), CLOCK)
        following.join_case(session, other.id, me, CLOCK)
        erasure.erase_person(session, me, account_of(session, me).id, CLOCK)
        assert followers.count_followers(session, parent.id) == 0
        assert followers.count_followers(session, other.id) == 0
        session.refresh(child)
        assert (child.status, child.outcome) == (Status.CLOSED, Outcome.WITHDRAWN)
