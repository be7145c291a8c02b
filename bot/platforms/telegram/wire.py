"""The library's bot, told how we want to talk to the Bot API."""

import logging
from typing import Any, cast

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest
from typing_extensions import override

from bot.platforms.telegram.reading import Json, parse

CONNECTIONS = 32
SECONDS_TO_ANSWER = 20.0
"""How long a call may take; far below the lease of a message (services/delivery/dispatch.py)."""

SECONDS_TO_CONNECT = 10.0
SECONDS_FOR_A_CONNECTION = 30.0
TOO_MANY_REQUESTS = 429
SECONDS_UNNAMED = 5.0
LONGEST_WAIT = 24 * 3600.0


class FloodControl(TelegramError):
    """Telegram names the seconds to wait.

    The library's own RetryAfter cannot be made without a deprecation warning.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.0f} s")
        self.seconds = seconds


class Wire(HTTPXRequest):
    """The library's HTTP client; a 429 becomes FloodControl."""

    @override
    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make one request."""
        code, body = await super().do_request(*args, **kwargs)
        if code == TOO_MANY_REQUESTS:
            raise FloodControl(_seconds(parse(body) or {}))
        return code, body


class Line:
    """A bot, and the two connections by which it asks for updates and makes its other calls."""

    def __init__(self, token: str, origin: str) -> None:
        for name in ("httpx", "httpcore"):  # they log addresses, and these hold the token
            logging.getLogger(name).setLevel(logging.WARNING)
        origin = origin.rstrip("/")
        self._wires = (_wire(CONNECTIONS), _wire(1))
        self.bot = Bot(
            token,
            base_url=f"{origin}/bot",
            base_file_url=f"{origin}/file/bot",
            request=self._wires[0],
            get_updates_request=self._wires[1],
        )

    async def pick_up(self) -> None:
        """Make sure that calls can be made, also after hanging up."""
        for wire in self._wires:
            await wire.initialize()

    async def hang_up(self) -> None:
        """Let go of every connection; the bot itself does so only when it was greeted."""
        await self.bot.shutdown()
        for wire in self._wires:
            await wire.shutdown()


def _wire(connections: int) -> Wire:
    return Wire(
        connection_pool_size=connections,
        read_timeout=SECONDS_TO_ANSWER,
        write_timeout=SECONDS_TO_ANSWER,
        connect_timeout=SECONDS_TO_CONNECT,
        pool_timeout=SECONDS_FOR_A_CONNECTION,
    )


def _seconds(answer: Json) -> float:
    parameters = answer.get("parameters")
    found: object = None
    if isinstance(parameters, dict):
        found = cast("Json", parameters).get("retry_after")
    if isinstance(found, bool) or not isinstance(found, int | float):
        return SECONDS_UNNAMED
    return float(min(max(found, 1), LONGEST_WAIT))
