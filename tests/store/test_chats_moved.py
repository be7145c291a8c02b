"""A group that became a supergroup keeps everything, in whatever order we hear of it."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.conversations import Conversation
from models.groups import Card, Group, GroupKind
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from models.people import Account, Door, Person
from services import inbox, turns
from services.chats import move_chat
from services.clock import SetClock
from services.inbox import Envelope
from services.messages import Saying, open_body
from services.outbox import Address, message_row
from services.sealing import add_key, sealer_of
from services.store import Store, insert_row
from services.texts.phrases import verbatim
from tests.builders import MONDAY, ROBOT, an_account
from tests.patience import wait_for_a_lock

OLD, NEW = "-100", "-1001234"
ZHANG = "7"

GONE_OVER = Envelope("10", b"to", NEW, NEW, is_private=False, moved_from=OLD, is_group=True)
COME_FROM = Envelope("11", b"from", NEW, NEW, is_private=False, moved_from=OLD, is_group=True)


def said(key: str, chat: str, sender: str = ZHANG, topic: str = "") -> Envelope:
    return Envelope(
        key, f"words {key}".encode(), sender, chat, topic, False, is_group=sender == chat
    )


def receive(store: Store, *envelopes: Envelope) -> None:
    with store.write() as session:
        inbox.receive(session, Door.TELEGRAM, ROBOT, envelopes, SetClock(MONDAY))


def open_question(store: Store, chat: str, turn: int = 3) -> None:
    """Let Zhang have been asked something in a chat."""
    with store.write() as session:
        conversation = the_conversation(session, chat)
        account = session.get_one(Account, conversation.account_id)
        conversation.turn, conversation.idle_since = turn, MONDAY
        conversation.state = sealer_of(session, account.key_id).seal(f"asked in {chat}")
        say(session, account, chat, "哪一条？", conversation_id=conversation.id, turn=turn)


def the_conversation(session: Session, chat: str, sender: str = ZHANG) -> Conversation:
    return session.exec(
        select(Conversation)
        .join(Account, col(Account.id) == Conversation.account_id)
        .where(Conversation.chat == chat, Account.outer_id == sender)
    ).one()


def say(session: Session, account: Account, chat: str, words: str, **columns: object) -> int:
    address = Address(account.id, chat, sealer_of(session, account.key_id))
    row = message_row(address, Saying((verbatim(words),)), MONDAY) | columns
    return insert_row(session, OutMessage, row)


def heard_in(store: Store) -> list[tuple[str, str, list[str]]]:
    """Give account, chat and the opened payloads of what waits, for each conversation."""
    found: list[tuple[str, str, list[str]]] = []
    with store.write() as session:
        for work in turns.take(session, 40):
            account = session.get_one(Account, work.account_id)
            opened = store.vault.sealer(work.wrapped)
            words = [opened.open_bytes(event.payload).decode() for event in work.events]
            found.append((account.outer_id, work.chat, words))
    return sorted(found)


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


def test_of_two_open_questions_the_elder_stands(store: Store) -> None:
    receive(store, said("1", OLD), said("2", NEW))
    open_question(store, OLD, turn=1)
    open_question(store, NEW, turn=1)
    receive(store, COME_FROM)
    with store.read() as session:
        conversation = the_conversation(session, NEW)
        asked = session.exec(select(OutMessage).order_by(col(OutMessage.id))).all()
    assert [(it.state, it.turn, it.conversation_id) for it in asked] == [
        (MessageState.WAITING, 1, conversation.id),
        (MessageState.CANCELLED, None, conversation.id),
    ]


def bind(session: Session, account: Account, by: int, minutes: int) -> Group:
    group = Group(
        account_id=account.id,
        kind=GroupKind.RESIDENTS,
        bound_by=by,
        bound_at=MONDAY + timedelta(minutes=minutes),
    )
    session.add(group)
    session.flush()
    session.add(
        Card(group_id=group.id, subject="case:1", outer_id=f"{minutes}", created_at=MONDAY)
    )
    session.flush()
    return group


def test_a_bound_group_stays_bound_and_shows_its_cards_anew(store: Store) -> None:
    with store.write() as session:
        key_id, _ = add_key(session)
        person = Person(key_id=key_id, created_at=MONDAY)
        session.add(person)
        old = an_account(session, OLD, is_group=True, unreachable_since=MONDAY)
        other = an_account(session, "-55", is_group=True)
        bind(session, old, person.id, 1)
        bind(session, other, person.id, 2)
        old_id = old.id
    receive(store, GONE_OVER)
    with store.read() as session:
        moved = session.get_one(Account, old_id)
        assert (moved.outer_id, moved.unreachable_since) == (NEW, None)
        cards = session.exec(select(Card).order_by(col(Card.id))).all()
        assert [it.outer_id for it in cards] == [None, "2"]
    with store.write() as session:
        session.get_one(Card, cards[0].id).outer_id = "9"
    receive(store, COME_FROM)
    with store.read() as session:
        assert [it.outer_id for it in session.exec(select(Card).order_by(col(Card.id)))] == [
            "9",
            "2",
        ]


def test_a_group_bound_again_under_its_new_id_keeps_the_later_binding(store: Store) -> None:
    with store.write() as session:
        key_id, _ = add_key(session)
        person = Person(key_id=key_id, created_at=MONDAY)
        session.add(person)
        old, new = (an_account(session, name, is_group=True) for name in (OLD, NEW))
        bind(session, old, person.id, 1)
        bind(session, new, person.id, 2)
        say(session, new, NEW, "已绑定")
        say(session, old, OLD, "停水")
        old_id = old.id
    receive(store, GONE_OVER)
    with store.read() as session:
        assert [it.id for it in session.exec(select(Account))] == [old_id]
        groups = session.exec(select(Group).order_by(col(Group.id))).all()
        assert [(it.account_id, it.unbound_at is None) for it in groups] == [
            (old_id, False),
            (old_id, True),
        ]
        sealer = sealer_of(session, session.get_one(Account, old_id).key_id)
        for row in session.exec(select(OutMessage)):
            assert (row.account_id, row.chat) == (old_id, NEW)
            assert open_body(sealer, row.body or b"").phrases


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
        moved = {MessageState.WAITING, MessageState.SENDING}
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
        moving.result(20)
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
