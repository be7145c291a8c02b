"""Open conversations that nobody goes on with: one reminder, then they go."""

from datetime import timedelta

from sqlmodel import Session, col, select

from models.conversations import Conversation
from models.keys import Key
from models.outbox import Priority
from models.people import Account
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.rules import rules_of
from services.sealing import vault_of
from services.texts import talk as texts

SCANNED = 200
"""Rows in one batch of a scan."""


def remind_idle(session: Session, clock: Clock) -> int:
    """Tell people once that what they began is kept; give how many were told.

    In the quiet hours nobody is: by the morning it may be sent in, or gone.
    """
    rules = rules_of(session)
    now = clock.now()
    if outbox.first_moment(Priority.REMINDER, clock, rules) > now:
        return 0
    statement = (
        select(Conversation, Account, Key.wrapped)
        .join(Account, col(Account.id) == Conversation.account_id)
        .join(Key, col(Key.id) == Account.key_id)
        .where(
            col(Conversation.idle_since) <= now - rules.draft_reminder,
            col(Conversation.idle_since) > now - rules.draft_kept,
            col(Conversation.reminded_at).is_(None),
            col(Account.muted_at).is_(None),
            Conversation.is_private,
        )
        .limit(SCANNED)
        .with_for_update(of=Conversation, key_share=True, skip_locked=True)
    )
    found = session.exec(statement).all()
    for conversation, account, wrapped in found:
        conversation.reminded_at = now
        go_on = Choice(texts.TAKE_UP(), Command("take_up", {}))
        saying = Saying((texts.DRAFT_KEPT(),), (go_on,))
        sealer = vault_of(session).sealer(wrapped)
        address = outbox.Address(account.id, conversation.chat, sealer)
        outbox.post(session, address, saying, clock)
    session.flush()
    return len(found)


def forget_idle(session: Session, clock: Clock) -> int:
    """Forget what was begun and left a day ago; give how many were forgotten."""
    kept: timedelta = rules_of(session).draft_kept
    statement = (
        select(Conversation)
        .where(col(Conversation.idle_since) <= clock.now() - kept)
        .limit(SCANNED)
        .with_for_update(key_share=True, skip_locked=True)
    )
    found = session.exec(statement).all()
    for conversation in found:
        conversation.state = None
        conversation.idle_since = None
        conversation.reminded_at = None
    session.flush()
    return len(found)
