"""Answers within the platform's own call (WeChat's passive reply).

What a turn says in reply is kept for the call that brought the event in. Whoever holds that call
takes it: leased, joined to one text, and kept with the event in one transaction, before the call
is answered. So the same call asked again gets the same text, from any process. Killed in between,
the lease runs out and each message takes its other road: said twice at worst, never lost.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    func,
    select,
    update,
)
from sqlmodel import Session

from models.base import table
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.keys import Key
from models.outbox import OPEN_STATES, MessageState, Priority
from models.people import Account, Door
from services.delivery.dispatch import (
    IS_SENDING,
    IS_WAITING,
    OUTBOX,
    Leased,
    change,
    mark_leased,
    select_leased,
)
from services.delivery.outbox import AT_ONCE
from services.sealing import Sealer, Unreadable, vault_of
from services.store import written_out

ANSWERED_WITHIN = 4.5
"""Seconds after its arrival until which a call is answered with words; WeChat waits 5 (2026)."""

LEASE = timedelta(seconds=20)
"""The platform asks three times, 5 seconds apart."""

SENDER = "passive"

_INBOX = table(Event)
_TALKS, _ACCOUNTS, _KEYS = table(Conversation), table(Account), table(Key)

_LAST_REPLY = int(Priority.REPLY)
_IS_REPLY = OUTBOX.c.priority <= _LAST_REPLY


@dataclass(frozen=True, slots=True)
class Prospect:
    """What may become of a call.

    Args:
        event_id: what it brought in.
        answer: what was answered before, word for word.
        is_handled: nothing more comes to be said about it.
        count: messages that wait to be said.
        is_ready: all of them may be said now, and nothing said before is on its way.
    """

    event_id: int
    answer: str | None
    is_handled: bool
    count: int
    is_ready: bool


@dataclass(frozen=True, slots=True)
class Composed:
    """One text of several messages."""

    text: str
    message_ids: Sequence[int]


Compose = Callable[[Session, Sequence[Leased], Sequence[Leased]], Composed | None]
"""Makes one text of what is said in reply and of what was held before, as far as it fits."""


def look(
    session: Session, door: Door, robot: str, event_keys: Collection[str], now: datetime
) -> Mapping[str, Prospect]:
    """Look what may be answered to calls, by the keys of their events; unstored ones have none."""
    # One statement, one moment: what another process takes just now either waits or is answered.
    found = session.connection().execute(
        _asked()
        .add_columns(_unsaid(func.count()), _unsaid(func.max(OUTBOX.c.ready_at)), _ON_ITS_WAY)
        .where(
            _INBOX.c.door == door,
            _INBOX.c.robot == robot,
            _INBOX.c.event_key.in_(sorted(event_keys)),
        )
        .order_by(_INBOX.c.id)
    )
    prospects: dict[str, Prospect] = {}
    for *fields, count, ready_at, is_on_its_way in found:
        event_id, event_key, _, state, answer, wrapped, *_ = fields
        prospects[event_key] = Prospect(
            event_id,
            _open(session, answer, wrapped),
            state != EventState.WAITING,
            count,
            not is_on_its_way and (ready_at is None or ready_at <= now),
        )
    return prospects


def take(session: Session, event_id: int, compose: Compose, now: datetime) -> str | None:
    """Take what can be said now in answer to an event.

    Returns:
        The answer, also when it was given before; None when there is none. Everything else takes
        its other road at once.
    """
    asked = _asked().where(_INBOX.c.id == event_id).with_for_update(of=_INBOX, key_share=True)
    event = session.connection().execute(asked).first()
    if event is None:
        return None
    if event.answer is not None:
        return _open(session, event.answer, event.wrapped)
    own, held = _list_ready(session, event, now)
    composed = compose(session, own, held) if own or held else None
    if composed is None or event.wrapped is None:
        _let_go(session, event_id)
        return None
    mark_leased(session, composed.message_ids, SENDER, now + LEASE)
    change(session, composed.message_ids, event_id=event_id)
    sealed = vault_of(session).sealer(event.wrapped).seal(composed.text)
    session.connection().execute(
        update(_INBOX).where(_INBOX.c.id == event_id).values(answer=sealed)
    )
    return composed.text


def mark_said(session: Session, event_id: int, now: datetime) -> None:
    """Note that the platform took the answer to an event; what is left takes its other road."""
    session.connection().execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.event_id == event_id,
            IS_SENDING | IS_WAITING,  # the lease may have run out
            OUTBOX.c.leased_by == SENDER,
        )
        .values(
            state=MessageState.SENT,
            sent_at=now,
            leased_until=None,
            parts_sent=1,
            outer_id=f"answer:{event_id}",
            fault=None,
        )
    )
    _let_go(session, event_id)


def _let_go(session: Session, event_id: int) -> None:
    """Keep nothing for a call that is answered."""
    session.connection().execute(
        update(OUTBOX)
        .where(OUTBOX.c.event_id == event_id, IS_WAITING)
        .values(due_at=func.coalesce(OUTBOX.c.ready_at, AT_ONCE), event_id=None)
    )


def _list_ready(
    session: Session, event: Row[Any], now: datetime
) -> tuple[Sequence[Leased], Sequence[Leased]]:
    """List what waits to be said: replies, and what else waits; drop what is stale.

    Replies keep their order, whatever call they were for: nothing goes while one is on its way.
    """
    is_own = OUTBOX.c.event_id == event.id
    is_due = case(
        (is_own, OUTBOX.c.ready_at <= now),
        (_IS_REPLY, func.coalesce(OUTBOX.c.ready_at, AT_ONCE) <= now),
        else_=(OUTBOX.c.due_at <= now) | (OUTBOX.c.tries > 0),
    )
    waits = _in_chat(event.account_id, event.outer_id) & IS_WAITING & is_due
    statement = (
        select_leased()
        .add_columns(OUTBOX.c.created_at, OUTBOX.c.event_id, OUTBOX.c.priority)
        .where(waits)
        .order_by(OUTBOX.c.id)
        .with_for_update(of=OUTBOX, skip_locked=True, key_share=True)
    )
    own: list[Leased] = []
    held: list[Leased] = []
    answers: list[Leased] = []
    stale: list[int] = []
    is_pressing = False
    for *fields, expires_at, created_at, of, priority in session.connection().execute(statement):
        message = Leased(*fields)
        is_reply = created_at >= event.received_at if of == event.id else priority <= _LAST_REPLY
        if expires_at is not None and expires_at <= now:
            stale.append(message.id)
        else:
            (own if is_reply else held).append(message)
            if is_reply and of == event.id:
                answers.append(message)
                is_pressing |= priority == Priority.URGENT
    if stale:
        change(session, stale, state=MessageState.CANCELLED, body=None, fault="expired")
    taken = [it.id for it in (*own, *held)]
    is_elsewhere = _is_sending(event.account_id, event.outer_id) | exists().where(
        waits, _IS_REPLY, OUTBOX.c.id.not_in(taken)
    )
    if is_pressing:  # what to do in danger stands alone
        return answers, ()
    return ((), ()) if session.connection().scalar(select(is_elsewhere)) else (own, held)


def _in_chat(account_id: Any, chat: Any) -> ColumnElement[bool]:  # noqa: ANN401 - values or columns
    """What is not said yet in a chat; written out, so that the partial index applies."""
    is_unsaid = OUTBOX.c.state.in_([written_out(it) for it in OPEN_STATES])
    return and_(OUTBOX.c.account_id == account_id, OUTBOX.c.chat == chat, is_unsaid)


def _is_sending(account_id: Any, chat: Any) -> ColumnElement[bool]:  # noqa: ANN401 - as above
    """Tell whether a reply is on its way in a chat."""
    return exists().where(_in_chat(account_id, chat), IS_SENDING, _IS_REPLY)


def _asked() -> Select[*tuple[Any, ...]]:
    return (
        select(
            _INBOX.c.id,
            _INBOX.c.event_key,
            _INBOX.c.received_at,
            _INBOX.c.state,
            _INBOX.c.answer,
            _KEYS.c.wrapped,
            _ACCOUNTS.c.id.label("account_id"),
            _ACCOUNTS.c.outer_id,
        )
        .outerjoin(_TALKS, _TALKS.c.id == _INBOX.c.conversation_id)
        .outerjoin(_ACCOUNTS, _ACCOUNTS.c.id == _TALKS.c.account_id)
        .outerjoin(_KEYS, _KEYS.c.id == _ACCOUNTS.c.key_id)
    )


def _unsaid(what: ColumnElement[Any]) -> ScalarSelect[Any]:
    return (
        select(what)
        .where(OUTBOX.c.event_id == _INBOX.c.id, IS_WAITING)
        .correlate(_INBOX)
        .scalar_subquery()
    )


def _open(session: Session, sealed: bytes | None, wrapped: bytes | None) -> str | None:
    """Open an answer; one that was sealed with a destroyed key is none."""
    if sealed is None:
        return None
    try:
        sealer: Sealer = vault_of(session).sealer(wrapped)
        return sealer.open(sealed)
    except Unreadable:
        return None


_ON_ITS_WAY = _is_sending(_ACCOUNTS.c.id, _ACCOUNTS.c.outer_id)
