"""The real program as a child process, to be started, killed and started again."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

from benchmarks.street import SECRET
from tests.support.processes import a_free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


class Program:
    """`python -m bot run` with settings of its own.

    Args:
        database_url: its store.
        api_url: where its Bot API server is.
        token: of its bot.
        folder: where it runs and writes its log; holds no `.env`.
    """

    def __init__(self, database_url: str, api_url: str, token: str, folder: Path) -> None:
        self._port = a_free_port()
        self._log = folder / f"program-{self._port}.log"
        self._folder = folder
        kept = {name: it for name, it in os.environ.items() if not name.startswith("MINQING_")}
        self._environment = kept | {
            "PYTHONPATH": str(ROOT),
            "MINQING_DATABASE_URL": database_url,
            "MINQING_SECRET_KEY": SECRET,
            "MINQING_STREET_CODE": "QH",
            "MINQING_STREET_NAME": "清河街道",
            "MINQING_TELEGRAM__API_URL": api_url,
            "MINQING_TELEGRAM__TOKEN": token,
            "MINQING_WEB__PORT": str(self._port),
            "MINQING_BUDGET__CHAT_PER_SECOND": "100000",
            "MINQING_BUDGET__ROBOT_PER_SECOND": "100000",
            "MINQING_QUIET__STARTS": "00:00",
            "MINQING_QUIET__ENDS": "00:00",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, however it stands."""
        if self._process is not None:
            self.kill()

    def start(self) -> None:
        """Start it, and do not wait until it is ready."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        process = self._running()
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
        self._process = None

    def stop(self) -> None:
        """Ask it to stop and wait until it has.

        Raises:
            AssertionError: it went with an error.
        """
        process = self._running()
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE)
        self._process = None
        if code:
            raise AssertionError(f"the program ended with {code}:\n{self.tail()}")

    def check_alive(self) -> None:
        """See that it has not ended by itself.

        Raises:
            AssertionError: it has.
        """
        code = self._running().poll()
        if code is not None:
            raise AssertionError(f"the program ended by itself with {code}:\n{self.tail()}")

    def tail(self) -> str:
        """Give the end of its log."""
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-25:])

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            raise AssertionError("the program is not running")
        return self._process
