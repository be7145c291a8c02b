"""Going back: what a turn wrote and changed is undone without losing what it shares."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers.conversation import Conversation, Said
from handlers.frames import Json, state_from_json, state_to_json
from handlers.talk import Caller


class Savepoint:
    """The writes of one conversation's turns inside a transaction.

    It is set at a turn's first write. On PostgreSQL, where one failed statement spoils the whole
    transaction, it can be set before the turn; there the commit lets it go, which spares a round
    trip.

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
        self._is_set = False

    @property
    def can_undo(self) -> bool:
        """Whether a failed statement can be undone without the turns before."""
        return self._is_set or self._is_sqlite

    def begin(self) -> None:
        """Begin a turn."""
        self.has_written = False
        if self._is_early:
            self._set()

    def act(self, write: Callable[[], Json]) -> Json:
        """Run a write; what it raises undoes it alone."""
        if not self._is_set:
            self._set()
        name = "act" if self.has_written else "turn"
        if self.has_written:
            self._run("SAVEPOINT act")
        self.has_written = True
        try:
            written = write()
            self._session.flush()
        except BaseException:
            self._undo(name)
            raise
        return written

    def release(self) -> None:
        """Keep what the turn wrote."""
        if self._is_set and self._is_sqlite:
            self._run("RELEASE SAVEPOINT turn")
        self._is_set = False

    def roll_back(self) -> None:
        """Undo what the turn wrote."""
        if self._is_set:
            self._undo("turn")
        self._session.expunge_all()
        self._is_set = False

    def _set(self) -> None:
        self._run("SAVEPOINT turn")
        self._is_set = True

    def _undo(self, name: str) -> None:
        self._session.expunge_all()
        self._run(f"ROLLBACK TO SAVEPOINT {name}")

    def _run(self, statement: str) -> None:
        self._session.connection().exec_driver_sql(statement)


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
