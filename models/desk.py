"""The desk (工作台) in a browser: the one-time link that opens it, and who sits at it."""

from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Field

from models.base import Row, big


class DeskLink(Row, table=True):
    """A one-time link to the desk; only the keyed hash of its code is stored."""

    __tablename__: ClassVar[Any] = "desk_links"

    code_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class DeskSession(Row, table=True):
    """Somebody sits at the desk in one browser, until `ends_at`, or after a while of silence.

    `token_hash` is the keyed hash of the cookie; `seen_at` is kept to a minute.
    """

    __tablename__: ClassVar[Any] = "desk_sessions"

    token_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    began_at: datetime
    seen_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    browser: str = Field(default="", max_length=80)
