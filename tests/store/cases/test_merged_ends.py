"""What becomes of merged cases, and of who waits for them, when the other ends or goes on."""

from datetime import timedelta

from sqlmodel import Session, select

from models.access import Role
from models.cases import Case, Outcome, Status
from models.following import Follower
from models.timeline import Act
from services.case_files import timeline
from services.casework import declining, handling
from services.clock import SetClock
from services.reporters import feedback, followers, following, tracking
from services.store import Store
from services.triage import case_merging
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker, acts_of, hear_all, keys_for

CLOCK = SetClock(MONDAY + timedelta(hours=1))
LATER = SetClock(MONDAY + timedelta(days=40))


def reporter_of(case: Case) -> int:
    """Give who reported a case."""
    assert case.reporter_id is not None
    return case.reporter_id


class Family:
    """A case, two of others that are merged into it, and a clerk who does that."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        self.root = a_case(session, a_resident(session, "张三"), CLOCK)
        self.first, self.second = (
            a_case(session, a_resident(session, name), CLOCK) for name in ("李四", "王五")
        )
        for child in (self.first, self.second):
            self.merge(child, self.root)

    def merge(self, case: Case, into: Case) -> None:
        case_merging.merge_case(self.session, case.id, into.id, self.clerk, CLOCK)
        hear_all(self.session)

    def settle(self, case: Case) -> None:
        handling.settle_case(self.session, case.id, self.clerk, "灯已换好", CLOCK)

    def follow(self, case: Case) -> set[int]:
        return {row.person_id for row in followers.list_followers(self.session, case.id)}


def test_what_was_merged_into_a_declined_case_goes_on(town: Store) -> None:
    with town.write() as session:
        it = Family(session)
        joiner = a_resident(session, "孙七")
        following.join_case(session, it.root.id, joiner, CLOCK)
        declining.decline_case(session, it.root.id, it.clerk, "不归街道", "物业", CLOCK)
        assert (it.first.status, it.first.merged_into_id) == (Status.ACCEPTED, None)
        assert (it.second.status, it.second.merged_into_id) == (Status.MERGED, it.first.id)
        assert it.follow(it.first) == {reporter_of(it.second), joiner}
        assert keys_for(session, it.clerk) == ["follow.handed_on_declined"]
        assert keys_for(session, reporter_of(it.root)) == ["intake.declined"]
        assert keys_for(session, reporter_of(it.first)) == []
        assert Act.ACCEPTED in acts_of(session, it.first)
        assert timeline.is_intact(session, it.first)


def test_who_follows_a_declined_case_hears_so_and_keeps_following(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        joiner = a_resident(session, "孙七")
        following.join_case(session, case.id, joiner, CLOCK)
        declining.decline_case(session, case.id, clerk, "不归街道", "物业", CLOCK)
        assert keys_for(session, joiner) == ["intake.declined"]


def test_solved_is_only_who_said_so_of_the_last_answer(town: Store) -> None:
    with town.write() as session:
        it = Family(session)
        it.settle(it.root)
        following.confirm_followed(session, it.root.id, reporter_of(it.first), 1, CLOCK)
        feedback.reopen_case(session, it.root.id, reporter_of(it.root), 1, "又坏了", CLOCK)
        it.settle(it.root)
        following.confirm_followed(session, it.root.id, reporter_of(it.second), 2, CLOCK)
        feedback.confirm_solved(session, it.root.id, reporter_of(it.root), 2, CLOCK)
        assert tracking.close_tracked(session, LATER) == 1
        assert it.first.outcome is Outcome.SOLVED_UNANSWERED
        assert it.second.outcome is Outcome.SOLVED_CONFIRMED


def test_what_was_said_of_another_answer_does_not_come_along(town: Store) -> None:
    with town.write() as session:
        it = Family(session)
        it.settle(it.root)
        me = reporter_of(it.first)
        following.confirm_followed(session, it.root.id, me, 1, CLOCK)
        feedback.reopen_case(session, it.root.id, reporter_of(it.root), 1, "又坏了", CLOCK)
        other = a_case(session, a_resident(session, "赵六"), CLOCK)
        it.merge(it.root, other)
        it.settle(other)
        assert [case.id for case in following.list_asked(session, me)] == [other.id]


def test_who_follows_both_is_not_sent_away_from_one_that_goes_on(town: Store) -> None:
    with town.write() as session:
        it = Family(session)
        joiner = a_resident(session, "孙七")
        other = a_case(session, a_resident(session, "赵六"), CLOCK)
        for case in (it.root, other):
            following.join_case(session, case.id, joiner, CLOCK)
        it.merge(it.root, other)
        rows = session.exec(select(Follower).where(Follower.person_id == joiner)).all()
        assert [row.case_id for row in rows if row.until is None] == [other.id]
        hear_all(session)
        feedback.withdraw_case(session, it.root.id, reporter_of(it.root), CLOCK)
        assert keys_for(session, joiner) == []


def test_who_has_two_cases_in_one_waits_for_the_second_still(town: Store) -> None:
    with town.write() as session:
        it = Family(session)
        me = reporter_of(it.first)
        again = a_case(session, me, CLOCK)
        it.merge(again, it.root)
        case_merging.part_case(session, it.first.id, it.clerk, "不是一件事", CLOCK)
        hear_all(session)
        it.settle(it.root)
        assert keys_for(session, me) == ["case.answered"]
        following.deny_followed(session, it.root.id, me, 1, CLOCK)
        assert again.status is Status.ACCEPTED
        assert it.follow(it.root) == {reporter_of(it.second)}


def test_two_cases_of_one_person_go_along_when_one_is_handled_for_another(town: Store) -> None:
    with town.write() as session:
        it = Family(session)
        again = a_case(session, reporter_of(it.root), CLOCK)
        it.merge(again, it.root)
        feedback.withdraw_case(session, it.root.id, reporter_of(it.root), CLOCK)
        assert it.follow(it.first) == {reporter_of(it.second), reporter_of(it.root)}
