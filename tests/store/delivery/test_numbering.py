"""Numbers of choices, given before anything is said."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session
from typing_extensions import override

from bot.delivery import Delivery
from bot.doors import Button
from models.base import table
from models.conversations import Conversation
from models.errors import Rejected
from models.outbox import MessageState, OutMessage
from models.people import Account
from services.clock import SetClock
from services.delivery import outbox
from services.delivery.messages import Choice, Command
from services.delivery.numbering import find_shown
from services.sealing import sealer_of
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, a_conversation, a_message, an_account
from tests.support.mouths import Mouth, a_delivery, rows

SUBMIT, CHANGE = Choice(verbatim("提交")), Choice(verbatim("改"))
SIGN = Choice(verbatim("签收"), Command("sign", {"case": 1}))
LOOK = Choice(verbatim("看"), link="case-1")
CANCEL = Choice(verbatim("取消"), is_way_out=True)

LINES = "…"
"""Stands in a text whose choices do not fit on buttons."""


class Cards(Mouth):
    """A door that numbers choices and has buttons for some."""

    @override
    def shows_buttons(self, text: str, buttons: Sequence[Button]) -> bool:
        return bool(text and buttons) and LINES not in text


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def door() -> Mouth:
    return Mouth(is_numbered=True)


@pytest.fixture
def delivery(store: Store, door: Mouth, clock: SetClock) -> Delivery:
    return a_delivery(store, door, clock)


def asked(session: Session, account: Account, choices_open: int, turn: int = 1) -> Conversation:
    """Let a question be open."""
    conversation = a_conversation(session, account)
    conversation.state, conversation.turn = b"sealed", turn
    conversation.choices_open = choices_open
    session.flush()
    return conversation


async def test_the_open_question_begins_at_one_and_what_is_offered_goes_on_behind_it(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        account = an_account(session)
        talk = asked(session, account, 2)
        a_message(session, account, "新的一件", SIGN)
        a_message(
            session, account, "请看一下", SUBMIT, CHANGE, CANCEL, conversation_id=talk.id, turn=1
        )
    for _ in range(2):
        await delivery.deliver_due()
    assert door.said == ["新的一件\n\n3 签收", "请看一下\n\n1 提交\n2 改\n回复“取消”不办了"]
    assert [it.first_number for it in rows(store)] == [3, 1]
    assert all(it.buttons == () for it in door.sent)


async def test_with_nothing_open_numbers_begin_at_one(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        account = an_account(session)
        asked(session, account, 2).state = None
        a_message(session, account, "新的一件", SIGN, LOOK)
        a_message(session, account, "没有可选的")
    for _ in range(2):
        await delivery.deliver_due()
    assert door.said == ["新的一件\n\n1 签收\n2 看", "没有可选的"]
    assert [it.first_number for it in rows(store)] == [1, None]


async def test_what_is_told_in_the_same_breath_shares_no_number(
    store: Store, delivery: Delivery
) -> None:
    with store.write() as session:
        account = an_account(session)
        for words in ("甲", "乙"):
            a_message(session, account, words, SIGN, LOOK)
        later = MONDAY + timedelta(seconds=5)
        a_message(session, account, "丙", SIGN, created_at=later)
    for _ in range(3):
        await delivery.deliver_due()
    assert [it.first_number for it in rows(store)] == [1, 3, 1]


async def test_a_question_that_is_over_shows_nothing_to_choose(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        account = an_account(session)
        talk = asked(session, account, 2, turn=2)
        a_message(session, account, "请看一下", SUBMIT, conversation_id=talk.id, turn=1)
    await delivery.deliver_due()
    assert door.said == ["请看一下"]
    assert [it.first_number for it in rows(store)] == [None]


async def test_lines_are_rather_a_part_more_than_torn_from_each_other(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        a_message(session, an_account(session), "字" * 190, SIGN, SIGN, SIGN)
    await delivery.deliver_due()
    assert door.said[-1] == "1 签收\n2 签收\n3 签收"
    assert [len(text) for text in door.said] == [100, 90, 14]


async def test_who_reads_a_group_is_told_what_to_send_in_private(
    store: Store, door: Mouth, delivery: Delivery
) -> None:
    with store.write() as session:
        group = an_account(session, "appchat:1", is_group=True)
        a_message(session, group, "待签收", SIGN, LOOK)
    await delivery.deliver_due()
    assert door.sent[0].buttons == [Button("签收、看", "", "case-1")]
    assert [it.first_number for it in rows(store)] == [None]


async def test_a_number_finds_the_newest_message_that_showed_it_to_this_account(
    store: Store, delivery: Delivery
) -> None:
    with store.write() as session:
        account, other = an_account(session), an_account(session, "6000002")
        a_message(session, account, "甲", SIGN, LOOK)
        a_message(session, account, "乙", LOOK, created_at=MONDAY + timedelta(minutes=1))
    for _ in range(2):
        await delivery.deliver_due()

    def shown(whose: Account, number: int) -> Choice | None:
        with store.read() as session:
            sealer = sealer_of(session, whose.key_id)
            return find_shown(session, whose.id, "6000001", sealer, number)

    assert [shown(account, number) for number in (1, 2, 3)] == [LOOK, LOOK, None]
    assert shown(other, 1) is None
    with store.write() as session:
        session.connection().execute(
            update(table(OutMessage))
            .where(table(OutMessage).c.first_number == 1)
            .values(state=MessageState.HELD)
        )
    assert shown(account, 1) is None


async def test_a_button_with_a_link_starts_the_private_chat_with_it(
    store: Store, delivery: Delivery
) -> None:
    with store.write() as session:
        account = an_account(session)
        message = a_message(session, account, "甲", LOOK)
    await delivery.deliver_due()
    with store.read() as session:
        sealer = sealer_of(session, account.key_id)
        told = outbox.find_offer(session, account.id, sealer, message, 0)
        assert told == Command("start", {"argument": "case-1"})
        assert outbox.find_offer_named(session, account.id, sealer, "看") == told
        assert outbox.find_offer_named(session, account.id, sealer, "签收", is_any=False) is None


async def test_words_refused_with_their_buttons_go_out_with_lines(
    store: Store, clock: SetClock
) -> None:
    door = Cards(is_numbered=True)
    door.failures = [Rejected("no card today")]
    with store.write() as session:
        a_message(session, an_account(session), "新的一件", SIGN)
    await a_delivery(store, door, clock).deliver_due()
    assert door.said == ["新的一件\n\n1 签收"]


async def test_beside_a_question_on_buttons_lines_begin_at_one(
    store: Store, clock: SetClock
) -> None:
    door = Cards(is_numbered=True)
    with store.write() as session:
        account = an_account(session)
        talk = asked(session, account, 1, turn=2)
        a_message(session, account, "请看一下", SUBMIT, conversation_id=talk.id, turn=1)
        a_message(session, account, "很多可选的：" + LINES, SIGN, LOOK)
        a_message(session, account, "请看一下", SUBMIT, CANCEL, conversation_id=talk.id, turn=2)
        a_message(session, account, "新的一件", SIGN)
    for _ in range(4):
        await a_delivery(store, door, clock).deliver_due()
    assert [it.first_number for it in rows(store)] == [None, 1, 0, 0]
    assert "1 签收\n2 看" in door.said[1]

    def shown(number: int, *, in_lines: bool) -> Choice | None:
        with store.read() as session:
            sealer = sealer_of(session, account.key_id)
            chat = account.outer_id
            return find_shown(session, account.id, chat, sealer, number, in_lines=in_lines)

    assert [shown(it, in_lines=True) for it in (1, 2, 3)] == [SIGN, LOOK, None]
    assert shown(2, in_lines=False) == LOOK


async def test_what_has_only_buttons_is_chosen_as_if_from_one(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        account = an_account(session)
        a_message(session, account, "新的一件", LOOK, SIGN)
    await a_delivery(store, Cards(is_numbered=True), clock).deliver_due()
    with store.read() as session:
        sealer, chat = sealer_of(session, account.key_id), account.outer_id
        assert find_shown(session, account.id, chat, sealer, 2) == SIGN
        assert find_shown(session, account.id, chat, sealer, 2, in_lines=True) is None
