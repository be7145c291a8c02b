"""Files that only the user who runs the program may read."""

import os
from contextlib import suppress
from pathlib import Path


def make_private(database: str | None) -> None:
    """Make an SQLite file, and its folder, private before SQLite makes them open to all.

    What stands there already stays as the operator made it; SQLite gives its own side files the
    mode of the database. What cannot be made here SQLite will complain of in its own words.
    """
    if not database or database == ":memory:":
        return
    file = Path(database)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
