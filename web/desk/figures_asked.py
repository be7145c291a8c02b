"""Which figures a page of the desk is asked for: place, period, kind; all of it in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from models.areas import Area, Level
from models.cases import Channel
from models.categories import Category
from models.errors import Invalid
from services.areas import areas
from services.figures import rates
from services.figures.evidence import By, Scope
from services.figures.periods import Period, Span, period_of
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS
from services.texts.phrases import Phrase, verbatim
from web.desk.visits import Visit

E = TypeVar("E", bound=StrEnum)
KEPT = ("area", "span", "from", "to", "category", "channel", "unit", "by")
"""Parts of the address that say which figures."""

DEEPEST = (Level.STREET, Level.PATCH, Level.COMMUNITY, Level.GRID)


@dataclass(frozen=True, slots=True)
class Asked:
    """The figures that are asked for."""

    scope: Scope
    period: Period
    by: By
    query: Mapping[str, str]

    def link(self, path: str, **more: str) -> str:
        """Give the address of a page about the same figures."""
        return f"{path}?{urlencode({**self.query, **more})}"


def read_asked(visit: Visit) -> Asked:
    """Read what is asked for; whoever asks must be allowed to see it.

    Raises:
        Invalid: figures_days, or button_outdated for what no page of ours offers.
        NotFound: area_unknown.
        NotAllowed: not_allowed.
    """
    session, query = visit.session, visit.query
    places: Sequence[Area] = rates.list_outermost(session, visit.person_id)
    if query.get("area"):
        places = [areas.get_area(session, query["area"])]
    period = _period(visit)
    begin, end = period.begin(visit.clock), period.end(visit.clock)
    scope = rates.scope_for(session, visit.person_id, places, begin, end)
    if query.get("category"):
        scope = replace(scope, category=_word(query["category"], Category))
    if query.get("channel"):
        scope = replace(scope, channel=_word(query["channel"], Channel))
    if query.get("unit"):
        scope = replace(scope, unit_id=visit.number("unit"))
    by = _word(query.get("by") or By.AREA.value, By)
    kept = {name: query[name] for name in KEPT if query.get(name)}
    return Asked(scope, period, by, kept)


def list_places(visit: Visit) -> Sequence[Area]:
    """List the areas that may be chosen: what somebody sees, and what lies below, to the grids."""
    found: dict[int, Area] = {}
    for outer in rates.list_outermost(visit.session, visit.person_id):
        found[outer.id] = outer
        below = areas.list_below(visit.session, outer)
        found |= {it.id: it for it in below if it.level in DEEPEST}
    return list(found.values())


def narrowed(visit: Visit, asked: Asked) -> Sequence[Phrase]:
    """Say what the figures are of, besides the period."""
    scope = asked.scope
    named = [verbatim(areas.full_name(visit.session, area)) for area in scope.areas]
    if scope.category is not None:
        named.append(CATEGORY_LABELS[scope.category]())
    if scope.channel is not None:
        named.append(CHANNEL_LABELS[scope.channel]())
    if scope.unit_id:
        named.append(verbatim(rates.find_unit(visit.session, scope.unit_id)))
    return named


def _period(visit: Visit) -> Period:
    first, last = visit.query.get("from", ""), visit.query.get("to", "")
    if not first and not last:
        return period_of(_word(visit.query.get("span") or Span.MONTH.value, Span), visit.clock)
    try:
        period = Period(date.fromisoformat(first or last), date.fromisoformat(last or first))
    except ValueError:
        raise Invalid("figures_days") from None
    if period.last < period.first or period.last.year == date.max.year:
        raise Invalid("figures_days")
    return period


def _word(said: str, kind: type[E]) -> E:
    try:
        return kind(said)
    except ValueError:
        raise Invalid("button_outdated") from None
