"""Two turn workers as two processes over one PostgreSQL, taking each wave together."""

import multiprocessing
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection

from benchmarks.ours import WAVES, Ours, show_questions, write_wave
from benchmarks.updates import Update

PATIENCE = 120.0


class Workers:
    """Several processes of ours; each receives its share and takes turns from all.

    Args:
        url: the database.
        count: processes.
    """

    def __init__(self, url: str, count: int = 2) -> None:
        context = multiprocessing.get_context("spawn")
        self.ours = Ours(url)
        self._ends: list[Connection] = []
        self._processes = []
        for _ in range(count):
            near, far = context.Pipe()
            process = context.Process(target=work, args=(url, far), daemon=True)
            process.start()
            self._ends.append(near)
            self._processes.append(process)
        self._wait()

    def play(self, residents: Sequence[int]) -> float:
        """Let each resident file one report in four turns; give the seconds it took."""
        seconds = 0.0
        for wave in WAVES:
            prepared = write_wave(self.ours.store, wave, residents)
            for number, end in enumerate(self._ends):
                end.send(prepared[number :: len(self._ends)])
            self._wait()
            started = time.perf_counter()
            for end in self._ends:
                end.send(None)
            self._wait()
            seconds += time.perf_counter() - started
            show_questions(self.ours.store)
        return seconds

    def close(self) -> None:
        """End the processes."""
        for end in self._ends:
            end.send([])
        for process in self._processes:
            process.join(PATIENCE)
        self.ours.store.close()

    def _wait(self) -> None:
        for end in self._ends:
            if not end.poll(PATIENCE):
                raise AssertionError("a worker does not answer")
            end.recv()


def work(url: str, far: Connection) -> None:
    """Be one process: take what is handed over, at a word; an empty hand is the end."""
    ours = Ours(url)
    far.send("ready")
    while True:
        prepared: Sequence[Update] = far.recv()
        if not prepared:
            break
        far.send("prepared")
        far.recv()
        ours.take(prepared)
        far.send("done")
    ours.store.close()
