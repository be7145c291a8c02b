"""Two who sift the same cases wait for each other in one order (PostgreSQL)."""

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session

from models.access import Role
from models.cases import Case
from models.errors import Conflict
from models.figures import Exclusion
from services.casework import handling, progress
from services.figures import exclusions
from services.store import Store, lock
from services.triage import deciding, sifting
from services.triage.deciding import Sifted
from tests.support.offices import a_case, a_worker
from tests.support.patience import PATIENCE, is_anybody_waiting, wait_until
from tests.support.presses import twice_at_once
from tests.support.publicity import Scene


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


def test_what_was_seen_is_compared_once_whoever_was_first_is_done(postgres_store: Store) -> None:
    store = postgres_store
    with store.write() as session:
        scene = Scene(session)
        case = a_case(session, scene.reporter, scene.clock)
        handling.sign_case(session, case.id, scene.manager, scene.clock)
        case_id, seen = case.id, case.line_count

    def note(session: Session) -> int:
        """Note one step on a page on which the case stands as it was signed."""
        sifting.check_stands(session, session.get_one(Case, case_id), seen)
        progress.record_progress(session, case_id, scene.manager, "灯到了", scene.clock)
        return session.get_one(Case, case_id).line_count

    first, second = twice_at_once(store, note)
    assert first == seen + 1
    assert isinstance(second, Conflict)
    assert second.reason == "case_moved_on"


def test_an_appeal_is_decided_in_the_order_in_which_everybody_locks(
    postgres_store: Store,
) -> None:
    store = postgres_store
    with store.write() as session:
        scene = Scene(session)
        officers = [a_worker(session, Role.OFFICER, "JD", name) for name in ("高明", "周正")]
        scene.answer()
        exclusions.ask(session, scene.case.id, officers[0], "说的是同一件事", scene.clock)
        appeal = exclusions.find(session, scene.case.id)
        assert appeal is not None
        case_id, appeal_id = scene.case.id, appeal.id

    def decide() -> str:
        with store.write() as session:
            who = officers[1]
            return exclusions.decide(session, appeal_id, who, scene.clock, accepts=True)

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            lock(session, Case, case_id)
            pressed = pool.submit(decide)
            wait_until(lambda: pressed.done() or is_anybody_waiting(store))
            lock(session, Exclusion, appeal_id)  # whoever decides holds it only behind its case
        assert pressed.result(PATIENCE)
