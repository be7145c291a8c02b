"""How many public cases there are, by step and by community; counted at most every few minutes.

Whoever looks at the board waits for no counting: what was counted is kept for a while.
"""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, func, select

from models.board import BoardCase
from models.cases import Step
from services.clock import Clock
from services.store import Store, store_of

FRESH = timedelta(minutes=2)


class PublicCounts(NamedTuple):
    """Public cases by step, and by the id of their community."""

    by_step: Mapping[Step, int]
    by_community: Mapping[int, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_step.values())


_KEPT: WeakKeyDictionary[Store, tuple[datetime, PublicCounts]] = WeakKeyDictionary()
_COUNTING = threading.Lock()


def count_public(session: Session, clock: Clock) -> PublicCounts:
    """Give the counts as they are, or were less than `FRESH` ago."""
    store, now = store_of(session), clock.now()
    kept = _KEPT.get(store)
    if kept is not None and timedelta() <= now - kept[0] < FRESH:
        return kept[1]
    with _COUNTING:
        counted = _count(session)
        _KEPT[store] = (now, counted)
    return counted


def _count(session: Session) -> PublicCounts:
    rows = session.exec(
        select(col(BoardCase.community_id), col(BoardCase.step), func.count()).group_by(
            col(BoardCase.community_id), col(BoardCase.step)
        )
    ).all()
    by_step, by_community = dict.fromkeys(Step, 0), dict[int, int]()
    for community_id, step, count in rows:
        by_step[step] += count
        if community_id is not None:
            by_community[community_id] = by_community.get(community_id, 0) + count
    return PublicCounts(by_step, by_community)
