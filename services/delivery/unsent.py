"""What was not sent: given back when its sender died, or kept for a human when it cannot go."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from models.base import table
from models.outbox import MessageState, OutMessage
from models.people import Account
from services.clock import Clock
from services.delivery import charges
from services.delivery.dispatch import IS_SENDING, OUTBOX, Robot, change
from services.store import written_out

_ACCOUNTS = table(Account)


def release(
    session: Session,
    now: datetime,
    busy: Collection[int] = frozenset(),
    robot: Robot | None = None,
) -> int:
    """Give back what a sender kept beyond its lease, and what it was charged for.

    Args:
        session: the open transaction.
        now: the present instant.
        busy: ids that this process has in hand.
        robot: also give back what a process of this name had in hand when it died.

    Returns:
        How many.
    """
    is_left = OUTBOX.c.leased_until <= now
    if robot is not None and robot.sender:
        theirs = select(_ACCOUNTS.c.id).where(
            _ACCOUNTS.c.door == robot.door, _ACCOUNTS.c.robot == robot.name
        )
        is_left |= (OUTBOX.c.leased_by == robot.sender) & OUTBOX.c.account_id.in_(theirs)
    left = select(OUTBOX.c.id).where(IS_SENDING, is_left).order_by(OUTBOX.c.id)
    locked = left.with_for_update(skip_locked=True, key_share=True)
    found = [it for it in session.connection().execute(locked).scalars() if it not in busy]
    if found:
        change(session, found, state=MessageState.WAITING, leased_until=None)
        charges.refund(session, found)
    return len(found)


def list_dead(session: Session) -> Sequence[OutMessage]:
    """List what could not be sent and waits for a human, oldest first."""
    is_dead = col(OutMessage.state) == written_out(MessageState.DEAD)
    return session.exec(select_rows(OutMessage).where(is_dead).order_by(col(OutMessage.id))).all()


def retry_dead(session: Session, message_ids: Collection[int] | None, clock: Clock) -> int:
    """Let dead letters go once more: all of them, or those named (also undelivered ones).

    Returns:
        How many; one whose words are already purged cannot go.
    """
    states = [MessageState.DEAD]
    statement = update(OUTBOX).where(OUTBOX.c.body.is_not(None))
    if message_ids is not None:
        states.append(MessageState.UNDELIVERED)
        statement = statement.where(OUTBOX.c.id.in_(list(message_ids)))
    values = {"due_at": clock.now(), "expires_at": None, "tries": 0, "fault": None}
    statement = statement.where(OUTBOX.c.state.in_(states)).values(
        state=MessageState.WAITING, leased_until=None, **values
    )
    return session.connection().execute(statement).rowcount
