"""Two who sift the same cases wait for each other in one order (PostgreSQL)."""

from concurrent.futures import ThreadPoolExecutor

from models.cases import Case
from services.casework import deciding
from services.casework.deciding import Sifted
from services.store import Store, lock
from tests.offices import a_case
from tests.patience import PATIENCE, is_anybody_waiting, wait_until
from tests.publicity import Scene


def test_merging_at_the_desk_waits_for_merging_in_the_chat(postgres_store: Store) -> None:
    store = postgres_store
    with store.write() as session:
        scene = Scene(session)
        first, second = (a_case(session, scene.reporter, scene.clock) for _ in "12")
        ids, sifted = (first.id, second.id), Sifted(second.id, second.line_count)

    def merge() -> str:
        with store.write() as session:
            return deciding.merge(session, sifted, ids[0], scene.clerk, scene.clock)

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            lock(session, Case, ids[0])
            merging = pool.submit(merge)
            wait_until(lambda: merging.done() or is_anybody_waiting(store))
            lock(session, Case, ids[1])  # the merging one holds neither
        assert merging.result(PATIENCE)
