"""What was counted a moment ago for a page is not counted again for its pictures.

In a small store everything is counted each time somebody asks; a page of charts and the charts
on it ask for the same, one right after the other. A count is given again for two seconds at
most, and not once this process wrote anything.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlmodel import Session

from services.clock import Clock
from services.store import Store, store_of

T = TypeVar("T")

AGE = timedelta(seconds=2)
MOST = 16
"""Counts of a store; the one made longest ago goes first."""


class _Made(NamedTuple):
    value: Any
    at: datetime
    changes: int


_OF_STORE: WeakKeyDictionary[Store, OrderedDict[Hashable, _Made]] = WeakKeyDictionary()


def give(session: Session, name: Hashable, clock: Clock, count: Callable[[], T]) -> T:
    """Give a count as it was made a moment ago, else make it."""
    store = store_of(session)
    changes, now = store.changes, clock.now()
    known = _OF_STORE.setdefault(store, OrderedDict())
    made = known.get(name)
    if made is not None and made.changes == changes and abs(now - made.at) <= AGE:
        value: T = made.value
        return value
    value = count()
    if value is None:  # it is still being counted, beside whoever asks
        return value
    known.pop(name, None)
    known[name] = _Made(value, now, changes)
    while len(known) > MOST:
        known.popitem(last=False)
    return value
