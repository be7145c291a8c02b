"""What came in: stored before anybody thinks about it, and kept when it cannot be handled.

A repeated event finds its row: `receive` may be called again with what it has stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session

from models.base import table
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.keys import Key
from models.people import Account, Door
from services.clock import Clock
from services.delivery.chats import find_moved, move_chat
from services.sealing import vault_of
from services.store import insert_missing, written_out

_APART = timedelta(microseconds=1)
"""Between events that came together: who was first stays first."""

_inbox = table(Event)
_accounts = table(Account)
_conversations = table(Conversation)
_keys = table(Key)


@dataclass(frozen=True, slots=True)
class Envelope:
    """An event as it is stored: who, where, and the platform's own words.

    Args:
        event_key: what makes a repeat the same event.
        payload: raw JSON or XML as received.
        sender: the platform's id of the account; empty when nobody can be told.
        chat: where it was said; empty when `sender` is.
        topic: forum topic, empty in most chats.
        is_private: a chat with this person alone.
        is_readable: False for what could not even be parsed; kept as a dead letter.
        moved_from: the chat had this id before (a group became a supergroup).
        is_group: the sender is the group itself: it let us in, or nobody is named.
    """

    event_key: str
    payload: bytes
    sender: str = ""
    chat: str = ""
    topic: str = ""
    is_private: bool = True
    is_readable: bool = True
    moved_from: str = ""
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event that could not be handled, for the operator."""

    event_id: int
    door: Door
    received_at: datetime
    fault: str
    payload: bytes | None


def receive(
    session: Session, door: Door, robot: str, envelopes: Sequence[Envelope], clock: Clock
) -> int:
    """Store events; those stored before are passed over. Give how many were new.

    A chat that has moved is moved first. What is said there under its old id, now or later, is
    heard in the new chat.
    """
    now = clock.now()
    envelopes = _move_chats(session, door, robot, envelopes)
    places = _find_places(session, door, robot, envelopes, now)
    vault = vault_of(session)
    rows: list[dict[str, Any]] = []
    for number, envelope in enumerate(envelopes):
        place = places.get((envelope.sender, envelope.chat, envelope.topic))
        sealer = vault.own if place is None else vault.sealer(place[1])
        rows.append(
            {
                "door": door,
                "robot": robot,
                "event_key": envelope.event_key,
                "conversation_id": None if place is None else place[0],
                "received_at": now + number * _APART,
                "payload": sealer.seal_bytes(envelope.payload),
                "state": _first_state(envelope),
                "tries": 0,
                "fault": None if envelope.is_readable else "unreadable",
            }
        )
    return insert_missing(session, Event, rows)


def list_dead(session: Session, limit: int = 200) -> Sequence[DeadLetter]:
    """List dead letters with what they said, the newest first."""
    vault = vault_of(session)
    statement = (
        select(_inbox, _keys.c.wrapped)
        .outerjoin(_conversations, _conversations.c.id == _inbox.c.conversation_id)
        .outerjoin(_accounts, _accounts.c.id == _conversations.c.account_id)
        .outerjoin(_keys, _keys.c.id == _accounts.c.key_id)
        .where(_inbox.c.state == written_out(EventState.DEAD))
        .order_by(_inbox.c.id.desc())
        .limit(limit)
    )
    letters: list[DeadLetter] = []
    for row in session.connection().execute(statement):
        sealer = vault.own if row.conversation_id is None else vault.sealer(row.wrapped)
        payload = None if row.payload is None else sealer.open_bytes(row.payload)
        letters.append(DeadLetter(row.id, row.door, row.received_at, row.fault or "", payload))
    return letters


def retry_dead(session: Session, event_ids: Sequence[int] | None) -> int:
    """Feed dead letters of known senders in again, as if they came now; give how many."""
    connection = session.connection()
    dead = select(_inbox).where(
        _inbox.c.state == written_out(EventState.DEAD), _inbox.c.conversation_id.is_not(None)
    )
    if event_ids is not None:
        dead = dead.where(_inbox.c.id.in_(event_ids))
    letters = [dict(row) for row in connection.execute(dead).mappings()]
    again = {"state": EventState.WAITING, "tries": 0, "fault": None, "handled_at": None}
    for letter in letters:
        event_id = letter.pop("id")
        key = f"{letter['event_key'][:LONGEST_KEY]}~{event_id}"
        insert_missing(session, Event, [letter | again | {"event_key": key}])
        connection.execute(
            update(_inbox)
            .where(_inbox.c.id == event_id)
            .values(state=EventState.DONE, payload=None)
        )
    return len(letters)


LONGEST_KEY = 70
"""What is kept of an event's key in that of its copy; both fit 96 characters."""

Place = tuple[int, bytes]
PlaceKey = tuple[str, str, str]


def _move_chats(
    session: Session, door: Door, robot: str, envelopes: Sequence[Envelope]
) -> Sequence[Envelope]:
    for before, after in sorted({(it.moved_from, it.chat) for it in envelopes if it.moved_from}):
        move_chat(session, door, robot, before, after)
    shared = {it.chat for it in envelopes if not it.is_private}
    moved: Mapping[str, str] = find_moved(session, door, robot, shared) if shared else {}
    return [
        it
        if it.is_private or it.chat not in moved
        else replace(it, sender=moved.get(it.sender, it.sender), chat=moved[it.chat])
        for it in envelopes
    ]


def _find_places(
    session: Session, door: Door, robot: str, envelopes: Sequence[Envelope], now: datetime
) -> dict[PlaceKey, Place]:
    """Find the conversation of each envelope, and the key of its account; make what is new."""
    wanted = {
        (envelope.sender, envelope.chat, envelope.topic): envelope.is_private
        for envelope in envelopes
        if envelope.sender
    }
    senders = sorted({key[0] for key in wanted})  # one order for all, else two deadlock
    places, accounts = _read_places(session, door, robot, senders)
    if all(key in places for key in wanted):
        return places
    groups = {envelope.sender for envelope in envelopes if envelope.is_group}
    missing = {it: it in groups for it in senders if it not in accounts}
    _add_accounts(session, door, robot, missing, now)
    _, accounts = _read_places(session, door, robot, senders)
    rows = [
        {
            "account_id": accounts[sender],
            "chat": chat,
            "topic": topic,
            "is_private": is_private,
            "turn": 0,
        }
        for (sender, chat, topic), is_private in sorted(wanted.items())
        if (sender, chat, topic) not in places
    ]
    insert_missing(session, Conversation, rows)
    return _read_places(session, door, robot, senders)[0]


def _read_places(
    session: Session, door: Door, robot: str, senders: Sequence[str]
) -> tuple[dict[PlaceKey, Place], dict[str, int]]:
    if not senders:
        return {}, {}
    found = session.connection().execute(
        _PLACES, {"door": door, "robot": robot, "senders": senders}
    )
    places: dict[PlaceKey, Place] = {}
    accounts: dict[str, int] = {}
    for row in found:
        accounts[row.outer_id] = row.account_id
        if row.conversation_id is not None:
            places[row.outer_id, row.chat, row.topic] = (row.conversation_id, row.wrapped)
    return places, accounts


def _add_accounts(
    session: Session, door: Door, robot: str, senders: Mapping[str, bool], now: datetime
) -> None:
    """Make accounts: of groups where the mapping says so, else of people."""
    if not senders:
        return
    vault = vault_of(session)
    keys = session.connection().execute(
        insert(_keys).returning(_keys.c.id, sort_by_parameter_order=True),
        [{"wrapped": vault.wrap_new_key()} for _ in senders],
    )
    rows = [
        {
            "door": door,
            "robot": robot,
            "outer_id": sender,
            "key_id": key_id,
            "is_group": is_group,
            "created_at": now,
        }
        for (sender, is_group), key_id in zip(senders.items(), keys.scalars(), strict=True)
    ]
    insert_missing(session, Account, rows)


def _first_state(envelope: Envelope) -> EventState:
    if not envelope.is_readable:
        return EventState.DEAD
    return EventState.WAITING if envelope.sender else EventState.IGNORED


_PLACES = (
    select(
        _accounts.c.outer_id,
        _accounts.c.id.label("account_id"),
        _keys.c.wrapped,
        _conversations.c.id.label("conversation_id"),
        _conversations.c.chat,
        _conversations.c.topic,
    )
    .join(_keys, _keys.c.id == _accounts.c.key_id)
    .outerjoin(_conversations, _conversations.c.account_id == _accounts.c.id)
    .where(
        _accounts.c.door == bindparam("door"),
        _accounts.c.robot == bindparam("robot"),
        _accounts.c.outer_id.in_(bindparam("senders", expanding=True)),
    )
)
