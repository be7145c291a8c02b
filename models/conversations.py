"""Where a conversation stands between two messages."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big


class Conversation(Row, table=True):
    """One person in one chat (and topic).

    `state` is a small sealed JSON object (handlers/frames.py); NULL when nothing is open.
    `turn` counts the turns that asked something, so that a button knows whether its question
    still stands. `idle_since` is set while a question is open.
    """

    __tablename__: ClassVar[Any] = "conversations"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("account_id", "chat", "topic"),
        Index(
            "ix_conversations_open",
            "idle_since",
            sqlite_where=text("idle_since IS NOT NULL"),
            postgresql_where=text("idle_since IS NOT NULL"),
        ),
    )

    account_id: int = Field(foreign_key="accounts.id", sa_type=big())
    chat: str = Field(max_length=64)
    topic: str = Field(default="", max_length=64)
    is_private: bool = True
    state: bytes | None = None
    turn: int = 0
    idle_since: datetime | None = None
    reminded_at: datetime | None = None
