"""People, and the accounts through which they come in."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, big, word


class Door(StrEnum):
    """A way in; one deployment may keep several open."""

    TELEGRAM = "telegram"
    BROWSER = "browser"
    WECHAT = "wechat"
    WECOM = "wecom"


ANSWERS_IN_CALL = frozenset({Door.WECHAT})
"""Doors where an answer goes back in the platform's own call (passive replies)."""

WINDOWED_DOORS = frozenset({Door.WECHAT})
"""Doors where people can be written to only for a while after they did something."""


class Language(StrEnum):
    """What somebody reads."""

    SIMPLIFIED = "zh-Hans"  # 简体
    TRADITIONAL = "zh-Hant"  # 繁體
    ENGLISH = "en"  # 英文


class Person(Row, table=True):
    """Somebody who agreed to be remembered; everything readable about them is sealed.

    Two who turned out to be one (linked by a code said on the other door) are joined: the row of
    the one who said the code stays for the files that name it, and says who they are now.
    """

    __tablename__: ClassVar[Any] = "people"

    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    name: bytes | None = None
    phone: bytes | None = None
    phone_hash: str | None = Field(default=None, index=True, max_length=64)
    area_id: int | None = Field(default=None, foreign_key="areas.id", sa_type=big())
    consented_at: datetime | None = None
    merged_into_id: int | None = Field(
        default=None, foreign_key="people.id", index=True, sa_type=big()
    )
    created_at: datetime


class Account(Row, table=True):
    """One person, or one group, as one door knows them.

    `robot` is our own account on that platform: a street may run two. `wrong_codes` counts the
    invitations that were guessed wrong since `wrong_since`. `joined_at` is when a code made it its
    person's, or its person somebody else. Where no `language` was chosen, simplified Chinese is
    read. `heard_at` is when somebody was at it, to some minutes; kept of browsers only, of which a
    person may have several and look at one.
    """

    __tablename__: ClassVar[Any] = "accounts"
    __table_args__: ClassVar[Any] = (UniqueConstraint("door", "robot", "outer_id"),)

    door: Door = Field(sa_type=word(Door))
    robot: str = Field(max_length=64)
    outer_id: str = Field(max_length=64)
    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True, sa_type=big())
    area_id: int | None = Field(default=None, foreign_key="areas.id", sa_type=big())
    unreachable_since: datetime | None = None
    muted_at: datetime | None = None
    is_group: bool = False
    language: Language | None = Field(default=None, sa_type=word(Language))
    wrong_codes: int | None = None
    wrong_since: datetime | None = None
    joined_at: datetime | None = None
    heard_at: datetime | None = None
    created_at: datetime

    @property
    def reads(self) -> Language:
        """What is read here, chosen or not."""
        return self.language or Language.SIMPLIFIED


class LinkCode(Row, table=True):
    """A code that joins the account that says it to a person, once and not for long."""

    __tablename__: ClassVar[Any] = "link_codes"

    code_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    account_id: int = Field(foreign_key="accounts.id", sa_type=big())
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by_id: int | None = Field(default=None, foreign_key="accounts.id", sa_type=big())
