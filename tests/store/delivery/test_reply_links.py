"""Ways to answer a smart bot's group: each is taken by one process only."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from services import reply_links
from services.clock import SetClock
from services.store import Store
from tests.support.builders import MONDAY

LINKS = 5
WORKERS = 4
CLOCK = SetClock(MONDAY)


def test_processes_that_answer_at_once_never_take_the_same_link(store: Store) -> None:
    with store.write() as session:
        for number in range(LINKS):
            heard = reply_links.Heard(f"bot:{number}", "wang", "bot:1", f"https://x/{number}")
            reply_links.keep(session, "corp:1", heard, CLOCK)
            reply_links.keep(session, "corp:1", heard, CLOCK)
    together = Barrier(WORKERS)

    def take_all(_: int) -> list[str]:
        taken: list[str] = []
        together.wait()
        for _ in range(LINKS):
            with store.write() as session:
                url = reply_links.take(session, "corp:1", "wang", "bot:1", CLOCK.now())
            taken += [] if url is None else [url]
        return taken

    with ThreadPoolExecutor(WORKERS) as pool:
        taken = [url for found in pool.map(take_all, range(WORKERS)) for url in found]
    assert sorted(taken) == [f"https://x/{number}" for number in range(LINKS)]
