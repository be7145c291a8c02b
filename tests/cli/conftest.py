"""The command line, run in this process or as a program of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import migrations
from bot.cli.program import run
from bot.settings import PREFIX
from services.sealing import Vault
from services.store import Store
from tests.support import databases

KEY = "a key that only the tests use"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Minqing = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh machine: an empty folder, and nothing set but the key."""
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MINQING_SECRET_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def migrated(home: Path, sqlite_template: Path) -> None:
    """A machine on which the store was made before; making it has tests of its own."""
    (home / "data").mkdir(mode=0o700)
    databases.a_sqlite_database(home / "data", sqlite_template)


@pytest.fixture
def minqing(home: Path, capsys: pytest.CaptureFixture[str]) -> Minqing:
    """Run a command in this process."""
    assert home.exists()

    def command(*arguments: str, code: int = 0) -> Done:
        capsys.readouterr()
        exit_code = run(arguments)
        said = capsys.readouterr()
        done = Done(exit_code, said.out, said.err)
        assert done.code == code, done
        assert "Traceback" not in done.err
        return done

    return command


@pytest.fixture
def program(home: Path) -> Minqing:
    """Run a command as a program of its own."""

    def command(*arguments: str, code: int = 0) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=home,
            env=os.environ | {"PYTHONPATH": str(migrations.HERE.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done
        assert "Traceback" not in done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    return command


@pytest.fixture
def store(home: Path) -> Callable[[], Store]:
    """Open the store the commands work on."""
    return lambda: Store(f"sqlite:///{home / 'data' / 'minqing.db'}", Vault(KEY))
