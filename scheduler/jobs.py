"""What the bot does by itself: ordinary functions of a transaction and a clock."""

from collections.abc import Callable

from sqlmodel import Session

from services import budgets, conversations, fetching, forwards, retention, tracking
from services.clock import Clock

Job = Callable[[Session, Clock], int]
"""Does a small batch and tells how much it did; called again until that is 0."""


def remind_drafts(session: Session, clock: Clock) -> int:
    """Tell people once that what they began is kept."""
    return conversations.remind_idle(session, clock)


def forget_drafts(session: Session, clock: Clock) -> int:
    """Forget what was begun and left a day ago."""
    return conversations.forget_idle(session, clock)


def end_tracking(session: Session, clock: Clock) -> int:
    """Close cases in which nothing came back."""
    return tracking.close_tracked(session, clock)


def purge_letters(session: Session, clock: Clock) -> int:
    """Forget what was heard and said, some time after."""
    purges = (retention.purge_inbox, retention.purge_outbox, retention.purge_screens)
    return sum(purge(session, clock) for purge in purges)


def remind_forwards(session: Session, clock: Clock) -> int:
    """Remind workers once of what they have not carried into a group."""
    return forwards.remind_due(session, clock)


def pass_on_media(session: Session, clock: Clock) -> int:
    """Pass on photos and voices that nobody passed on when they were stored."""
    return fetching.pass_on_left(session, clock)


def purge_media(session: Session, clock: Clock) -> int:
    """Forget photos and voices that were never handed in, or whose case closed long ago."""
    return retention.purge_media(session, clock)


def sweep_shelf(session: Session, clock: Clock) -> int:
    """Take off the shelf what a crash left there."""
    return retention.sweep_shelf(session, clock)


def tidy_budgets(session: Session, clock: Clock) -> int:
    """Forget chats that were not written to for long."""
    return budgets.forget_idle(session, clock.now())
