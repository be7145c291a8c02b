"""Joining, erasing and signing out at the same moment: nobody is lost, and nobody is stuck."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlmodel import Session, select

from models.conversations import Conversation
from models.errors import Conflict, NotFound
from models.groups import Card
from models.people import Account, Door, Person
from services.clock import SetClock
from services.delivery.chats import move_chat
from services.erasing import erasure
from services.identity import links, people
from services.sealing import add_key, sealer_of
from services.store import Store, lock
from tests.support.builders import MONDAY, ROBOT, an_account
from tests.support.moves import NEW, OLD, ZHANG, bind, receive, said, say
from tests.support.offices import a_resident
from tests.support.patience import PATIENCE, is_anybody_waiting, wait_until

T = TypeVar("T")

CLOCK = SetClock(MONDAY)


def account_of(session: Session, person_id: int) -> Account:
    return links.list_accounts(session, person_id)[0]


def a_code(session: Session, person_id: int) -> str:
    return links.issue_code(session, person_id, account_of(session, person_id).id, CLOCK)


def meanwhile(store: Store, pool: ThreadPoolExecutor, act: Callable[[Session], T]) -> Future[T]:
    """Do something in another transaction, until it waits for this one or is over."""

    def run() -> T:
        with store.write() as session:
            return act(session)

    done = pool.submit(run)
    wait_until(lambda: done.done() or is_anybody_waiting(store))
    return done


def whose(store: Store, account_id: int) -> int | None:
    with store.read() as session:
        return session.get_one(Account, account_id).person_id


def test_who_joins_somebody_that_becomes_another_is_that_other(postgres_store: Store) -> None:
    store = postgres_store
    with store.write() as session:
        gone, kept = a_resident(session, "甲"), a_resident(session, "乙")
        codes = a_code(session, gone), a_code(session, kept)
        speaker = account_of(session, gone).id
        newcomer = an_account(session, "b1", door=Door.BROWSER, robot="web").id
    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            links.redeem(session, codes[1], speaker, "", CLOCK)
            joining = meanwhile(
                store, pool, lambda it: links.redeem(it, codes[0], newcomer, "", CLOCK)
            )
        assert joining.result(PATIENCE) == kept
    assert whose(store, newcomer) == kept


def test_who_is_joined_while_they_erase_themselves_is_not_erased_by_half(
    postgres_store: Store,
) -> None:
    store = postgres_store
    with store.write() as session:
        gone, kept = a_resident(session, "甲"), a_resident(session, "乙")
        code = a_code(session, kept)
        speaker = account_of(session, gone)
        one, key_id = speaker.id, speaker.key_id
    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            links.redeem(session, code, one, "", CLOCK)
            erasing = meanwhile(
                store, pool, lambda it: bool(erasure.erase_person(it, gone, one, CLOCK))
            )
        with pytest.raises(Conflict, match="joined_lately"):
            erasing.result(PATIENCE)
    with store.read() as session:
        account = session.get_one(Account, one)
        assert (account.person_id, account.key_id) == (kept, key_id)
        assert people.contact_of(session, gone).name == "乙"


def test_who_became_somebody_else_is_erased_as_them(store: Store) -> None:
    later = SetClock(MONDAY + timedelta(days=2))
    with store.write() as session:
        gone, kept = a_resident(session, "甲"), a_resident(session, "乙")
        one, two = account_of(session, gone).id, account_of(session, kept).id
        links.redeem(session, a_code(session, kept), one, "", CLOCK)
        sealed = erasure.erase_person(session, gone, one, later).seal("删了")
        account = session.get_one(Account, one)
        assert sealer_of(session, account.key_id).open(sealed) == "删了"
        assert (account.person_id, session.get_one(Account, two).person_id) == (None, None)
        assert people.contact_of(session, kept) == ("", "")


def test_who_was_erased_just_now_becomes_nobody_else(postgres_store: Store) -> None:
    store = postgres_store
    with store.write() as session:
        one, two = a_resident(session, "甲"), a_resident(session, "乙")
        browser = an_account(session, "b1", door=Door.BROWSER, robot="web", person_id=two).id
        code = a_code(session, one)

    def enter(session: Session) -> object:
        account = session.get_one(Account, browser)  # as the page does, before anything is locked
        links.redeem(session, code, browser, "", CLOCK)
        return account.person_id

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            erasure.erase_person(session, two, browser, CLOCK)
            entering = meanwhile(store, pool, enter)
        assert entering.result(PATIENCE) == one
    with store.read() as session:
        assert people.get_person(session, two).merged_into_id is None


def test_who_was_signed_out_erases_nobody(store: Store) -> None:
    with store.write() as session:
        person = a_resident(session)
        other = an_account(session, "b1", door=Door.BROWSER, robot="web", person_id=person).id
        links.unlink(session, other, person, CLOCK)
        with pytest.raises(NotFound, match="signed_out"):
            erasure.erase_person(session, person, other, CLOCK)
        assert people.contact_of(session, person).name == "张三"


@pytest.mark.parametrize("way", ["join", "unlink", "sign_out", "erase"])
def test_what_changes_a_door_waits_for_a_turn_there(postgres_store: Store, way: str) -> None:
    store = postgres_store
    with store.write() as session:
        person, other = a_resident(session, "甲"), a_resident(session, "乙")
        code = a_code(session, other)
        account_of(session, person).unreachable_since = MONDAY
        browser = an_account(session, ZHANG, person_id=person).id
    receive(store, said("1", ZHANG))
    acts: dict[str, Callable[[Session], object]] = {
        "join": lambda it: links.redeem(it, code, browser, "", CLOCK),
        "unlink": lambda it: links.unlink(it, browser, person, CLOCK),
        "sign_out": lambda it: links.sign_out(it, browser, CLOCK),
        "erase": lambda it: bool(erasure.erase_person(it, person, browser, CLOCK)),
    }
    with ThreadPoolExecutor(1) as pool:
        with store.write() as turn:
            talk = turn.exec(select(Conversation.id)).one()
            assert lock(turn, Conversation, talk) is not None
            changing = meanwhile(store, pool, acts[way])
            assert not changing.done()
            people.set_phone(turn, person, "13800000001")
            people.note_reachable(turn, browser, CLOCK, is_reachable=True)
            account = turn.get_one(Account, browser)
            say(turn, account, ZHANG, "好", conversation_id=talk)
        changing.result(PATIENCE)


def test_a_group_moves_while_a_card_changes_there(postgres_store: Store) -> None:
    store = postgres_store
    with store.write() as session:
        key_id, _ = add_key(session)
        person = Person(key_id=key_id, created_at=MONDAY)
        session.add(person)
        group = an_account(session, OLD, is_group=True)
        bind(session, group, person.id, 1)
        account_id = group.id
    with ThreadPoolExecutor(1) as pool:
        with store.write() as turn:
            card = turn.exec(select(Card)).one()
            card.look = "b" * 64
            turn.flush()
            moving = meanwhile(
                store, pool, lambda it: move_chat(it, Door.TELEGRAM, ROBOT, OLD, NEW)
            )
            say(turn, turn.get_one(Account, account_id), OLD, "好")
        moving.result(PATIENCE)
    with store.read() as session:
        card = session.exec(select(Card)).one()
        assert (card.outer_id, card.look) == (None, "b" * 64)
