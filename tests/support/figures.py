"""A ledger of cases for tests of the figures, and its figures counted by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from models.areas import Area
from models.cases import UNANSWERED, Case, Outcome, Status
from models.figures import Exclusion, ExclusionState, PastRound
from models.following import Follower
from services.areas import areas
from services.figures.evidence import Figure, Scope
from services.sealing import add_key
from tests.support.builders import MONDAY

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


def the_week(session: Session, *codes: str) -> Scope:
    """Give the scope of some areas in the week of the tests; the street when none is named."""
    places = tuple(areas.get_area(session, code) for code in codes or ("JD",))
    return Scope(places, MONDAY - HOUR, MONDAY + WEEK)


def a_row(session: Session, code: str, **columns: Any) -> Case:  # noqa: ANN401 - columns have types of their own
    """Put a case into an area, without a file; ordinary unless said."""
    serial = len(session.exec(select(Case.id)).all()) + 1
    key_id, _ = add_key(session)
    values: dict[str, Any] = {
        "number": f"XF-2026-{serial:06}",
        "prefix": "XF",
        "year": 2026,
        "serial": serial,
        "receipt_hash": str(serial),
        "key_id": key_id,
        "area_id": areas.get_area(session, code).id,
        "reported_at": MONDAY,
        "began_at": MONDAY,
        "due_at": MONDAY + 100 * HOUR,
    } | columns
    case = Case(**values)
    session.add(case)
    session.flush()
    return case


def a_past_round(session: Session, case: Case, **columns: Any) -> None:  # noqa: ANN401 - as above
    """Let a case have had a round before the one it is in."""
    values: dict[str, Any] = {
        "round": 1,
        "area_id": case.area_id,
        "category": case.category,
        "began_at": MONDAY,
        "due_at": MONDAY + 100 * HOUR,
        "answered_at": MONDAY + HOUR,
    } | columns
    session.add(PastRound(case_id=case.id, **values))
    case.round = 2
    session.flush()


def leave_out(session: Session, case: Case, by: int, state: ExclusionState) -> None:
    """Ask that a case be left out, with what became of that."""
    session.add(Exclusion(case_id=case.id, state=state, asked_by=by, asked_at=MONDAY))
    session.flush()


@dataclass(frozen=True)
class Row:
    """One row of evidence, as somebody would write it on paper."""

    area: Area
    case_id: int
    figures: frozenset[Figure]


def rows_on_paper(session: Session, scope: Scope, now: datetime) -> Sequence[Row]:
    """Write down every row of a ledger, case by case."""
    rows = [*_cases_on_paper(session, scope, now), *_followers_on_paper(session, scope)]
    return [row for row in rows if any(area.contains(row.area) for area in scope.areas)]


def left_out(session: Session) -> set[int]:
    """List the cases that were left out."""
    found = session.exec(
        select(Exclusion.case_id).where(Exclusion.state == ExclusionState.ACCEPTED)
    )
    return set(found)


def _cases_on_paper(session: Session, scope: Scope, now: datetime) -> Iterator[Row]:
    for case in session.exec(select(Case)):
        area = areas.area_of(session, case.area_id)
        if scope.begin <= case.reported_at < scope.end:
            yield Row(area, case.id, frozenset(_of_filed(case)))
        if case.status in UNANSWERED:
            is_over = case.due_at < (case.stands_since or now)
            yield Row(
                area, case.id, frozenset({Figure.OPEN} | ({Figure.OVERDUE} if is_over else set()))
            )
        if case.merged_into_id is None and _is_within(case.answered_at, scope):
            said = _has_spoken(case)
            is_asked = said or (
                case.status is not Status.ANSWERED and case.reporter_id is not None
            )
            yield Row(area, case.id, frozenset(_of_round(case, is_asked=is_asked)))
    for past in session.exec(select(PastRound)):
        if _is_within(past.answered_at, scope):
            case = session.get_one(Case, past.case_id)
            is_asked = _has_spoken(past) or case.reporter_id is not None
            figures = {*_of_round(past, is_asked=is_asked), Figure.REOPENED}
            yield Row(areas.area_of(session, past.area_id), case.id, frozenset(figures))


def _followers_on_paper(session: Session, scope: Scope) -> Iterator[Row]:
    for follower in session.exec(select(Follower)):
        case = session.get_one(Case, follower.case_id)
        own = session.get(Case, follower.own_case_id or 0)
        if own is not None and own.merged_into_id != case.id:
            continue
        past = session.exec(
            select(PastRound).where(
                PastRound.case_id == case.id, PastRound.round == follower.round
            )
        ).first()
        found = past or (case if case.round == follower.round else None)
        if found is None or not _is_within(found.answered_at, scope) or not _has_spoken(follower):
            continue
        yield Row(areas.area_of(session, found.area_id), case.id, frozenset(_of_answer(follower)))


def _of_filed(case: Case) -> Iterator[Figure]:
    yield Figure.REPORTED
    if case.merged_into_id is not None or case.status is Status.MERGED:
        yield Figure.MERGED
    if case.status is Status.DECLINED:
        yield Figure.DECLINED
    if case.outcome is Outcome.WITHDRAWN:
        yield Figure.WITHDRAWN


def _of_round(found: Case | PastRound, *, is_asked: bool) -> Iterator[Figure]:
    assert found.answered_at is not None
    yield Figure.ANSWERED
    yield Figure.IN_TIME if found.answered_at <= found.due_at else Figure.LATE
    if is_asked:
        yield from _of_answer(found)


def _of_answer(found: Case | PastRound | Follower) -> Iterator[Figure]:
    yield Figure.ASKED
    if found.is_contacted:
        yield Figure.CONTACTED
    if found.is_solved:
        yield Figure.SOLVED
    if not _has_spoken(found):
        yield Figure.SILENT
    if found.satisfaction is not None:
        yield Figure.RATED
        yield from (Figure.SATISFIED,) if found.satisfaction > 1 else ()
        yield from (Figure.FULLY,) if found.satisfaction > 2 else ()


def _has_spoken(found: Case | PastRound | Follower) -> bool:
    return any(
        value is not None for value in (found.is_contacted, found.is_solved, found.satisfaction)
    )


def _is_within(at: datetime | None, scope: Scope) -> bool:
    return at is not None and scope.begin <= at < scope.end
