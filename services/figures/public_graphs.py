"""The charts of the public board, counted once and kept for a while.

Whoever looks at the board waits for no counting of a whole year: a month that is over is counted
again after some hours, the present one after some minutes, and by one thread only.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlmodel import Session

from models.areas import Area, Level
from models.errors import NotFound
from models.people import Language
from services import areas
from services.clock import Clock, today
from services.drawing.charts import Chart
from services.figures import graphs, rates
from services.figures.evidence import By, Scope
from services.figures.periods import Period, month_of, months_of
from services.figures.rates import Counts, Line
from services.store import Store, store_of
from services.texts import graph_words as texts

FRESH = timedelta(minutes=10)
FRESH_WHEN_OVER = timedelta(hours=6)
FIRST_YEAR = 2020
MONTHS = 12
MOST_KEPT = 3000

T = TypeVar("T")
_Kept = dict[object, tuple[datetime, Any]]


class Graph(StrEnum):
    """A chart of the board; its name is that of its address."""

    MONTHS = "months"
    RATES = "rates"
    CATEGORIES = "categories"
    COMMUNITIES = "communities"
    PLACES = "places"


_KEPT: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()
_COUNTING = threading.Lock()


def draw(
    session: Session,
    graph: Graph,
    clock: Clock,
    language: Language,
    *,
    code: str = "",
    year: int | None = None,
) -> Chart:
    """Give a chart of the street or one of its communities, of twelve months or of a year.

    Raises:
        NotFound: area_unknown; also for what lies below a community: too few people live there.
    """
    area = areas.get_area(session, code) if code else areas.get_street(session)
    if area.level not in (Level.STREET, Level.COMMUNITY):
        raise NotFound("area_unknown", code=code)
    months = _months(year, today(clock))
    match graph:
        case Graph.MONTHS | Graph.RATES:
            names = graphs.name_months(months, language)
            counted = [_count(session, area, it, clock) for it in months]
            draw_it = graphs.draw_counts if graph is Graph.MONTHS else graphs.draw_rates
            return draw_it(names, counted, language, is_public=True)
        case Graph.CATEGORIES:
            lines = _lines(session, area, months, By.CATEGORY, clock)
            return graphs.draw_shares(lines, texts.CATEGORIES, language, is_public=True)
        case Graph.COMMUNITIES:
            lines = _lines(session, area, months, By.AREA, clock)
            return graphs.draw_shares(lines, texts.COMMUNITIES, language, is_public=True)
        case Graph.PLACES:
            lines = _lines(session, area, months, By.AREA, clock)
            return graphs.draw_places(lines, language, is_public=True)


def forget(session: Session) -> None:
    """Forget what was counted, as after a change that must be seen at once."""
    _KEPT.pop(store_of(session), None)


def _months(year: int | None, day: date) -> Sequence[Period]:
    if year is None or not FIRST_YEAR <= year <= day.year:
        return months_of(day, MONTHS)
    last = day if year == day.year else date(year, 12, 31)
    return months_of(last, last.month)


def _count(session: Session, area: Area, month: Period, clock: Clock) -> Counts:
    def count() -> Counts:
        scope = Scope((area,), month.begin(clock), month.end(clock))
        return rates.count(session, scope, clock).raw

    is_over = month != month_of(today(clock))
    key = ("count", area.id, month.first)
    return _kept(session, key, clock, FRESH_WHEN_OVER if is_over else FRESH, count)


def _lines(
    session: Session, area: Area, months: Sequence[Period], by: By, clock: Clock
) -> Sequence[Line]:
    whole = Period(months[0].first, months[-1].last)

    def count() -> Sequence[Line]:
        scope = Scope((area,), whole.begin(clock), whole.end(clock))
        return rates.count_by(session, scope, by, clock)

    is_over = whole.last < today(clock)
    key = (by, area.id, whole.first, whole.last)
    return _kept(session, key, clock, FRESH_WHEN_OVER if is_over else FRESH, count)


def _kept(
    session: Session, key: object, clock: Clock, fresh: timedelta, count: Callable[[], T]
) -> T:
    """Give what was counted before, else count; nobody counts beside another."""
    kept = _KEPT.setdefault(store_of(session), {})
    found = kept.get(key)
    if found is None or not timedelta() <= clock.now() - found[0] < fresh:
        with _COUNTING:
            found = kept.get(key)
            if found is None or not timedelta() <= clock.now() - found[0] < fresh:
                found = (clock.now(), count())
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                kept[key] = found
    value: T = found[1]
    return value
