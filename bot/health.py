"""Whether the store does its work: what `/readyz` says for those who watch the process."""

import time
from collections.abc import Callable

PULSE = "pulse"
LONGEST_SILENCE = 20.0
"""Seconds without a single successful write, longer than SQLite waits for another process."""


class StoreSilentError(Exception):
    """Nothing could be written for long, and no attempt has come back with why."""


class Health:
    """What the parts of the process last met in the store; read from any thread.

    Args:
        seconds: a clock that only goes forward.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._troubles: dict[str, Exception] = {}
        self._stored_at = seconds()

    def is_well(self, part: str) -> None:
        """Note that a part did its work."""
        self._troubles.pop(part, None)
        if part == PULSE:
            self._stored_at = self._seconds()

    def fails(self, part: str, error: Exception) -> None:
        """Note what keeps a part from its work."""
        self._troubles[part] = error

    def check(self) -> None:
        """Pass while every part does its work.

        Raises:
            Exception: what the first of them met.
            StoreSilentError: nothing was stored for long.
        """
        for error in list(self._troubles.values()):
            raise error.with_traceback(None)
        if self._seconds() - self._stored_at > LONGEST_SILENCE:
            raise StoreSilentError
