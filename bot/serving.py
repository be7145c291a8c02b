"""The web side of the process: its port, and a server that leaves the signals to the process."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Generator

import uvicorn
from fastapi import FastAPI
from typing_extensions import override

from models.errors import OperatorError

PARTING_SECONDS = 5
"""How long connections may still take once the word to stop has come."""


class Server(uvicorn.Server):
    """A server that leaves the signals to the process, which has more to close than this.

    Args:
        app: what it serves.
        hang_up: ends what would keep connections open for ever.
    """

    def __init__(self, app: FastAPI, hang_up: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
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


def listen(host: str, port: int) -> socket.socket:
    """Take a port.

    Raises:
        OperatorError: it is taken already, or the address is not ours.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = f"{host}:{port} 用不了（{error.strerror}）"
        raise OperatorError(f"MINQING_WEB__PORT：{why}；换一个，或先停下占用它的程序") from error


def address(host: str, port: int) -> str:
    """Give an address that can be opened, also where we listen on all of them."""
    here = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - not listened on
    return f"http://{here}:{port}"
