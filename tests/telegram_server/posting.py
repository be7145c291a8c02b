"""Updates posted to a webhook: in order for one chat, several chats at a time, until accepted."""

import asyncio
import contextlib
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.telegram_server.updates import Pending
from tests.telegram_server.world import Webhook, World

MOST_LANES = 16
ANSWER_WITHIN = 60.0
LONGEST_DELAY = 60.0


class Poster:
    """Posts to the webhook that is set; lives in the server's loop."""

    def __init__(self, world: World, retry_delay: float) -> None:
        """Wait `retry_delay` seconds after a refused post, twice as long after the next."""
        self._world = world
        self._retry_delay = retry_delay
        self._lanes: list[asyncio.Queue[tuple[int, Pending]]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._last_serial = 0

    def start(self) -> None:
        """Open the lanes for the webhook that has just been set."""
        self.stop()
        hook = self._world.webhook
        self._last_serial = 0
        for _ in range(min(hook.max_connections, MOST_LANES)):
            lane: asyncio.Queue[tuple[int, Pending]] = asyncio.Queue()
            self._lanes.append(lane)
            self._tasks.append(asyncio.create_task(self._run(lane, hook)))
        self.flush()

    def stop(self) -> None:
        """Stop posting; what was not accepted stays pending."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self._lanes.clear()

    async def finish(self) -> None:
        """Stop and wait until every lane has closed its connection."""
        tasks = list(self._tasks)
        self.stop()
        await asyncio.gather(*tasks, return_exceptions=True)

    def flush(self) -> None:
        """Share out what is new among the lanes."""
        if not self._lanes:
            return
        for serial, pending in self._world.updates.waiting(self._last_serial):
            self._lanes[pending.lane % len(self._lanes)].put_nowait((serial, pending))
            self._last_serial = serial

    async def _run(self, lane: asyncio.Queue[tuple[int, Pending]], hook: Webhook) -> None:
        poster = _Line(hook)
        try:
            while True:
                serial, pending = await lane.get()
                delay = self._retry_delay
                while (failure := await poster.post(pending.body)) is not None:
                    self._note(hook, failure)
                    await asyncio.sleep(delay)
                    delay = min(delay * 2, LONGEST_DELAY)
                with self._world.changed:
                    self._world.updates.done(serial)
                    self._world.changed.notify_all()
        finally:
            poster.close()

    def _note(self, hook: Webhook, failure: str) -> None:
        with self._world.changed:
            hook.last_error_date = self._world.now()
            hook.last_error_message = failure
            self._world.changed.notify_all()


class _Line:
    """One kept-alive connection to the webhook."""

    def __init__(self, hook: Webhook) -> None:
        self._parts = urlsplit(hook.url)
        self._secret = hook.secret
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, body: bytes) -> str | None:
        """Post one update; return what went wrong, or None where a 2xx came back."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                status, phrase = await self._exchange(body)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
            self.close()
            return (
                "Connection timed out" if isinstance(error, TimeoutError) else "Connection closed"
            )
        if status.startswith("2"):
            return None
        return f"Wrong response from the webhook: {status} {phrase}"

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._streams is not None:
            with contextlib.suppress(RuntimeError):
                self._streams[1].close()
            self._streams = None

    async def _exchange(self, body: bytes) -> tuple[str, str]:
        if self._streams is None:
            port = self._parts.port or (443 if self._parts.scheme == "https" else 80)
            self._streams = await asyncio.open_connection(
                self._parts.hostname, port, ssl=True if self._parts.scheme == "https" else None
            )
        reader, writer = self._streams
        writer.write(self._head(len(body)) + body)
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            k.strip().lower(): v.strip() for k, _, v in (li.partition(":") for li in lines[1:])
        }
        if "content-length" in headers:
            await reader.readexactly(int(headers["content-length"]))
        version, status, phrase = (lines[0] + "  ").split(" ", 2)
        is_last = version == "HTTP/1.0" or headers.get("connection", "").lower() == "close"
        if is_last or "content-length" not in headers:
            self.close()
        return status, phrase.strip()

    def _head(self, size: int) -> bytes:
        target = self._parts.path or "/"
        if self._parts.query:
            target += f"?{self._parts.query}"
        secret = f"X-Telegram-Bot-Api-Secret-Token: {self._secret}\r\n" if self._secret else ""
        return (
            f"POST {target} HTTP/1.1\r\nHost: {self._parts.netloc}\r\n{secret}"
            f"Content-Type: application/json\r\nContent-Length: {size}\r\n"
            "Connection: keep-alive\r\n\r\n"
        ).encode()


def waker(loop: asyncio.AbstractEventLoop, flush: Callable[[], None]) -> Callable[[], None]:
    """Return what any thread may call to have `flush` run soon, once for many calls."""
    is_due = False

    def run() -> None:
        nonlocal is_due
        is_due = False
        flush()

    def wake() -> None:
        nonlocal is_due
        if not is_due:
            is_due = True
            loop.call_soon_threadsafe(run)

    return wake
