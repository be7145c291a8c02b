"""A server in a thread of its own, on a free port of 127.0.0.1."""

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.servers.http import Connection, Exchange

PATIENCE = 60.0
"""Seconds; what must come comes late on a busy machine."""


class LoopServer(ABC):
    """Listens between `with` and its end; every request comes to `_take`, in the loop."""

    def __init__(self, name: str, changed: threading.Condition | None = None) -> None:
        """Prepare the thread; nothing listens yet."""
        self.origin = ""
        self.changed = changed or threading.Condition()
        """Held by whoever touches the state; notified when it changed."""
        self.loop: asyncio.AbstractEventLoop | None = None
        self._is_down = False
        self._connections: set[Connection] = set()
        self._listener: asyncio.Server | None = None
        self._ready = threading.Event()
        self._stopping: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        """Start listening."""
        self._thread.start()
        if not self._ready.wait(PATIENCE):
            raise RuntimeError("the test server did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening and wait for the thread."""
        if self.loop is not None and self._stopping is not None:
            self.loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def waits_until(self, happened: Callable[[], bool], within: float = PATIENCE) -> bool:
        """Wait until something holds, looking whenever the server's state changes."""
        with self.changed:
            return self.changed.wait_for(happened, within)

    def is_down(self) -> None:
        """Close every connection, and each new one at its first request."""
        self._in_loop(lambda: self._set_down(down=True))

    def is_up(self) -> None:
        """Answer again; listen again where connections were refused."""
        self._in_loop(lambda: self._set_down(down=False))
        if self.loop is not None and self._listener is None:
            asyncio.run_coroutine_threadsafe(self._listen(), self.loop).result(PATIENCE)

    def refuses_connections(self) -> None:
        """Stop listening, as a machine that is switched off."""
        self._in_loop(self._stop_listening)

    @abstractmethod
    def _take(self, exchange: Exchange) -> None:
        """Answer one request, now or later."""

    async def _before_stopping(self) -> None:  # noqa: B027 -- most have nothing to end
        """End what the server does of its own, in the loop."""

    def _in_loop(self, do: Callable[[], None]) -> None:
        """Have the loop do it and wait until it is done."""
        done = threading.Event()

        def apply() -> None:
            do()
            done.set()

        if self.loop is not None:
            self.loop.call_soon_threadsafe(apply)
            done.wait(PATIENCE)

    def _set_down(self, *, down: bool) -> None:
        self._is_down = down
        if down:
            self._abort_all()

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        self._abort_all()

    def _abort_all(self) -> None:
        for connection in list(self._connections):
            connection.abort()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._stopping = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        await self._listen()
        self._ready.set()
        await self._stopping.wait()
        await self._before_stopping()
        self._stop_listening()
        # What was aborted tells its protocol in the next turn of the loop.
        await asyncio.sleep(0)

    async def _listen(self) -> None:
        port = int(self.origin.rpartition(":")[2] or 0)
        self._listener = await asyncio.get_running_loop().create_server(
            lambda: Connection(self._receive, self._connections), "127.0.0.1", port
        )
        self.origin = f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    def _receive(self, exchange: Exchange) -> None:
        if self._is_down:
            exchange.drop()
            return
        with self.changed:
            self._take(exchange)
