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


class Person(Row, table=True):
    """Somebody who agreed to be remembered; everything readable about them is sealed."""

    __tablename__: ClassVar[Any] = "people"

    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    name: bytes | None = None
    phone: bytes | None = None
    phone_hash: str | None = Field(default=None, index=True, max_length=64)
    area_id: int | None = Field(default=None, foreign_key="areas.id", sa_type=big())
    consented_at: datetime | None = None
    created_at: datetime


class Account(Row, table=True):
    """One person as one door knows them.

    `robot` is our own account on that platform: a street may run two. `wrong_codes` counts the
    invitations that were guessed wrong since `wrong_since`.
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
    wrong_codes: int | None = None
    wrong_since: datetime | None = None
    created_at: datetime
