"""A street with a public case that was answered, and a private one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from models.categories import Category
from services.store import Store
from tests.support.builders import a_store
from tests.support.offices import a_case
from tests.support.open311 import Caller
from tests.support.publicity import Scene


@dataclass
class Town:
    """What there is to be read.

    Args:
        store: where everything lies.
        caller: another system.
        public: number of a case on the board, answered.
        newer: of one reported a day later, without a notice.
        private: of one that is kept off the board.
        title: of the notice of the public one.
        words: the same.
    """

    store: Store
    caller: Caller
    public: str
    newer: str
    private: str
    title: str
    words: str


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Three cases."""
    store = a_store(sqlite_url)
    with store.write() as session:
        scene = Scene(session)
        notice = scene.publish("灯已换好。")
        scene.clock.move(timedelta(days=1))
        newer = a_case(session, scene.reporter, scene.clock, "XF-2", category=Category.WATER)
        private = a_case(session, scene.reporter, scene.clock, is_private=True)
        told = (scene.case.number, newer.number, private.number, notice.title, notice.words)
        caller = Caller(store, scene.clock)
    yield Town(store, caller, *told)
    store.close()
