"""Keys under which words are sealed: one for each person, account and case."""

from datetime import datetime
from typing import Any, ClassVar

from models.base import Row


class Key(Row, table=True):
    """A key, wrapped by the master key. Once `wrapped` is gone, what it sealed is unreadable."""

    __tablename__: ClassVar[Any] = "keys"

    wrapped: bytes | None = None
    destroyed_at: datetime | None = None
