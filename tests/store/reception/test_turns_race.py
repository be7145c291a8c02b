"""Turn workers as real processes: nothing twice, nothing out of order, no way for a killer."""

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event as Signal

from handlers.talking.conversation import Conversation
from handlers.talking.messages import Heard
from handlers.understanding import router
from services.reception import turns
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET, a_store
from tests.support.patience import PATIENCE
from tests.support.scripts import Stage

PEOPLE = 60
ROUNDS = 3
KILLED = 9

spawn = multiprocessing.get_context("spawn")


def work_until(url: str, is_ready: Signal, is_over: Signal) -> None:
    """Be a worker: take turns until told that all is stored, and nothing waits."""
    stage = a_worker(url)
    is_ready.set()
    turns_ = stage.turns()
    while turns_.run_once() or not is_over.is_set() or is_anything_waiting(stage.store):
        pass
    stage.store.close()


def work_carefully(url: str) -> None:
    """Be a worker after an unclean stop; a message `die` ends the process."""
    a_worker(url).turns().run_carefully()


def a_worker(url: str) -> Stage:
    stage = Stage(Store(url, Vault(SECRET)))

    def hear(conversation: Conversation, heard: Heard, *, is_early: bool) -> None:
        if heard.words == "die":
            os._exit(KILLED)
        stage.play(conversation, heard, is_early=is_early)

    router.hear = hear
    return stage


def is_anything_waiting(store: Store) -> bool:
    with store.read() as session:
        return bool(turns.count_waiting(session))


def start(target: Callable[..., None], *arguments: object) -> BaseProcess:
    process = spawn.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def end(process: BaseProcess) -> int | None:
    process.join(PATIENCE)
    return process.exitcode


def test_two_processes_handle_every_event_once_and_in_order(postgres_url: str) -> None:
    stage = Stage(a_store(postgres_url))
    is_over, ready = spawn.Event(), [spawn.Event() for _ in range(2)]
    workers = [start(work_until, postgres_url, each, is_over) for each in ready]
    assert all(each.wait(PATIENCE) for each in ready)
    for number in range(ROUNDS):
        for person in range(PEOPLE):
            mark = f"{person}.{number}"
            stage.hears(str(person), f"say {mark}a", f"write {mark}, say {mark}b", f"say {mark}c")
    is_over.set()
    assert [end(worker) for worker in workers] == [0, 0]
    assert stage.events() == [("done", 0, None)] * (PEOPLE * ROUNDS * 3)
    assert stage.said() == {
        str(person): [f"{person}.{number}{line}" for number in range(ROUNDS) for line in "abc"]
        for person in range(PEOPLE)
    }
    assert len(stage.written()) == PEOPLE * ROUNDS
    stage.store.close()


def test_a_message_that_ends_the_process_three_times_is_a_dead_letter(sqlite_url: str) -> None:
    stage = Stage(a_store(sqlite_url))
    stage.hears("1", "say a", "die", "say c")
    stage.hears("2", "write b, say b")
    for tries in (1, 2, 3):
        assert end(start(work_carefully, sqlite_url)) == KILLED
        assert stage.events()[1] == ("waiting", tries, None)
    assert end(start(work_carefully, sqlite_url)) == 0
    assert [(state, fault) for state, _, fault in stage.events()] == [
        ("done", None),
        ("dead", "the process ended"),
        ("done", None),
        ("done", None),
    ]
    first, apology, last = stage.said()["1"]
    assert (first, last) == ("a", "c")
    assert "没能处理" in apology
    assert stage.said()["2"] == ["b"]
    stage.store.close()
