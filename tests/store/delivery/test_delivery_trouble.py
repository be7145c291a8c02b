from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.delivery import Delivery
from bot.doors import Outgoing
from models.errors import Moved, PlatformDown, Rejected, RetryAfter, Unreachable
from models.keys import Key
from models.outbox import OutMessage, Priority
from models.people import Account
from services.clock import SetClock
from services.delivery import unsent
from services.delivery.messages import Choice
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, a_message, an_account
from tests.support.mouths import Mouth, a_delivery, rows, states, tell

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


async def test_told_to_wait_the_chat_waits_and_the_try_does_not_count(
    store: Store, door: Mouth, clock: SetClock
) -> None:
    tell(store, "一")
    tell(store, "二", priority=Priority.REMINDER)
    door.failures = [RetryAfter(30 * A_SECOND)]
    limited = a_delivery(store, door, clock, rates={}, width=1)
    await limited.deliver_due()
    assert (rows(store)[0].tries, rows(store)[0].state) == (0, "waiting")
    clock.move(29 * A_SECOND)
    await limited.deliver_due()
    assert door.said == []
    clock.move(A_SECOND)
    await limited.deliver_due()
    await limited.deliver_due()
    assert door.said == ["一", "二"]


async def test_a_platform_that_is_down_kills_no_message(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    tell(store, "不能丢")
    door.failures = [PlatformDown("no answer")] * 40
    waits: list[timedelta] = []
    while door.failures:
        assert await delivery.deliver_due() == 1
        [row] = rows(store)
        assert (row.state, row.fault) == ("waiting", "no answer")
        waits.append(row.due_at - clock.now())
        clock.at = row.due_at
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (2 * A_SECOND, 5 * A_MINUTE)
    await delivery.deliver_due()
    assert door.said == ["不能丢"]


async def test_who_is_gone_is_marked_and_somebody_is_told(
    store: Store, door: Mouth, clock: SetClock
) -> None:
    told: list[tuple[int, str | None]] = []

    def hook(session: Session, row: OutMessage) -> None:
        told.append((row.id, row.fault))
        tell_more = session.get_one(Account, row.account_id)
        assert tell_more.unreachable_since == MONDAY

    [message] = tell(store, "在吗")
    door.failures = [Unreachable("blocked")]
    await a_delivery(store, door, clock, on_undelivered=hook).deliver_due()
    assert states(store) == ["undelivered"]
    assert told == [(message, "blocked")]


async def test_a_hook_that_fails_marks_nothing_and_is_asked_again(
    store: Store, door: Mouth, clock: SetClock
) -> None:
    def hook(_session: Session, _row: OutMessage) -> None:
        raise ValueError("x")

    tell(store, "在吗")
    door.failures = [Unreachable("blocked")]
    with pytest.raises(ValueError, match="x"):
        await a_delivery(store, door, clock, on_undelivered=hook).deliver_due()
    assert states(store) == ["sending"]


async def test_a_moved_chat_is_followed_by_everything_that_waits(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    tell(store, "一", "二", chat="-5")
    door.failures = [Moved("-1005")]
    for _ in range(3):
        await delivery.deliver_due()
    assert [(it.chat, it.text) for it in door.sent] == [("-1005", "一"), ("-1005", "二")]


async def test_words_go_out_even_when_their_buttons_are_refused(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        message_id = a_message(session, an_account(session), "请选", Choice(verbatim("好")))
    door.failures = [Rejected("BUTTON_INVALID")]
    await delivery.deliver_due()
    [sent] = door.sent
    assert sent == Outgoing("6000001", "", "请选", key=sent.key, to="6000001")
    assert sent.key.startswith(f"{message_id}.0.")
    assert states(store) == ["sent"]


async def test_what_is_refused_is_a_dead_letter_until_an_operator_lets_it_go_again(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    [first, second] = tell(store, "一", "二")
    door.failures = [Rejected("message is too strange")]
    await delivery.deliver_due()
    await delivery.deliver_due()
    with store.write() as session:
        assert [(it.id, it.fault) for it in unsent.list_dead(session)] == [
            (first, "message is too strange")
        ]
        assert unsent.retry_dead(session, [second], clock) == 0
        assert unsent.retry_dead(session, None, clock) == 1
    await delivery.deliver_due()
    assert door.said == ["二", "一"]
    assert states(store) == ["sent", "sent"]


async def test_our_own_bugs_are_tried_five_times(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    tell(store, "一")
    door.failures = [*[PlatformDown("x")] * 10, *[ZeroDivisionError()] * 5]
    tries = 0
    while states(store) == ["waiting"]:
        clock.at = max(clock.at, rows(store)[0].due_at)
        tries += await delivery.deliver_due()
    assert tries == 15
    assert (states(store), rows(store)[0].fault) == (["dead"], "bug: ZeroDivisionError")


async def test_words_whose_key_is_destroyed_are_not_said(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    tell(store, "不再可读")
    with store.write() as session:
        session.exec(select(Key)).one().wrapped = None
    await delivery.deliver_due()
    assert (door.said, states(store)) == ([], ["cancelled"])
    assert rows(store)[0].body is None


async def test_nothing_to_say_is_a_dead_letter(store: Store, delivery: Delivery) -> None:
    tell(store, "")
    await delivery.deliver_due()
    assert states(store) == ["dead"]


async def test_a_group_that_shut_us_out_is_marked_and_not_the_person_answered_there(
    store: Store, door: Mouth, clock: SetClock
) -> None:
    told: list[int] = []

    def hook(_session: Session, row: OutMessage) -> None:
        told.append(row.id)

    with store.write() as session:
        group = an_account(session, "-5", is_group=True)
        person = an_account(session)
        a_message(session, person, "收到", chat="-5")
        to_all = a_message(session, group, "停水")
    door.failures = [Unreachable("kicked")] * 2
    delivery = a_delivery(store, door, clock, on_undelivered=hook)
    await delivery.deliver_due()
    with store.read() as session:
        marked = {it.outer_id: it.unreachable_since for it in session.exec(select(Account))}
    assert marked == {"-5": MONDAY, "6000001": None}
    assert states(store) == ["undelivered"] * 2
    assert told == [to_all]  # for who bound it; nobody stands in for the person


async def test_a_group_s_own_messages_go_at_the_pace_of_a_group(
    store: Store, door: Mouth, clock: SetClock
) -> None:
    with store.write() as session:
        group = an_account(session, "-5", is_group=True)
        for _ in range(30):
            a_message(session, group, "停水", priority=Priority.NOTICE)
    limited = a_delivery(store, door, clock, rates={})
    for _ in range(60):
        await limited.deliver_due()
        clock.move(A_SECOND)
    assert 18 <= len(door.sent) <= 20
