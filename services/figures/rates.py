"""The three rates (三率): response, resolution, satisfaction, and the counts beside them.

docs/figures.md says what each is a part of. Raw and after 剔除 stand side by side; every
figure opens its list of numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from models.access import Action
from models.areas import Area, Level
from models.base import table
from models.cases import Case
from models.errors import NotAllowed
from models.units import Unit
from services.areas import areas
from services.clock import Clock
from services.figures import evidence
from services.figures.evidence import By, Figure, Scope
from services.office import access
from services.rules import rules_of

Key = str | int | None
PER_MILLE = 1000

LEAST_PUBLIC = 5
"""Answers that were judged; of fewer no rate is made public: each would speak of somebody."""


class Rate(StrEnum):
    """One of the three rates."""

    RESPONSE = "response"  # 响应率
    RESOLUTION = "resolution"  # 解决率
    SATISFACTION = "satisfaction"  # 满意率


PARTS: Mapping[Rate, tuple[Figure, Figure]] = {
    Rate.RESPONSE: (Figure.CONTACTED, Figure.ASKED),
    Rate.RESOLUTION: (Figure.SOLVED, Figure.ASKED),
    Rate.SATISFACTION: (Figure.SATISFIED, Figure.RATED),
}
"""What each rate is a part of, and of what."""


JUDGED = frozenset(figure for parts in PARTS.values() for figure in parts)
"""What people said of answers: of few of them nothing is told, as each would speak of somebody."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one scope."""

    of: Mapping[Figure, int] = field(default_factory=dict[Figure, int])

    def __getitem__(self, figure: Figure) -> int:
        """Give a figure."""
        return self.of.get(figure, 0)

    def __add__(self, other: "Counts") -> "Counts":
        """Give the figures of both."""
        return Counts({figure: self[figure] + other[figure] for figure in Figure})

    def rate(self, rate: Rate) -> int | None:
        """Give a rate in tenths of a percent, rounded half up; None where nobody was asked."""
        part, whole = PARTS[rate]
        if not self[whole]:
            return None
        return (2 * PER_MILLE * self[part] + self[whole]) // (2 * self[whole])

    def public_rate(self, rate: Rate) -> int | None:
        """Give a rate where enough people stand behind it for everybody to know it."""
        return self.rate(rate) if self[PARTS[rate][1]] >= LEAST_PUBLIC else None

    def may_tell(self, figure: Figure) -> bool:
        """Tell whether anybody may know a figure: any count of cases, of judgements not a few."""
        if figure not in JUDGED:
            return True
        whole = next(whole for part, whole in PARTS.values() if figure in (part, whole))
        return self[whole] >= LEAST_PUBLIC

    def public(self, figure: Figure) -> int | None:
        """Give a figure as anybody may read it; None where too few people stand behind it."""
        return self[figure] if self.may_tell(figure) else None

    def total(self, weights: Sequence[int]) -> int | None:
        """Give the weighted total of the rates; None where one that weighs is not known."""
        rates = [(self.rate(rate), weight) for rate, weight in zip(Rate, weights, strict=True)]
        known = [(rate, weight) for rate, weight in rates if rate is not None and weight]
        whole = sum(weights)
        if not whole or len(known) < sum(1 for weight in weights if weight):
            return None
        return (2 * sum(rate * weight for rate, weight in known) + whole) // (2 * whole)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of."""
        return not any(self.of.values())


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures as they are, and after what was left out by accepted appeals (剔除)."""

    raw: Counts = field(default_factory=Counts)
    kept: Counts = field(default_factory=Counts)

    def __add__(self, other: "Figures") -> "Figures":
        """Give the figures of both."""
        return Figures(self.raw + other.raw, self.kept + other.kept)


class Line(NamedTuple):
    """One line of a table of figures: of what, and which."""

    key: Key
    name: str
    code: str
    figures: Figures


class Number(NamedTuple):
    """One row behind a figure."""

    case_id: int
    number: str
    round: int
    is_left_out: bool


def list_areas(session: Session, person_id: int) -> Sequence[Area]:
    """List the areas whose figures somebody may see, with everything below."""
    return access.areas_where(session, person_id, Action.SEE_FIGURES)


def list_outermost(session: Session, person_id: int) -> Sequence[Area]:
    """List the same without those that lie in another of them."""
    held = list_areas(session, person_id)
    return [area for area in held if not any(it is not area and it.contains(area) for it in held)]


def may_see_any(session: Session, person_id: int) -> bool:
    """Tell whether there is an area whose figures somebody may see."""
    return bool(list_areas(session, person_id))


def scope_for(
    session: Session, person_id: int, places: Sequence[Area], begin: datetime, end: datetime
) -> Scope:
    """Give the scope of somebody who may see the figures of these areas.

    Raises:
        NotAllowed: not_allowed; they may not in one of them.
    """
    if not places:
        raise NotAllowed("not_allowed")
    for place in places:
        access.require(session, person_id, Action.SEE_FIGURES, place)
    return Scope(tuple(places), begin, end, viewer_id=person_id)


def count(session: Session, scope: Scope, clock: Clock) -> Figures:
    """Count the figures of a scope."""
    return _add(_grouped(session, scope, None, clock).values())


def count_by(session: Session, scope: Scope, by: By, clock: Clock) -> Sequence[Line]:
    """Count the figures of a scope by areas, categories, units or channels.

    By areas: those right below each area of the scope with everything under them, and what lies
    in the area itself; together they are the whole.
    """
    counted = _grouped(session, scope, by, clock)
    if by is By.AREA:
        return _by_area(session, scope, counted)
    names: Mapping[Key, tuple[str, str]] = _units(session) if by is By.UNIT else {}
    lines: list[Line] = []
    for key, figures in counted.items():
        name, code = names.get(key, ("", str(key or "")))
        lines.append(Line(key, name, code, figures))
    return sorted(lines, key=lambda line: (-line.figures.raw[Figure.REPORTED], str(line.key)))


def list_numbers(
    session: Session,
    scope: Scope,
    figure: Figure,
    clock: Clock,
    *,
    limit: int = 10_000,
    offset: int = 0,
) -> Sequence[Number]:
    """List the numbers behind a figure, the newest first; as many as the raw figure says."""
    source = evidence.source_for(figure, scope, clock.now())
    rows, cases = source.rows, table(Case)
    statement = (
        select(rows.c.shown_id, cases.c.number, rows.c.round, evidence.is_left_out(rows))
        .join_from(rows, cases, cases.c.id == rows.c.shown_id)
        .where(evidence.is_within(rows, scope), source.flag(figure) == 1)
        .order_by(rows.c.shown_id.desc(), rows.c.round.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        Number(case_id, number, round_, bool(is_left_out))
        for case_id, number, round_, is_left_out in session.connection().execute(statement)
    ]


def total_of(session: Session, counts: Counts) -> int | None:
    """Give the weighted total of the rates, by the street's weights."""
    return counts.total(rules_of(session).weights)


def find_unit(session: Session, unit_id: int) -> str:
    """Give the name of a unit; empty for none."""
    return _units(session).get(unit_id, ("", ""))[0]


_COLUMNS: Mapping[By, str] = {
    By.AREA: "area_id",
    By.CATEGORY: "category",
    By.UNIT: "unit_id",
    By.CHANNEL: "channel",
}


def _grouped(session: Session, scope: Scope, by: By | None, clock: Clock) -> dict[Key, Figures]:
    found: dict[Key, Figures] = {}
    for source in evidence.sources_of(scope, clock.now()):
        rows = source.rows
        is_left_out = evidence.is_left_out(rows).label("is_left_out")
        dimension = [rows.c[_COLUMNS[by]]] if by else []
        inner = (
            select(*dimension, is_left_out, *(source.flag(figure) for figure in source.figures))
            .where(evidence.is_within(rows, scope))
            .subquery("counted")
        )
        keys = [inner.c[_COLUMNS[by]]] if by else []
        sums = [func.sum(inner.c[figure.value]) for figure in source.figures]
        statement = select(*keys, inner.c.is_left_out, *sums).group_by(*keys, inner.c.is_left_out)
        for row in session.connection().execute(statement):
            values = list(row)
            key: Key = values.pop(0) if by else None
            left_out = bool(values.pop(0))
            counted = Counts(
                {figure: int(value) for figure, value in zip(source.figures, values, strict=True)}
            )
            figures = Figures(counted, Counts() if left_out else counted)
            found[key] = found.get(key, Figures()) + figures
    return found


def _by_area(session: Session, scope: Scope, counted: Mapping[Key, Figures]) -> Sequence[Line]:
    """Give a line to each area right below those of the scope, and to what lies in these."""
    children = [each for area in scope.areas for each in _children(session, area)]
    shown = {each.id: each for each in (*children, *scope.areas)}
    found = dict.fromkeys(shown, Figures())
    for key, figures in counted.items():
        if isinstance(key, int):
            upward = areas.ids_upward(areas.area_of(session, key))
            holder = next(area_id for area_id in upward if area_id in shown)
            found[holder] += figures
    own = {area.id for area in scope.areas if found[area.id].raw.is_empty}
    return [
        Line(area.id, area.name, area.code, found[area.id])
        for area in shown.values()
        if area.id not in own
    ]


def _children(session: Session, area: Area) -> Sequence[Area]:
    below = areas.list_below(session, area)
    return [each for each in below if each.parent_id == area.id and each.level is not Level.PATCH]


def _units(session: Session) -> Mapping[Key, tuple[str, str]]:
    units = table(Unit)
    found = session.connection().execute(select(units.c.id, units.c.name, units.c.code))
    return {row.id: (row.name, row.code) for row in found}


def _add(parts: Iterable[Figures]) -> Figures:
    whole = Figures(Counts(dict.fromkeys(Figure, 0)), Counts(dict.fromkeys(Figure, 0)))
    for part in parts:
        whole += part
    return whole
