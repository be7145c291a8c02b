"""What cannot be pushed is held, and goes out when its receiver writes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from typing_extensions import override

from bot.doors import Outgoing
from models.doors import WindowKind
from models.errors import PlatformDown, Rejected, RetryAfter, WindowClosed
from models.groups import Card
from models.outbox import MessageState, Priority
from models.people import Account, Door
from services.clock import SetClock
from services.delivery import outbox, private_cards, windows
from services.delivery.budgets import UNLIMITED
from services.delivery.dispatch import Robot, lease_due
from services.delivery.messages import Choice, Saying
from services.delivery.outcomes import Outcome, settle
from services.erasing import erasure, retention
from services.identity import people
from services.measures import take_measures
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, ROBOT, a_conversation, a_message
from tests.support.followers import Narrow, a_follower, deliver, left, opens
from tests.support.mouths import rows, states
from tests.support.patience import PATIENCE, wait_for_a_lock

A_SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def door() -> Narrow:
    return Narrow()


def account_of(session: Session) -> Account:
    return session.exec(select(Account).where(Account.door == Door.WECHAT)).one()


def told(store: Store, *words: str, is_open: bool = True, **columns: object) -> None:
    with store.write() as session:
        account = session.exec(select(Account)).first() or a_follower(session)
        if is_open:
            opens(session, account)
        for each in words:
            a_message(session, account, each, **columns)


def writes(store: Store, clock: SetClock, kind: WindowKind = WindowKind.MESSAGE) -> None:
    with store.write() as session:
        opens(session, account_of(session), kind, clock.now())


async def passes(store: Store, door: Narrow, clock: SetClock, times: int = 9) -> None:
    delivery = deliver(store, door, clock)
    for _ in range(times):
        await delivery.deliver_due()


async def test_the_sixth_message_is_held_until_they_write(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    told(store, *"123456789", priority=Priority.REMINDER)
    await passes(store, door, clock)
    assert "".join(door.said) == "12345"
    assert states(store) == ["sent"] * 5 + ["held"] * 4
    assert [it.text for it in door.nudges] == ["6"]
    writes(store, clock)
    await passes(store, door, clock)
    assert "".join(door.said) == "123456789"


async def test_a_gesture_lets_three_through_and_who_did_nothing_gets_none(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    told(store, *"12345", is_open=False)
    await passes(store, door, clock)
    assert door.said == []
    writes(store, clock, WindowKind.GESTURE)
    await passes(store, door, clock)
    assert "".join(door.said) == "123"
    assert len(door.nudges) == 2


async def test_each_part_of_a_long_text_is_charged_and_it_goes_on_where_it_broke_off(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    door.part_size = 1
    told(store, "甲乙丙丁戊己庚")
    await passes(store, door, clock)
    assert "".join(door.said) == "甲乙丙丁戊"
    [row] = rows(store)
    assert (row.state, row.parts_sent) == (MessageState.HELD, 5)
    writes(store, clock)
    await passes(store, door, clock)
    assert "".join(door.said) == "甲乙丙丁戊己庚"
    assert states(store) == ["sent"]


async def test_when_the_platform_says_it_is_over_nothing_more_is_asked_of_it(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    told(store, *"123")
    door.failures = [WindowClosed("45015")]
    await passes(store, door, clock)
    assert (door.said, states(store)) == ([], ["held"] * 3)
    assert rows(store)[0].fault == "45015"
    assert len(door.nudges) == 1


async def test_who_wrote_while_it_was_on_its_way_is_written_to_again(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    told(store, "一")

    class Late(Narrow):
        @override
        async def send(self, outgoing: Outgoing) -> str:
            del outgoing
            clock.move(A_SECOND)
            writes(store, clock)
            raise WindowClosed("45047")

    await deliver(store, Late(), clock).deliver_due()
    assert states(store) == ["waiting"]
    await passes(store, door, clock)
    assert door.said == ["一"]


@pytest.mark.parametrize("failure", [PlatformDown("x"), RetryAfter(A_SECOND), Rejected("x")])
async def test_what_the_platform_did_not_take_costs_nothing(
    store: Store, door: Narrow, clock: SetClock, failure: Exception
) -> None:
    told(store, "一")
    door.failures = [failure]
    await deliver(store, door, clock).deliver_due()
    with store.read() as session:
        assert left(session, account_of(session))[-1] == ("message", 5)


async def test_a_nudge_that_fails_ends_nothing(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    told(store, "一", is_open=False)
    door.failures = [PlatformDown("x")]
    await passes(store, door, clock)
    assert (states(store), door.nudges) == (["held"], [])
    writes(store, clock)
    await passes(store, door, clock)
    assert door.said == ["一"]


async def test_what_is_no_longer_true_or_of_no_use_is_not_said_when_they_write(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    told(store, "过时", is_open=False, subject="a")
    told(store, "到期", is_open=False, expires_at=MONDAY + A_SECOND)
    told(store, "还有用", is_open=False)
    await passes(store, door, clock)
    assert states(store) == ["held"] * 3
    with store.write() as session:
        outbox.cancel(session, "a")
    assert states(store) == ["cancelled", "held", "held"]
    clock.move(A_DAY)
    writes(store, clock)
    await passes(store, door, clock)
    assert door.said == ["还有用"]
    assert [it.body for it in rows(store)[:2]] == [None, None]


async def test_a_question_that_was_replaced_is_not_asked_when_they_write(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    with store.write() as session:
        account = a_follower(session)
        conversation = a_conversation(session, account)
        a_message(session, account, "在哪儿？", conversation_id=conversation.id, turn=1)
        talk = conversation.id
    await passes(store, door, clock)
    assert states(store) == ["held"]
    with store.write() as session:
        outbox.cancel_questions(session, [{"asked_in": talk, "at_turn": 1}])
    assert states(store) == ["cancelled"]


async def test_a_look_that_was_overtaken_on_its_way_is_not_held(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    with store.write() as session:
        account = a_follower(session)
        card = Card(account_id=account.id, subject="s", created_at=MONDAY)
        session.add(card)
        session.flush()
        a_message(session, account, "旧", card_id=card.id, priority=Priority.NOTICE)
        later = MONDAY + A_DAY
        a_message(session, account, "新", card_id=card.id, due_at=later)
    await passes(store, door, clock)
    assert states(store) == ["cancelled", "waiting"]


async def test_a_held_look_is_replaced_by_a_newer_one(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    with store.write() as session:
        person = people.consent(session, a_follower(session).id, "张三", clock)
    for look in ("一户", "两户"):
        with store.write() as session:
            saying = Saying((verbatim(look),), (Choice(verbatim("签收")),))
            private_cards.show(session, [person], "outage", saying, clock)
        await passes(store, door, clock)
    writes(store, clock)
    await passes(store, door, clock)
    assert (len(door.said), door.said[0][:2]) == (1, "两户")


async def test_who_is_forgotten_leaves_nothing_held(
    store: Store, door: Narrow, clock: SetClock
) -> None:
    told(store, "一", is_open=False)
    with store.write() as session:
        account_id = account_of(session).id
        person = people.consent(session, account_id, "张三", clock)
    await passes(store, door, clock)
    with store.write() as session:
        erasure.erase_person(session, person, account_id, clock)
    assert [(it.state, it.body) for it in rows(store)] == [(MessageState.CANCELLED, None)]


@pytest.mark.parametrize(("days", "state"), [(59, "held"), (61, "cancelled")])
async def test_what_is_held_for_somebody_who_does_not_come_back_is_forgotten_in_the_end(
    store: Store, door: Narrow, clock: SetClock, days: int, state: str
) -> None:
    told(store, "一", is_open=False)
    with store.write() as session:
        people.consent(session, account_of(session).id, "张三", clock)
    await passes(store, door, clock)
    clock.move(days * A_DAY)
    with store.write() as session:
        retention.purge_outbox(session, clock)
    [row] = rows(store)
    assert (row.state, row.body is None) == (state, state == "cancelled")


async def test_what_is_held_is_counted(store: Store, door: Narrow, clock: SetClock) -> None:
    told(store, *"12", is_open=False)
    await passes(store, door, clock)
    with store.read() as session:
        assert take_measures(session, clock).outbox["held"] == 2


@pytest.mark.parametrize("knew_them", [False, True])
def test_who_writes_while_a_message_is_being_held_gets_it(
    postgres_store: Store, *, knew_them: bool
) -> None:
    store, clock = postgres_store, SetClock(MONDAY)
    told(store, "一", is_open=False)
    if knew_them:
        with store.write() as session:
            windows.lock_windows(session, [account_of(session).id])
    robot = Robot(Door.WECHAT, ROBOT, UNLIMITED, has_windows=True)
    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            [shut] = lease_due(session, robot, 9, MONDAY).shut
            settle(session, robot, [Outcome(shut, MessageState.HELD, 0)], MONDAY)
            writing = pool.submit(writes, store, clock)
            wait_for_a_lock(store)
        writing.result(PATIENCE)
    assert states(store) == ["waiting"]
