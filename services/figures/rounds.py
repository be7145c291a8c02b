"""Rounds that were answered: the present one of a case, those of before, and what followers said.

One row each, with the area, category and unit of the round and what its reporter, or one who
follows the case, said of the answer; services/figures/evidence.py counts them.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from models.base import table
from models.cases import Case, Status
from models.figures import PastRound
from models.following import Follower
from services.store import written_out

Condition = ColumnElement[bool]

_CASES, _PAST, _FOLLOWERS = table(Case), table(PastRound), table(Follower)
_OWN = table(Case).alias("own")


def answered(begin: datetime, end: datetime) -> Subquery:
    """Give a row for each answered round of a period, and for each follower who spoke of it."""
    parts = (_present(begin, end), _past(begin, end), _said_by_followers(begin, end))
    return union_all(*parts).subquery("rounds")


def dimensions(found: Any, shown: Any = None) -> list[ColumnElement[Any]]:  # noqa: ANN401 - columns
    """Give what a row is about: its case, the number it is listed by, its place and kind."""
    return [
        _CASES.c.id.label("case_id"),
        (_CASES.c.id if shown is None else shown).label("shown_id"),
        found.round.label("round"),
        found.area_id.label("area_id"),
        found.category.label("category"),
        _CASES.c.channel.label("channel"),
        found.unit_id.label("unit_id"),
    ]


def flag(condition: Condition) -> ColumnElement[int]:
    """Give 1 where something holds, and 0 where it does not or nobody knows."""
    return case((condition, 1), else_=0)


def _present(begin: datetime, end: datetime) -> Select[Any]:
    """Give the round that a case is in; one that was merged has its parent's."""
    found = _CASES.c
    could_say = and_(found.status != written_out(Status.ANSWERED), found.reporter_id.is_not(None))
    return select(
        *dimensions(found),
        *_judged(found, or_(could_say, _has_spoken(found))),
        literal(1).label("is_round"),
        literal(0).label("is_past"),
    ).where(*_within_period(found, begin, end), found.merged_into_id.is_(None))


def _past(begin: datetime, end: datetime) -> Select[Any]:
    """Give the rounds of before; the time in which their reporter could speak is over."""
    found = _PAST.c
    could_say = or_(_CASES.c.reporter_id.is_not(None), _has_spoken(found))
    return (
        select(
            *dimensions(found),
            *_judged(found, could_say),
            literal(1).label("is_round"),
            literal(1).label("is_past"),
        )
        .join_from(_PAST, _CASES, _CASES.c.id == found.case_id)
        .where(*_within_period(found, begin, end))
    )


def _said_by_followers(begin: datetime, end: datetime) -> Select[Any]:
    """Give what followers said of an answer; those who said nothing are in no figure.

    Whose own case left its parent again (重办) has that answer as a round of their own.
    """
    still_merged = select(_OWN.c.id).where(_OWN.c.merged_into_id == _FOLLOWERS.c.case_id)
    rounds = union_all(
        select(*_round_of(_CASES.c.id, _CASES.c)),
        select(*_round_of(_PAST.c.case_id, _PAST.c)),
    ).subquery("followed")
    found, said = rounds.c, _FOLLOWERS.c
    shown = func.coalesce(said.own_case_id, said.case_id)
    both = and_(found.followed_id == said.case_id, found.round == said.round)
    return (
        select(
            *dimensions(found, shown),
            found.answered_at,
            found.due_at,
            *_words(said),
            literal(1).label("is_asked"),
            literal(0).label("is_round"),
            literal(0).label("is_past"),
        )
        .join_from(_FOLLOWERS, rounds, both)
        .join(_CASES, _CASES.c.id == said.case_id)
        .where(
            _has_spoken(said),
            or_(said.own_case_id.is_(None), said.own_case_id.in_(still_merged)),
            *_within_period(found, begin, end),
        )
    )


def _round_of(case_id: Any, found: Any) -> list[ColumnElement[Any]]:  # noqa: ANN401 - columns
    names = ("round", "area_id", "category", "unit_id", "answered_at", "due_at")
    return [case_id.label("followed_id"), *(found[name].label(name) for name in names)]


def _judged(found: Any, is_asked: Condition) -> list[ColumnElement[Any]]:  # noqa: ANN401 - columns
    return [
        found.answered_at.label("answered_at"),
        found.due_at.label("due_at"),
        *_words(found),
        flag(is_asked).label("is_asked"),
    ]


def _words(found: Any) -> list[ColumnElement[Any]]:  # noqa: ANN401 - columns
    return [
        flag(found.is_contacted.is_(True)).label("contacted"),
        flag(found.is_solved.is_(True)).label("solved"),
        found.satisfaction.label("satisfaction"),
        flag(_has_spoken(found)).label("said"),
    ]


def _has_spoken(found: Any) -> Condition:  # noqa: ANN401 - columns
    return or_(
        found.is_contacted.is_not(None),
        found.is_solved.is_not(None),
        found.satisfaction.is_not(None),
    )


def _within_period(found: Any, begin: datetime, end: datetime) -> tuple[Condition, Condition]:  # noqa: ANN401 - columns
    return found.answered_at >= begin, found.answered_at < end
