"""What stands on the screen of a browser chat; other platforms keep their chats themselves."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big


class ScreenLine(Row, table=True):
    """One line of a chat as its person sees it, sealed with the account's key.

    The lines of an account are in the order of their numbers, and become visible in that order.
    `source` is what the line came from: the same thing said once more finds this row. Numbers
    are never given twice: a browser that was away asks for what came after the last one it saw.
    A line that got a new look keeps its number; `revision` counts the new looks of the account.
    """

    __tablename__: ClassVar[Any] = "screens"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("account_id", "source"),
        Index("ix_screens_account", "account_id", "id"),
        Index(
            "ix_screens_changed",
            "account_id",
            "revision",
            sqlite_where=text("revision > 0"),
            postgresql_where=text("revision > 0"),
        ),
        {"sqlite_autoincrement": True},
    )

    account_id: int = Field(foreign_key="accounts.id", sa_type=big())
    source: str = Field(max_length=96)
    is_ours: bool
    body: bytes
    at: datetime = Field(index=True)
    revision: int = Field(default=0, sa_type=big())
