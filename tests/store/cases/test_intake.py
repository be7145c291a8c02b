"""Taking a case in: who may, what it does to the clock, and what is written down."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, CaseClass, Status
from models.categories import Category
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.timeline import Act
from services.areas import areas
from services.case_files import contacts, timeline
from services.casework import declining, handling, intake
from services.clock import SetClock
from services.reporters import anonymity, feedback
from services.store import Store
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    keys_for,
    sayings_for,
    words_for,
)
from tests.support.towns import a_town
from tests.support.verbs import CLOCK, Verb, refuses

LATER = SetClock(CLOCK.now() + timedelta(hours=3))


def accepts(**changes: object) -> Verb:
    """Give the verb that accepts a case and changes something."""

    def verb(session: Session, case_id: int, who: int) -> Case:
        triage = intake.triage_of(session.get_one(Case, case_id))
        return intake.accept_case(session, case_id, who, replace(triage, **changes), LATER)  # type: ignore[arg-type]

    return verb


def declines(reason: str, next_door: str) -> Verb:
    """Give the verb that declines a case."""
    return lambda session, case, who: declining.decline_case(
        session, case, who, reason, next_door, LATER
    )


def test_a_longer_limit_is_set_at_acceptance_and_written_down(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        due = case.due_at
        accepts(is_complex=True, triage_class=CaseClass.LATER)(session, case.id, clerk)
        assert acts_of(session, case) == [Act.REPORTED, Act.CLASSED, Act.ACCEPTED]
        told = timeline.list_lines(session, case)[1].told or {}
        assert datetime.fromisoformat(str(told["due_before"])) == due
        assert datetime.fromisoformat(str(told["due"])) == case.due_at
        assert (case.limit_days, case.began_at) == (15, CLOCK.now())
        assert case.due_at - CLOCK.now() == timedelta(days=21)
        assert timeline.is_intact(session, case)


def test_what_cannot_wait_has_hours_from_when_it_was_reported(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        accepts(is_urgent=True)(session, case.id, clerk)
        assert case.due_at == CLOCK.now() + timedelta(hours=24)
        assert keys_for(session, wang) == ["case.alert_urgent"]


def test_nothing_but_the_first_triage_moves_the_clock(town: Store) -> None:
    with town.write() as session:
        clerk, zhang = a_worker(session, Role.CLERK, "XF"), a_resident(session)
        case = a_case(session, zhang, CLOCK)
        due = case.due_at
        handling.sign_case(session, case.id, clerk, CLOCK)
        refuses(session, case, clerk, accepts(is_complex=True), Conflict)
        handling.return_case(session, case.id, clerk, "不归我管", CLOCK)
        accepts(is_complex=True)(session, case.id, clerk)
        assert (case.due_at, case.is_complex) == (due, True)
        late = a_case(session, zhang, CLOCK)
        overdue = SetClock(late.due_at + timedelta(hours=1))
        due = late.due_at
        triage = replace(intake.triage_of(late), is_complex=True)
        intake.accept_case(session, late.id, clerk, triage, overdue)
        assert late.due_at == due


def test_a_case_moved_to_another_grid_is_told_there(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        li = a_worker(session, Role.GRID_MANAGER, "XF-2", "李网格")
        case = a_case(session, a_resident(session), CLOCK)
        grid = areas.get_area(session, "XF-2")
        accepts(area_id=grid.id)(session, case.id, clerk)
        assert keys_for(session, li) == ["case.alert"]
        elsewhere = areas.get_area(session, "NS-1")
        verb = accepts(area_id=elsewhere.id)
        assert refuses(session, case, clerk, verb, Invalid).reason == "area_not_yours"


def test_only_those_who_triage_may_take_in(town: Store) -> None:
    with town.write() as session:
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        other = a_worker(session, Role.CLERK, "NS")
        case = a_case(session, zhang, CLOCK)
        for who in (zhang, wang, other):
            for verb in (accepts(), declines("不归街道", "供电 95598")):
                refuses(session, case, who, verb, NotAllowed)


@pytest.mark.parametrize(
    ("reason", "next_door", "missing"),
    [
        ("", "供电 95598", "decline_reason_missing"),
        ("。", "供电 95598", "decline_reason_missing"),
        ("不归街道", "", "next_door_missing"),
        ("不归街道", "👍", "next_door_missing"),
    ],
)
def test_a_decline_without_reason_or_next_door_is_refused(
    town: Store, reason: str, next_door: str, missing: str
) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        refused = refuses(session, case, clerk, declines(reason, next_door), Invalid)
        assert refused.reason == missing


def test_a_declined_case_is_disputed_once_by_its_reporter(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        officer = a_worker(session, Role.OFFICER, "JD")
        zhang, li = a_resident(session), a_resident(session, "李四")
        case = a_case(session, zhang, CLOCK)
        due = case.due_at
        declines("不归街道", "供电 95598")(session, case.id, clerk)
        assert (case.status, case.closed_at) == (Status.DECLINED, LATER.now())
        assert "95598" in words_for(session, zhang)

        def dispute(session: Session, case_id: int, who: int) -> str:
            return declining.dispute_case(session, case_id, who, "就在我们楼里", LATER)

        refuses(session, case, li, dispute, NotFound)
        dispute(session, case.id, zhang)
        assert (case.status, case.closed_at, case.due_at) == (Status.SUBMITTED, None, due)
        assert keys_for(session, officer) == ["intake.disputed"]
        assert refuses(session, case, zhang, dispute, Conflict).reason == "disputed_before"
        again = declines("还是不归", "供电 95598")
        assert refuses(session, case, clerk, again, Conflict).reason == "decline_disputed"
        again(session, case.id, officer)
        assert sayings_for(session, zhang)[-1].choices == ()
        assert timeline.is_intact(session, case)


def test_one_question_is_asked_in_a_round(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk, zhang = a_worker(session, Role.CLERK, "XF"), a_resident(session)
        case = a_case(session, zhang, CLOCK)
        due = case.due_at

        def ask(session: Session, case_id: int, who: int) -> str:
            return intake.ask_info(session, case_id, who, "几号楼？", LATER)

        ask(session, case.id, clerk)
        assert case.status is Status.NEEDS_INFO
        assert case.step_due_at == LATER.now() + timedelta(days=5)
        feedback.supplement_case(session, case.id, zhang, "三号楼", LATER)
        assert (case.status, case.due_at) == (Status.ACCEPTED, due)
        assert "三号楼" in words_for(session, clerk)
        refused = refuses(session, case, clerk, ask, Conflict)
        assert refused.reason == "info_asked_before"
        nobody = a_case(session, zhang, CLOCK)
        nobody.reporter_id = None
        session.flush()
        assert refuses(session, nobody, clerk, ask, Conflict).reason == "no_reporter"


def test_who_is_anonymous_is_shown_to_nobody_before_it_is_lifted(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        officer = a_worker(session, Role.OFFICER, "JD")
        supervisor = a_worker(session, Role.SUPERVISOR, "JD")
        case = a_case(session, zhang, CLOCK, is_anonymous=True)

        def view(session: Session, case_id: int, who: int) -> object:
            return contacts.view(session, case_id, who, CLOCK)

        def lift(session: Session, case_id: int, who: int) -> str:
            return anonymity.lift_anonymity(session, case_id, who, "涉及安全", CLOCK)

        for who in (wang, officer):
            assert refuses(session, case, who, view, Conflict).reason == "reporter_anonymous"
            refuses(session, case, who, lift, NotAllowed)
            assert contacts.view_again(session, case.id, who).name == ""
        lift(session, case.id, supervisor)
        assert acts_of(session, case)[-1] is Act.ANONYMITY_LIFTED
        assert "涉及安全" in words_for(session, zhang)
        view(session, case.id, wang)
        assert refuses(session, case, supervisor, lift, Conflict).reason == "not_anonymous"


def test_a_case_classed_as_sensitive_becomes_private(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        accepts(category=Category.DISPUTE)(session, case.id, clerk)
        assert case.is_private
