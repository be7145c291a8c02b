"""What windows cost: given back when nothing was said, and locked once in a transaction."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session
from typing_extensions import override

from bot.doors import Outgoing
from models.doors import WindowKind
from models.errors import PlatformDown, Rejected, RetryAfter, WindowClosed
from models.outbox import MessageState, OutMessage, Priority
from models.people import Account, Door
from services.clock import SetClock
from services.delivery import holding, windows
from services.delivery.budgets import UNLIMITED
from services.delivery.dispatch import LEASE, Robot, lease_due
from services.delivery.unsent import release
from services.sealing import sealer_of
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, a_message
from tests.support.followers import Narrow, a_follower, deliver, left, opens
from tests.support.mouths import states
from tests.support.patience import PATIENCE

A_SECOND = timedelta(seconds=1)
ME = Robot(Door.WECHAT, ROBOT, UNLIMITED, sender="me", has_windows=True)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


class Heard(Narrow):
    """A door that says when something was said."""

    @override
    async def send(self, outgoing: Outgoing) -> str:
        key = await super().send(outgoing)
        self.is_free.set()
        return key


async def runs(store: Store, door: Narrow, clock: SetClock, **policy: Any) -> None:  # noqa: ANN401
    """Deliver until something was said."""
    stop = asyncio.Event()
    running = asyncio.create_task(deliver(store, door, clock, **policy).run(stop))
    try:
        async with asyncio.timeout(PATIENCE):
            await door.is_free.wait()
    finally:
        stop.set()
        await running


async def test_who_cannot_be_told_of_does_not_hold_up_the_others(
    store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_session: Session, _row: OutMessage) -> bool:
        raise KeyError("x")

    monkeypatch.setattr("bot.delivery.STORE_REST", 0)
    with store.write() as session:
        opens(session, a_follower(session, "o1"))
        for account in (a_follower(session, "o2"), session.get_one(Account, 1)):
            a_message(session, account, "一")
    await runs(store, Heard(), clock, on_held=fails)
    assert states(store) == ["sending", "sent"]


async def test_a_message_that_cannot_be_read_does_not_hold_up_the_others(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        account = a_follower(session)
        opens(session, account)
        spoilt = a_message(session, account, "一", priority=Priority.NOTICE)
        sealer = sealer_of(session, account.key_id)
        session.get_one(OutMessage, spoilt).body = sealer.seal("{}")
        a_message(session, account, "二", priority=Priority.NOTICE)
    await runs(store, door := Heard(), clock)
    assert (door.said, states(store)) == (["二"], ["waiting", "sent"])


def test_who_was_killed_before_saying_it_gets_the_charge_back(store: Store) -> None:
    with store.write() as session:
        account = a_follower(session)
        opens(session, account)
        opens(session, account, WindowKind.GESTURE)
        a_message(session, account, "一")
    for robot, later in [(ME, 0), (None, 1), (ME, 0), (None, 2)]:
        with store.write() as session:
            assert lease_due(session, ME, 9, MONDAY).messages
        with store.write() as session:
            assert release(session, MONDAY + later * LEASE, robot=robot) == 1
        with store.read() as session:
            assert dict(left(session, account))["message"] == 5
    with store.write() as session:
        assert release(session, MONDAY + LEASE, robot=ME) == 0


async def test_a_later_part_that_fails_is_given_back_to_the_window_that_paid_for_it(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        account = a_follower(session)
        opens(session, account)
        windows.take(session, [account.id] * 4, MONDAY)
        opens(session, account, WindowKind.GESTURE)
        a_message(session, account, "甲乙")
    door = Narrow(part_size=1, failures=[None, PlatformDown("x")])
    await deliver(store, door, clock).deliver_due()
    with store.read() as session:
        assert left(session, account) == [("gesture", 2), ("message", 0)]


async def test_windows_are_locked_once_in_a_transaction(
    store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[tuple[Session, set[int]]] = []
    lock = windows.lock_windows

    def note(session: Session, account_ids: Sequence[int], *besides: Any) -> Any:  # noqa: ANN401
        accounts = set(account_ids)
        if not any(it is session and accounts <= them for it, them in locked):
            locked.append((session, accounts))
        return lock(session, account_ids, *besides)

    class Closes(Heard):
        @override
        async def send(self, outgoing: Outgoing) -> str:
            clock.move(A_SECOND)  # the other is due when this is settled
            return await super().send(outgoing)

    with store.write() as session:
        for name, due_at in [("o1", MONDAY), ("o2", MONDAY + A_SECOND)]:
            account = a_follower(session, name)
            opens(session, account)
            a_message(session, account, "一", due_at=due_at)
    monkeypatch.setattr(windows, "lock_windows", note)
    await runs(store, Closes(failures=[WindowClosed("45015")]), clock)
    assert [it for it in ({1}, {2}) if it in (them for _, them in locked)] == [{1}, {2}]
    assert len({id(session) for session, _ in locked}) == len(locked)


@pytest.mark.parametrize("failure", [PlatformDown("x"), RetryAfter(A_SECOND)])
async def test_a_nudge_that_failed_is_tried_again_and_then_no_more(
    store: Store, clock: SetClock, failure: Exception
) -> None:
    with store.write() as session:
        a_message(session, a_follower(session), "一")
    door = Narrow(failures=[failure])
    delivery = deliver(store, door, clock)
    for minutes in (0, 1, 0, 1, 1):
        clock.move(timedelta(minutes=minutes))
        await delivery.deliver_due()
    assert [it.text for it in door.nudges] == ["一"]


async def test_a_nudge_that_cannot_be_given_is_not_tried_again(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        a_message(session, a_follower(session), "一")
    door = Narrow(failures=[Rejected("40037")])
    for _ in range(3):
        await deliver(store, door, clock).deliver_due()
    assert door.nudges == []


async def test_a_nudge_that_a_process_took_with_it_is_given_by_the_next(
    store: Store, clock: SetClock
) -> None:
    begun = asyncio.Event()

    class Slow(Narrow):
        @override
        async def nudge(self, outgoing: Outgoing) -> bool:
            begun.set()
            await self.is_free.wait()
            return True

    with store.write() as session:
        a_message(session, a_follower(session), "一")
    killed = asyncio.create_task(deliver(store, Slow(), clock).deliver_due())
    await begun.wait()
    killed.cancel()
    door = Narrow()
    for _ in range(2):
        await deliver(store, door, clock).deliver_due()
    assert [it.text for it in door.nudges] == ["一"]


def test_windows_are_forgotten_a_day_after_they_are_over_unless_something_is_held(
    store: Store,
) -> None:
    with store.write() as session:
        waits, gone = a_follower(session, "o1"), a_follower(session, "o2")
        for account in (waits, gone):
            opens(session, account)
        a_message(session, waits, "一", state=MessageState.HELD)
        over = MONDAY + timedelta(days=3)
        assert holding.forget_windows(session, over) == 0
        assert holding.forget_windows(session, over + A_SECOND) == 1
        assert (len(left(session, waits)), left(session, gone)) == (1, [])
