"""What is shown of a case on the public board: its row there is written, or taken away, here.

Whatever is done with a case ends in a line of its file (services/case_files/timeline.py), and
every line comes by here. Nothing is shown by default: only a case that anybody may know of
and that is kept from nobody has a row; of where it lies only community and grid are told; words
are those of a notice that somebody approved, as they were approved.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from models.base import table
from models.board import BoardCase
from models.cases import STEPS, Case, Status
from models.following import Recusal
from models.notices import Notice, NoticeState
from services.areas import areas
from services.board.searching import facets_of, grams_of
from services.notices.approving import digest_of_words
from services.reporters import followers
from services.store import put_row

NOTICED = frozenset({Status.ANSWERED, Status.TRACKING, Status.CLOSED})
"""States in which a case may have a notice of its present round that was put up."""

OVER = frozenset({Status.DECLINED, Status.MERGED})
"""States of a case that is over without an answer of its own: it waits in none of the steps."""

WAS_UP = (NoticeState.PUBLISHED, NoticeState.ENDED)
"""Of these the words stay; what was taken down is gone from here too."""

NO_WORDS: dict[str, Any] = {"notice_id": None, "title": "", "words": "", "grams": ""}

_board, _notices, _recusals = table(BoardCase), table(Notice), table(Recusal)


def show_case(session: Session, case: Case, *, is_new: bool = False) -> None:
    """Show a stored case as it now is to everybody, or to nobody.

    Args:
        session: the open transaction; notices are flushed.
        case: as it now is.
        is_new: it was filed just now, so that there is nothing to take away.
    """
    if not followers.is_public(case) or (not is_new and _is_kept_from_somebody(session, case.id)):
        if not is_new:
            hide_case(session, case.id)
        return
    said = NO_WORDS if is_new or case.status not in NOTICED else _said_of(session, case)
    put_row(session, BoardCase, joined(row_of(session, case), said))


def hide_case(session: Session, case_id: int) -> None:
    """Show nothing of a case any more."""
    session.connection().execute(delete(_board).where(_board.c.id == case_id))


def forget_notices(session: Session, notice_ids: Collection[int]) -> None:
    """Let nobody read any more what some notices said: they are about to go."""
    session.connection().execute(
        update(_board).where(_board.c.notice_id.in_(notice_ids)).values(**NO_WORDS)
    )


def row_of(session: Session, case: Case) -> dict[str, Any]:
    """Give what is shown of a public case without its words."""
    area = areas.area_of(session, case.area_id)
    community, grid = areas.community_of(session, area), areas.grid_of(session, area)
    return {
        "id": case.id,
        "number": case.number,
        "community_id": community and community.id,
        "grid_id": grid and grid.id,
        "category": case.category,
        "status": case.status,
        "step": None if case.status in OVER else STEPS[case.status],
        "reported_at": case.reported_at,
        "answered_at": case.answered_at,
        "closed_at": case.closed_at,
    }


def joined(row: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Give a whole row; words are found together with where and how far the case is."""
    grams = " ".join([said["grams"], *facets_of(row)]) if said["grams"] else ""
    return row | said | {"grams": grams}


def words_of(notice_id: int, title: str, words: str, approved: str) -> dict[str, Any]:
    """Give what is shown of a notice that is or was up, if it says what was approved."""
    if approved != digest_of_words(title, words):
        return NO_WORDS
    grams = grams_of(f"{title}\n{words}")
    return {"notice_id": notice_id, "title": title, "words": words, "grams": grams}


def _said_of(session: Session, case: Case) -> dict[str, Any]:
    columns = (_notices.c[name] for name in ("id", "title", "words", "approved"))
    found = session.connection().execute(
        select(*columns).where(
            _notices.c.case_id == case.id,
            _notices.c.round == case.round,
            _notices.c.state.in_(WAS_UP),
        )
    )
    row = found.first()
    return NO_WORDS if row is None else words_of(*row)


def _is_kept_from_somebody(session: Session, case_id: int) -> bool:
    found = select(_recusals.c.id).where(_recusals.c.case_id == case_id).limit(1)
    return session.connection().execute(found).first() is not None
