import asyncio
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.delivery import Delivery
from models.errors import PlatformDown, Unreachable
from models.outbox import MessageState, OutMessage
from models.people import Door
from services.clock import SetClock
from services.delivery import dispatch
from services.delivery.budgets import UNLIMITED
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, a_store
from tests.support.mouths import Mouth, a_delivery, rows, states, tell
from tests.support.patience import PATIENCE
from tests.support.shelves import until

A_SECOND = timedelta(seconds=1)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def door() -> Mouth:
    return Mouth()


@pytest.fixture
def delivery(store: Store, door: Mouth, clock: SetClock) -> Delivery:
    return a_delivery(store, door, clock)


async def test_killed_between_saying_and_marking_it_is_said_once_more_and_not_lost(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    tell(store, "一", "二")
    robot = dispatch.Robot(Door.TELEGRAM, ROBOT, UNLIMITED)
    with store.write() as session:  # a process that leases, sends, and dies
        lease = dispatch.lease_due(session, robot, 16, clock.now())
    assert [it.tries for it in lease.messages] == [1]
    clock.move(2 * A_MINUTE - A_SECOND)
    assert await delivery.deliver_due() == 0
    clock.move(A_SECOND)
    assert await delivery.deliver_due() == 1
    assert await delivery.deliver_due() == 1
    assert door.said == ["一", "二"]
    assert (states(store), rows(store)[0].tries) == (["sent", "sent"], 2)


async def test_what_another_process_has_settled_is_not_opened_again(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    tell(store, "一", chat="1")
    door.slow_chat = "1"
    door.failures = [PlatformDown("x")]
    late = asyncio.create_task(delivery.deliver_due())
    await until(lambda: states(store) == ["sending"])
    clock.move(3 * A_MINUTE)
    assert await a_delivery(store, Mouth(), clock).deliver_due() == 1
    door.is_free.set()
    await late
    assert states(store) == ["sent"]


async def test_the_running_delivery_goes_on_past_a_slow_chat_and_marks_all_when_stopped(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    tell(store, "慢", chat="slow")
    tell(store, *"123456", chat="1")
    door.slow_chat = "slow"
    stop = asyncio.Event()
    running = asyncio.create_task(delivery.run(stop))
    await until(lambda: len(door.sent) == 6)
    tell(store, *"78", chat="1")
    delivery.wake()
    await until(lambda: len(door.sent) == 8)
    stop.set()
    await asyncio.sleep(0)
    door.is_free.set()
    await running
    assert door.said == [*"12345678", "慢"]
    assert set(states(store)) == {"sent"}


async def test_a_store_that_fails_for_a_while_loses_no_mark(
    store: Store, door: Mouth, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.STORE_REST", 0.001)
    tell(store, "一")
    stop = asyncio.Event()
    real, failed = store.write, 0

    def failing() -> AbstractContextManager[Session]:
        nonlocal failed
        if door.sent and failed < 3:
            failed += 1
            raise OSError("disk full")
        return real()

    monkeypatch.setattr(store, "write", failing)
    running = asyncio.create_task(delivery.run(stop))
    await until(lambda: states(store) == ["sent"])
    stop.set()
    await running
    assert (door.said, failed) == (["一"], 3)


async def test_senders_at_the_same_time_say_everything_once(store_url: str) -> None:
    stores = [a_store(store_url) for _ in range(3)]
    for number in range(20):
        tell(stores[0], *(f"{number}:{turn}" for turn in range(4)), chat=str(number))
    door = Mouth()
    senders = [a_delivery(store, door, SetClock(MONDAY), width=5) for store in stores]
    while "waiting" in states(stores[0]):
        await asyncio.gather(*(sender.deliver_due() for sender in senders))
    for store in stores:
        store.close()
    assert len(door.said) == len(set(door.said)) == 80
    for number in range(20):
        mine = [text for text in door.said if text.startswith(f"{number}:")]
        assert mine == sorted(mine)


async def test_a_send_that_hangs_does_not_keep_the_process_from_stopping(
    store: Store,
    door: Mouth,
    clock: SetClock,
    delivery: Delivery,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.delivery.PARTING_SECONDS", 0.01)
    tell(store, "慢", chat="slow")
    door.slow_chat = "slow"
    stop = asyncio.Event()
    running = asyncio.create_task(delivery.run(stop))
    await until(lambda: states(store) == ["sending"])
    stop.set()
    async with asyncio.timeout(PATIENCE):
        await running
    clock.move(2 * A_MINUTE)
    door.slow_chat = ""
    assert await delivery.deliver_due() == 1
    assert door.said == ["慢"]


async def test_an_outcome_that_cannot_be_marked_keeps_no_other_from_it(
    store: Store, door: Mouth, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hook(_session: Session, _row: OutMessage) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr("bot.delivery.STORE_REST", 0.001)
    for number in range(4):
        tell(store, str(number), chat=str(number))
    door.failures = [None, Unreachable("blocked")]
    stop = asyncio.Event()
    running = asyncio.create_task(a_delivery(store, door, clock, on_undelivered=hook).run(stop))
    await until(lambda: states(store).count(MessageState.SENT) == 3)
    stop.set()
    await running
    assert states(store).count(MessageState.SENDING) == 1
