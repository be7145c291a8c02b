"""Drafts that nobody goes on with: one reminder, then they go."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from models.conversations import Conversation
from models.outbox import OutMessage
from scheduler import jobs
from scheduler.timetable import run_job
from services.clock import SetClock
from services.delivery.messages import open_body
from services.delivery.outbox import AT_ONCE
from services.reception import conversations
from services.sealing import sealer_of
from services.store import Store
from tests.support.builders import MONDAY, a_conversation, an_account

HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


def a_draft(session: Session, since: datetime = MONDAY, outer_id: str = "7") -> Conversation:
    conversation = a_conversation(session, an_account(session, outer_id))
    conversation.state = b"sealed"
    conversation.idle_since = since
    session.flush()
    return conversation


def remind(session: Session, at: datetime) -> int:
    return conversations.remind_idle(session, SetClock(at))


def forget(session: Session, at: datetime) -> int:
    return conversations.forget_idle(session, SetClock(at))


def test_a_draft_is_reminded_of_once_after_an_hour(store: Store) -> None:
    with store.write() as session:
        draft = a_draft(session)
        assert remind(session, MONDAY + HOUR - MOMENT) == 0
        assert remind(session, MONDAY + HOUR) == 1
        assert remind(session, MONDAY + HOUR) == 0
        assert remind(session, MONDAY + 3 * HOUR) == 0
        row = session.exec(select(OutMessage)).one()
        assert row.body is not None
        account = draft.account_id
        assert (row.account_id, row.chat, row.due_at) == (account, "7", AT_ONCE)
        saying = open_body(sealer_of(session, an_account_key(session, account)), row.body)
        assert [phrase.key for phrase in saying.phrases] == ["talk.draft_kept"]
        (take_up,) = saying.choices
        assert take_up.command is not None
        assert take_up.command.dialogue == "take_up"
        assert draft.state == b"sealed"


def test_a_draft_that_is_gone_on_with_is_reminded_of_anew(store: Store) -> None:
    with store.write() as session:
        draft = a_draft(session)
        assert remind(session, MONDAY + HOUR) == 1
        draft.idle_since, draft.reminded_at = MONDAY + 2 * HOUR, None
        session.flush()
        assert remind(session, MONDAY + 2 * HOUR) == 0
        assert remind(session, MONDAY + 3 * HOUR) == 1


def test_a_draft_is_forgotten_after_a_day(store: Store) -> None:
    with store.write() as session:
        draft = a_draft(session)
        assert remind(session, MONDAY + HOUR) == 1
        assert forget(session, MONDAY + 24 * HOUR - MOMENT) == 0
        assert forget(session, MONDAY + 24 * HOUR) == 1
        assert (draft.state, draft.idle_since, draft.reminded_at) == (None, None, None)
        assert forget(session, MONDAY + 48 * HOUR) == 0
        assert remind(session, MONDAY + 48 * HOUR) == 0


def test_a_draft_as_good_as_gone_is_not_reminded_of(store: Store) -> None:
    with store.write() as session:
        a_draft(session)
        assert remind(session, MONDAY + 24 * HOUR) == 0
        assert remind(session, MONDAY + 24 * HOUR - MOMENT) == 1


def test_at_night_nobody_is_reminded_and_in_the_morning_only_of_what_is_still_open(
    store: Store,
) -> None:
    with store.write() as session:
        evening = MONDAY + 11 * HOUR
        draft, _ = a_draft(session, evening, "7"), a_draft(session, evening, "8")
        assert remind(session, evening + 2 * HOUR) == 0
        draft.state = draft.idle_since = None
        session.flush()
        morning = MONDAY + 21 * HOUR
        assert remind(session, morning - MOMENT) == 0
        assert remind(session, morning) == 1


@pytest.mark.parametrize("is_open", [True, False])
def test_only_open_private_conversations_are_looked_at(store: Store, *, is_open: bool) -> None:
    with store.write() as session:
        draft = a_draft(session)
        draft.is_private = not is_open
        draft.idle_since = MONDAY if is_open else None
        session.flush()
        assert remind(session, MONDAY + 2 * HOUR) == 0
        assert forget(session, MONDAY + 25 * HOUR) == is_open


def test_a_clock_set_back_neither_reminds_twice_nor_forgets_early(store: Store) -> None:
    with store.write() as session:
        draft = a_draft(session)
        assert remind(session, MONDAY + HOUR) == 1
        assert remind(session, MONDAY - 24 * HOUR) == 0
        assert forget(session, MONDAY - 24 * HOUR) == 0
        draft.idle_since, draft.reminded_at = MONDAY - 24 * HOUR, None
        session.flush()
        assert remind(session, MONDAY - 23 * HOUR) == 1


def test_many_drafts_are_reminded_of_in_batches(store: Store) -> None:
    count = conversations.SCANNED + 5
    with store.write() as session:
        for number in range(count):
            a_draft(session, outer_id=str(number))
    clock = SetClock(MONDAY + HOUR)
    assert run_job(store, jobs.remind_drafts, clock) == count
    assert run_job(store, jobs.remind_drafts, clock) == 0
    with store.read() as session:
        assert len({row.account_id for row in session.exec(select(OutMessage))}) == count
    clock.move(timedelta(days=1))
    assert run_job(store, jobs.forget_drafts, clock) == count


def test_two_that_remind_at_once_remind_once(postgres_store: Store) -> None:
    with postgres_store.write() as session:
        for number in range(4):
            a_draft(session, outer_id=str(number))
    with postgres_store.write() as one, postgres_store.write() as two:
        assert remind(one, MONDAY + HOUR) == 4
        assert remind(two, MONDAY + HOUR) == 0


def an_account_key(session: Session, account_id: int) -> int:
    from models.people import Account

    account = session.get(Account, account_id)
    assert account is not None
    return account.key_id
