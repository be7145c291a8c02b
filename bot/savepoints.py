"""Savepoints: what a turn wrote can be undone without losing the transaction it shares."""

from collections.abc import Callable

from sqlmodel import Session

from handlers.frames import Json


class StepAside(BaseException):
    """Leaves a turn that is about to write in a transaction that it shares."""


class Savepoint:
    """The writes of one turn inside its transaction.

    On SQLite it is set at the first write. On PostgreSQL, where one failed statement spoils the
    whole transaction, it is set before the turn; the commit lets it go, which spares a round trip.

    Args:
        session: the transaction.
        is_shared: whether turns that write must step aside.
        is_sqlite: which database it is.
    """

    def __init__(self, session: Session, *, is_shared: bool, is_sqlite: bool) -> None:
        self._session = session
        self._is_shared = is_shared
        self._is_sqlite = is_sqlite
        self._is_set = False
        self._has_written = False

    def begin(self) -> None:
        """Begin a turn."""
        self._has_written = False
        if not self._is_shared and not self._is_sqlite:
            self._set()

    def act(self, write: Callable[[], Json]) -> Json:
        """Run a write; what it raises undoes it alone."""
        if self._is_shared:
            raise StepAside
        if not self._is_set:
            self._set()
        if self._has_written:
            self._run("SAVEPOINT act")
        name = "act" if self._has_written else "turn"
        try:
            written = write()
            self._session.flush()
        except BaseException:
            self._undo(name)
            raise
        self._has_written = True
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
