"""What is read often and changed seldom, kept in memory and checked against the store."""

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import uuid4
from weakref import WeakKeyDictionary

from sqlalchemy import Select, func, select, update
from sqlmodel import Session, SQLModel

from models.base import table
from models.facts import Mark
from services.store import Store, insert_missing, store_of

T = TypeVar("T")

VERSION = "version:"
"""Begins the mark of a table that is remembered; each change sets it anew."""

FRESH_SECONDS = 2.0
"""How long another process may not see a change of this one; its own changes are seen at once."""


class Remembered(Generic[T]):
    """Something built from a whole table, built again when the table's version is another one.

    The version is a mark that every change sets anew, with the table's count and newest id, so
    that a row added by hand is noticed too.
    """

    def __init__(self, source: type[SQLModel], build: Callable[[Session], T]) -> None:
        self._mark = f"{VERSION}{table(source).name}"
        self._rows = table(source)
        self._build = build
        self._kept: WeakKeyDictionary[Store, tuple[float, object, T]] = WeakKeyDictionary()
        self._guard = threading.Lock()

    def get(self, session: Session) -> T:
        """Give it as it is now, or was less than `FRESH_SECONDS` ago."""
        store = store_of(session)
        kept = self._kept.get(store)
        now = time.monotonic()
        if kept is not None and now - kept[0] < FRESH_SECONDS:
            return kept[2]
        version = tuple(session.connection().execute(self._version()).one())
        value = kept[2] if kept is not None and kept[1] == version else self._build(session)
        with self._guard:
            self._kept[store] = (now, version, value)
        return value

    def has_changed(self, session: Session) -> None:
        """Tell every process that what is remembered is no longer true."""
        connection = session.connection()
        value = uuid4().hex
        marks = table(Mark)
        changed = connection.execute(
            update(marks).where(marks.c.name == self._mark).values(value=value)
        )
        if changed.rowcount == 0:
            insert_missing(session, Mark, [{"name": self._mark, "value": value}])
        with self._guard:
            self._kept.pop(store_of(session), None)

    def _version(self) -> Select[Any, Any, Any]:
        marks = table(Mark)
        mark = select(marks.c.value).where(marks.c.name == self._mark).scalar_subquery()
        return select(mark, func.count(), func.max(self._rows.c.id)).select_from(self._rows)
