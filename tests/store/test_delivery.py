import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select
from typing_extensions import override

from bot.delivery import Delivery, Policy
from bot.doors import Adapter, Button, Outgoing, Receive
from handlers.buttons import message_token, question_token
from handlers.messages import Heard, Kind
from models.errors import Moved, PlatformDown, Rejected, RetryAfter, Unreachable
from models.inbox import Event
from models.keys import Key
from models.outbox import MessageState, OutMessage, Priority
from models.people import Account, Door
from services import dispatch
from services.budgets import UNLIMITED, Rates
from services.clock import SetClock
from services.outbox import Choice, Command
from services.store import Store
from services.texts.phrases import verbatim
from tests.builders import MONDAY, ROBOT, a_conversation, a_message, a_store, an_account

A_SECOND = timedelta(seconds=1)
A_MINUTE = timedelta(minutes=1)


@dataclass
class Mouth(Adapter):
    """A door that notes what it is given, and fails as told."""

    door: Door = Door.TELEGRAM
    robot: str = ROBOT
    sent: list[Outgoing] = field(default_factory=list[Outgoing])
    failures: list[Exception | None] = field(default_factory=list[Exception | None])
    slow_chat: str = ""
    is_free: asyncio.Event = field(default_factory=asyncio.Event)
    part_size: int = 100

    @property
    def said(self) -> list[str]:
        return [it.text for it in self.sent]

    @override
    async def open(self, receive: Receive) -> None: ...

    @override
    async def close(self) -> None: ...

    @override
    def hear(self, payload: bytes) -> Heard:
        return Heard(Kind.OTHER)

    @override
    def split(self, text: str) -> Sequence[str]:
        size = self.part_size
        return [text[at : at + size] for at in range(0, len(text), size)]

    @override
    async def send(self, outgoing: Outgoing) -> str:
        if outgoing.chat == self.slow_chat:
            await self.is_free.wait()
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        self.sent.append(outgoing)
        return f"m{len(self.sent)}"

    @property
    @override
    def fault(self) -> str | None:
        return None


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = a_store(store_url)
    yield store
    store.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def door() -> Mouth:
    return Mouth()


def a_delivery(store: Store, door: Mouth, clock: SetClock, **policy: Any) -> Delivery:  # noqa: ANN401
    policy = {"rates": {Door.TELEGRAM: UNLIMITED}} | policy
    return Delivery(store, [door], clock, Policy(**policy))


@pytest.fixture
def delivery(store: Store, door: Mouth, clock: SetClock) -> Delivery:
    return a_delivery(store, door, clock)


def rows(store: Store) -> Sequence[OutMessage]:
    with store.read() as session:
        found = session.exec(select(OutMessage).order_by(col(OutMessage.id))).all()
        session.expunge_all()
        return found


def states(store: Store) -> list[MessageState]:
    return [row.state for row in rows(store)]


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what it looks at tells nobody that it changed
            await asyncio.sleep(0.001)


def tell(store: Store, *texts: str, chat: str = "6000001", **columns: Any) -> list[int]:  # noqa: ANN401
    with store.write() as session:
        found = session.exec(select(Account).where(Account.outer_id == chat)).first()
        account = found or an_account(session, chat)
        return [a_message(session, account, text, **columns) for text in texts]


async def test_what_is_due_is_said_and_marked(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    tell(store, "路灯已修好")
    assert await delivery.deliver_due() == 1
    [row] = rows(store)
    assert door.sent == [Outgoing("6000001", "", "路灯已修好", [])]
    assert (row.state, row.outer_id, row.sent_at) == (MessageState.SENT, "m1", MONDAY)
    assert (row.tries, row.parts_sent, row.leased_until, row.fault) == (1, 1, None, None)
    assert await delivery.deliver_due() == 0


async def test_what_is_not_due_waits(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    tell(store, "明早说", due_at=MONDAY + A_MINUTE)
    assert await delivery.deliver_due() == 0
    clock.move(A_MINUTE)
    assert await delivery.deliver_due() == 1
    assert door.said == ["明早说"]


async def test_a_message_remembers_what_had_come_in_when_it_went_out(
    store: Store, delivery: Delivery
) -> None:
    with store.write() as session:
        for key in "12":
            session.add(Event(door=Door.TELEGRAM, robot=ROBOT, event_key=key, received_at=MONDAY))
    tell(store, "在哪儿？")
    await delivery.deliver_due()
    assert [row.after_event for row in rows(store)] == [2]


async def test_buttons_carry_the_question_or_the_message_and_stand_on_the_last_part(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        account = an_account(session)
        conversation = a_conversation(session, account)
        choices = (
            Choice(verbatim("提交")),
            Choice(verbatim("签收"), Command("sign", {"case_id": 5})),
        )
        message = a_message(
            session, account, "字" * 150, *choices, conversation_id=conversation.id, turn=7
        )
    await delivery.deliver_due()
    assert [len(text) for text in door.said] == [100, 50]
    assert door.sent[0].buttons == ()
    assert door.sent[1].buttons == [
        Button("提交", question_token(conversation.id, 7, 0)),
        Button("签收", message_token(message, 1)),
    ]


async def test_replies_keep_their_order_also_over_retries(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    tell(store, "一", "二")
    tell(store, "三", priority=Priority.URGENT)
    door.failures = [PlatformDown("x")]
    for _ in range(5):
        await delivery.deliver_due()
    assert door.said == []
    clock.move(5 * A_SECOND)
    for _ in range(3):
        await delivery.deliver_due()
    assert door.said == ["一", "二", "三"]


async def test_a_chat_in_trouble_holds_nobody_up(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    tell(store, "甲一", "甲二", chat="1")
    tell(store, "乙一", chat="2")
    door.failures = [RetryAfter(A_MINUTE)]
    await delivery.deliver_due()
    assert door.said == ["乙一"]


async def test_pressing_things_go_first(store: Store, door: Mouth, clock: SetClock) -> None:
    for number, priority in enumerate(reversed(Priority)):
        tell(store, priority.name, chat=str(number), priority=priority)
    delivery = a_delivery(store, door, clock, width=1)
    for _ in Priority:
        await delivery.deliver_due()
    assert door.said == ["URGENT", "REPLY", "REMINDER", "NOTICE"]


async def test_a_reminder_that_waits_for_the_morning_holds_up_no_reply(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    tell(store, "提醒", priority=Priority.REMINDER, due_at=MONDAY + A_MINUTE)
    tell(store, "回复")
    await delivery.deliver_due()
    assert door.said == ["回复"]


async def test_what_has_expired_is_not_said(store: Store, door: Mouth, delivery: Delivery) -> None:
    tell(store, "过时了", "还有用", expires_at=MONDAY)
    tell(store, "现在", expires_at=MONDAY + A_SECOND)
    for _ in range(3):
        await delivery.deliver_due()
    assert door.said == ["现在"]
    assert states(store) == ["cancelled", "cancelled", "sent"]
    assert rows(store)[0].body is None


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
        a_message(session, an_account(session), "请选", Choice(verbatim("好")))
    door.failures = [Rejected("BUTTON_INVALID")]
    await delivery.deliver_due()
    assert door.sent == [Outgoing("6000001", "", "请选")]
    assert states(store) == ["sent"]


async def test_what_is_refused_is_a_dead_letter_until_an_operator_lets_it_go_again(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    [first, second] = tell(store, "一", "二")
    door.failures = [Rejected("message is too strange")]
    await delivery.deliver_due()
    await delivery.deliver_due()
    with store.write() as session:
        assert [(it.id, it.fault) for it in dispatch.list_dead(session)] == [
            (first, "message is too strange")
        ]
        assert dispatch.retry_dead(session, [second], clock) == 0
        assert dispatch.retry_dead(session, None, clock) == 1
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


async def test_nothing_to_say_is_a_dead_letter(store: Store, delivery: Delivery) -> None:
    tell(store, "")
    await delivery.deliver_due()
    assert states(store) == ["dead"]


async def test_a_long_text_goes_on_where_it_broke_off(
    store: Store, door: Mouth, clock: SetClock, delivery: Delivery
) -> None:
    door.part_size = 1
    tell(store, "甲乙丙")
    door.failures = [None, PlatformDown("x")]
    await delivery.deliver_due()
    assert (door.said, rows(store)[0].parts_sent) == (["甲"], 1)
    clock.move(A_MINUTE)
    await delivery.deliver_due()
    assert (door.said, rows(store)[0].parts_sent) == (["甲", "乙", "丙"], 3)


async def test_each_part_of_a_long_text_counts_for_the_budget(
    store: Store, door: Mouth, clock: SetClock
) -> None:
    door.part_size = 1
    tell(store, "甲乙丙丁戊")
    delivery = a_delivery(store, door, clock, rates={Door.TELEGRAM: Rates()})
    await delivery.deliver_due()
    assert door.said == ["甲", "乙", "丙"]
    clock.move(A_SECOND)
    await delivery.deliver_due()
    assert door.said == ["甲", "乙", "丙", "丁"]
    assert rows(store)[0].tries == 0
    clock.move(A_SECOND)
    await delivery.deliver_due()
    assert states(store) == ["sent"]


async def test_a_budget_makes_a_chat_wait_and_no_other(
    store: Store, door: Mouth, clock: SetClock
) -> None:
    tell(store, *"abcde", priority=Priority.REMINDER)
    tell(store, "乙", chat="2", priority=Priority.NOTICE)
    delivery = a_delivery(store, door, clock, rates={})
    await delivery.deliver_due()
    assert door.said == ["a", "b", "c", "乙"]
    clock.move(A_SECOND)
    await delivery.deliver_due()
    assert door.said[4:] == ["d"]


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


async def test_a_closed_door_keeps_its_messages(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        a_message(session, an_account(session, robot="another"), "等着")
        a_message(session, an_account(session, door=Door.WECHAT), "也等着")
    assert await delivery.deliver_due() == 0
    assert (door.said, states(store)) == ([], ["waiting", "waiting"])


async def test_two_robots_each_say_their_own(store: Store, door: Mouth, clock: SetClock) -> None:
    with store.write() as session:
        a_message(session, an_account(session, "2", robot="another"), "乙的")
    tell(store, "甲的")
    other = Mouth(robot="another")
    assert await Delivery(store, [door, other], clock).deliver_due() == 2
    assert (door.said, other.said) == (["甲的"], ["乙的"])


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
