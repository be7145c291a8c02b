"""The real program as a child process, for tests."""

import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from tests.support.patience import PATIENCE

ROOT = Path(__file__).parents[2]


PORTS = range(10_000, 30_000)
"""Below those that systems give to whoever asks for any port: none is taken in between."""

_ports = (PORTS[at % len(PORTS)] for at in itertools.count(os.getpid() * 211))


def a_free_port() -> int:
    """Find a port that nobody listens on, and no other process of the tests looks at soon."""
    for port in _ports:
        with socket.socket() as listener, contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise AssertionError


@dataclass
class Machine:
    """A folder in which the program runs, with its settings.

    Args:
        folder: working folder, with no `.env`.
        settings: `MINQING_` settings, without the prefix.
    """

    folder: Path
    settings: dict[str, str] = field(default_factory=dict[str, str])

    def command(self, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return subprocess.run(
            _command(arguments),
            cwd=self.folder,
            env=self._environment(settings),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    @contextmanager
    def running(self, **settings: str) -> Generator["Running"]:
        """Run the program, and see to it that it ends."""
        settings = {"WEB__PORT": str(a_free_port())} | settings
        log = self.folder / f"log-{settings['WEB__PORT']}-{time.monotonic_ns()}"
        with log.open("wb") as stream:
            child = subprocess.Popen(
                _command(["run"]),
                cwd=self.folder,
                env=self._environment(settings),
                stderr=stream,
            )
        running = Running(child, int(settings["WEB__PORT"]), log)
        try:
            running.wait_until_it_answers()
            yield running
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()

    def _environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("MINQING_")
        }
        ours = {
            f"MINQING_{name}": value for name, value in (self.settings | dict(settings)).items()
        }
        return kept | {"PYTHONPATH": str(ROOT)} | ours


@dataclass
class Running:
    """One process under way."""

    child: "subprocess.Popen[bytes]"
    port: int
    log: Path

    def wait_until_it_answers(self) -> None:
        """Wait until the web side answers."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                status, _ = self.get("/healthz")
            except OSError:
                if self.child.poll() is not None:
                    break
                time.sleep(0.02)
            else:
                assert status == 200
                return
        raise AssertionError(f"it does not answer:\n{self.log.read_text('utf-8')}")

    def get(self, path: str) -> tuple[int, str]:
        """Fetch a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def stops(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal; give the exit code."""
        self.child.send_signal(by)
        return self.child.wait(PATIENCE)

    def words(self) -> str:
        """Give what it logged so far."""
        return self.log.read_text("utf-8")


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "bot", *arguments]
