"""A street with a public case that was answered, and a private one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from models.categories import Category
from services.store import Store
from tests.builders import a_store
from tests.offices import a_case
from tests.open311 import Caller, put_on_board
from tests.publicity import Scene


@dataclass
class Town:
    """What there is to be read.

    Args:
        store: where everything lies.
        caller: another system.
        public: number of a case on the board, answered.
        newer: of one reported a day later, without a notice.
        private: of one that is kept off the board.
    """

    store: Store
    caller: Caller
    public: str
    newer: str
    private: str


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Three cases."""
    store = a_store(sqlite_url)
    with store.write() as session:
        scene = Scene(session)
        scene.answer()
        put_on_board(session, scene.case, "路灯修好了", "灯已换好。")
        scene.clock.move(timedelta(days=1))
        newer = a_case(session, scene.reporter, scene.clock, "XF-2", category=Category.WATER)
        put_on_board(session, newer)
        private = a_case(session, scene.reporter, scene.clock, is_private=True)
        numbers = (scene.case.number, newer.number, private.number)
        caller = Caller(store, scene.clock)
    yield Town(store, caller, *numbers)
    store.close()
