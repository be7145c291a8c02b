"""The page of the life of a case, held to the code: what it says is run."""

import secrets
from contextlib import suppress
from itertools import product

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.errors import Refusal
from services import (
    access,
    areas,
    case_merging,
    cases,
    declining,
    feedback,
    handling,
    intake,
    people,
    tracking,
)
from services.clock import SetClock
from tests import lifecycle_page
from tests.builders import MONDAY, a_store, an_account


def test_the_lifecycle_page_is_drawn_from_the_code() -> None:
    assert lifecycle_page.PAGE.read_text("utf-8") == lifecycle_page.draw(), "run: make docs"


def test_the_lifecycle_page_says_which_verb_takes_which_step(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every verb is tried in every state, with and without an owner."""
    store = a_store(sqlite_url)
    taken: dict[str, set[tuple[Status, Status]]] = {verb: set() for verb in lifecycle_page.WHO}
    steps: list[tuple[Status, Status]] = []
    move = Case.move_to

    def move_and_note(case: Case, status: Status) -> tuple[Status, Status]:
        steps.append(move(case, status))
        return steps[-1]

    monkeypatch.setattr(Case, "move_to", move_and_note)
    for verb, before, is_owned in product(lifecycle_page.WHO, Status, (True, False)):
        steps.clear()
        with suppress(Refusal), store.write() as session:
            try_verb(session, verb, before, is_owned=is_owned)
            taken[verb].update(steps)
    store.close()
    assert {verb: set(steps) for verb, steps in lifecycle_page.TAKEN.items()} == taken


def try_verb(session: Session, verb: str, before: Status, *, is_owned: bool) -> None:
    """Put a new case into a state and let somebody who may do something with it."""
    clock = SetClock(MONDAY)
    street = areas.ensure_street(session, "JD", "清河街道")
    reporter, worker = (
        people.consent(session, an_account(session, secrets.token_hex(8)).id, "", clock)
        for _ in range(2)
    )
    access.appoint(session, worker, Role.GRID_MANAGER, street, clock)
    access.appoint(session, worker, Role.CLERK, street, clock)
    filed = cases.report_case(session, cases.Report(reporter, "楼道灯不亮"), clock)
    case = cases.get_case(session, filed.case_id)
    case.status, case.step_due_at = before, MONDAY
    case.owner_id = worker if is_owned else None
    session.flush()
    match verb:
        case "close_tracked":
            tracking.close_tracked(session, clock)
        case "sign_case":
            handling.sign_case(session, case.id, worker, clock)
        case "withdraw_case":
            feedback.withdraw_case(session, case.id, reporter, clock)
        case "confirm_solved":
            feedback.confirm_solved(session, case.id, reporter, case.round, clock)
        case "reopen_case":
            feedback.reopen_case(session, case.id, reporter, case.round, "", clock)
        case "accept_case":
            intake.accept_case(session, case.id, worker, intake.triage_of(case), clock)
        case "ask_info":
            intake.ask_info(session, case.id, worker, "几号楼？", clock)
        case "supplement_case":
            feedback.supplement_case(session, case.id, reporter, "是4号楼", clock)
        case "decline_case":
            declining.decline_case(session, case.id, worker, "不归街道", "供电 95598", clock)
        case "dispute_case":
            declining.dispute_case(session, case.id, reporter, "", clock)
        case "merge_case":
            other = cases.report_case(session, cases.Report(reporter, "灯不亮"), clock)
            case_merging.merge_case(session, case.id, other.case_id, worker, clock)
        case "part_case":
            case_merging.part_case(session, case.id, worker, "不是一件事", clock)
        case _:
            getattr(handling, verb)(session, case.id, worker, "灯已换好", clock)
