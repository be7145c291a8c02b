"""A bound group that became a supergroup stays bound, and is written to under its new id."""

from sqlmodel import col, select

from models.errors import Moved
from models.groups import Card, Group
from models.outbox import MessageState, OutMessage
from models.people import Account, Door, Person
from services.clock import SetClock
from services.delivery.budgets import UNLIMITED
from services.delivery.chats import move_chat
from services.delivery.dispatch import Robot, lease_due
from services.delivery.messages import open_body
from services.delivery.outcomes import Outcome, settle
from services.sealing import add_key, sealer_of
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, an_account
from tests.support.mouths import Mouth, a_delivery
from tests.support.moves import (
    COME_FROM,
    GONE_OVER,
    NEW,
    OLD,
    ZHANG,
    bind,
    heard_in,
    open_question,
    receive,
    said,
    say,
    the_conversation,
)


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
        new.unreachable_since = MONDAY  # what became of the new chat is what counts
        say(session, new, NEW, "已绑定")
        say(session, old, OLD, "停水")
        old_id = old.id
    receive(store, GONE_OVER)
    with store.read() as session:
        account = session.exec(select(Account)).one()
        assert (account.id, account.unreachable_since) == (old_id, MONDAY)
        groups = session.exec(select(Group).order_by(col(Group.id))).all()
        assert [(it.account_id, it.unbound_at is None) for it in groups] == [
            (old_id, False),
            (old_id, True),
        ]
        sealer = sealer_of(session, session.get_one(Account, old_id).key_id)
        for row in session.exec(select(OutMessage)):
            assert (row.account_id, row.chat) == (old_id, NEW)
            assert open_body(sealer, row.body or b"").phrases


async def test_the_answer_to_sending_moves_the_group_and_the_word_of_it_comes_late(
    store: Store,
) -> None:
    receive(store, said("1", OLD), said("2", OLD, OLD), said("3", NEW, NEW))
    open_question(store, OLD)
    door = Mouth(failures=[Moved(NEW)])
    delivery = a_delivery(store, door, SetClock(MONDAY))
    for _ in range(3):
        await delivery.deliver_due()
    assert [(it.chat, it.text) for it in door.sent] == [(NEW, "哪一条？")]
    for _ in range(2):
        assert heard_in(store) == [
            (NEW, NEW, ["words 2", "words 3"]),
            (ZHANG, NEW, ["words 1"]),
        ]
        with store.write() as session:
            move_chat(session, Door.TELEGRAM, ROBOT, OLD, NEW)
    with store.read() as session:
        assert the_conversation(session, NEW).state is not None


async def test_a_card_that_was_still_sent_to_the_old_chat_is_not_looked_for_in_the_new_one(
    store: Store,
) -> None:
    with store.write() as session:
        key_id, _ = add_key(session)
        person = Person(key_id=key_id, created_at=MONDAY)
        session.add(person)
        account = an_account(session, OLD, is_group=True)
        bind(session, account, person.id, 1)
        card = session.exec(select(Card)).one()
        say(session, account, OLD, "待认领", card_id=card.id)
    robot = Robot(Door.TELEGRAM, ROBOT, UNLIMITED)
    with store.write() as session:
        [leased] = lease_due(session, robot, 1, MONDAY).messages
    assert leased.edits == "1"
    receive(store, GONE_OVER)
    with store.write() as session:
        outcome = Outcome(leased, MessageState.SENT, 1, outer_id="77")
        settle(session, robot, [outcome], MONDAY)
    with store.read() as session:
        assert session.exec(select(Card)).one().outer_id is None
