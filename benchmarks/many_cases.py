"""A made-up city of many cases, written straight into the tables: quick, and nobody in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, select

from benchmarks.reports import SENTENCES, estate_name
from models.areas import Area, Level
from models.base import table
from models.cases import STEPS, Case, Channel, Outcome, Status, Step
from models.categories import Category
from models.notices import Notice, NoticeState
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.clock import SystemClock
from services.notices.approving import digest_of_words
from services.sealing import add_key
from services.store import Store

COMMUNITIES, GRIDS = 25, 8
"""Communities of the city, and grids of each."""

YEARS = 3
"""Over how many the cases came up."""

AT_ONCE = 10_000
MINUTES = YEARS * 365 * 24 * 60
CLOSED = 80
"""Of a hundred cases; of the others each state has a few."""

_CASE = Case.model_construct().model_dump()
_NOTICE = Notice.model_construct().model_dump(exclude={"id"})
"""What the columns are that nothing is said of."""

Progress = Callable[[str, int, int], None]
_KINDS = tuple(Category)
_STATES = (
    Status.SUBMITTED,
    Status.ACCEPTED,
    Status.ASSIGNED,
    Status.HANDLING,
    Status.SHELVED,
    Status.DECLINED,
    Status.ANSWERED,
    Status.TRACKING,
)


def fill_store(store: Store, cases: int, progress: Progress) -> dict[str, str]:
    """Fill a migrated store, if it is empty; give the names that pages are measured with."""
    with store.write() as session:
        if session.exec(select(Case.id)).first() is not None:
            return _names(cases)
        grids = list(_found_city(session))
        key_id, _ = add_key(session)
    now = SystemClock().now()
    for first in range(0, cases, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, cases))
        rows = [_case(each, cases, grids[each % len(grids)], key_id, now) for each in numbers]
        with store.write() as session:
            connection = session.connection()
            connection.execute(insert(table(Case)), rows)
            notices = [it for row in rows for it in _notices(row)]
            if notices:
                connection.execute(insert(table(Notice)), notices)
            connection.execute(insert(table(TimelineLine)), [_line(row) for row in rows])
        progress("cases", numbers.stop, cases)
    return _names(cases)


def _names(cases: int) -> dict[str, str]:
    public = next(it for it in range(cases // 2, cases) if not _is_private(it) and _state(it)[1])
    return {
        "middle": str(cases // 2),
        "number": _number(public),
        "community": "CA",
        "grid": "CA-1",
        "last_year": str(SystemClock().now().year - 1),
    }


def _found_city(session: Session) -> Iterator[Area]:
    street = areas.ensure_street(session, "QH", "清河街道")
    for number in range(COMMUNITIES):
        code = f"C{chr(ord('A') + number)}"
        community = areas.add_area(session, code, f"第{number + 1}社区", Level.COMMUNITY, street)
        for each in range(GRIDS):
            name = f"第{number + 1}社区第{each + 1}网格"
            yield areas.add_area(session, f"{code}-{each + 1}", name, Level.GRID, community)


def _case(number: int, cases: int, grid: Area, key_id: int, now: datetime) -> dict[str, Any]:
    at = now - timedelta(minutes=MINUTES * (cases - number) / cases)
    status, is_over = _state(number)
    return _CASE | dict(  # noqa: C408 - reads as a case
        id=number + 1,
        number=_number(number),
        prefix="QH",
        year=2026,
        serial=number + 1,
        receipt_hash=f"{number:064}",
        key_id=key_id,
        status=status,
        outcome=Outcome.SOLVED_CONFIRMED if status is Status.CLOSED else None,
        channel=Channel.ONLINE,
        category=_category(number),
        area_id=grid.id,
        is_private=_is_private(number),
        reported_at=at,
        began_at=at,
        due_at=at + timedelta(days=9),
        answered_at=at + timedelta(days=number % 13) if is_over else None,
        closed_at=at + timedelta(days=45) if status is Status.CLOSED else None,
        is_contacted=number % 10 > 0 if is_over else None,
        is_solved=number % 7 > 0 if is_over else None,
        satisfaction=number % 3 + 1 if is_over and number % 2 else None,
        line_count=1,
    )


def _notices(case: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    number = case["id"] - 1
    if STEPS[case["status"]] in (Step.INTAKE, Step.HANDLING) or case["is_private"]:
        return
    said = SENTENCES[number % len(SENTENCES)]
    title = f"{estate_name(number % 32)} · {said[:12]}"
    words = f"{said}【结果】已在{number % 28 + 1}日现场处理，第{number % 97}次巡查未再发生。"
    is_up = case["status"] is not Status.CLOSED
    yield _NOTICE | dict(  # noqa: C408 - reads as a notice
        area_id=case["area_id"],
        case_id=case["id"],
        title=title,
        words=words,
        state=NoticeState.PUBLISHED if is_up else NoticeState.ENDED,
        approved=digest_of_words(title, words),
        drafted_at=case["answered_at"],
        published_at=case["answered_at"],
        ends_at=case["answered_at"],
        ended_at=None if is_up else case["answered_at"],
    )


def _line(case: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "case_id": case["id"],
        "seq": 1,
        "at": case["reported_at"],
        "act": Act.REPORTED,
        "status": Status.SUBMITTED,
        "round": 1,
        "key_id": case["key_id"],
        "body": b"0" * 200,
        "commitment": b"0" * 32,
        "digest": b"0" * 32,
    }


def _number(number: int) -> str:
    return f"QH-2026-{number + 1:06}"


def _category(number: int) -> Category:
    return _KINDS[number * 7919 % 104_729 % len(_KINDS)]


def _is_private(number: int) -> bool:
    return number % 20 == 0


def _state(number: int) -> tuple[Status, bool]:
    """Give the state of a case, and whether it was answered."""
    at = number * 104_729 % 100
    status = Status.CLOSED if at < CLOSED else _STATES[at % len(_STATES)]
    return status, STEPS[status] not in (Step.INTAKE, Step.HANDLING)
