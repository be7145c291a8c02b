"""Strangers who call an address of ours: one line a minute in the log, however often they call."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping

EVERY = 60.0


class Strangers:
    """Those who are turned away at one address.

    Args:
        logger: where it is said.
        address: begins each line.
        now: tells seconds, from whenever on.
    """

    def __init__(
        self, logger: logging.Logger, address: str, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._logger = logger
        self._address = address
        self._now = now
        self._told_at: float | None = None
        self._times: Counter[str] = Counter()

    def turn_away(self, why: str) -> Mapping[str, int]:
        """Note that a call is turned away.

        Args:
            why: in our own words; nothing of what was sent.

        Returns:
            How often, by reason, since the line before; nothing while there is no new line.
        """
        self._times[why] += 1
        now = self._now()
        if self._told_at is not None and abs(now - self._told_at) < EVERY:
            return {}
        times, self._times, self._told_at = self._times, Counter(), now
        listed = ", ".join(f"{each} ({count})" for each, count in times.items())
        self._logger.warning("%s: calls are turned away: %s", self._address, listed)
        return times
