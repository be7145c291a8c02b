"""What stands on the screen of a browser chat; other platforms keep their chats themselves."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row, big


class ScreenLine(Row, table=True):
    """One line of a chat as its person sees it, sealed with the account's key.

    The lines of an account are in the order of their numbers, and become visible in that order.
    `source` is what the line came from: the same thing said once more finds this row. Numbers
    are never given twice: a browser that was away asks for what came after the last one it saw.
    """

    __tablename__: ClassVar[Any] = "screens"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("account_id", "source"),
        Index("ix_screens_account", "account_id", "id"),
        {"sqlite_autoincrement": True},
    )

    account_id: int = Field(foreign_key="accounts.id", sa_type=big())
    source: str = Field(max_length=96)
    is_ours: bool
    body: bytes
    at: datetime = Field(index=True)
