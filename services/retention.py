"""How long what was said is kept: raw letters, our own messages, screens, words before consent."""

from datetime import datetime

from sqlalchemy import Select, delete, exists, or_, select, update
from sqlmodel import Session

from models.base import table
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from models.people import Account, Person
from models.screens import ScreenLine
from services.clock import Clock
from services.rules import rules_of

SCANNED = 1000
"""Rows in one batch of a scan."""

_inbox = table(Event)
_outbox = table(OutMessage)
_accounts = table(Account)
_conversations = table(Conversation)
_people = table(Person)
_screens = table(ScreenLine)


def purge_inbox(session: Session, clock: Clock) -> int:
    """Forget handled letters some days after; a day after, where nobody consented.

    Dead letters stay until a human has dealt with them.
    """
    rules, now = rules_of(session), clock.now()
    old = (
        select(_inbox.c.id)
        .where(
            _inbox.c.payload.is_not(None),
            _inbox.c.state.in_((EventState.DONE, EventState.IGNORED)),
            _inbox.c.received_at < now - min(rules.payloads_kept, rules.draft_kept),
            or_(
                _inbox.c.received_at < now - rules.payloads_kept,
                exists(_without_consent(now - rules.draft_kept)),
            ),
        )
        .limit(SCANNED)
    )
    forget = update(_inbox).where(_inbox.c.id.in_(old)).values(payload=None)
    return session.connection().execute(forget).rowcount


def purge_outbox(session: Session, clock: Clock) -> int:
    """Forget what we said, and the buttons under it; a day after, where nobody consented."""
    rules, now = rules_of(session), clock.now()
    stranger = select(_accounts.c.id).where(
        _accounts.c.id == _outbox.c.account_id,
        _accounts.c.person_id.is_(None),
        _accounts.c.is_group.is_(False),
    )
    old = (
        select(_outbox.c.id)
        .where(
            _outbox.c.body.is_not(None),
            _outbox.c.state.in_(_OVER),
            or_(
                _outbox.c.created_at < now - rules.messages_kept,
                (_outbox.c.created_at < now - rules.draft_kept) & exists(stranger),
            ),
        )
        .limit(SCANNED)
    )
    forget = update(_outbox).where(_outbox.c.id.in_(old)).values(body=None)
    return session.connection().execute(forget).rowcount


def purge_screens(session: Session, clock: Clock) -> int:
    """Forget what stands in browser chats, as long after as elsewhere what we said."""
    rules, now = rules_of(session), clock.now()
    stranger = select(_accounts.c.id).where(
        _accounts.c.id == _screens.c.account_id, _accounts.c.person_id.is_(None)
    )
    old = (
        select(_screens.c.id)
        .where(
            _screens.c.at < now - min(rules.messages_kept, rules.draft_kept),
            or_(_screens.c.at < now - rules.messages_kept, exists(stranger)),
        )
        .limit(SCANNED)
    )
    return session.connection().execute(delete(_screens).where(_screens.c.id.in_(old))).rowcount


_OVER = (MessageState.SENT, MessageState.CANCELLED, MessageState.UNDELIVERED)


def _without_consent(before: datetime) -> Select[tuple[int]]:
    return (
        select(_conversations.c.id)
        .join(_accounts, _accounts.c.id == _conversations.c.account_id)
        .outerjoin(_people, _people.c.id == _accounts.c.person_id)
        .where(
            _conversations.c.id == _inbox.c.conversation_id,
            _people.c.consented_at.is_(None),
            _inbox.c.received_at < before,
        )
    )
