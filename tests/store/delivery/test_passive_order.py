"""What is said in a call does not overtake what was said before it."""

import asyncio
from typing import Any

import pytest

from models.errors import PlatformDown
from models.inbox import EventState
from models.outbox import MessageState, OutMessage, Priority
from services.clock import SetClock
from services.delivery.passive import ANSWERED_WITHIN
from services.store import Store
from tests.support.builders import MONDAY, a_conversation, a_message
from tests.support.calls import A_SECOND, BEFORE, account_of, asks, heard, replies, said, text_for
from tests.support.followers import Narrow, a_follower, deliver, opens
from tests.support.mouths import rows, states


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def talk(store: Store) -> int:
    """Give the conversation of a follower."""
    with store.write() as session:
        account = a_follower(session)
        opens(session, account)
        return a_conversation(session, account).id


def says(store: Store, talk: int, words: str, **columns: Any) -> None:  # noqa: ANN401
    """Answer what came in with a call."""
    with store.write() as session:
        said(session, heard(session, talk), words, **columns)


@pytest.mark.parametrize("priority", [Priority.REPLY, Priority.REMINDER])
async def test_what_failed_before_is_said_in_the_call_first(
    store: Store, clock: SetClock, talk: int, priority: Priority
) -> None:
    with store.write() as session:
        a_message(session, account_of(session), "先", priority=priority)
    door = Narrow(failures=[PlatformDown("40164")])
    delivery = deliver(store, door, clock)
    await delivery.deliver_due()
    says(store, talk, "后")
    answer = await asks(replies(store, clock))
    assert answer is not None
    assert answer.text == "先\n\n后"
    await answer.done()
    clock.move(600 * A_SECOND)
    await delivery.deliver_due()
    assert (door.said, states(store)) == ([], ["sent", "sent"])


async def test_what_another_call_did_not_get_in_time_is_said_in_the_next(
    store: Store, clock: SetClock, talk: int
) -> None:
    says(store, talk, "先")
    with store.write() as session:
        said(session, heard(session, talk, "k2"), "后")
    assert await text_for(replies(store, clock), "k2") == "先\n\n后"
    assert await text_for(replies(store, clock)) is None


async def test_while_a_reply_is_on_its_way_the_call_waits_for_it(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        first = a_message(session, account_of(session), "先", state=MessageState.SENDING)
    says(store, talk, "后")
    passive = replies(store, clock)
    waiting = asyncio.create_task(text_for(passive))
    for _ in range(3):
        passive.wake()
        await asyncio.to_thread(states, store)
    assert not waiting.done()
    with store.write() as session:
        session.get_one(OutMessage, first).state = MessageState.SENT
    assert await waiting == "后"


async def test_at_the_end_what_may_not_overtake_goes_after_it(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        a_message(
            session, account_of(session), "先", state=MessageState.SENDING, leased_until=MONDAY
        )
    says(store, talk, "后")
    assert await text_for(replies(store, clock), ago=ANSWERED_WITHIN - 0.05) is None
    door = Narrow()
    for _ in range(2):
        await deliver(store, door, clock).deliver_due()
    assert door.said == ["先", "后"]


async def test_what_is_to_be_told_tomorrow_is_not_told_in_the_call(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        later = MONDAY + A_SECOND
        a_message(session, account_of(session), "早", priority=Priority.REMINDER, due_at=later)
        said(session, heard(session, talk, "k2", EventState.WAITING), "等", ready_at=later)
    says(store, talk, "您好")
    assert await text_for(replies(store, clock)) == "您好"
    assert [it.state for it in rows(store)] == ["waiting", "waiting", "sending"]


async def test_the_same_sentence_is_said_once(store: Store, clock: SetClock, talk: int) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        for words in ("写满了", "写满了", "您好", "写满了"):
            said(session, event_id, words)
    assert await text_for(replies(store, clock, 22)) == "写满了\n\n您好"
    assert states(store) == ["sending"] * 4


async def test_what_to_do_in_danger_stands_alone(store: Store, clock: SetClock, talk: int) -> None:
    with store.write() as session:
        a_message(session, account_of(session), "先")
        event_id = heard(session, talk)
        said(session, event_id, "留着的", created_at=BEFORE)
        urgent = said(session, event_id, "请打 119")
        session.get_one(OutMessage, urgent).priority = Priority.URGENT
        said(session, event_id, "要告诉网格员吗？")
    assert await text_for(replies(store, clock)) == "请打 119\n\n要告诉网格员吗？"
    assert states(store) == ["waiting", "waiting", "sending", "sending"]
