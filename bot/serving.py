"""Serving the pages and callbacks, until the process is told to stop."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Generator

import uvicorn
from fastapi import FastAPI
from typing_extensions import override

PARTING_SECONDS = 5
"""How long connections may still take once the word to stop has come."""


class Server(uvicorn.Server):
    """A server that leaves the signals to the process, which has more to close than this.

    Args:
        app: what it serves.
        host: address to listen on.
        port: the same.
        hang_up: ends what would keep connections open for ever.
    """

    def __init__(self, app: FastAPI, host: str, port: int, hang_up: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=PARTING_SECONDS,
            )
        )
        self._hang_up = hang_up

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Take SIGINT and SIGTERM as the word to stop, and do not raise them again."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, self.stop)
        yield

    def stop(self) -> None:
        """Stop serving; the process then closes the rest."""
        self.should_exit = True
        self._hang_up()


def address(host: str, port: int) -> str:
    """Give an address that can be opened, also where we listen on all of them."""
    here = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - not listened on
    return f"http://{here}:{port}"
