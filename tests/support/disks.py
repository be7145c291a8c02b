"""Disks that nobody waits for: what a test writes is gone after it anyway.

A store in use waits for the disk at the end of each transaction. Programs of their own, that tests
start and kill, still do.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

import pytest

from services import engines


@dataclass
class Disk:
    """What the stores of this process do after they have written.

    Args:
        is_awaited: whether they wait, as a program in use does.
    """

    is_awaited: bool = False


@contextmanager
def not_awaited() -> Generator[Disk]:
    """Let stores on SQLite not wait for the disk, until told to."""
    disk = Disk()
    prepare: Any = vars(engines)["_prepare_sqlite"]

    def prepare_hurried(connection: Connection, record: object) -> None:
        if disk.is_awaited:
            prepare(connection, record)
            return
        connection.execute("PRAGMA synchronous=OFF")
        prepare(connection, record)
        connection.execute("PRAGMA synchronous=OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "_prepare_sqlite", prepare_hurried)
        yield disk
