"""What the platform posts to the program: in order for one person, three tries, five seconds."""

import asyncio
import threading
from collections.abc import Callable
from typing import NamedTuple

from tests.servers.asking import Answer, NoAnswer, Question, ask

ANSWER_WITHIN = 5.0
MOST_TRIES = 3


class Letter(NamedTuple):
    """Something to post."""

    plain: str
    """The words before they are sealed."""
    write: Callable[[], Question | None]
    """Seals it anew for each try; None while the program's address is unknown."""
    read: Callable[[Answer], None]
    """Takes what came back with status 200."""


class Delivery(NamedTuple):
    """One try and what came of it."""

    plain: str
    attempt: int
    status: int
    """0 where no answer came."""
    seconds: float
    failure: str = ""


class Poster:
    """Posts letters from the server's loop; anybody may hand them in."""

    def __init__(self, changed: threading.Condition, retry_delay: float) -> None:
        """Start with nothing to post; `retry_delay` is the pause before another try."""
        self._changed = changed
        self._retry_delay = retry_delay
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lanes: dict[str, asyncio.Queue[Letter]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._addressed = asyncio.Event()
        self.answer_within = ANSWER_WITHIN
        self.pending = 0
        self.deliveries: list[Delivery] = []
        self.lost: list[str] = []

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Work in this loop."""
        self._loop = loop

    async def stop(self) -> None:
        """Stop posting; what was not posted is forgotten."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def post(self, lane: str, letter: Letter, delay: float = 0.0) -> None:
        """Post a letter after those that wait in the same lane."""
        if self._loop is None:
            raise RuntimeError("the server does not run")
        with self._changed:
            self.pending += 1
        if delay:
            self._loop.call_soon_threadsafe(
                self._loop.call_later, delay, self._enqueue, lane, letter
            )
        else:
            self._loop.call_soon_threadsafe(self._enqueue, lane, letter)

    def wake(self) -> None:
        """Look again whether the program's address is known."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._addressed.set)

    def _enqueue(self, lane: str, letter: Letter) -> None:
        if lane not in self._lanes:
            self._lanes[lane] = asyncio.Queue()
            self._tasks.append(asyncio.create_task(self._run(self._lanes[lane])))
        self._lanes[lane].put_nowait(letter)

    async def _run(self, lane: asyncio.Queue[Letter]) -> None:
        while True:
            letter = await lane.get()
            is_lost = not await self._deliver(letter)
            with self._changed:
                if is_lost:
                    self.lost.append(letter.plain)
                self.pending -= 1
                self._changed.notify_all()

    async def _deliver(self, letter: Letter) -> bool:
        loop = asyncio.get_running_loop()
        for attempt in range(1, MOST_TRIES + 1):
            question = await self._write(letter)
            began, failure = loop.time(), ""
            try:
                answer = await ask(question, self.answer_within)
                status = answer.status
            except NoAnswer as error:
                answer, status, failure = None, 0, str(error)
            took = loop.time() - began
            with self._changed:
                self.deliveries.append(Delivery(letter.plain, attempt, status, took, failure))
                if answer is not None and status == 200:
                    letter.read(answer)
                    return True
                self._changed.notify_all()
            await asyncio.sleep(self._retry_delay)
        return False

    async def _write(self, letter: Letter) -> Question:
        while (question := letter.write()) is None:
            self._addressed.clear()
            await self._addressed.wait()
        return question
