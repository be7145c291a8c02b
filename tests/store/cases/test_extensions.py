"""Extensions: asked before the limit, granted by somebody else, told to the reporter."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Escalation, Status
from models.errors import Conflict, Invalid, NotAllowed, Refusal
from models.timeline import Act
from services.case_files import timeline
from services.casework import extensions, handling, todo
from services.clock import Clock, SetClock
from services.rules import rules_of
from services.store import Store
from services.workdays import add_workdays
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    as_it_stands,
    hear_all,
    keys_for,
    sayings_for,
    words_for,
)
from tests.support.towns import a_town
from tests.support.verbs import CLOCK


def in_hand(session: Session, who: int, *, is_urgent: bool = False) -> Case:
    """Give a case that somebody has signed."""
    case = a_case(session, a_resident(session), CLOCK, is_urgent=is_urgent)
    handling.sign_case(session, case.id, who, CLOCK)
    hear_all(session)
    return case


def asks(session: Session, case: Case, who: int, days: int = 5, clock: Clock = CLOCK) -> None:
    extensions.ask_extension(session, case.id, who, days, "等配件到货", clock)


def refused(session: Session, case: Case, who: int, kind: type[Refusal], days: int = 5) -> str:
    before = as_it_stands(session, case)
    with pytest.raises(kind) as refusal:
        asks(session, case, who, days)
    assert as_it_stands(session, case) == before
    return refusal.value.reason


def test_a_granted_extension_moves_the_limit_and_the_reporter_hears_why(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang, clerk = (a_worker(session, role, "XF") for role in (Role.GRID_MANAGER, Role.CLERK))
        officer = a_worker(session, Role.OFFICER, "JD")
        case = in_hand(session, wang)
        before = case.due_at
        asks(session, case, wang)
        assert (case.due_at, case.extension_asked) == (before, 5)
        assert keys_for(session, clerk) == ["steps.extension_to_grant"]
        assert keys_for(session, officer) == []
        assert "等配件到货" in words_for(session, clerk)
        assert [it.wait for it in todo.list_items(session, clerk, CLOCK).items] == [
            todo.Wait.GRANT
        ]
        case.level = Escalation.REMINDED
        extensions.grant_extension(session, case.id, clerk, CLOCK)
        assert case.due_at == add_workdays(session, case.began_at, 12, CLOCK).at
        assert (case.extensions, case.extension_asked, case.level) == (1, None, 0)
        line = timeline.list_lines(session, case)[-1]
        assert (line.act, line.actor_id) == (Act.EXTENDED, clerk)
        assert line.told == {
            "days": 5,
            "words": "等配件到货",
            "before": before.isoformat(),
            "after": case.due_at.isoformat(),
        }
        assert keys_for(session, wang) == ["steps.extension_granted"]
        assert case.reporter_id is not None
        assert keys_for(session, case.reporter_id) == ["steps.extended"]
        assert "等配件到货" in words_for(session, case.reporter_id)
        assert todo.list_items(session, clerk, CLOCK).total == 0
        assert timeline.is_intact(session, case)


def test_a_refused_extension_leaves_the_limit_and_the_owner_hears_why(town: Store) -> None:
    with town.write() as session:
        wang, clerk = (a_worker(session, role, "XF") for role in (Role.GRID_MANAGER, Role.CLERK))
        case = in_hand(session, wang)
        due = case.due_at
        asks(session, case, wang)
        with pytest.raises(Invalid, match="extension_refused_why"):
            extensions.refuse_extension(session, case.id, clerk, "", CLOCK)
        extensions.refuse_extension(session, case.id, clerk, "先抓紧办", CLOCK)
        assert (case.due_at, case.extensions, case.extension_asked) == (due, 0, None)
        assert acts_of(session, case)[-2:] == [Act.EXTENSION_ASKED, Act.EXTENSION_REFUSED]
        assert "先抓紧办" in words_for(session, wang)
        assert keys_for(session, case.reporter_id or 0) == []
        asks(session, case, wang)


def test_after_the_limit_nobody_asks_for_time(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        a_worker(session, Role.CLERK, "XF")
        case = in_hand(session, wang)
        late = SetClock(case.due_at + timedelta(seconds=1))
        with pytest.raises(Conflict, match="extension_too_late"):
            asks(session, case, wang, clock=late)
        asks(session, case, wang, clock=SetClock(case.due_at))


def test_an_extension_asked_in_time_may_be_granted_after_the_limit(town: Store) -> None:
    with town.write() as session:
        wang, clerk = (a_worker(session, role, "XF") for role in (Role.GRID_MANAGER, Role.CLERK))
        case = in_hand(session, wang, is_urgent=True)
        due = case.due_at
        asks(session, case, wang, 1)
        late = SetClock(due + timedelta(hours=3))
        extensions.grant_extension(session, case.id, clerk, late)
        assert case.due_at == add_workdays(session, due, 1, late).at


def test_there_are_so_many_extensions_in_a_round_and_one_at_a_time(town: Store) -> None:
    with town.write() as session:
        wang, clerk = (a_worker(session, role, "XF") for role in (Role.GRID_MANAGER, Role.CLERK))
        case = in_hand(session, wang)
        for _ in range(rules_of(session).extensions):
            asks(session, case, wang)
            assert refused(session, case, wang, Conflict) == "extension_pending"
            extensions.grant_extension(session, case.id, clerk, CLOCK)
        assert refused(session, case, wang, Conflict) == "extensions_used_up"


@pytest.mark.parametrize("days", [0, -1, 16])
def test_the_days_are_within_what_the_street_set(town: Store, days: int) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        a_worker(session, Role.CLERK, "XF")
        assert refused(session, in_hand(session, wang), wang, Invalid, days) == "extension_days"


def test_only_the_owner_asks_and_only_for_what_is_in_hand(town: Store) -> None:
    with town.write() as session:
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        a_worker(session, Role.CLERK, "XF")
        case = in_hand(session, wang)
        assert refused(session, case, zhao, Conflict) == "signed_already"
        assert refused(session, case, a_resident(session), NotAllowed) == "not_allowed"
        free = a_case(session, a_resident(session), CLOCK)
        assert refused(session, free, zhao, Conflict) == "not_in_hand"


def test_nobody_grants_their_own_and_a_lone_clerk_asks_one_level_up(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        case = in_hand(session, clerk)
        assert refused(session, case, clerk, Conflict) == "extension_nobody"
        officer = a_worker(session, Role.OFFICER, "JD")
        asks(session, case, clerk)
        assert keys_for(session, officer) == ["steps.extension_to_grant"]
        with pytest.raises(Conflict, match="extension_own"):
            extensions.grant_extension(session, case.id, clerk, CLOCK)
        assert todo.list_items(session, clerk, CLOCK).total == 1  # to answer, not to grant
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        with pytest.raises(NotAllowed):
            extensions.grant_extension(session, case.id, manager, CLOCK)
        extensions.grant_extension(session, case.id, officer, CLOCK)


@pytest.mark.parametrize("verb", ["answer", "return"])
def test_a_request_goes_with_the_case_that_it_was_for(town: Store, verb: str) -> None:
    with town.write() as session:
        wang, clerk = (a_worker(session, role, "XF") for role in (Role.GRID_MANAGER, Role.CLERK))
        case = in_hand(session, wang)
        asks(session, case, wang)
        if verb == "answer":
            handling.answer_case(session, case.id, wang, "修好了", CLOCK)
        else:
            handling.return_case(session, case.id, wang, "不归我", CLOCK)
        assert case.extension_asked is None
        with pytest.raises(Conflict, match="extension_gone"):
            extensions.grant_extension(session, case.id, clerk, CLOCK)


def test_a_press_under_an_older_request_is_refused(town: Store) -> None:
    with town.write() as session:
        wang, clerk = (a_worker(session, role, "XF") for role in (Role.GRID_MANAGER, Role.CLERK))
        case = in_hand(session, wang)
        asks(session, case, wang)
        command = sayings_for(session, clerk)[-1].choices[0].command
        assert command is not None
        old = (int(command.about["asked"]), int(command.about["round"]))
        extensions.check_is_asked(session, case.id, clerk, *old)
        extensions.grant_extension(session, case.id, clerk, CLOCK)
        asks(session, case, wang)
        with pytest.raises(Conflict, match="extension_gone"):
            extensions.check_is_asked(session, case.id, clerk, *old)
        assert case.status is Status.HANDLING
