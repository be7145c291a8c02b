from datetime import timedelta

import pytest

from bot.delivery import Delivery
from bot.doors import Button, Outgoing
from handlers.talking.buttons import message_token, question_token
from models.errors import NotFound, PlatformDown, RetryAfter
from models.inbox import Event
from models.outbox import MessageState, OutMessage, Priority
from models.people import Door, Language
from services.clock import SetClock
from services.delivery import outbox
from services.delivery.budgets import Rates
from services.delivery.messages import Choice, Command, Saying
from services.delivery.outbox import Address, message_row
from services.sealing import sealer_of
from services.store import Store, insert_row
from services.texts.casework import cases
from services.texts.phrases import verbatim
from services.texts.refusals import refusals
from tests.support.builders import MONDAY, ROBOT, a_conversation, a_message, an_account
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


async def test_what_is_due_is_said_and_marked(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    tell(store, "路灯已修好")
    assert await delivery.deliver_due() == 1
    [row] = rows(store)
    [sent] = door.sent
    assert sent == Outgoing("6000001", "", "路灯已修好", [], sent.key, to="6000001")
    assert sent.key.startswith(f"{row.id}.0.")
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


@pytest.mark.parametrize(
    ("language", "words", "label"),
    [
        (None, "没有找到这个地方。", "签收"),
        (Language.SIMPLIFIED, "没有找到这个地方。", "签收"),
        (Language.TRADITIONAL, "沒有找到這個地方。", "簽收"),
        (Language.ENGLISH, "This place was not found.", "Sign"),
    ],
)
async def test_a_message_is_said_in_the_language_of_its_reader(
    store: Store,
    door: Mouth,
    delivery: Delivery,
    language: Language | None,
    words: str,
    label: str,
) -> None:
    with store.write() as session:
        account = an_account(session, language=language)
        saying = Saying(
            (refusals.told(NotFound("area_unknown")),),
            (Choice(cases.SIGN(), Command("sign", {})),),
        )
        sealer = sealer_of(session, account.key_id)
        address = outbox.Address(account.id, account.outer_id, sealer)
        outbox.post(session, address, saying, SetClock(MONDAY))
    await delivery.deliver_due()
    assert door.said == [words]
    assert [button.label for button in door.sent[0].buttons] == [label]


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


async def test_a_robot_at_its_limit_keeps_the_line_as_it_stands(
    store: Store, door: Mouth, clock: SetClock
) -> None:
    for number in range(8):
        tell(store, str(number), chat=str(number))
    due = [row.due_at for row in rows(store)]
    delivery = a_delivery(store, door, clock, rates={})
    await delivery.deliver_due()
    assert door.said == list("01234")
    assert [row.due_at for row in rows(store)] == due
    clock.move(A_SECOND)
    await delivery.deliver_due()
    assert door.said == list("01234567")


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


async def test_a_button_that_leads_elsewhere_carries_no_token(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        choices = (Choice(verbatim("私下说"), link="r_abc"), Choice(verbatim("好")))
        message_id = a_message(session, an_account(session), "请选", *choices)
    await delivery.deliver_due()
    [said] = door.sent
    assert said.buttons == [
        Button("私下说", "", "r_abc"),
        Button("好", message_token(message_id, 1)),
    ]


@pytest.mark.parametrize(("words", "said"), [("长" * 250, "长" * 100), ("", "")])
async def test_a_press_is_answered_once_and_without_buttons(
    store: Store, door: Mouth, delivery: Delivery, words: str, said: str
) -> None:
    door.is_silent = True
    with store.write() as session:
        account = an_account(session)
        address = Address(account.id, account.outer_id, sealer_of(session, account.key_id))
        saying = Saying((verbatim(words),), (Choice(verbatim("好")),), answers="p1")
        insert_row(session, OutMessage, message_row(address, saying, MONDAY))
    await delivery.deliver_due()
    [row] = rows(store)
    [sent] = door.sent
    assert sent == Outgoing("6000001", "", said, (), sent.key, answers="p1", to="6000001")
    assert (row.state, row.outer_id) == (MessageState.SENT, None)
