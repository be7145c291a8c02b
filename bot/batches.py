"""What a transaction of turns has gathered, and what a run over several of them has done."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from models.base import table
from models.outbox import OutMessage
from services.delivery import holding, outbox, windows
from services.delivery.windows import Opened
from services.reception import turns


@dataclass(slots=True)
class Batch:
    """What a transaction has gathered to write at its end.

    Args:
        session: the transaction.
        failed: conversations whose event is tried again the next time.
        ends_with_a_write: whether it is full once a turn has written.
    """

    session: Session
    failed: set[int]
    ends_with_a_write: bool = False
    finished: list[int] = field(default_factory=list[int])
    states: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    messages: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    replaced: list[dict[str, int]] = field(default_factory=list[dict[str, int]])
    opened: list[Opened] = field(default_factory=list[Opened])
    conversations: int = 0
    events: int = 0
    is_full: bool = False

    def note_opened(self, opened: Opened | None) -> None:
        """Keep what an event lets us say; it does so whatever becomes of the event."""
        if opened is not None:
            self.opened.append(opened)

    def write(self, now: datetime) -> None:
        """Write it, one statement for each kind."""
        turns.finish(self.session, self.finished, now)
        turns.save_states(self.session, self.states)
        outbox.cancel_questions(self.session, self.replaced)
        windows.grant(self.session, self.opened)
        holding.release(self.session, self.opened, now)
        if self.messages:
            self.session.connection().execute(insert(table(OutMessage)), self.messages)


@dataclass(slots=True)
class Run:
    """What one run over several transactions has done; what failed waits for the next run."""

    failed: set[int] = field(default_factory=set[int])
    conversations: int = 0
    events: int = 0
    is_over: bool = False
