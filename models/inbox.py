"""What came in, stored before anybody thinks about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big, word
from models.people import Door


class EventState(StrEnum):
    """How far an event got."""

    WAITING = "waiting"  # 待处理
    DONE = "done"  # 已处理
    DEAD = "dead"  # 三次未能处理，待人工
    IGNORED = "ignored"  # 与我们无关


class Event(Row, table=True):
    """One thing a platform told us, as it told it, sealed; a repeat finds this row.

    `answer` is what was said within the platform's own call, sealed as it was rendered: a repeat
    of the call gets the same.
    """

    __tablename__: ClassVar[Any] = "inbox"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("door", "robot", "event_key"),
        Index(
            "ix_inbox_waiting",
            "conversation_id",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_inbox_dead",
            "id",
            sqlite_where=text("state = 'dead'"),
            postgresql_where=text("state = 'dead'"),
        ),
        Index(
            "ix_inbox_unpurged",
            "received_at",
            sqlite_where=text("payload IS NOT NULL"),
            postgresql_where=text("payload IS NOT NULL"),
        ),
    )

    door: Door = Field(sa_type=word(Door))
    robot: str = Field(max_length=64)
    event_key: str = Field(max_length=96)
    conversation_id: int | None = Field(
        default=None, foreign_key="conversations.id", sa_type=big()
    )
    received_at: datetime
    payload: bytes | None = None
    answer: bytes | None = None
    state: EventState = Field(default=EventState.WAITING, sa_type=word(EventState))
    tries: int = 0
    fault: str | None = Field(default=None, max_length=200)
    handled_at: datetime | None = None
