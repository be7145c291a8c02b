"""Figures for everybody: the three rates without a viewer, and the numbers behind them."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from models.areas import Area, Level
from models.base import table
from models.board import BoardCase
from models.cases import Step
from models.categories import Category
from models.errors import NotFound
from services.clock import Clock, today
from services.figures import evidence, periods, rates
from services.figures.evidence import Figure, Scope
from services.figures.kept import Counted, kept_for
from services.figures.periods import Period, Span
from services.figures.rates import Counts, Figures

PERIODS: Sequence[str] = ("month", "last_month", "year", "twelve_months")
"""What may be asked for; the first where nothing is."""

LISTED = (
    Figure.REPORTED,
    Figure.DECLINED,
    Figure.WITHDRAWN,
    Figure.ANSWERED,
    Figure.IN_TIME,
    Figure.LATE,
    Figure.REOPENED,
    Figure.OPEN,
    Figure.OVERDUE,
    *sorted(rates.JUDGED),
)
"""Figures that open their list of numbers."""

_board = table(BoardCase)


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """The figures of a period.

    Args:
        figures: all of them, of every case.
        steps: public cases reported in the period, by the step they are in now; None for those
            that are over without an answer of their own.
        categories: the same by what they are about.
        communities: the same by where, as ids of areas; None for the street itself.
        hidden: cases reported in the period that are not public.
    """

    figures: Figures
    steps: Mapping[Step | None, int]
    categories: Mapping[Category, int]
    communities: Mapping[int | None, int]
    hidden: int


class Part(NamedTuple):
    """A part of what was reported.

    Args:
        column: of the board, by which it is a part: "step", "category" or "community_id".
        value: that the column has in it.
    """

    column: str
    value: Step | Category | int | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The list behind a figure.

    Args:
        ids: public cases, the newest first; one with two rounds that count stands there twice.
        hidden: rows of cases that are not public.
    """

    ids: Sequence[int]
    hidden: int


def period_named(name: str, clock: Clock) -> Period:
    """Give the days of a period.

    Raises:
        NotFound: period_unknown.
    """
    if name not in PERIODS:
        raise NotFound("period_unknown")
    if name == "twelve_months":
        months = periods.months_of(today(clock))
        return Period(months[0].first, months[-1].last)
    return periods.period_of(Span(name), clock)


def figure_named(name: str) -> Figure:
    """Give a figure that everybody may open.

    Raises:
        NotFound: figure_unknown.
    """
    found = next((it for it in LISTED if it.value == name), None)
    if found is None:
        raise NotFound("figure_unknown")
    return found


def count(session: Session, period: Period, clock: Clock) -> PublicFigures:
    """Count the figures of a period."""
    scope = _scope(session, period, clock)
    figures = rates.count(session, scope, clock)
    steps, categories = Counter[Step | None](), Counter[Category]()
    communities = Counter[int | None]()
    columns = (_board.c.step, _board.c.category, _board.c.community_id)
    within = (_board.c.reported_at >= scope.begin, _board.c.reported_at < scope.end)
    grouped = select(*columns, func.count()).where(*within).group_by(*columns)
    for step, category, community, number in session.connection().execute(grouped):
        steps[step] += number
        categories[category] += number
        communities[community] += number
    hidden = max(figures.raw[Figure.REPORTED] - steps.total(), 0)
    return PublicFigures(figures, steps, categories, communities, hidden)


def kept_count(session: Session, name: str, clock: Clock) -> Counted[PublicFigures] | None:
    """Give the figures of a period as they were counted; None while that is being done.

    Raises:
        NotFound: period_unknown.
    """
    period = period_named(name, clock)

    def count_it(session: Session) -> PublicFigures:
        return count(session, period, clock)

    return kept_for(session, clock).get(session, ("figures", name, period), count_it)


def kept_numbers(
    session: Session, name: str, figure: Figure, clock: Clock, part: Part | None = None
) -> Counted[Numbers] | None:
    """Give the public cases behind a figure as they were listed; None while that is being done.

    Raises:
        NotFound: period_unknown; or figure_unknown: of what was reported alone there are parts.
    """
    period = period_named(name, clock)
    if part is not None and figure is not Figure.REPORTED:
        raise NotFound("figure_unknown")

    def list_them(session: Session) -> Numbers:
        return list_numbers(session, period, figure, clock, part)

    key = ("numbers", name, period, figure, part)
    return kept_for(session, clock).get(session, key, list_them)


def list_numbers(
    session: Session, period: Period, figure: Figure, clock: Clock, part: Part | None = None
) -> Numbers:
    """List the public cases behind a figure, or behind a part of it."""
    scope = _scope(session, period, clock)
    source = evidence.source_for(figure, scope, clock.now())
    rows = source.rows
    counted = (evidence.is_within(rows, scope), source.flag(figure) == 1)
    statement = (
        select(rows.c.shown_id)
        .join_from(rows, _board, _board.c.id == rows.c.shown_id)
        .where(*counted)
    )
    if part is not None:
        statement = statement.where(_board.c[part.column].is_not_distinct_from(part.value))
    ids = array("q", sorted(session.connection().execute(statement).scalars(), reverse=True))
    if part is not None:
        return Numbers(ids, 0)  # its number counts public cases only
    total = select(func.count()).select_from(rows).where(*counted)
    return Numbers(ids, session.connection().execute(total).scalar_one() - len(ids))


def may_open(counts: Counts, figure: Figure) -> bool:
    """Tell whether the list of a figure may be opened, or would tell what somebody said.

    Only who was asked is listed: beside it a list of a part, or of who rated, names the others.
    """
    if figure not in rates.JUDGED:
        return True
    # of few each speaks of somebody; where nothing is solved, the list says so of each
    is_many = counts[Figure.ASKED] >= rates.LEAST_PUBLIC and counts[Figure.SOLVED] > 0
    return figure is Figure.ASKED and is_many


def _scope(session: Session, period: Period, clock: Clock) -> Scope:
    """Give every street, for nobody in particular."""
    streets = select_rows(Area).where(Area.level == Level.STREET).order_by(col(Area.id))
    whole = tuple(session.exec(streets))
    return Scope(whole, period.begin(clock), period.end(clock))
