"""Who asked to be called is found however many others wait, and whatever the words were."""

from services.reporters import calls
from services.store import Store
from tests.support.offices import a_case
from tests.support.publicity import Scene


def test_only_who_asked_is_listed(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        asked = a_case(session, scene.reporter, scene.clock, words="电话", asks_call=True)
        for _ in range(3):
            a_case(session, scene.reporter, scene.clock, words="请社区给我回个电话。")
        found = calls.list_asked(session, scene.clerk)
        assert ([it.case.id for it in found.items], found.total) == ([asked.id], 1)
