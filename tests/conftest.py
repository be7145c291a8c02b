"""What every test may ask for."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest

from tests.support import certificates, databases, disks
from tests.support.processes import Machine
from tests.support.statements import compiled_once

hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("steady")


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Have a worker tell what it left out."""
    if items and (told := getattr(items[0].config, "workeroutput", None)) is not None:
        told["deselected"] = told.get("deselected", 0) + len(items)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - a WorkerController, without types
    """Count in the last line what the workers left out; every worker leaves out the same."""
    told = getattr(node, "workeroutput", {}).get("deselected", 0)
    counts = node.config.pluginmanager.get_plugin("terminalreporter").stats
    most = max(told, len(counts.get("deselected", ())))
    counts["deselected"] = [SimpleNamespace() for _ in range(most)]


@pytest.fixture(scope="session", autouse=True)
def statements() -> Iterator[None]:
    """Compile each statement once."""
    with compiled_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def authorities() -> Iterator[None]:
    """Read certificates once."""
    with certificates.read_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def disk() -> Iterator[disks.Disk]:
    """Let stores not wait for the disk."""
    with disks.not_awaited() as disk:
        yield disk


@pytest.fixture
def awaited_disk(disk: disks.Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stores that are opened now wait for the disk, as in use."""
    monkeypatch.setattr(disk, "is_awaited", True)


@pytest.fixture(scope="session", autouse=True)
def _bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let programs that tests start keep what they compiled for the next one, until all is over.

    Where programs are told to keep none, each would compile all libraries anew.
    """
    with pytest.MonkeyPatch.context() as patch:
        if "PYTHONDONTWRITEBYTECODE" in os.environ:
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            folder = _shared_folder(tmp_path_factory) / "bytecode"
            patch.setenv("PYTHONPYCACHEPREFIX", str(folder))
        yield


def _shared_folder(temporary: pytest.TempPathFactory) -> Path:
    """Give the folder that all workers of this run have."""
    folder = temporary.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The url of a maintenance database on a PostgreSQL server."""
    with databases.a_postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The url of a migrated database that nobody connects to."""
    with databases.a_postgres_template(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that nobody opens."""
    return databases.a_sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres_databases(
    postgres_server: str, postgres_template: str
) -> Iterator[databases.PostgresDatabases]:
    """Databases that are lent to one test after another."""
    with ExitStack() as stack:
        yield databases.PostgresDatabases(postgres_server, postgres_template, stack)


@pytest.fixture
def postgres_url(postgres_databases: databases.PostgresDatabases) -> Iterator[str]:
    """The url of an empty, migrated PostgreSQL database."""
    with postgres_databases.one() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The url of an empty, migrated SQLite file."""
    return databases.a_sqlite_database(tmp_path, sqlite_template)


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the program made the demonstration, once for all workers; to be copied."""
    temporary = _shared_folder(tmp_path_factory)
    folder = temporary / "demonstration"
    with databases.alone(temporary):
        if not folder.exists():
            unfinished = tmp_path_factory.mktemp("demonstration")
            made = Machine(unfinished).command("demo")
            assert made.returncode == 0, made.stderr
            unfinished.rename(folder)
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The url of an empty, migrated database: the test runs once on each kind."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return str(request.getfixturevalue(fixture))
