"""The web side of the process: its port, and a server that leaves the signals to the process."""

import asyncio
import contextlib
import errno
import logging
import resource
import signal
import socket
from collections.abc import Callable, Generator

import uvicorn
from fastapi import FastAPI
from typing_extensions import override

from models.errors import OperatorError

logger = logging.getLogger(__name__)

IDLE_SECONDS = 15
"""How long a connection may be silent between two requests."""

KEPT_FILES = 200
MOST_CONNECTIONS = 10_000

PARTING_SECONDS = 5
"""How long connections may still take once the word to stop has come."""


class Server(uvicorn.Server):
    """A server that leaves the signals to the process, which has more to close than this.

    Args:
        app: what it serves.
        hang_up: ends what would keep connections open for ever.
        trusted_proxy: addresses whose word we take for where a caller comes from.
    """

    def __init__(
        self, app: FastAPI, hang_up: Callable[[], None], trusted_proxy: str | None = None
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                proxy_headers=trusted_proxy is not None,
                forwarded_allow_ips=trusted_proxy or [],  # never what the server takes by itself
                timeout_graceful_shutdown=PARTING_SECONDS,
                timeout_keep_alive=IDLE_SECONDS,
                limit_concurrency=most_connections(),
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

    def stop_on_failure(self, task: "asyncio.Task[None]") -> None:
        """Stop when a part of the program failed."""
        if not task.cancelled() and task.exception() is not None:
            logger.critical("a part of the program failed", exc_info=task.exception())
            self.stop()


def most_connections() -> int:
    """Count the connections that may be open at once: beyond it 503, not a process without files.

    The rest of the open files is for the store, the platforms and the logs.
    """
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return min(max(allowed - KEPT_FILES, allowed // 2), MOST_CONNECTIONS)


_OF_PORT = frozenset({errno.EADDRINUSE, errno.EACCES})
"""Why a port cannot be taken; anything else is about the address."""


def listen(host: str, port: int) -> socket.socket:
    """Take a port.

    Raises:
        OperatorError: it is taken already, or the address is not ours.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = f"{host}:{port} 用不了（{(error.strerror or '').partition(' (while')[0]}）"
        if error.errno in _OF_PORT:
            mend = f"MINQING_WEB__PORT：{why}；换一个，或先停下占用它的程序"
        else:
            mend = f"MINQING_WEB__HOST：{why}；要写本机的地址，例如 127.0.0.1"
        raise OperatorError(mend) from error


def address(host: str, port: int) -> str:
    """Give an address that can be opened, also where we listen on all of them."""
    here = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - not listened on
    return f"http://{here}:{port}"
