"""Counts that take long and are asked for often: kept, and counted anew beside whoever asks.

All public figures and all charts come from here. In a small store nothing is kept, and everything
is as it is now. Else the last count is given while a thread makes the next one, at most as often
as it costs; nobody waits for it. The first time there is nothing to give: None is, to who has
no patience.
"""

import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary, ref

from sqlalchemy import func, select
from sqlmodel import Session

from models.base import table
from models.cases import Case
from services.clock import Clock, today
from services.store import Store, store_of

logger = logging.getLogger(__name__)

T = TypeVar("T")

SMALL = 2000
"""Cases: of so many everything is counted each time somebody asks, in a few milliseconds."""

TIMES_ITS_COST = 50
LEAST_AGE = 2.0
"""Seconds: a count is kept for so long at least, and for so many times what it took."""

AGE_WHEN_OVER = 6 * 3600.0
"""The same for a time that is over, in which little changes."""

MOST = 128
"""Counts that are kept; the one asked for longest ago goes first."""

MOST_WAITING = 24
"""Counts that wait to be made; of those asked for beyond it nothing is remembered."""

THREAD = "kept counts"
"""Name of the thread that counts."""

_cases = table(Case)


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
    """The counts of one process, made one after the other by one thread that lives as long.

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
        patience: float = 0.0,
        timer: Callable[[], float] = time.perf_counter,
        small: int | None = None,
    ) -> None:
        self._store = ref(store)
        self.clock = clock
        self._patience = patience
        self._timer = timer
        self._small = small
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._waiting: deque[tuple[_Entry, Callable[[Session], Any]]] = deque()
        self._guard = threading.Lock()
        self._is_counting = False

    def get(
        self,
        session: Session,
        name: Hashable,
        count: Callable[[Session], T],
        *,
        is_over: bool = False,
        patience: float = 0.0,
    ) -> Counted[T] | None:
        """Give a count: as it is now in a small store, else the last one.

        Args:
            session: counts in a small store; else another one does.
            name: tells the count from all others.
            count: counts; it must not hold on to the session.
            is_over: whether it is of a time that is over.
            patience: seconds that the first one waits who asks for this count.

        Returns:
            None while the first one is still being made.
        """
        if self.is_small(session):
            return Counted(count(session), self.clock.now())
        entry = self._ask_for((today(self.clock), name), count, is_over=is_over)
        if entry is None:
            return None
        if entry.made is None and (wait := max(patience, self._patience)):
            entry.ready.wait(wait)
        return entry.made

    def is_small(self, session: Session) -> bool:
        """Tell whether everything is counted each time."""
        highest = session.connection().execute(select(func.max(_cases.c.id))).scalar()
        return (highest or 0) <= (SMALL if self._small is None else self._small)

    def _ask_for(
        self, key: Hashable, count: Callable[[Session], Any], *, is_over: bool
    ) -> _Entry | None:
        """Give what is known of a count, and have it made where that is due."""
        with self._guard:
            entry = self._entries.get(key)
            has_room = len(self._waiting) < MOST_WAITING
            if entry is None:
                if not has_room:
                    return None
                entry = self._entries[key] = _Entry()
            self._entries.move_to_end(key)
            if len(self._entries) > MOST:
                self._entries.popitem(last=False)
            if has_room and self._is_due(entry, is_over=is_over):
                self._have_made(entry, count)
            return entry

    def _is_due(self, entry: _Entry, *, is_over: bool) -> bool:
        least = AGE_WHEN_OVER if is_over else LEAST_AGE
        is_old = self._timer() - entry.made_at > max(least, TIMES_ITS_COST * entry.cost)
        return not entry.is_made_anew and (entry.made is None or is_old)

    def _have_made(self, entry: _Entry, count: Callable[[Session], Any]) -> None:
        entry.is_made_anew = True
        entry.ready.clear()
        self._waiting.append((entry, count))
        if not self._is_counting:
            self._is_counting = True
            threading.Thread(target=self._make_all, name=THREAD, daemon=True).start()

    def _make_all(self) -> None:
        while True:
            with self._guard:
                store = self._store()
                if not self._waiting or store is None:
                    self._is_counting = False
                    return
                entry, count = self._waiting.popleft()
            self._make(store, entry, count)
            del store

    def _make(self, store: Store, entry: _Entry, count: Callable[[Session], Any]) -> None:
        began, at = self._timer(), self.clock.now()
        try:
            with store.read() as session:
                made = Counted(count(session), at)
        except Exception:
            logger.exception("a count for the board failed")
        else:
            entry.made_at = self._timer()
            entry.cost = entry.made_at - began
            entry.made = made
        finally:
            entry.is_made_anew = False
            entry.ready.set()


_OF_STORE: WeakKeyDictionary[Store, Kept] = WeakKeyDictionary()
_FINDING = threading.Lock()


def kept_for(session: Session, clock: Clock) -> Kept:
    """Give the counts that this process keeps of the session's store."""
    store = store_of(session)
    with _FINDING:
        found = _OF_STORE.get(store)
        if found is None or found.clock is not clock:
            found = _OF_STORE[store] = Kept(store, clock)
        return found
