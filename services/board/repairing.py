"""Filling the board from the cases there are, and mending at night what differs.

Both go through the cases by their ids in small parts; a million cases take a few minutes, beside
everything else, and the start of the program waits for none of it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import and_, exists, func, select
from sqlmodel import Session

from models.base import table
from models.board import BoardCase
from models.cases import Case
from models.following import Recusal
from models.notices import Notice
from services import marks
from services.board.showing import NO_WORDS, NOTICED, WAS_UP, joined, row_of, show_case, words_of
from services.clock import Clock
from services.reporters import followers
from services.store import Store, lock_all, put_rows

FILLED = "board_filled"
"""Mark: the cases from this id on are on the board; 0 once all are."""

FILLED_AT_ONCE = 500
LOOKED_AT_ONCE = 5000
MENDED_AT_ONCE = 100
"""Cases in one transaction."""

_board, _cases = table(BoardCase), table(Case)
_notices, _recusals = table(Notice), table(Recusal)


def fill(session: Session, clock: Clock) -> int:
    """Put some of the cases on the board that were there before it, the newest first."""
    del clock
    mark = marks.get_mark(session, FILLED)
    if mark == "0":
        return 0
    top = select(func.max(_cases.c.id) + 1)
    before = int(mark) if mark else session.connection().execute(top).scalar_one() or 1
    first = max(before - FILLED_AT_ONCE, 0)
    within = (_cases.c.id >= first, _cases.c.id < before)
    held = select(_cases.c.id).where(*within).order_by(_cases.c.id)
    session.connection().execute(held.with_for_update(key_share=True))
    wanted = _wanted(session, first, before)
    put_rows(session, BoardCase, [it for it in wanted.values() if it is not None])
    marks.set_mark(session, FILLED, str(first))
    return len(wanted) or int(first > 0)


def fill_again(session: Session) -> None:
    """Let all cases be put on the board anew, beside everything else: areas have moved."""
    marks.remove_mark(session, FILLED)


def list_wrong(store: Store) -> list[int]:
    """List the cases that the board shows otherwise than they are."""
    wrong: list[int] = []
    last, first = 0, 0
    with store.read() as session:
        last = session.connection().execute(select(func.max(_cases.c.id))).scalar() or 0
    while first <= last:
        with store.read() as session:
            wrong += list_wrong_among(session, first, first + LOOKED_AT_ONCE)
        first += LOOKED_AT_ONCE
    return wrong


def look_for_wrong(store: Store, clock: Clock) -> Callable[[Session, Clock], int]:
    """Look for the cases that are shown otherwise than they are; give what mends some of them."""
    del clock
    left = list_wrong(store)

    def mend_some(session: Session, clock: Clock) -> int:
        del clock
        some = left[:MENDED_AT_ONCE]
        del left[:MENDED_AT_ONCE]
        mend(session, some)
        return len(some)

    return mend_some


def mend(session: Session, case_ids: Sequence[int]) -> None:
    """Show some cases as they are now."""
    for case in lock_all(session, Case, case_ids):
        show_case(session, case)


def list_wrong_among(session: Session, first: int, before: int) -> list[int]:
    """List those among the cases from one id up to another."""
    found = session.connection().execute(
        select(_board).where(_board.c.id >= first, _board.c.id < before)
    )
    shown = {row["id"]: row for row in found.mappings()}
    wanted = _wanted(session, first, before)
    return [
        case_id
        for case_id, row in wanted.items()
        if (row is None) != (case_id not in shown)
        or (row is not None and any(row[name] != shown[case_id][name] for name in row))
    ]


def _wanted(session: Session, first: int, before: int) -> Mapping[int, dict[str, Any] | None]:
    """Give what is to be shown of the cases of some ids; None for nothing."""
    is_kept = exists().where(_recusals.c.case_id == _cases.c.id).label("is_kept")
    is_its_notice = and_(
        _notices.c.case_id == _cases.c.id,
        _notices.c.round == _cases.c.round,
        _notices.c.state.in_(WAS_UP),
    )
    plain = [_cases.c[name] for name in _OF_CASES]
    said = [_notices.c[name] for name in ("title", "words", "approved")]
    found = session.connection().execute(
        select(*plain, is_kept, _notices.c.id.label("notice_id"), *said)
        .outerjoin_from(_cases, _notices, is_its_notice)
        .where(_cases.c.id >= first, _cases.c.id < before)
    )
    return {row.id: _wanted_of(session, row) for row in found}


_OF_CASES = (
    "id",
    "number",
    "status",
    "category",
    "area_id",
    "is_private",
    "reported_at",
    "answered_at",
    "closed_at",
)


def _wanted_of(session: Session, row: Any) -> dict[str, Any] | None:  # noqa: ANN401 - of a join
    case = cast("Case", row)  # it has the columns that are asked for
    if row.is_kept or not followers.is_public(case):
        return None
    if row.notice_id is None or row.status not in NOTICED:
        return joined(row_of(session, case), NO_WORDS)
    said = words_of(row.notice_id, row.title, row.words, row.approved)
    return joined(row_of(session, case), said)
