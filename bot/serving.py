"""The web side of the process: its port, and a server that leaves the signals to the process."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Generator

import uvicorn
from typing_extensions import override

from models.errors import OperatorError


class Server(uvicorn.Server):
    """A server that leaves the signals to the process, which has more to close than this."""

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
