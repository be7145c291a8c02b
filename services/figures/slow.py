"""Figures that take long: those of months and years for charts, and whole tables."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session

from services.clock import Clock
from services.figures import rates
from services.figures.evidence import By, Scope
from services.figures.kept import Counted, kept_for
from services.figures.periods import Period
from services.figures.rates import Counts, Figures, Line

PATIENCE = 0.5
"""Seconds that an officer waits for a table nobody asked for yet: some thousand cases take 0.3."""


class Table(NamedTuple):
    """The figures of a scope, and the lines they are made of."""

    whole: Figures
    lines: Sequence[Line]


def count_each(
    session: Session, scope: Scope, periods: Sequence[Period], clock: Clock
) -> Counted[Sequence[Counts]] | None:
    """Count a scope in some periods, one after the other; None while that is being done."""

    def count(session: Session) -> Sequence[Counts]:
        within = (scope.within(it.begin(clock), it.end(clock)) for it in periods)
        return [rates.count(session, it, clock).raw for it in within]

    key = ("each", tuple(periods), _key(scope))
    is_over = periods[-1].end(clock) <= clock.now()
    return kept_for(session, clock).get(session, key, count, is_over=is_over)


def count_by(
    session: Session, scope: Scope, by: By, clock: Clock
) -> Counted[Sequence[Line]] | None:
    """Count a scope by areas, categories, units or channels; None while that is being done."""

    def count(session: Session) -> Sequence[Line]:
        return rates.count_by(session, scope, by, clock)

    key = ("by", by, _key(scope))
    is_over = scope.end <= clock.now()
    return kept_for(session, clock).get(session, key, count, is_over=is_over)


def count_table(session: Session, scope: Scope, by: By, clock: Clock) -> Counted[Table] | None:
    """Count a scope as a whole and by its lines at once; None while that is being done."""

    def count(session: Session) -> Table:
        whole = rates.count(session, scope, clock)
        return Table(whole, rates.count_by(session, scope, by, clock))

    key = ("table", by, _key(scope))
    is_over = scope.end <= clock.now()
    its = kept_for(session, clock)
    return its.get(session, key, count, is_over=is_over, patience=PATIENCE)


def _key(scope: Scope) -> object:
    """Name a scope by what tells it from all others."""
    places = tuple(area.id for area in scope.areas)
    narrowed = (scope.category, scope.channel, scope.unit_id, scope.viewer_id)
    return (places, scope.begin, scope.end, narrowed)
