"""Strangers who call an address of ours: one line a minute in the log, however often they call."""

import logging
import time
from collections.abc import Callable

EVERY = 60.0


class Strangers:
    """Those who are turned away at one address.

    Args:
        logger: where it is said.
        where: begins each line.
        now: tells seconds, from whenever on.
    """

    def __init__(
        self, logger: logging.Logger, where: str, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._logger = logger
        self._where = where
        self._now = now
        self._said_at: float | None = None
        self._unsaid = 0

    def turn_away(self, why: str) -> None:
        """Note that a call is turned away.

        Args:
            why: in our own words; nothing of what was sent.
        """
        now = self._now()
        if self._said_at is not None and now - self._said_at < EVERY:
            self._unsaid += 1
            return
        more = f" (and {self._unsaid} before, unsaid)" if self._unsaid else ""
        self._logger.warning("%s: a call is turned away: %s%s", self._where, why, more)
        self._said_at, self._unsaid = now, 0
