"""Searching the board on PostgreSQL: first among the nearest cases, then among all others."""

import pytest

from models.base import table
from models.board import BoardCase
from services.board import listing, searching
from services.board.listing import Wanted
from services.store import Store
from tests.support.offices import a_case
from tests.support.publicity import Scene


@pytest.mark.parametrize("nearest", [1, 3, 5, 1000])
def test_all_cases_with_a_word_are_found_in_order_wherever_they_lie(
    postgres_store: Store, monkeypatch: pytest.MonkeyPatch, nearest: int
) -> None:
    monkeypatch.setattr(listing, "NEAREST", nearest)
    board = table(BoardCase)
    with postgres_store.write() as session:
        scene = Scene(session)
        ids = [a_case(session, scene.reporter, scene.clock).id for _ in range(9)]
        has_word = board.c.id.in_(ids[::2])
        grams = searching.grams_of("灯已换好")
        session.connection().execute(board.update().where(has_word).values(grams=grams))
        wanted, newest = Wanted(words="换好"), ids[::2][::-1]

        def look(**where: int) -> list[int]:
            part = listing.list_cases(session, wanted, limit=2, **where)
            return [it.id for it in part.rows]

        assert look() == newest[:2]
        assert look(before=newest[1]) == newest[2:4]
        assert look(before=newest[3]) == newest[4:]
        assert look(before=newest[4]) == []
        assert look(after=newest[2]) == newest[:2]
        assert look(after=newest[3]) == newest[1:3]
        assert look(after=newest[0]) == []
        assert look(before=newest[0] + 10**9) == newest[:2]
