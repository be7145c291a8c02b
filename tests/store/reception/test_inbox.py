"""What came in is stored once, sealed, and kept when it cannot be handled."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier

from sqlmodel import Session, col, func, select

from models.conversations import Conversation
from models.inbox import Event, EventState
from models.keys import Key
from models.people import Account, Door
from services.clock import SetClock
from services.reception import inbox
from services.reception.inbox import Envelope
from services.store import Store
from tests.support.builders import MONDAY, ROBOT
from tests.support.patience import PATIENCE, wait_for_a_lock

WORDS = "三号楼路灯不亮"


def an_envelope(key: str = "1", sender: str = "7", **fields: object) -> Envelope:
    chat = sender
    given: dict[str, object] = {"payload": WORDS.encode(), "sender": sender, "chat": chat}
    return Envelope(key, **(given | fields))  # type: ignore[arg-type]


def receive(store: Store, *envelopes: Envelope, at: datetime = MONDAY, robot: str = ROBOT) -> int:
    with store.write() as session:
        return inbox.receive(session, Door.TELEGRAM, robot, envelopes, SetClock(at))


def events(store: Store) -> Sequence[Event]:
    with store.read() as session:
        found = session.exec(select(Event).order_by(col(Event.id))).all()
        session.expunge_all()
        return found


def count(session: Session, model: type[Account | Conversation | Key | Event]) -> int:
    return session.exec(select(func.count()).select_from(model)).one()


def put(store: Store, key: str, state: EventState, **columns: object) -> None:
    with store.write() as session:
        event = session.exec(select(Event).where(Event.event_key == key)).one()
        event.state = state
        for name, value in columns.items():
            setattr(event, name, value)


def test_an_event_waits_with_what_it_said(store: Store) -> None:
    assert receive(store, an_envelope()) == 1
    (event,) = events(store)
    assert (event.state, event.tries, event.fault) == (EventState.WAITING, 0, None)
    assert (event.door, event.robot, event.received_at) == (Door.TELEGRAM, ROBOT, MONDAY)
    assert event.payload is not None
    with store.read() as session:
        account = session.exec(select(Account)).one()
        conversation = session.exec(select(Conversation)).one()
        assert (account.outer_id, account.created_at) == ("7", MONDAY)
        assert (conversation.account_id, conversation.chat) == (account.id, "7")
        assert (conversation.is_private, conversation.turn) == (True, 0)
        assert event.conversation_id == conversation.id
        key = session.get(Key, account.key_id)
        assert key is not None
        assert store.vault.sealer(key.wrapped).open(event.payload) == WORDS


def test_a_repeated_event_is_stored_once(store: Store) -> None:
    assert receive(store, an_envelope("1"), an_envelope("1"), an_envelope("2")) == 2
    assert receive(store, an_envelope("2"), an_envelope("3")) == 1
    assert receive(store, an_envelope("1"), an_envelope("2"), an_envelope("3")) == 0
    assert [event.event_key for event in events(store)] == ["1", "2", "3"]


def test_a_repeat_wakes_nothing_that_was_handled(store: Store) -> None:
    receive(store, an_envelope())
    put(store, "1", EventState.DONE)
    receive(store, an_envelope())
    assert [event.state for event in events(store)] == [EventState.DONE]


def test_the_same_key_from_another_robot_is_another_event(store: Store) -> None:
    assert receive(store, an_envelope()) + receive(store, an_envelope(), robot="2") == 2
    with store.read() as session:
        assert count(session, Account) == 2


def test_many_threads_that_bring_the_same_store_it_once(store: Store) -> None:
    keys = [str(number) for number in range(10)]
    start = Barrier(4)

    def bring(_: int) -> int:
        start.wait(PATIENCE)
        return sum(receive(store, an_envelope(key, sender=key)) for key in keys)

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(bring, range(4))) == 10
    assert sorted(event.event_key for event in events(store)) == keys
    with store.read() as session:
        assert (count(session, Account), count(session, Conversation)) == (10, 10)


def test_two_that_meet_a_stranger_at_once_make_one_account(postgres_store: Store) -> None:
    with ThreadPoolExecutor(1) as thread:
        with postgres_store.write() as session:
            inbox.receive(session, Door.TELEGRAM, ROBOT, [an_envelope("1")], SetClock(MONDAY))
            other = thread.submit(receive, postgres_store, an_envelope("2"))
            wait_for_a_lock(postgres_store)
        assert other.result(PATIENCE) == 1
    first, second = events(postgres_store)
    assert first.conversation_id == second.conversation_id
    with postgres_store.read() as session:
        assert (count(session, Account), count(session, Conversation)) == (1, 1)
        account = session.exec(select(Account)).one()
        key = session.get(Key, account.key_id)
        assert key is not None
        for event in (first, second):
            assert event.payload is not None
            assert postgres_store.vault.sealer(key.wrapped).open(event.payload) == WORDS


def test_strangers_are_stored_in_one_order_so_that_two_who_bring_them_do_not_deadlock(
    store: Store,
) -> None:
    names = [str(number * 37 % 41) for number in range(1, 41)]
    receive(store, *[an_envelope(name, name) for name in names])
    with store.read() as session:
        chats = session.exec(select(Conversation.chat).order_by(col(Conversation.id))).all()
        outer_ids = session.exec(select(Account.outer_id).order_by(col(Account.id))).all()
    assert list(outer_ids) == list(chats) == sorted(names)
    assert [event.event_key for event in events(store)] == names


def test_what_was_said_is_not_readable_in_the_file(sqlite_store: Store, sqlite_url: str) -> None:
    receive(sqlite_store, an_envelope(), an_envelope("2", is_readable=False, sender=""))
    sqlite_store.close()
    stored = Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()
    assert b"telegram" in stored
    assert "路灯".encode() not in stored


def test_what_cannot_be_read_is_kept_as_a_dead_letter(store: Store) -> None:
    receive(store, an_envelope("1", sender="", is_readable=False, payload=b"\xff\x00{"))
    receive(store, an_envelope("2", is_readable=False))
    assert [event.state for event in events(store)] == [EventState.DEAD] * 2
    with store.read() as session:
        newest, oldest = inbox.list_dead(session)
        assert (newest.payload, newest.fault) == (WORDS.encode(), "unreadable")
        assert (oldest.payload, oldest.door) == (b"\xff\x00{", Door.TELEGRAM)
        assert oldest.received_at == MONDAY


def test_what_nobody_can_be_told_about_is_kept_and_passed_over(store: Store) -> None:
    receive(store, an_envelope(sender=""))
    (event,) = events(store)
    assert (event.state, event.conversation_id) == (EventState.IGNORED, None)
    assert event.payload is not None
    assert store.vault.own.open(event.payload) == WORDS
    with store.read() as session:
        assert count(session, Account) == count(session, Key) == 0
        assert inbox.list_dead(session) == []


def test_a_chat_topic_and_person_make_a_conversation(store: Store) -> None:
    receive(
        store,
        an_envelope("1", "7"),
        an_envelope("2", "7", chat="-9", is_private=False),
        an_envelope("3", "7", chat="-9", topic="4", is_private=False),
        an_envelope("4", "8", chat="-9", is_private=False),
        an_envelope("5", "7"),
    )
    with store.read() as session:
        found = session.exec(select(Conversation).order_by(col(Conversation.id))).all()
        assert len(found) == 4
        assert sum(each.is_private for each in found) == 1
        assert count(session, Account) == 2
    receive(store, an_envelope("6", "8", chat="-9", topic="4", is_private=False))
    with store.read() as session:
        assert (count(session, Conversation), count(session, Account)) == (5, 2)
    assert len({event.conversation_id for event in events(store)}) == 5


def test_receiving_nothing_stores_nothing(store: Store) -> None:
    assert receive(store) == 0


def test_dead_letters_of_known_senders_are_fed_in_again(store: Store) -> None:
    receive(store, *[an_envelope(key) for key in "123"])
    receive(store, an_envelope("4", sender="", is_readable=False))
    for key in "123":
        put(store, key, EventState.DEAD, tries=3, fault="ValueError", handled_at=MONDAY)
    first, *_ = events(store)
    with store.write() as session:
        assert inbox.retry_dead(session, [first.id]) == 1
        assert inbox.retry_dead(session, [first.id, 4711]) == 0
    states = [event.state for event in events(store)]
    assert states == ["done", "dead", "dead", "dead", "waiting"]
    with store.write() as session:
        assert inbox.retry_dead(session, None) == 2
    assert [event.state for event in events(store)][4:] == ["waiting"] * 3


def test_a_dead_letter_comes_again_as_the_newest_of_its_conversation(store: Store) -> None:
    receive(store, an_envelope("1"), an_envelope("2"))
    put(store, "1", EventState.DEAD, tries=3, fault="ValueError", handled_at=MONDAY)
    with store.write() as session:
        inbox.retry_dead(session, None)
    first, second, again = events(store)
    assert again.id > second.id
    assert (again.conversation_id, again.tries, again.fault) == (first.conversation_id, 0, None)
    assert (again.payload is None, first.payload) == (False, None)


def test_dead_letters_are_listed_newest_first_up_to_a_limit(store: Store) -> None:
    receive(store, *[an_envelope(str(key), is_readable=False) for key in range(5)])
    with store.read() as session:
        found = inbox.list_dead(session, limit=3)
    assert [letter.event_id for letter in found] == [
        event.id for event in reversed(events(store)[2:])
    ]


def test_a_group_that_speaks_for_itself_is_known_as_one(store: Store) -> None:
    receive(store, an_envelope("1", "-5", is_group=True, is_private=False))
    receive(store, an_envelope("2", "-5", is_group=True), an_envelope("3", "7", chat="-5"))
    with store.read() as session:
        accounts = session.exec(select(Account).order_by(col(Account.id))).all()
        assert [(it.outer_id, it.is_group) for it in accounts] == [("-5", True), ("7", False)]
        first = session.exec(select(Conversation).order_by(col(Conversation.id))).first()
        assert first is not None
        assert (first.chat, first.is_private) == ("-5", False)
