"""getUpdates: answered at once when something waits, else when something comes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from tests.servers.http import Exchange
from tests.telegram_server.errors import ApiError, conflict
from tests.telegram_server.methods import Params
from tests.telegram_server.updates import dumps
from tests.telegram_server.world import World

LONGEST_WAIT = 50
BATCH = 100
_OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
    "webhook first"
)


@dataclass
class _Poll:
    exchange: Exchange
    params: Params
    deadline: asyncio.TimerHandle


class Polling:
    """At most one open question for updates; lives in the server's loop."""

    def __init__(self, world: World, note: Callable[[str, Params, ApiError], None]) -> None:
        """Start with nobody asking; `note` records a refused question."""
        self._world = world
        self._note = note
        self._open: _Poll | None = None

    def ask(self, params: Params, exchange: Exchange) -> None:
        """Answer now, or keep the question open for up to `timeout` seconds."""
        if self._world.webhook.url:
            raise conflict(_WEBHOOK_IS_SET)
        self.refuse_open(_OTHER_POLL)
        self._world.updates.allow(params.get("allowed_updates"))
        batch = self._world.updates.take(params.get("offset", 0), params.get("limit", BATCH))
        timeout = min(params.get("timeout", 0), LONGEST_WAIT)
        if batch or not timeout:
            _answer(exchange, batch)
            return
        deadline = asyncio.get_running_loop().call_later(timeout, self._give_up)
        self._open = _Poll(exchange, params, deadline)
        exchange.when_lost = self._lost

    def flush(self) -> None:
        """Answer the open question if something has come."""
        if self._open is None:
            return
        batch = self._world.updates.take(0, self._open.params.get("limit", BATCH))
        if batch:
            _answer(self._close(self._open), batch)

    def refuse_open(self, reason: str) -> None:
        """End the open question with a conflict."""
        if self._open is not None:
            error = conflict(reason)
            self._note("getUpdates", self._open.params, error)
            refuse(self._close(self._open), error)

    def _give_up(self) -> None:
        if self._open is not None:
            _answer(self._close(self._open), [])

    def _lost(self) -> None:
        if self._open is not None:
            self._close(self._open)

    def _close(self, poll: _Poll) -> Exchange:
        self._open = None
        poll.deadline.cancel()
        poll.exchange.when_lost = None
        return poll.exchange


def refuse(exchange: Exchange, error: ApiError) -> None:
    """Answer a call with an error."""
    extra = ""
    if error.parameters and "retry_after" in error.parameters:
        extra = f"Retry-After: {error.parameters['retry_after']}\r\n"
    exchange.respond(error.code, dumps(error.body()), extra=extra)


def _answer(exchange: Exchange, batch: list[bytes]) -> None:
    exchange.respond(200, b'{"ok":true,"result":[' + b",".join(batch) + b"]}")
