"""A group that became a supergroup keeps everything, in whatever order we hear of it."""

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlmodel import Session, col, select

from models.conversations import Conversation
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from services.clock import SetClock
from services.delivery.chats import move_chat
from services.reception import inbox, turns
from services.reception.inbox import Envelope
from services.sealing import sealer_of
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, an_account
from tests.support.moves import (
    COME_FROM,
    GONE_OVER,
    NEW,
    NEWER,
    OLD,
    ZHANG,
    heard_in,
    open_question,
    receive,
    said,
    say,
    the_conversation,
)
from tests.support.patience import PATIENCE, wait_for_a_lock


def test_what_waits_is_heard_in_the_chat_as_it_is_called_now(store: Store) -> None:
    receive(store, said("1", OLD), said("2", OLD, topic="5"), said("3", "-55"))
    receive(store, GONE_OVER)
    assert heard_in(store) == [
        (NEW, NEW, ["to"]),
        (ZHANG, NEW, ["words 1"]),
        (ZHANG, NEW, ["words 2"]),
        (ZHANG, "-55", ["words 3"]),
    ]


@pytest.mark.parametrize("order", [(GONE_OVER, COME_FROM), (COME_FROM, GONE_OVER)])
def test_word_of_it_may_come_in_any_order_and_again(
    store: Store, order: tuple[Envelope, Envelope]
) -> None:
    receive(store, said("1", OLD), said("2", OLD, OLD))
    open_question(store, OLD)
    receive(store, said("3", NEW), said("4", NEW, NEW))
    for envelope in (*order, *order):
        receive(store, envelope)
        receive(store, said("5", NEW))
    with store.write() as session:
        move_chat(session, Door.TELEGRAM, ROBOT, OLD, NEW)
    group = ["words 2", "words 4", order[0].payload.decode(), order[1].payload.decode()]
    assert heard_in(store) == [
        (NEW, NEW, group),
        (ZHANG, NEW, ["words 1", "words 3", "words 5"]),
    ]
    with store.read() as session:
        assert len(session.exec(select(Account)).all()) == 2
        assert {it.chat for it in session.exec(select(Conversation))} == {NEW}
        conversation = the_conversation(session, NEW)
        account = session.get_one(Account, conversation.account_id)
        assert conversation.state is not None
        assert sealer_of(session, account.key_id).open(conversation.state) == f"asked in {OLD}"
        question = session.exec(select(OutMessage).where(col(OutMessage.turn) == 3)).one()
        assert (question.chat, question.conversation_id) == (NEW, conversation.id)
        assert (question.state, conversation.turn) == (MessageState.WAITING, 3)


def test_what_was_stored_together_with_the_move_is_heard_in_the_new_chat(store: Store) -> None:
    receive(store, said("1", OLD), said("2", OLD, OLD), GONE_OVER, said("3", NEW))
    assert heard_in(store) == [
        (NEW, NEW, ["words 2", "to"]),
        (ZHANG, NEW, ["words 1", "words 3"]),
    ]


def test_what_comes_from_the_old_chat_later_is_heard_in_the_new_one(store: Store) -> None:
    receive(store, said("1", OLD))
    receive(store, GONE_OVER)
    receive(store, said("2", OLD), said("3", OLD, OLD), said("4", OLD, topic="5"))
    receive(store, said("5", OLD, sender="8"), said("6", "-55"))
    assert heard_in(store) == [
        (NEW, NEW, ["to", "words 3"]),
        (ZHANG, NEW, ["words 1", "words 2"]),
        (ZHANG, NEW, ["words 4"]),
        (ZHANG, "-55", ["words 6"]),
        ("8", NEW, ["words 5"]),
    ]


def test_only_this_robot_has_moved_and_no_private_chat(store: Store) -> None:
    receive(store, GONE_OVER)
    private = Envelope("1", b"private", OLD, OLD)
    with store.write() as session:
        inbox.receive(session, Door.TELEGRAM, "another", [said("2", OLD)], SetClock(MONDAY))
        inbox.receive(session, Door.WECHAT, ROBOT, [said("3", OLD)], SetClock(MONDAY))
        inbox.receive(session, Door.TELEGRAM, ROBOT, [private], SetClock(MONDAY))
    assert sorted(chat for _, chat, _ in heard_in(store)) == [OLD, OLD, OLD, NEW]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_moved_twice_is_heard_where_they_are_now(store: Store, order: tuple[int, int]) -> None:
    words = [
        GONE_OVER,
        Envelope("12", b"on", NEWER, NEWER, is_private=False, moved_from=NEW, is_group=True),
    ]
    receive(store, said("1", OLD), said("2", NEW))
    for which in order:
        receive(store, words[which])
    receive(store, COME_FROM)
    receive(store, said("3", OLD), said("4", NEW), said("5", NEWER))
    heard = {(sender, chat): words for sender, chat, words in heard_in(store)}
    assert sorted(heard[ZHANG, NEWER]) == [f"words {number}" for number in range(1, 6)]
    assert heard.keys() == {(NEWER, NEWER), (ZHANG, NEWER)}


def test_a_question_asked_in_the_new_chat_outlives_an_idle_conversation_of_the_old_one(
    store: Store,
) -> None:
    receive(store, said("1", OLD), said("2", NEW))
    open_question(store, NEW, turn=1)
    receive(store, COME_FROM)
    with store.read() as session:
        conversation = the_conversation(session, NEW)
        assert (conversation.turn, conversation.state is None) == (1, False)
        question = session.exec(select(OutMessage).where(col(OutMessage.turn) == 1)).one()
        assert (question.conversation_id, question.state) == (conversation.id, "waiting")
    assert (ZHANG, NEW, ["words 1", "words 2"]) in heard_in(store)


def test_of_two_open_questions_the_elder_stands_and_the_other_keeps_its_words(
    store: Store,
) -> None:
    receive(store, said("1", OLD), said("2", NEW))
    open_question(store, OLD, turn=1)
    open_question(store, NEW, turn=1)
    for envelope in (COME_FROM, GONE_OVER):
        receive(store, envelope)
        with store.read() as session:
            goes_on, aside = (the_conversation(session, chat) for chat in (NEW, OLD))
            asked = session.exec(select(OutMessage).order_by(col(OutMessage.id))).all()
            account = session.get_one(Account, goes_on.account_id)
            sealer = sealer_of(session, account.key_id)
            assert [sealer.open(it.state or b"") for it in (goes_on, aside)] == [
                f"asked in {OLD}",
                f"asked in {NEW}",
            ]
        assert [(it.state, it.turn, it.conversation_id) for it in asked] == [
            (MessageState.WAITING, 1, goes_on.id),
            (MessageState.CANCELLED, None, goes_on.id),
        ]
    assert (ZHANG, NEW, ["words 1", "words 2"]) in heard_in(store)


def test_what_was_sent_stays_where_it_was_and_what_waits_moves(store: Store) -> None:
    with store.write() as session:
        account = an_account(session, ZHANG)
        for state in MessageState:
            say(session, account, OLD, "好", state=state)
        elsewhere = an_account(session, ZHANG, robot="another")
        say(session, elsewhere, OLD, "好")
        move_chat(session, Door.TELEGRAM, ROBOT, OLD, NEW)
    with store.read() as session:
        rows = session.exec(select(OutMessage).order_by(col(OutMessage.id))).all()
        moved = {MessageState.WAITING, MessageState.SENDING, MessageState.HELD}
        assert [it.chat for it in rows[:-1]] == [
            NEW if state in moved else OLD for state in MessageState
        ]
        assert rows[-1].chat == OLD


def take_and_answer(store: Store, turn: Session, pool: ThreadPoolExecutor) -> Future[None]:
    """Answer in both chats while word of the move comes in."""
    taken = turns.take(turn, 40)
    assert sorted(it.chat for it in taken) == [OLD, NEW]
    moving = pool.submit(receive, store, GONE_OVER)
    wait_for_a_lock(store)
    for work in taken:
        account = turn.get_one(Account, work.account_id)
        say(turn, account, work.chat, "好", conversation_id=work.conversation_id, turn=1)
        turns.finish(turn, [it.event_id for it in work.events], MONDAY)
    assert not moving.done()
    return moving


def test_the_move_waits_for_a_turn_and_finds_what_it_said(postgres_store: Store) -> None:
    store = postgres_store
    receive(store, said("1", OLD), said("2", NEW))
    with ThreadPoolExecutor(1) as pool:
        with store.write() as turn:
            moving = take_and_answer(store, turn, pool)
        moving.result(PATIENCE)
    with store.read() as session:
        conversation = the_conversation(session, NEW)
        rows = session.exec(select(OutMessage)).all()
        assert {(it.chat, it.conversation_id) for it in rows} == {(NEW, conversation.id)}
        done = session.exec(select(Event).where(Event.state == EventState.DONE)).all()
        assert {it.conversation_id for it in done} == {conversation.id}


def test_a_worker_that_was_about_to_take_the_folded_conversation_loses_no_event(
    postgres_store: Store,
) -> None:
    store = postgres_store
    receive(store, said("1", OLD), said("2", NEW))
    with store.write() as moving:
        inbox.receive(moving, Door.TELEGRAM, ROBOT, [GONE_OVER], SetClock(MONDAY))
        assert heard_in(store) == []
    assert (ZHANG, NEW, ["words 1", "words 2"]) in heard_in(store)
