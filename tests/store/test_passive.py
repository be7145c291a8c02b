"""What a call is answered with: once, the same for everybody who asks, and never lost."""

import asyncio
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.passive import ANSWERED_WITHIN, Passive, PassiveReplies
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.outbox import OutMessage
from models.people import Account, Door
from services.clock import SetClock
from services.delivery.messages import Choice, Command, Saying, seal_body
from services.delivery.passive import LEASE
from services.erasing import erasure, retention
from services.sealing import sealer_of
from services.store import Store
from services.texts.phrases import verbatim
from tests.builders import MONDAY, ROBOT, a_conversation, a_message, a_store
from tests.followers import Narrow, a_follower, deliver, opens
from tests.mouths import rows, states

A_SECOND = timedelta(seconds=1)
KEPT_UNTIL = MONDAY + timedelta(seconds=ANSWERED_WITHIN)
BEFORE = MONDAY - timedelta(days=1)


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


def replies(store: Store, clock: SetClock, longest: int = 2048) -> PassiveReplies:
    return PassiveReplies(store, clock, Narrow(longest_passive=longest))


def heard(
    session: Session, talk: int, key: str = "k1", state: EventState = EventState.DONE
) -> int:
    """Store what came in with a call."""
    event = Event(
        door=Door.WECHAT,
        robot=ROBOT,
        event_key=key,
        conversation_id=talk,
        received_at=MONDAY,
        state=state,
    )
    session.add(event)
    session.flush()
    return event.id


def account_of(session: Session) -> Account:
    return session.exec(select(Account)).one()


def said(  # noqa: PLR0913 - columns of a row
    session: Session,
    event_id: int,
    words: str,
    *choices: Choice,
    turn: int | None = None,
    ready_at: datetime = MONDAY,
    created_at: datetime = MONDAY,
    expires_at: datetime | None = None,
) -> int:
    """Say something in reply to what came in; created before it, it was held until then."""
    talk = session.exec(select(Conversation.id)).one()
    return a_message(
        session,
        account_of(session),
        words,
        *choices,
        conversation_id=talk,
        turn=turn,
        event_id=event_id,
        ready_at=ready_at,
        due_at=max(KEPT_UNTIL, ready_at),
        created_at=created_at,
        expires_at=expires_at,
    )


def a_reply(store: Store, talk: int, *words: str) -> int:
    with store.write() as session:
        event_id = heard(session, talk)
        for each in words:
            said(session, event_id, each)
        return event_id


async def asks(passive: PassiveReplies, key: str = "k1", ago: float = 0) -> Passive | None:
    return await passive.wait(key, asyncio.get_running_loop().time() - ago)


async def text_for(passive: PassiveReplies, key: str = "k1", ago: float = 0) -> str | None:
    answer = await asks(passive, key, ago)
    return None if answer is None else answer.text


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
            assert await asyncio.gather(*(text_for(it, key) for it in both)) == [key, key]
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


async def test_what_does_not_fit_goes_after_it_in_its_order(
    store: Store, clock: SetClock, talk: int
) -> None:
    long = "长" * 300
    a_reply(store, talk, f"一{long}", f"二{long}", f"三{long}", "四")
    answer = await asks(replies(store, clock))
    assert answer is not None
    assert answer.text == f"一{long}\n\n二{long}"
    assert len(answer.text.encode()) <= 2048
    door = Narrow()
    delivery = deliver(store, door, clock)
    await delivery.deliver_due()
    assert door.said == []
    await answer.done()
    for _ in range(2):
        await delivery.deliver_due()
    assert door.said == [f"三{long}", "四"]


@pytest.mark.parametrize(("longest", "text"), [(8, "一\n\n二"), (7, "一")])
async def test_a_text_fills_the_bytes_it_may_have(
    store: Store, clock: SetClock, talk: int, longest: int, text: str
) -> None:
    a_reply(store, talk, "一", "二")
    assert await text_for(replies(store, clock, longest)) == text


async def test_what_fits_at_all_not_takes_its_other_road_at_once(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "很长")
    assert await text_for(replies(store, clock, 5)) is None
    door = Narrow()
    await deliver(store, door, clock).deliver_due()
    assert door.said == ["很长"]


async def test_what_was_held_is_said_first_and_the_reply_has_the_room(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        said(session, event_id, "先前的一", created_at=BEFORE)
        said(session, event_id, "先前的二", created_at=BEFORE)
        said(session, event_id, "您好")
    answer = await asks(replies(store, clock, 22))
    assert answer is not None
    assert answer.text == "先前的一\n\n您好"
    await answer.done()
    door = Narrow()
    await deliver(store, door, clock).deliver_due()
    assert door.said == ["先前的二"]


async def test_numbers_in_one_text_mean_one_thing_each(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        conversation = session.get_one(Conversation, talk)
        conversation.turn, conversation.state, conversation.choices_open = 1, b"x", 2
        solved = Choice(verbatim("解决了"), Command("solved", {"case": 1}))
        said(session, event_id, "修好了吗？", solved, created_at=BEFORE)
        said(
            session, event_id, "核对一下", Choice(verbatim("提交")), Choice(verbatim("改")), turn=1
        )
    text = await text_for(replies(store, clock))
    assert text == "修好了吗？\n\n3 解决了\n\n核对一下\n\n1 提交\n2 改"
    assert [it.first_number for it in rows(store)] == [3, 1]


async def test_a_picture_and_what_comes_after_it_takes_the_other_road(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "一", "看图", "三")
    with store.write() as session:
        sealer = sealer_of(session, account_of(session).key_id)
        body = seal_body(sealer, Saying((verbatim("看图"),), attachments=(7,)))
        session.get_one(OutMessage, 2).body = body
    assert await text_for(replies(store, clock)) == "一"
    assert states(store) == ["sending", "waiting", "waiting"]


async def test_what_has_expired_or_was_purged_is_not_said(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        said(session, event_id, "过时", expires_at=MONDAY)
        said(session, event_id, "现在", expires_at=MONDAY + A_SECOND)
    assert await text_for(replies(store, clock)) == "现在"
    assert states(store) == ["cancelled", "sending"]


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
