"""What becomes of a message that could not be said: when it is tried again, or why it is not."""

from datetime import datetime, timedelta

from models.errors import (
    DeliveryError,
    Moved,
    Rejected,
    RetryAfter,
    Unreachable,
    WindowClosed,
)
from models.outbox import MessageState
from services.delivery.dispatch import Leased
from services.delivery.outcomes import Outcome

MOST_TRIES = 5
"""After so many failures of our own making a message is a dead letter."""

SHORTEST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=5)
BUG = "bug: "


def after_refusal(
    message: Leased, parts_sent: int, error: DeliveryError, now: datetime
) -> Outcome:
    """Tell what becomes of a message that the platform refused."""
    match error:
        case RetryAfter():
            until = now + error.delay
            return Outcome(
                message,
                MessageState.WAITING,
                parts_sent,
                message.tries - 1,
                due_at=until,
                fault=str(error),
                blocked_until=until,
            )
        case Moved():
            tries = message.tries - 1
            return Outcome(
                message,
                MessageState.WAITING,
                parts_sent,
                tries,
                due_at=now,
                fault=str(error),
                moved_to=error.chat,
            )
        case Unreachable():
            state = MessageState.UNDELIVERED
            return Outcome(message, state, parts_sent, message.tries, fault=str(error))
        case WindowClosed():
            state = MessageState.HELD
            return Outcome(message, state, parts_sent, message.tries, fault=str(error))
        case Rejected():
            state = MessageState.DEAD
            return Outcome(message, state, parts_sent, message.tries, fault=str(error))
        case _:
            later = now + _delay(message.tries)
            return Outcome(
                message,
                MessageState.WAITING,
                parts_sent,
                message.tries,
                due_at=later,
                fault=str(error),
            )


def after_bug(message: Leased, parts_sent: int, error: Exception, now: datetime) -> Outcome:
    """Try again; tries made while the platform was down do not count."""
    was_bug = message.fault is not None and message.fault.startswith(BUG)
    tries = message.tries if was_bug else 1
    fault = BUG + type(error).__name__
    if tries >= MOST_TRIES:
        return Outcome(message, MessageState.DEAD, parts_sent, tries, fault=fault)
    return Outcome(
        message,
        MessageState.WAITING,
        parts_sent,
        tries,
        due_at=now + _delay(tries),
        fault=fault,
    )


def _delay(tries: int) -> timedelta:
    return min(LONGEST_DELAY, SHORTEST_DELAY * (1 << min(max(tries, 1) - 1, 10)))
