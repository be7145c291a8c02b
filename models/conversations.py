"""Where a conversation stands between two messages, and which chats have moved."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big, word
from models.people import Door


class Conversation(Row, table=True):
    """One person in one chat (and topic).

    `state` is a small sealed JSON object (handlers/talking/frames.py); NULL when nothing is open.
    `turn` counts the turns that asked something, so that a button knows whether its question
    still stands. `idle_since` is set while a question is open. `choices_open` is how many choices
    that question has: what else is offered as numbered lines meanwhile goes on behind them.
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
    choices_open: int | None = None


class MovedChat(Row, table=True):
    """A chat that has another id now: a group that became a supergroup.

    Who presses a button that still stands in the old chat is heard under its old id, at any time.
    """

    __tablename__: ClassVar[Any] = "moved_chats"
    __table_args__: ClassVar[Any] = (UniqueConstraint("door", "robot", "before"),)

    door: Door = Field(sa_type=word(Door))
    robot: str = Field(max_length=64)
    before: str = Field(max_length=64)
    after: str = Field(max_length=64)
