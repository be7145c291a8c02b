"""Going back: what a turn wrote and changed is undone without losing what it shares."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from handlers.talking.conversation import Conversation
from handlers.talking.frames import Json
from handlers.talking.frames_json import state_from_json, state_to_json
from handlers.talking.messages import Said
from handlers.talking.talk import Caller
from services.store import keep_savepoint


class Savepoint:
    """The writes of one conversation's turns inside a transaction.

    It is set at a turn's first write. On PostgreSQL, where one failed statement spoils the whole
    transaction, it can be set before the turn.

    Args:
        session: the transaction.
        is_early: whether it is set before each turn.
        is_sqlite: which database it is.
    """

    def __init__(self, session: Session, *, is_early: bool, is_sqlite: bool) -> None:
        self.has_written = False
        self._session = session
        self._is_early = is_early
        self._is_sqlite = is_sqlite
        self._outer: SessionTransaction | None = None

    @property
    def can_undo(self) -> bool:
        """Whether a failed statement can be undone without the turns before."""
        return self._outer is not None or self._is_sqlite

    def begin(self) -> None:
        """Begin a turn."""
        self.has_written = False
        if self._is_early:
            self._outer = self._session.begin_nested()

    def act(self, write: Callable[[], Json]) -> Json:
        """Run a write; what it raises undoes it alone."""
        if self._outer is not None and self.has_written:
            with self._session.begin_nested():
                return write()
        self._outer = self._outer or self._session.begin_nested()
        try:
            written = write()
            self._session.flush()
        except BaseException:
            self.roll_back()
            self.begin()
            raise
        self.has_written = True
        return written

    def release(self) -> None:
        """Keep what the turn wrote."""
        if self._outer is not None:
            keep_savepoint(self._outer)
            self._outer = None

    def roll_back(self) -> None:
        """Undo what the turn wrote."""
        if self._outer is not None:
            self._outer.rollback()
            self._outer = None
        self._session.expunge_all()


@dataclass(frozen=True, slots=True)
class Before:
    """What a conversation was before a turn, to go back to when the turn fails."""

    state: str | None
    turn: int
    said: tuple[Said, ...]
    caller: Caller

    @classmethod
    def of(cls, conversation: Conversation) -> "Before":
        """Note what it is now."""
        return cls(
            state_to_json(conversation.state),
            conversation.turn,
            tuple(conversation.said),
            replace(conversation.caller),
        )

    def restore(self, conversation: Conversation) -> None:
        """Make it what it was."""
        conversation.state = state_from_json(self.state)
        conversation.turn = self.turn
        conversation.said = list(self.said)
        conversation.caller = self.caller
