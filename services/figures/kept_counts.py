"""Figures of whole months and years for charts, counted once and kept for a while.

Who looks at a chart waits for no counting of a whole year: a time that is over is counted again
after some hours, the present one after some minutes, and by one thread only.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlmodel import Session

from services.clock import Clock
from services.figures import rates
from services.figures.evidence import By, Scope
from services.figures.periods import Period
from services.figures.rates import Counts, Line
from services.store import Store, store_of

FRESH = timedelta(minutes=10)
FRESH_WHEN_OVER = timedelta(hours=6)
MOST_KEPT = 3000

T = TypeVar("T")
_Kept = dict[object, tuple[datetime, Any]]

_KEPT: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()
_COUNTING = threading.Lock()


def count_each(
    session: Session, scope: Scope, periods: Sequence[Period], clock: Clock
) -> Sequence[Counts]:
    """Count a scope in some periods, one after the other."""
    counted: list[Counts] = []
    for period in periods:
        of_period = scope.within(period.begin(clock), period.end(clock))
        counted.append(_count(session, of_period, clock))
    return counted


def count_by(session: Session, scope: Scope, by: By, clock: Clock) -> Sequence[Line]:
    """Count a scope by areas, categories, units or channels."""
    key = (by, _key(scope))
    return _kept(session, key, scope, clock, lambda: rates.count_by(session, scope, by, clock))


def _count(session: Session, scope: Scope, clock: Clock) -> Counts:
    return _kept(
        session, _key(scope), scope, clock, lambda: rates.count(session, scope, clock).raw
    )


def _key(scope: Scope) -> object:
    """Name a scope by what tells it from all others."""
    places = tuple(area.id for area in scope.areas)
    narrowed = (scope.category, scope.channel, scope.unit_id, scope.viewer_id)
    return (places, scope.begin, scope.end, narrowed)


def _kept(session: Session, key: object, scope: Scope, clock: Clock, count: Callable[[], T]) -> T:
    """Give what was counted before, else count; nobody counts beside another."""
    kept = _KEPT.setdefault(store_of(session), {})
    now = clock.now()
    fresh = FRESH_WHEN_OVER if scope.end <= now else FRESH
    found = kept.get(key)
    if found is None or not timedelta() <= now - found[0] < fresh:
        with _COUNTING:
            found = kept.get(key)
            if found is None or not timedelta() <= now - found[0] < fresh:
                found = (now, count())
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                kept[key] = found
    value: T = found[1]
    return value
