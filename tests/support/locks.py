"""Telling whether somebody else might write just now, while something takes long."""

import sqlite3
from collections.abc import Callable
from typing import Any

from services.store import Store


def notes_free(store: Store, slow: Callable[..., Any], noted: list[bool]) -> Callable[..., Any]:
    """Give `slow`, with a note at each call of whether the store may be written to meanwhile."""

    def noting(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes and gives
        noted.append(is_free(store))
        return slow(*args, **named)

    return noting


def is_free(store: Store) -> bool:
    """Tell whether a transaction that writes could begin."""
    other = sqlite3.connect(store.engine.url.database or "", timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True
