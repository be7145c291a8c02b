"""What takes long to count and is asked for often: kept, and counted anew beside whoever asks.

In a small store nothing is kept, and everything is as it is now. Else the last count is given
while a thread makes the next one, at most as often as it costs; nobody waits for it. The first
time there is nothing to give: after a moment's patience None is.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select
from sqlmodel import Session

from models.base import table
from models.cases import Case
from services.clock import Clock, today
from services.store import Store

logger = logging.getLogger(__name__)

T = TypeVar("T")

SMALL = 2000
"""Cases: of so many everything is counted each time somebody asks, in a few milliseconds."""

TIMES_ITS_COST = 50
LEAST_AGE = 2.0
"""Seconds: a count is kept for so long at least, and for so many times what it took."""

PATIENCE = 1.0
"""Seconds that the first one who asks waits."""

_cases = table(Case)

MOST = 64
"""Counts that are kept; the one asked for longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Counted(Generic[T]):
    """A count, and when it was made."""

    value: T
    at: datetime


@dataclass(slots=True)
class _Entry:
    """What is known of one count; `ready` is set once it was made, or failed."""

    made: Counted[Any] | None = None
    made_at: float = 0.0
    cost: float = 0.0
    is_made_anew: bool = False
    ready: threading.Event = field(default_factory=threading.Event)


class Kept:
    """The counts of one process.

    Args:
        store: what is counted.
        clock: tells the time of a count; on a new day none of before is given.
        patience: seconds that the first one who asks waits.
        timer: seconds since any moment.
        small: cases of a store in which nothing is kept.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        patience: float = PATIENCE,
        timer: Callable[[], float] = time.perf_counter,
        small: int = SMALL,
    ) -> None:
        self._store = store
        self._clock = clock
        self._patience = patience
        self._timer = timer
        self._small = small
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._guard = threading.Lock()
        self._one_by_one = threading.Lock()

    def get(
        self, session: Session, name: Hashable, count: Callable[[Session], T]
    ) -> Counted[T] | None:
        """Give a count: as it is now in a small store, else the last one.

        Returns:
            None while the first one is still being made.
        """
        if self._is_small(session):
            return Counted(count(session), self._clock.now())
        entry = self._entry((today(self._clock), name))
        if self._is_due(entry):
            threading.Thread(target=self._make_beside, args=(entry, count), daemon=True).start()
        if entry.made is None:
            entry.ready.wait(self._patience)
        return entry.made

    def _is_small(self, session: Session) -> bool:
        highest = session.connection().execute(select(func.max(_cases.c.id))).scalar()
        return (highest or 0) <= self._small

    def _entry(self, key: Hashable) -> _Entry:
        with self._guard:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            if len(self._entries) > MOST:
                self._entries.popitem(last=False)
            return entry

    def _is_due(self, entry: _Entry) -> bool:
        """Tell whether to count anew, and say that it is being done."""
        with self._guard:
            age = self._timer() - entry.made_at
            is_old = age > max(LEAST_AGE, TIMES_ITS_COST * entry.cost)
            if entry.is_made_anew or not (entry.made is None or is_old):
                return False
            entry.is_made_anew = True
            entry.ready.clear()
            return True

    def _make_beside(self, entry: _Entry, count: Callable[[Session], Any]) -> None:
        try:
            with self._one_by_one, self._store.read() as session:
                self._make(entry, session, count)
        except Exception:
            logger.exception("a count for the board failed")
        finally:
            entry.is_made_anew = False
            entry.ready.set()

    def _make(self, entry: _Entry, session: Session, count: Callable[[Session], Any]) -> None:
        began, at = self._timer(), self._clock.now()
        made = Counted(count(session), at)
        entry.made_at = self._timer()
        entry.cost = entry.made_at - began
        entry.made = made
