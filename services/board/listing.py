"""Cases as the public board lists them: by step, area and category, searched, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session
from sqlmodel import select as select_rows

from models.areas import Area, Level
from models.base import table
from models.board import BoardCase
from models.cases import STEPS, Case, Status, Step
from models.categories import Category
from models.errors import NotFound
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.board import searching
from services.reporters import followers
from services.store import store_of
from services.wording import fold

LISTED = 20
"""Cases of one page."""

NEAREST = 1000
"""Ids among which a search on PostgreSQL looks one by one."""

_board, _lines = table(BoardCase), table(TimelineLine)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases somebody wants to see.

    Args:
        step: in which they stand.
        is_over: without an answer of their own: declined, or merged.
        category: what they are about.
        area_id: of the community or grid they lie in.
        words: that their notice has; or a case's number.
    """

    step: Step | None = None
    category: Category | None = None
    area_id: int | None = None
    words: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list, the newest case first.

    Args:
        rows: the cases.
        newer: id after which newer ones begin; None where there are none.
        older: id before which older ones begin; None where there are none.
    """

    rows: Sequence[BoardCase]
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One case as everybody may see it.

    Args:
        row: of the board.
        round: how often it was taken up.
        begun: since when each step of this round lasts or lasted; the first since the report.
        others: how many have the same trouble.
        merged_at: when it was merged; None where it was not.
        into: number of the case that it was merged into, where that is public.
    """

    row: BoardCase
    round: int
    begun: Mapping[Step, datetime]
    others: int
    merged_at: datetime | None = None
    into: str = ""


def list_cases(
    session: Session,
    wanted: Wanted,
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int = LISTED,
) -> Part:
    """List some of the cases that are wanted: those before an id, or just after one."""
    number = searching.number_in(wanted.words)
    if number is not None:
        found = session.exec(select_rows(BoardCase).where(BoardCase.number == number)).all()
        return Part(found, None, None)
    is_back = after is not None
    ids = _ids(session, wanted, before=None if is_back else before, after=after, limit=limit + 1)
    has_more = len(ids) > limit
    ids = sorted(ids[:limit], reverse=True)
    rows = rows_of(session, ids)
    if not rows:
        return Part((), None, None)
    has_newer = has_more if is_back else before is not None
    has_older = True if is_back else has_more
    return Part(rows, ids[0] if has_newer else None, ids[-1] if has_older else None)


def rows_of(session: Session, ids: Sequence[int]) -> Sequence[BoardCase]:
    """Give the cases of these ids that are still shown, in their order."""
    found = session.exec(select_rows(BoardCase).where(_board.c.id.in_(set(ids)))).all()
    by_id = {row.id: row for row in found}
    return [by_id[each] for each in ids if each in by_id]


def get_shown(session: Session, number: str) -> Shown:
    """Give a case by its number to anybody.

    Raises:
        NotFound: board_case_unknown; there is none, or it is not public: which is not said.
    """
    whole = searching.number_in(number) or fold(number).upper()
    row = session.exec(select_rows(BoardCase).where(BoardCase.number == whole)).first()
    if row is None:
        raise NotFound("board_case_unknown")
    case = session.get_one(Case, row.id)
    count = followers.count_followers(session, row.id)
    begun = _begun(session, case)
    if case.status is not Status.MERGED:
        return Shown(row, case.round, begun, count)
    parent = session.get(BoardCase, followers.root_of(session, case).id)
    into = "" if parent is None else parent.number
    return Shown(row, case.round, begun, count, _merged_at(session, case), into)


def list_places(session: Session) -> Sequence[Area]:
    """List the communities, each with its grids behind it."""
    by_id = areas.TREE.get(session).by_id
    shown = [it for it in by_id.values() if it.level in (Level.COMMUNITY, Level.GRID)]
    return sorted(shown, key=lambda it: [by_id[up].code for up in areas.ids_upward(it)[::-1]])


def _merged_at(session: Session, case: Case) -> datetime | None:
    merged = (_lines.c.case_id == case.id, _lines.c.act == Act.MERGED)
    return session.connection().execute(select(func.max(_lines.c.at)).where(*merged)).scalar()


def _begun(session: Session, case: Case) -> Mapping[Step, datetime]:
    found = session.connection().execute(
        select(_lines.c.status, _lines.c.at)
        .where(_lines.c.case_id == case.id, _lines.c.round == case.round)
        .order_by(_lines.c.seq)
    )
    begun = {Step.INTAKE: case.began_at}
    for status, at in found:
        begun.setdefault(STEPS[status], at)
    return begun


def _ids(
    session: Session, wanted: Wanted, *, before: int | None, after: int | None, limit: int
) -> list[int]:
    """Give the newest ids before one, or the oldest after one."""
    is_up = after is not None
    if wanted.words.strip() and not store_of(session).is_sqlite:
        return _search_near(session, wanted, before=before, after=after, limit=limit)
    found: list[int] = []
    for statement, key in _statements(session, wanted):
        within = _between(statement, key, after, before)
        ordered = within.order_by(key if is_up else key.desc()).limit(limit)
        found += [row[0] for row in session.connection().execute(ordered)]
    return sorted(found, reverse=not is_up)[:limit]


def _search_near(
    session: Session, wanted: Wanted, *, before: int | None, after: int | None, limit: int
) -> list[int]:
    """Do so on PostgreSQL, which cannot know how many cases have a word.

    What most have is found soon among the nearest; what is not found there few have, and the
    index of words finds these: `+ 0` keeps PostgreSQL from walking through all cases instead.
    """
    is_up = after is not None
    newest = session.connection().execute(select(func.max(_board.c.id))).scalar() or 0
    low, high = after or 0, min(before or newest + 1, newest + 1)
    edge = low + NEAREST if is_up else high - NEAREST
    found: list[int] = []
    for statement, key in _statements(session, wanted):
        parts = [(low, edge + 1), (edge, high)] if is_up else [(edge - 1, high), (low, edge)]
        for order, (begin, end) in zip((key, key + 0), parts, strict=True):
            within = _between(statement, key, begin, end)
            ordered = within.order_by(order if is_up else order.desc()).limit(limit)
            found += [row[0] for row in session.connection().execute(ordered)]
            if len(found) >= limit:
                break
    return found[:limit]


def _between(
    statement: Select[int], key: ColumnElement[int], low: int | None, high: int | None
) -> Select[int]:
    within = statement if low is None else statement.where(key > low)
    return within if high is None else within.where(key < high)


def _statements(
    session: Session, wanted: Wanted
) -> Iterator[tuple[Select[int], ColumnElement[int]]]:
    """Give what finds the cases, each part in the order of an index, and its column of ids.

    An index that has the step before the id gives all steps in order only one by one.
    """
    conditions = list(_conditions(session, wanted))
    if wanted.words.strip():
        if wanted.is_over:
            return  # they have no words
        yield from _searching(session, wanted)
        return
    is_one_index_wide = (wanted.category is None) != (wanted.area_id is None)
    plain = cast("Select[int]", select(_board.c.id).where(*conditions))
    if wanted.step is None and not wanted.is_over and is_one_index_wide:
        for step in (*Step, None):
            yield plain.where(_board.c.step == step), _board.c.id
    else:
        yield plain, _board.c.id


def _searching(
    session: Session, wanted: Wanted
) -> Iterator[tuple[Select[int], ColumnElement[int]]]:
    terms = searching.terms_of(wanted.words)
    if not terms:
        return  # nothing but signs that mean nothing
    facets: dict[str, Any] = {"step": wanted.step, "category": wanted.category}
    if wanted.area_id is not None:
        is_grid = areas.area_of(session, wanted.area_id).level is Level.GRID
        facets["grid_id" if is_grid else "community_id"] = wanted.area_id
    terms += searching.facets_of(facets)
    if store_of(session).is_sqlite:
        key: Any = searching.WORDS.c.rowid
        statement = select(key).where(searching.matches_on_sqlite(terms))
    else:
        key = _board.c.id
        statement = select(key).where(*searching.matches_on_postgresql(terms))
    yield cast("Select[int]", statement), key


def _conditions(session: Session, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.step is not None:
        yield _board.c.step == wanted.step
    elif wanted.is_over:
        yield _board.c.step.is_(None)
    if wanted.category is not None:
        yield _board.c.category == wanted.category
    if wanted.area_id is not None:
        is_grid = areas.area_of(session, wanted.area_id).level is Level.GRID
        yield (_board.c.grid_id if is_grid else _board.c.community_id) == wanted.area_id
