"""Evidence: the rows that the three rates are counted from, and what each row counts as.

docs/figures.md defines every figure. Three sources: what was reported in a period, what waits
now, and every round that was answered in the period, with what its reporter (and whoever follows
it) said of the answer. A figure is the number of rows that carry its flag, so that it can always
be opened as the list of their numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from models.areas import Area
from models.base import table
from models.cases import UNANSWERED, Case, Channel, Outcome, Status
from models.categories import Category
from models.figures import Exclusion, ExclusionState
from models.following import Recusal
from services.figures import rounds
from services.figures.rounds import dimensions, flag
from services.store import written_out

Condition = ColumnElement[bool]


class Figure(StrEnum):
    """What is counted; docs/figures.md says exactly which rows."""

    REPORTED = "reported"  # 反映
    MERGED = "merged"  # 合并
    DECLINED = "declined"  # 不予受理
    WITHDRAWN = "withdrawn"  # 撤回
    OPEN = "open"  # 未答复
    OVERDUE = "overdue"  # 超期未答复
    ANSWERED = "answered"  # 已答复
    IN_TIME = "in_time"  # 按时答复
    LATE = "late"  # 超期答复
    REOPENED = "reopened"  # 重办
    ASKED = "asked"  # 应评
    CONTACTED = "contacted"  # 已联系
    SOLVED = "solved"  # 已解决
    SILENT = "silent"  # 未回应
    RATED = "rated"  # 已评价
    SATISFIED = "satisfied"  # 满意和基本满意
    FULLY = "fully"  # 满意


class By(StrEnum):
    """What figures are drawn up by."""

    AREA = "area"  # 社区
    CATEGORY = "category"  # 类别
    UNIT = "unit"  # 单位
    CHANNEL = "channel"  # 渠道


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted.

    Args:
        areas: these, and everything below them.
        begin: of the period.
        end: of the period; what happens then is outside.
        viewer_id: who asks: what is kept from them (回避) is not counted for them.
        category: of this category only.
        channel: that came this way only.
        unit_id: of this unit only; 0: that no unit has.
    """

    areas: tuple[Area, ...]
    begin: datetime
    end: datetime
    viewer_id: int | None = None
    category: Category | None = None
    channel: Channel | None = None
    unit_id: int | None = None

    @classmethod
    def of(cls, *places: Area) -> "Scope":
        """Give what everybody may count of some places, at no time yet."""
        return cls(places, datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))

    def within(self, begin: datetime, end: datetime) -> "Scope":
        """Give the same in another period."""
        return replace(self, begin=begin, end=end)


@dataclass(frozen=True, slots=True)
class Source:
    """Rows, and the figures that they carry flags of."""

    rows: Subquery
    figures: tuple[Figure, ...]

    def flag(self, figure: Figure) -> ColumnElement[int]:
        """Give the column that is 1 where a row counts."""
        return self.rows.c[figure.value]


_CASES, _AREAS = table(Case), table(Area)
_EXCLUSIONS, _RECUSALS = table(Exclusion), table(Recusal)


def sources_of(scope: Scope, now: datetime) -> tuple[Source, ...]:
    """Give every source of a scope."""
    return (_filed(scope), _waiting(scope, now), _answered(scope))


def source_for(figure: Figure, scope: Scope, now: datetime) -> Source:
    """Give the source that a figure is counted from."""
    return next(each for each in sources_of(scope, now) if figure in each.figures)


def is_left_out(rows: Subquery) -> Condition:
    """Tell whether an accepted appeal (剔除) leaves a row out."""
    return exists().where(
        _EXCLUSIONS.c.case_id.in_([rows.c.case_id, rows.c.shown_id]),
        _EXCLUSIONS.c.state == written_out(ExclusionState.ACCEPTED),
    )


def is_within(rows: Subquery, scope: Scope) -> Condition:
    """Tell whether a row belongs to a scope; its period is judged by its source."""
    below = [_AREAS.c.path.startswith(area.path, autoescape=True) for area in scope.areas]
    wanted: list[Condition] = [rows.c.area_id.in_(select(_AREAS.c.id).where(or_(false(), *below)))]
    if scope.category is not None:
        wanted.append(rows.c.category == written_out(scope.category))
    if scope.channel is not None:
        wanted.append(rows.c.channel == written_out(scope.channel))
    if scope.unit_id is not None:
        wanted.append(func.coalesce(rows.c.unit_id, 0) == scope.unit_id)
    if scope.viewer_id is not None:
        kept_from = exists().where(
            _RECUSALS.c.case_id.in_([rows.c.case_id, rows.c.shown_id]),
            _RECUSALS.c.person_id == scope.viewer_id,
        )
        wanted.append(not_(kept_from))
    return and_(*wanted)


def _filed(scope: Scope) -> Source:
    """Give the cases that were reported in the period, as they stand now."""
    found = _CASES.c
    merged = or_(found.merged_into_id.is_not(None), found.status == written_out(Status.MERGED))
    flags: Mapping[Figure, Condition] = {
        Figure.REPORTED: true(),
        Figure.MERGED: merged,
        Figure.DECLINED: found.status == written_out(Status.DECLINED),
        Figure.WITHDRAWN: func.coalesce(found.outcome, "") == written_out(Outcome.WITHDRAWN),
    }
    rows = _of_cases(flags).where(found.reported_at >= scope.begin, found.reported_at < scope.end)
    return Source(rows.subquery("filed"), tuple(flags))


def _waiting(scope: Scope, now: datetime) -> Source:
    """Give what waits for an answer now, whatever the period."""
    del scope
    found = _CASES.c
    flags: Mapping[Figure, Condition] = {
        Figure.OPEN: true(),
        Figure.OVERDUE: found.due_at < func.coalesce(found.stands_since, now),
    }
    open_ = [written_out(status) for status in sorted(UNANSWERED)]
    return Source(
        _of_cases(flags).where(found.status.in_(open_)).subquery("waiting"), tuple(flags)
    )


def _answered(scope: Scope) -> Source:
    """Give the rounds that were answered in the period, and what was said of the answers."""
    found = rounds.answered(scope.begin, scope.end).c
    is_asked, is_round = found.is_asked == 1, found.is_round == 1
    flags: Mapping[Figure, Condition] = {
        Figure.ANSWERED: is_round,
        Figure.IN_TIME: and_(is_round, found.answered_at <= found.due_at),
        Figure.LATE: and_(is_round, found.answered_at > found.due_at),
        Figure.REOPENED: found.is_past == 1,
        Figure.ASKED: is_asked,
        Figure.CONTACTED: and_(is_asked, found.contacted == 1),
        Figure.SOLVED: and_(is_asked, found.solved == 1),
        Figure.SILENT: and_(is_asked, found.said == 0),
        Figure.RATED: found.satisfaction.is_not(None),
        Figure.SATISFIED: found.satisfaction > 1,
        Figure.FULLY: found.satisfaction > 2,  # noqa: PLR2004 - 3 is 满意
    }
    columns = [found[name] for name in _DIMENSIONS]
    return Source(select(*columns, *_flagged(flags)).subquery("answered"), tuple(flags))


_DIMENSIONS = ("case_id", "shown_id", "round", "area_id", "category", "channel", "unit_id")


def _of_cases(flags: Mapping[Figure, Condition]) -> Select[Any]:
    return select(*dimensions(_CASES.c), *_flagged(flags))


def _flagged(flags: Mapping[Figure, Condition]) -> list[ColumnElement[int]]:
    return [flag(condition).label(figure.value) for figure, condition in flags.items()]
