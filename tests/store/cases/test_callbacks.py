"""Calls after an answer: what is said on the phone counts like the reporter's own press."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.errors import Conflict, Invalid, NotAllowed
from models.figures import PastRound
from models.timeline import Act
from services.case_files import timeline
from services.casework import handling, lifecycle, todo
from services.clock import SetClock
from services.identity import people
from services.reporters import callbacks, feedback
from services.reporters.callbacks import Heard
from services.store import Store
from tests.support.offices import a_case, a_resident, a_worker, acts_of, keys_for, shuts_us_out
from tests.support.towns import a_town
from tests.support.verbs import CLOCK


def answered(session: Session, who: int) -> Case:
    """Give a case that somebody has answered, of a reporter no message reaches."""
    zhang = a_resident(session)
    people.set_phone(session, zhang, "13800001234")
    case = a_case(session, zhang, CLOCK)
    handling.settle_case(session, case.id, who, "灯已换好", CLOCK)
    shuts_us_out(session, zhang)
    return case


def test_the_answer_of_somebody_unreachable_waits_for_a_call_by_a_colleague(
    store: Store,
) -> None:
    with store.write() as session:
        a_town(session)
        clerk, other = (a_worker(session, Role.CLERK, "XF", name) for name in "孙钱")
        far = a_worker(session, Role.CLERK, "NS")
        case = answered(session, clerk)
        reached = a_case(session, a_resident(session), CLOCK)
        handling.settle_case(session, reached.id, clerk, "灯已换好", CLOCK)
        assert [(it.wait, it.case.id) for it in todo.list_items(session, other, CLOCK).items] == [
            (todo.Wait.CALL, case.id)
        ]
        assert (
            todo.list_items(session, clerk, CLOCK).total
            == todo.list_items(session, far, CLOCK).total
            == 0
        )
        callbacks.record_call(session, case.id, other, Heard.NOT_REACHED, CLOCK)
        assert (case.status, case.is_solved) == (Status.ANSWERED, None)
        assert todo.list_items(session, other, CLOCK).total == 1
        number = callbacks.record_call(
            session, case.id, other, Heard.SOLVED, CLOCK, satisfaction=2
        )
        assert number == case.number
        assert (case.status, case.is_solved, case.is_contacted) == (Status.TRACKING, True, True)
        assert case.satisfaction == 2
        assert acts_of(session, case)[-4:] == [
            Act.CALLED_BACK, Act.CALLED_BACK, Act.CONFIRMED, Act.RATED
        ]  # fmt: skip
        lines = timeline.list_lines(session, case)[-4:]
        assert [line.actor_id for line in lines] == [other] * 4
        assert [line.told for line in lines][:2] == [{"heard": "not_reached"}, {"heard": "solved"}]
        assert "case.confirmed" in keys_for(session, clerk)
        assert todo.list_items(session, other, CLOCK).total == 0
        assert timeline.is_intact(session, case)


def test_not_solved_on_the_phone_begins_a_new_round(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk, other = (a_worker(session, Role.CLERK, "XF", name) for name in "孙钱")
        case = answered(session, clerk)
        callbacks.record_call(session, case.id, other, Heard.NOT_SOLVED, CLOCK, words="只亮了一天")
        assert (case.status, case.round) == (Status.ACCEPTED, 2)
        line = timeline.list_lines(session, case)[-1]
        assert (line.act, line.actor_id, line.told) == (
            Act.REOPENED, other, {"words": "只亮了一天"}
        )  # fmt: skip
        past = session.get_one(PastRound, 1)
        assert (past.is_solved, past.is_contacted) == (False, True)
        assert "case.reopened" in keys_for(session, clerk)
        assert timeline.is_intact(session, case)


def test_the_owner_calls_only_where_there_is_nobody_else(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = answered(session, wang)
        assert callbacks.may_call(session, case, wang)
        a_worker(session, Role.CLERK, "NS")
        assert callbacks.may_call(session, case, wang)
        a_worker(session, Role.OFFICER, "JD")
        with pytest.raises(Conflict, match="call_not_by_owner"):
            callbacks.record_call(session, case.id, wang, Heard.SOLVED, CLOCK)
        with pytest.raises(NotAllowed):
            callbacks.record_call(session, case.id, a_resident(session), Heard.SOLVED, CLOCK)


def test_an_answer_is_judged_once_by_phone_or_press(town: Store) -> None:
    with town.write() as session:
        clerk, other = (a_worker(session, Role.CLERK, "XF", name) for name in "孙钱")
        case = answered(session, clerk)
        with pytest.raises(Invalid):
            callbacks.record_call(session, case.id, other, Heard.SOLVED, CLOCK, satisfaction=4)
        feedback.confirm_solved(session, case.id, case.reporter_id or 0, 1, CLOCK)
        for heard in Heard:
            with pytest.raises(Conflict, match="answer_judged"):
                callbacks.record_call(session, case.id, other, heard, CLOCK)
        open_ = a_case(session, a_resident(session), CLOCK)
        with pytest.raises(Conflict, match="answer_judged"):
            callbacks.record_call(session, open_.id, other, Heard.SOLVED, CLOCK)


def test_who_never_answered_may_be_called_while_the_case_is_watched(town: Store) -> None:
    with town.write() as session:
        clerk, other = (a_worker(session, Role.CLERK, "XF", name) for name in "孙钱")
        case = answered(session, clerk)
        later = SetClock(CLOCK.now() + timedelta(days=9))
        lifecycle.move(session, case, Status.TRACKING, later)
        ends = case.step_due_at
        callbacks.record_call(session, case.id, other, Heard.SOLVED, later)
        assert (case.status, case.is_solved, case.step_due_at) == (Status.TRACKING, True, ends)
        assert acts_of(session, case)[-1] is Act.CONFIRMED
