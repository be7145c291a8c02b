"""The page of the life of a case, held to the code: what it says is run."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import product

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.categories import Category
from models.errors import Refusal
from services.areas import areas
from services.casework import assigning, case_clock, cases, declining, handling, intake, shelving
from services.clock import SetClock, today
from services.identity import people
from services.notices import notice_words, notices, objections
from services.office import access
from services.reporters import callbacks, feedback, tracking
from services.reporters.callbacks import Heard
from services.triage import case_merging, recurring
from tests.support import lifecycle_page
from tests.support.builders import MONDAY, a_store, an_account
from tests.support.offices import a_case
from tests.support.towns import a_town


class Undone(Exception):
    """Takes back what was tried."""


def test_the_lifecycle_page_is_drawn_from_the_code() -> None:
    assert lifecycle_page.PAGE.read_text("utf-8") == lifecycle_page.draw(), "run: make docs"


def test_the_lifecycle_page_says_which_verb_takes_which_step(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every verb is tried in every state, with and without an owner."""
    store = a_store(sqlite_url)
    with store.write() as session:
        a_town(session)
    taken: dict[str, set[tuple[Status, Status]]] = {verb: set() for verb in lifecycle_page.WHO}
    steps: list[tuple[Status, Status]] = []
    move = Case.move_to

    def move_and_note(case: Case, status: Status) -> tuple[Status, Status]:
        steps.append(move(case, status))
        return steps[-1]

    monkeypatch.setattr(Case, "move_to", move_and_note)
    for verb, before, is_owned in product(lifecycle_page.WHO, Status, (True, False)):
        steps.clear()
        with suppress(Undone), store.write() as session:
            with suppress(Refusal):
                try_verb(session, verb, before, is_owned=is_owned)
                taken[verb].update(steps)
            raise Undone
    store.close()
    assert {verb: set(steps) for verb, steps in lifecycle_page.TAKEN.items()} == taken


def try_verb(session: Session, verb: str, before: Status, *, is_owned: bool) -> None:
    """Put a new case into a state and let somebody who may do something with it."""
    clock = SetClock(MONDAY)
    street = areas.get_street(session)
    reporter, worker = (
        people.consent(session, an_account(session, secrets.token_hex(8)).id, "", clock)
        for _ in range(2)
    )
    access.appoint(session, worker, Role.GRID_MANAGER, street, clock)
    access.appoint(session, worker, Role.CLERK, street, clock)
    case = a_case(session, reporter, clock, "YG-3", category=Category.STREET)
    case.status, case.step_due_at = before, MONDAY
    case.owner_id = worker if is_owned else None
    session.flush()
    match verb:
        case _ if verb in BY_ITSELF:
            case.is_private = True  # as far as the public goes, nothing is waited for
            BY_ITSELF[verb](session, clock)
        case "confirm_solved":
            feedback.confirm_solved(session, case.id, reporter, case.round, clock)
        case "reopen_case":
            feedback.reopen_case(session, case.id, reporter, case.round, "", clock)
        case _ if verb in SIMPLE:
            SIMPLE[verb](session, case, reporter, worker)
        case "assign_case" | "reassign_case":
            hand_on(session, case, verb)
        case "shelve_case" | "take_up_case":
            plan(session, case, worker, verb)
        case _:
            getattr(handling, verb)(session, case.id, worker, "灯已换好", clock)


def plan(session: Session, case: Case, worker: int, verb: str) -> None:
    """Let the owner put a case into the plan, or take it up."""
    clock = SetClock(MONDAY)
    if verb == "take_up_case":
        shelving.take_up_case(session, case.id, worker, clock)
        return
    review = today(clock) + timedelta(days=30)
    shelving.shelve_case(session, case.id, worker, "明年改造", review, clock)


def hand_on(session: Session, case: Case, verb: str) -> None:
    """Let a clerk hand a case to somebody of the grid."""
    clock = SetClock(MONDAY)
    street = areas.get_street(session)
    clerk, other = (
        people.consent(session, an_account(session, secrets.token_hex(8)).id, "", clock)
        for _ in range(2)
    )
    access.appoint(session, clerk, Role.CLERK, street, clock)
    access.appoint(session, other, Role.GRID_MANAGER, street, clock)
    target = assigning.Target(other)
    if verb == "assign_case":
        assigning.assign_case(session, case.id, clerk, target, clock)
    else:
        assigning.reassign_case(session, case.id, clerk, target, "换人", clock)


Takes = Callable[[Session, Case, int, int], object]


def merge(session: Session, case: Case, reporter: int, worker: int) -> None:
    """Merge it into another of the same reporter."""
    clock = SetClock(MONDAY)
    other = cases.report_case(session, cases.Report(reporter, "灯不亮"), clock)
    case_merging.merge_case(session, case.id, other.case_id, worker, clock)


def hear(session: Session, case: Case, reporter: int, worker: int) -> None:  # noqa: ARG001
    """Ask on the phone whether it is solved: it is, and in another life it is not."""
    clock = SetClock(MONDAY)
    savepoint = session.begin_nested()
    with suppress(Refusal):
        callbacks.record_call(session, case.id, worker, Heard.SOLVED, clock)
    savepoint.rollback()
    session.expire_all()
    callbacks.record_call(session, case.id, worker, Heard.NOT_SOLVED, clock)


def uphold(session: Session, case: Case, reporter: int, worker: int) -> None:
    """Let its reporter object to its notice, and be right."""
    clock = SetClock(MONDAY)
    notice = notices.draft_for_case(session, case, clock)
    assert notice is not None
    notices.approve_and_publish(session, notice.id, worker, clock, notice_words.digest_of(notice))
    made = objections.object_to(session, notice.id, reporter, "还是不亮", clock)
    objections.answer_objection(session, made, worker, "成立", clock, is_upheld=True)


def recur(session: Session, case: Case, reporter: int, worker: int) -> None:
    """Let it be the return of another that is watched."""
    clock = SetClock(MONDAY)
    watched = a_case(session, reporter, clock, "YG-3", category=Category.STREET)
    watched.status = Status.TRACKING
    session.flush()
    recurring.recur_case(session, case.id, worker, clock)


AT = SetClock(MONDAY)
BY_ITSELF: dict[str, Callable[[Session, SetClock], int]] = {
    "lapse_info": case_clock.lapse_info,
    "review_shelved": case_clock.review_shelved,
    "end_notice_period": case_clock.end_notice_period,
    "close_tracked": tracking.close_tracked,
}
SIMPLE: dict[str, Takes] = {
    "sign_case": lambda session, case, _, who: handling.sign_case(session, case.id, who, AT),
    "accept_case": lambda session, case, _, who: intake.accept_case(
        session, case.id, who, intake.triage_of(case), AT
    ),
    "ask_info": lambda session, case, _, who: intake.ask_info(
        session, case.id, who, "几号楼？", AT
    ),
    "supplement_case": lambda session, case, who, _: feedback.supplement_case(
        session, case.id, who, "是4号楼", AT
    ),
    "decline_case": lambda session, case, _, who: declining.decline_case(
        session, case.id, who, "不归街道", "供电 95598", AT
    ),
    "dispute_case": lambda session, case, who, _: declining.dispute_case(
        session, case.id, who, "", AT
    ),
    "withdraw_case": lambda session, case, who, _: feedback.withdraw_case(
        session, case.id, who, AT
    ),
    "record_call": hear,
    "answer_objection": uphold,
    "recur_case": recur,
    "merge_case": merge,
    "part_case": lambda session, case, _, who: case_merging.part_case(
        session, case.id, who, "不是一件事", AT
    ),
}
