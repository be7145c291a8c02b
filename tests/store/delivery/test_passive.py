"""What a call is answered with: once, the same for everybody who asks, and never lost."""

import asyncio
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.doors import AnswersInCall
from models.inbox import Event, EventState
from services.clock import SetClock
from services.delivery.passive import ANSWERED_WITHIN, LEASE
from services.erasing import erasure, retention
from services.store import Store
from tests.support.builders import MONDAY, a_conversation, a_store
from tests.support.calls import (
    A_SECOND,
    KEPT_UNTIL,
    a_reply,
    account_of,
    asks,
    heard,
    replies,
    said,
    text_for,
)
from tests.support.followers import Narrow, a_follower, deliver, opens
from tests.support.mouths import Mouth, rows, states


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


async def test_what_was_said_is_one_text_and_marked_once_it_went_out(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "一", "二")
    answer = await asks(replies(store, clock))
    assert answer is not None
    assert answer.text == "一\n\n二"
    assert states(store) == ["sending", "sending"]
    await answer.done()
    assert states(store) == ["sent", "sent"]
    assert [(it.sent_at, it.outer_id) for it in rows(store)] == [(MONDAY, "answer:1")] * 2
    assert rows(store)[0].after_event == 1


async def test_the_same_call_gets_the_same_text_from_any_process(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "一")
    first = await asks(replies(store, clock))
    assert first is not None
    elsewhere = a_store(store.url)
    try:
        second = await asks(replies(elsewhere, clock))
        assert second is not None
        assert second.text == first.text
        await second.done()
        assert states(store) == ["sent"]
        await first.done()
        assert await text_for(replies(elsewhere, clock)) == "一"
        assert [it.tries for it in rows(store)] == [1]
    finally:
        elsewhere.close()


async def test_two_processes_asked_at_once_give_the_same(
    store: Store, clock: SetClock, talk: int
) -> None:
    elsewhere = a_store(store.url)
    try:
        for number in range(8):
            key = f"r{number}"
            with store.write() as session:
                said(session, heard(session, talk, key), key)
            both = [replies(it, clock) for it in (store, elsewhere)]
            answers = await asyncio.gather(*(asks(it, key) for it in both))
            assert [it and it.text for it in answers] == [key, key]
            for answer in answers:
                assert answer is not None
                await answer.done()
        assert {it.tries for it in rows(store)} == {1}
    finally:
        elsewhere.close()


async def test_killed_before_the_call_was_answered_it_is_said_on_another_road(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "一")
    assert await text_for(replies(store, clock)) == "一"
    door = Narrow()
    clock.move(LEASE - A_SECOND)
    await deliver(store, door, clock).deliver_due()
    assert door.said == []
    clock.move(A_SECOND)
    await deliver(store, door, clock).deliver_due()
    assert (door.said, states(store)) == (["一"], ["sent"])


async def test_asked_again_after_the_lease_ran_out_it_is_not_said_twice(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "一")
    await asks(replies(store, clock))
    clock.move(LEASE)
    await deliver(store, Narrow(robot="another"), clock).deliver_due()  # gives leases back
    assert states(store) == ["waiting"]
    again = await asks(replies(store, clock))
    assert again is not None
    await again.done()
    door = Narrow()
    await deliver(store, door, clock).deliver_due()
    assert (door.said, states(store)) == ([], ["sent"])


async def test_what_is_kept_for_the_call_takes_its_other_road_when_that_is_over(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "一")
    door = Narrow()
    await deliver(store, door, clock).deliver_due()
    assert door.said == []
    clock.move(KEPT_UNTIL - MONDAY)
    await deliver(store, door, clock).deliver_due()
    assert door.said == ["一"]
    assert await text_for(replies(store, clock)) is None


async def test_nothing_to_say_is_answered_at_once_and_silence_at_the_end(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        heard(session, talk)
        said(session, heard(session, talk, "k2", EventState.WAITING), "还没完")
    passive = replies(store, clock)
    assert await text_for(passive) is None
    for key in ("k2", "never stored"):
        waiting = asyncio.create_task(text_for(passive, key, ANSWERED_WITHIN - 0.5))
        await asyncio.sleep(0)
        assert not waiting.done()
        assert await waiting is None
    assert states(store) == ["waiting"]


def test_a_door_says_by_what_it_has_that_it_answers_in_calls() -> None:
    assert isinstance(Narrow(), AnswersInCall)
    assert not isinstance(Mouth(), AnswersInCall)


async def test_a_call_is_answered_when_the_turn_is_over(
    store: Store, clock: SetClock, talk: int
) -> None:
    passive = replies(store, clock)
    waiting = asyncio.create_task(text_for(passive))
    await asyncio.sleep(0)
    a_reply(store, talk, "一")
    passive.wake()
    assert await waiting == "一"


async def test_a_question_that_waits_for_the_next_photo_is_answered_when_it_is_ready(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        said(session, event_id, "收到照片")
        said(session, event_id, "在哪儿？", ready_at=MONDAY + A_SECOND)
    passive = replies(store, clock)
    waiting = asyncio.create_task(text_for(passive))
    for _ in range(3):
        passive.wake()
        await asyncio.to_thread(states, store)
    assert not waiting.done()
    clock.move(A_SECOND)
    assert await waiting == "收到照片\n\n在哪儿？"


async def test_at_the_end_what_is_ready_is_said_and_the_rest_later(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        said(session, event_id, "收到照片")
        said(session, event_id, "在哪儿？", ready_at=MONDAY + A_SECOND)
    answer = await asks(replies(store, clock), ago=ANSWERED_WITHIN - 0.05)
    assert answer is not None
    assert answer.text == "收到照片"
    await answer.done()
    clock.move(A_SECOND)
    door = Narrow()
    await deliver(store, door, clock).deliver_due()
    assert door.said == ["在哪儿？"]


async def test_too_late_nothing_is_marked_for_it_is_asked_again(
    store: Store, clock: SetClock, talk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_reply(store, talk, "一")
    answer = await asks(replies(store, clock))
    assert answer is not None
    loop = asyncio.get_running_loop()
    now = loop.time()
    with monkeypatch.context() as patch:
        patch.setattr(loop, "time", lambda: now + 5)
        await answer.done()
    assert states(store) == ["sending"]


async def test_who_is_forgotten_is_answered_nothing_again(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "一")
    await asks(replies(store, clock))
    with store.write() as session:
        erasure.forget_account(session, account_of(session).id, clock)
        assert session.exec(select(Event.answer)).one() is None
    assert await text_for(replies(store, clock)) is None


async def test_an_answer_is_forgotten_with_what_it_answers(
    store: Store, clock: SetClock, talk: int
) -> None:
    event_id = a_reply(store, talk, "一")
    await asks(replies(store, clock))
    clock.move(timedelta(days=8))
    with store.write() as session:
        session.get_one(Event, event_id).payload = b"x"
        session.flush()
        assert retention.purge_inbox(session, clock) == 1
        session.expire_all()
        assert session.get_one(Event, event_id).answer is None


async def test_trouble_of_the_store_is_one_line_and_the_call_is_answered_after_it(
    store: Store,
    clock: SetClock,
    talk: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    a_reply(store, talk, "一")
    read, tries = store.read, iter(range(9))

    def fail() -> AbstractContextManager[Session]:
        if next(tries) < 3:
            raise OSError("disk")
        return read()

    monkeypatch.setattr(store, "read", fail)
    passive = replies(store, clock)
    assert await text_for(passive) == "一"
    assert [it.message for it in caplog.records] == ["calls cannot be answered"]


async def test_what_cannot_be_marked_at_once_is_marked_as_long_as_it_is_ours(
    store: Store,
    clock: SetClock,
    talk: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    a_reply(store, talk, "一")
    answer = await asks(replies(store, clock))
    assert answer is not None
    write, tries = store.write, iter(range(9))

    def fail(after: int) -> AbstractContextManager[Session]:
        if next(tries) < after:
            raise OSError("database is locked")
        return write()

    monkeypatch.setattr("bot.speaking.passive.MARK_AGAIN", 0)
    with monkeypatch.context() as patch:
        patch.setattr(store, "write", lambda: fail(3))
        await answer.done()
    assert (states(store), caplog.records) == (["sent"], [])
    monkeypatch.setattr("bot.speaking.passive.MARK_AGAIN", LEASE.total_seconds())
    monkeypatch.setattr(store, "write", lambda: fail(9))
    await answer.done()
    assert [it.message for it in caplog.records] == ["an answer cannot be marked"]
