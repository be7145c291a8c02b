"""The work of a turn: which conversations have waiting events, and where they stand after.

One conversation's events are handled in order. The conversation is locked first and its events
are read in a second statement: one statement that does both reads, under READ COMMITTED, events
that another worker has handled meanwhile.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import repeat
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Connection, and_, bindparam, exists, func, select, update
from sqlmodel import Session

from models.access import GRANTS, Action, Appointment
from models.base import table
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.keys import Key
from models.members import Member
from models.outbox import OutMessage
from models.people import Account, Person
from services.reception.turnarounds import Turnaround, Waiting, turnaround_of
from services.store import written_out

STAFF = tuple(role for role, actions in GRANTS.items() if Action.VIEW_CASE in actions)
EVENTS_PER_CONVERSATION = 20
LOOK_AHEAD = 8
"""Waiting events looked at for each conversation wanted: people write several lines."""
LEAST = 12
"""Conversations to look ahead for at least: other workers may hold the first ones."""

_inbox = table(Event)
_accounts = table(Account)
_conversations = table(Conversation)
_keys = table(Key)
_people = table(Person)
_outbox = table(OutMessage)
_appointments = table(Appointment)
_members = table(Member)


def take(session: Session, limit: int, besides: Collection[int] = ()) -> Sequence[Turnaround]:
    """Lock conversations with waiting events, longest waiting first, and read those events.

    Args:
        session: the transaction that will handle them.
        limit: most conversations.
        besides: conversations to leave alone.

    Returns:
        Nothing when nothing waits, or other workers have all that does.
    """
    connection = session.connection()
    while True:
        most = max(limit, LEAST) * LOOK_AHEAD + len(besides)
        waiting = connection.execute(_WAITING, {"most": most}).scalars()
        wanted = [conversation_id for conversation_id in waiting if conversation_id not in besides]
        taken = _lock_first_free(connection, wanted, limit)
        if not taken:
            return ()
        _read_events(connection, taken)
        if found := [taken[key] for key in wanted if key in taken and taken[key].events]:
            return found
        # Another worker was faster with every one of them: look again.


def take_again(
    session: Session, conversation_id: int, events: Sequence[Waiting]
) -> Turnaround | None:
    """Lock one conversation and read those of its events that still wait; None if none does."""
    connection = session.connection()
    taken = _lock(connection, [conversation_id], 1)
    if conversation_id not in taken:
        return None
    _read_events(connection, taken)
    known = {event.event_id for event in events}
    again = taken[conversation_id]
    again.events = [event for event in again.events if event.event_id in known]
    return again if again.events else None


def finish(session: Session, event_ids: Sequence[int], now: datetime) -> None:
    """Mark events as handled."""
    if event_ids:
        session.connection().execute(_FINISH, {"ids": list(event_ids), "now": now})


def count_try(session: Session, event_id: int, by: int = 1) -> None:
    """Count a try of an event before it is made; -1 takes one back that was not its fault."""
    session.connection().execute(
        update(_inbox).where(_inbox.c.id == event_id).values(tries=_inbox.c.tries + by)
    )


def put_aside(
    session: Session, event_id: int, tries: int, fault: str, now: datetime, *, is_dead: bool
) -> None:
    """Keep an event that failed: for another try, or as a dead letter for a human."""
    values: dict[str, Any] = {"tries": tries, "fault": fault[:200]}
    if is_dead:
        values |= {"state": EventState.DEAD, "handled_at": now}
    session.connection().execute(update(_inbox).where(_inbox.c.id == event_id).values(**values))


def save_states(session: Session, states: Sequence[dict[str, Any]]) -> None:
    """Store where conversations stand: rows of `which` and what is set."""
    if states:
        session.connection().execute(_SAVE, list(states))


def count_waiting(session: Session) -> int:
    """Tell whether anything waits: 0 or 1."""
    statement = select(_inbox.c.id).where(_IS_WAITING, _inbox.c.conversation_id.is_not(None))
    return int(session.connection().execute(statement.limit(1)).first() is not None)


def _lock_first_free(
    connection: Connection, wanted: Sequence[int], limit: int
) -> dict[int, Turnaround]:
    """Lock the first of these that nobody else has."""
    if connection.dialect.name == "sqlite":
        return _lock(connection, wanted[:limit], limit) if wanted else {}
    size = 2 * limit + LEAST
    for first in range(0, len(wanted), size):
        if taken := _lock(connection, wanted[first : first + size], limit):
            return taken
    return {}


def _lock(connection: Connection, wanted: Sequence[int], most: int) -> dict[int, Turnaround]:
    asked: dict[str, Any] = {"wanted": _padded(wanted), "most": most}
    if connection.dialect.name == "sqlite":
        locked = connection.execute(_CONTEXT, asked)
    else:
        locked = connection.execute(_LONGEST_WAITING_FIRST, asked | {"order": list(wanted)})
    return {row.id: turnaround_of(row) for row in locked}


def _read_events(connection: Connection, taken: Mapping[int, Turnaround]) -> None:
    for event in connection.execute(_EVENTS, {"wanted": _padded(list(taken))}):
        found = Waiting(event.id, event.door, event.payload, event.tries, event.received_at)
        taken[event.conversation_id].events.append(found)


def _padded(ids: Sequence[int]) -> Sequence[int]:
    """Repeat the last id up to a power of two: few lengths, so PostgreSQL plans them once."""
    return [*ids, *repeat(ids[-1], (1 << (len(ids) - 1).bit_length()) - len(ids))]


_IS_WAITING = _inbox.c.state == written_out(EventState.WAITING)
_WAITING = (
    select(_inbox.c.conversation_id)
    .where(_IS_WAITING, _inbox.c.conversation_id.is_not(None))
    .group_by(_inbox.c.conversation_id)
    .order_by(func.min(_inbox.c.id))
    .limit(bindparam("most"))
)
_CONTEXT = (
    select(
        _conversations.c.id,
        _conversations.c.account_id,
        _conversations.c.chat,
        _conversations.c.topic,
        _conversations.c.state,
        _conversations.c.turn,
        _conversations.c.is_private,
        _accounts.c.is_group,
        _accounts.c.outer_id,
        _accounts.c.heard_at,
        _members.c.id.label("member_id"),
        _members.c.heard_at.label("member_heard_at"),
        _accounts.c.key_id,
        _accounts.c.person_id,
        _accounts.c.area_id,
        _accounts.c.language,
        _accounts.c.unreachable_since,
        _keys.c.wrapped,
        _people.c.consented_at,
        _outbox.c.after_event,
        exists()
        .where(
            _appointments.c.person_id == _accounts.c.person_id,
            _appointments.c.until.is_(None),
            _appointments.c.role.in_(STAFF),
        )
        .label("is_staff"),
    )
    .join(_accounts, _accounts.c.id == _conversations.c.account_id)
    .join(_keys, _keys.c.id == _accounts.c.key_id)
    .outerjoin(_people, _people.c.id == _accounts.c.person_id)
    .outerjoin(
        _members, and_(_members.c.person_id == _accounts.c.person_id, _members.c.until.is_(None))
    )
    .outerjoin(
        _outbox,
        and_(
            _outbox.c.conversation_id == _conversations.c.id,
            _outbox.c.turn == _conversations.c.turn,
        ),
    )
    .where(_conversations.c.id.in_(bindparam("wanted", expanding=True)))
    .limit(bindparam("most"))
    .with_for_update(of=_conversations, key_share=True, skip_locked=True)
)
_LONGEST_WAITING_FIRST = _CONTEXT.order_by(
    func.array_position(bindparam("order", type_=ARRAY(BigInteger)), _conversations.c.id)
)
_RANKED = (
    select(
        _inbox.c.id,
        func.row_number()
        .over(partition_by=_inbox.c.conversation_id, order_by=_inbox.c.id)
        .label("place"),
    )
    .where(_IS_WAITING, _inbox.c.conversation_id.in_(bindparam("wanted", expanding=True)))
    .subquery()
)
_EVENTS = (
    select(
        _inbox.c.id,
        _inbox.c.conversation_id,
        _inbox.c.door,
        _inbox.c.payload,
        _inbox.c.tries,
        _inbox.c.received_at,
    )
    .join(_RANKED, _RANKED.c.id == _inbox.c.id)
    .where(_RANKED.c.place <= EVENTS_PER_CONVERSATION)
    .order_by(_inbox.c.id)
)
_FINISH = (
    update(_inbox)
    .where(_inbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state=EventState.DONE, handled_at=bindparam("now"))
)
_SAVE = (
    update(_conversations)
    .where(_conversations.c.id == bindparam("which"))
    .values(
        state=bindparam("state"),
        turn=bindparam("turn"),
        idle_since=bindparam("idle_since"),
        reminded_at=bindparam("reminded_at"),
        choices_open=bindparam("choices_open"),
    )
)
