"""What the office does with a case: who may, in which state, and who hears of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from models.access import Role
from models.cases import Outcome, Status
from models.errors import Conflict, Invalid
from models.timeline import Act
from services.case_files import contacts, timeline
from services.casework import handling
from services.clock import SetClock
from services.erasing import erasure
from services.identity import people
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
    words_for,
)
from tests.support.senders import account_of
from tests.support.towns import a_town
from tests.support.verbs import CLOCK, OFFICE_VERBS, Verb, refuses


def test_one_press_signs(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        assert handling.sign_case(session, case.id, wang, CLOCK) == case.number
        assert (case.status, case.owner_id, case.signed_at) == (Status.HANDLING, wang, CLOCK.now())
        assert acts_of(session, case) == [Act.REPORTED, Act.ACCEPTED, Act.ASSIGNED, Act.SIGNED]
        assert keys_for(session, zhang) == ["case.taken_on"]
        assert "王网格" in words_for(session, zhang)
        assert case.due_at == CLOCK.now() + timedelta(days=9)  # a weekend lies between
        assert timeline.is_intact(session, case)


def test_a_case_is_signed_once(town: Store) -> None:
    with town.write() as session:
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        case = a_case(session, a_resident(session), CLOCK)
        handling.sign_case(session, case.id, wang, CLOCK)
        mine = refuses(session, case, wang, OFFICE_VERBS["sign"], Conflict)
        theirs = refuses(session, case, zhao, OFFICE_VERBS["sign"], Conflict)
        assert (mine.reason, theirs.reason) == ("signed_by_you", "signed_already")
        assert theirs.fields["name"] == "王"
        for verb in ("return", "settle", "answer"):
            refused = refuses(session, case, zhao, OFFICE_VERBS[verb], Conflict)
            assert refused.reason == "signed_already"


def test_signing_takes_back_the_alerts_of_colleagues_that_still_wait(town: Store) -> None:
    with town.write() as session:
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        night = SetClock(MONDAY + timedelta(hours=13))
        filed = a_case(session, a_resident(session), night)
        handling.return_case(session, filed.id, wang, "不归我管", night)
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        handling.return_case(session, case.id, zhao, "不归我管", CLOCK)
        assert keys_for(session, clerk) == ["case.returned_to_you"]
        handling.sign_case(session, case.id, zhao, CLOCK)
        assert keys_for(session, clerk) == []


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", ["sign", "return", "settle", "answer"])
def test_in_every_state_a_verb_works_or_changes_nothing(
    town: Store, verb: str, status: Status
) -> None:
    works = {
        "sign": {
            Status.SUBMITTED,
            Status.NEEDS_INFO,
            Status.ACCEPTED,
            Status.ASSIGNED,
            Status.SHELVED,
        },
        "settle": {
            Status.SUBMITTED,
            Status.NEEDS_INFO,
            Status.ACCEPTED,
            Status.ASSIGNED,
            Status.HANDLING,
            Status.SHELVED,
        },
        "return": {
            Status.SUBMITTED,
            Status.NEEDS_INFO,
            Status.ACCEPTED,
            Status.ASSIGNED,
            Status.HANDLING,
            Status.SHELVED,
        },
        "answer": {Status.HANDLING},
    }
    after = {
        "sign": {Status.HANDLING},
        "settle": {Status.ANSWERED},
        "answer": {Status.ANSWERED},
        "return": {Status.SUBMITTED, Status.NEEDS_INFO, Status.ACCEPTED, Status.SHELVED},
    }
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        case.status = status
        has_owner = status in (Status.ASSIGNED, Status.HANDLING)
        case.owner_id = wang if has_owner and verb != "sign" else None
        session.flush()
        if status in works[verb]:
            OFFICE_VERBS[verb](session, case.id, wang)
            assert case.status in after[verb]
            assert timeline.is_intact(session, case)
        elif not (verb == "sign" and status is Status.HANDLING):
            refuses(session, case, wang, OFFICE_VERBS[verb], Conflict)


def test_who_looked_up_the_contact_is_written_down(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        people.set_phone(session, zhang, "138 0000 0000")
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        found = contacts.view(session, case.id, wang, CLOCK)
        assert found == (case.number, ("张三", "13800000000"))
        line = timeline.list_lines(session, case)[-1]
        assert (line.act, line.actor_id, line.told) == (Act.CONTACT_VIEWED, wang, {})
        assert case.status is Status.SUBMITTED


def test_a_case_without_a_reporter_has_no_contact_and_tells_nobody(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        case.reporter_id = None
        session.flush()
        assert contacts.view(session, case.id, wang, CLOCK)[1] == ("", "")
        assert acts_of(session, case) == [Act.REPORTED]
        handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
        assert case.status is Status.ANSWERED


def test_words_are_passed_on_without_a_number_being_known(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        handling.relay(session, case.id, wang, "几号楼？", CLOCK)
        (saying,) = sayings_for(session, zhang)
        assert "几号楼？" in words_for(session, zhang)
        command = saying.choices[0].command
        assert command is not None
        assert (command.dialogue, command.about) == ("supplement", {"case": case.id})
        assert timeline.list_lines(session, case)[-1].told == {"words": "几号楼？"}


@pytest.mark.parametrize("words", ["", "好", "。。。", "👍👍👍", "\u200b\u200b\u200b", "  \n "])
def test_an_answer_or_a_reason_says_something(town: Store, words: str) -> None:
    def say(verb: Callable[..., Any]) -> Verb:
        return lambda session, case, who: verb(session, case, who, words, CLOCK)

    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        handling.sign_case(session, case.id, wang, CLOCK)
        for verb, reason in (
            (handling.relay, "words_missing"),
            (handling.return_case, "reason_missing"),
            (handling.settle_case, "answer_missing"),
            (handling.answer_case, "answer_missing"),
        ):
            assert refuses(session, case, wang, say(verb), Invalid).reason == reason


def test_a_case_given_back_goes_up_with_its_reason_and_keeps_its_due_day(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        due = case.due_at
        handling.sign_case(session, case.id, wang, CLOCK)
        hear_all(session)
        later = SetClock(CLOCK.now() + timedelta(days=1))
        assert handling.return_case(session, case.id, wang, "不归我管", later)
        assert (case.status, case.owner_id, case.signed_at) == (Status.ACCEPTED, None, None)
        assert (case.returns, case.due_at) == (1, due)
        assert keys_for(session, clerk) == ["case.returned_to_you"]
        assert "不归我管" in words_for(session, clerk)
        assert keys_for(session, wang) == keys_for(session, zhao) == []
        commands = [choice.command for choice in sayings_for(session, clerk)[0].choices]
        assert [it.dialogue for it in commands if it] == ["sign", "contact", "settle", "return"]
        handling.sign_case(session, case.id, clerk, later)
        assert case.owner_id == clerk


def test_what_the_clerk_gives_back_goes_to_the_street_not_to_the_clerk(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        officer = a_worker(session, Role.OFFICER, "JD")
        case = a_case(session, a_resident(session), CLOCK)
        handling.return_case(session, case.id, clerk, "要街道定", CLOCK)
        assert keys_for(session, officer) == ["case.returned_to_you"]
        assert keys_for(session, clerk) == []
        assert handling.return_case(session, case.id, officer, "社区办", CLOCK)
        assert keys_for(session, clerk) == ["case.returned_to_you"]


@pytest.mark.parametrize("is_signed", [False, True])
def test_the_answer_is_told_and_the_reporter_is_asked(store: Store, *, is_signed: bool) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        case.satisfaction, case.is_contacted = 1, False
        if is_signed:
            handling.sign_case(session, case.id, wang, CLOCK)
            handling.answer_case(session, case.id, wang, "灯已换好", CLOCK)
        else:
            handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
        assert (case.status, case.owner_id) == (Status.ANSWERED, wang)
        assert (case.answered_at, case.closed_at) == (CLOCK.now(), None)
        session.refresh(case)
        assert {case.is_solved, case.is_contacted, case.satisfaction} == {None}
        assert acts_of(session, case)[-1] is (Act.ANSWERED if is_signed else Act.SETTLED)
        saying = sayings_for(session, zhang)[-1]
        assert [phrase.key for phrase in saying.phrases] == ["case.answered", "case.office_phone"]
        about = {"case": case.id, "round": 1}
        commands = [choice.command for choice in saying.choices]
        assert [(it.dialogue, it.about) for it in commands if it] == [
            ("solved", about), ("not_solved", about), ("nobody_came", about)
        ]  # fmt: skip
        assert timeline.is_intact(session, case)


def test_a_signed_case_may_be_settled_by_its_owner(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        handling.sign_case(session, case.id, wang, CLOCK)
        handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
        assert acts_of(session, case)[-1] is Act.ANSWERED


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(Outcome.WITHDRAWN, "withdrawn"), (Outcome.SOLVED_CONFIRMED, "answered_before")],
)
def test_a_closed_case_says_why_nothing_is_left_to_do(
    town: Store, outcome: Outcome, reason: str
) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        case.status, case.outcome = Status.CLOSED, outcome
        session.flush()
        for verb in ("sign", "return", "settle", "answer"):
            assert refuses(session, case, wang, OFFICE_VERBS[verb], Conflict).reason == reason


def test_at_night_the_reporter_of_an_urgent_case_hears_at_once(town: Store) -> None:
    night = SetClock(MONDAY + timedelta(hours=13))
    with town.write() as session:
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, night, is_urgent=True)
        handling.sign_case(session, case.id, wang, night)
        assert keys_for(session, zhang) == ["case.taken_on"]


def test_nothing_is_typed_out_for_somebody_who_was_erased(town: Store) -> None:
    with town.write() as session:
        zhang, wang = a_resident(session), a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        erasure.erase_person(session, zhang, account_of(session, zhang).id, CLOCK)
        assert refuses(session, case, wang, OFFICE_VERBS["transcribe"], Conflict).reason == (
            "reporter_erased"
        )
