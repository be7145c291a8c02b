"""Who reported what was merged is called about the answer, like who reported the other case."""

from typing import NamedTuple

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.errors import Conflict
from models.timeline import Act
from services.case_files import timeline
from services.casework import deeds, handling, todo
from services.identity import people
from services.reporters import callbacks, calls, followers
from services.reporters.callbacks import Heard
from services.store import Store
from services.triage import case_merging
from tests.support.offices import a_case, a_resident, a_worker, keys_for, shuts_us_out
from tests.support.towns import a_town
from tests.support.verbs import CLOCK


class Merged(NamedTuple):
    """A case merged into another, who answers that one, and a colleague."""

    case: Case
    root: Case
    clerk: int
    other: int


def merges(session: Session, *, is_answered: bool = True) -> Merged:
    """Merge a caller's case into one of somebody whom messages reach."""
    clerk, other = (a_worker(session, Role.CLERK, "XF", name) for name in "孙钱")
    root = a_case(session, a_resident(session, "李四"), CLOCK)
    caller = a_resident(session)
    people.set_phone(session, caller, "13800001234")
    shuts_us_out(session, caller)
    case = a_case(session, caller, CLOCK)
    case_merging.merge_case(session, case.id, root.id, clerk, CLOCK)
    if is_answered:
        handling.settle_case(session, root.id, clerk, "灯已换好，请打13900005678", CLOCK)
    return Merged(case, root, clerk, other)


def waits(session: Session, person_id: int) -> list[int]:
    items = todo.list_items(session, person_id, CLOCK).items
    return [it.case.id for it in items if it.wait is todo.Wait.CALL]


def test_a_caller_whose_case_was_merged_is_called_by_a_colleague(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        it = merges(session, is_answered=False)
        assert waits(session, it.other) == []
        assert "phone_back" not in deeds.list_deeds(session, it.case, it.other)
        handling.settle_case(session, it.root.id, it.clerk, "灯已换好", CLOCK)
        assert (waits(session, it.other), waits(session, it.clerk)) == ([it.case.id], [])
        assert "phone_back" in deeds.list_deeds(session, it.case, it.other)
        callbacks.record_call(session, it.case.id, it.other, Heard.NOT_REACHED, CLOCK)
        assert waits(session, it.other) == [it.case.id]


def test_what_they_say_counts_as_one_who_follows(town: Store) -> None:
    with town.write() as session:
        it = merges(session)
        callbacks.record_call(session, it.case.id, it.other, Heard.SOLVED, CLOCK, satisfaction=2)
        row = followers.find_follower(session, it.root.id, it.case.reporter_id or 0)
        assert row is not None
        assert (row.round, row.is_solved, row.is_contacted, row.satisfaction) == (1, True, True, 2)
        assert (it.case.status, it.root.is_solved) == (Status.MERGED, None)
        assert "follow.follower_solved" in keys_for(session, it.clerk)
        assert waits(session, it.other) == []
        with pytest.raises(Conflict, match="answer_judged"):
            callbacks.record_call(session, it.case.id, it.other, Heard.SOLVED, CLOCK)


def test_not_solved_gives_them_their_case_back_with_their_words(town: Store) -> None:
    with town.write() as session:
        it = merges(session)
        callbacks.record_call(
            session, it.case.id, it.other, Heard.NOT_SOLVED, CLOCK, words="只亮了一天"
        )
        assert (it.case.status, it.case.round, it.root.status) == (
            Status.ACCEPTED, 2, Status.ANSWERED
        )  # fmt: skip
        line = timeline.list_lines(session, it.case)[-1]
        assert (line.act, line.actor_id, (line.told or {})["words"]) == (
            Act.REOPENED, it.other, "只亮了一天"
        )  # fmt: skip
        assert timeline.is_intact(session, it.case)
        assert waits(session, it.other) == []


def test_who_answered_does_not_call_and_nobody_calls_in_vain(town: Store) -> None:
    with town.write() as session:
        it = merges(session)
        with pytest.raises(Conflict, match="call_not_by_owner"):
            callbacks.record_call(session, it.case.id, it.clerk, Heard.SOLVED, CLOCK)
        callbacks.record_call(session, it.case.id, it.other, Heard.NO_WAY, CLOCK)
        assert waits(session, it.other) == []


def test_the_answer_is_read_out_as_anybody_may_read_it(town: Store) -> None:
    with town.write() as session:
        it = merges(session)
        [call] = calls.list_after_answers(session, it.other, CLOCK).items
        assert (call.case.id, "13900005678" in call.answer) == (it.case.id, False)
        assert call.answer.startswith("灯已换好")
