"""Who else has the same trouble, whom a case is kept from, and many reports of one outage."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row, big, word
from models.categories import Category


class Follower(Row, table=True):
    """Somebody follows a case: they have it too (我也有这个问题), or theirs was merged into it.

    They are told and asked like its reporter; what they said of the answer of `round` stands here.
    """

    __tablename__: ClassVar[Any] = "followers"
    __table_args__: ClassVar[Any] = (UniqueConstraint("case_id", "person_id"),)

    case_id: int = Field(foreign_key="cases.id", sa_type=big())
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    own_case_id: int | None = Field(default=None, foreign_key="cases.id", sa_type=big())
    since: datetime
    until: datetime | None = None
    round: int | None = None
    is_contacted: bool | None = None
    is_solved: bool | None = None
    satisfaction: int | None = None


class Recusal(Row, table=True):
    """A case is kept from somebody it complains about (回避)."""

    __tablename__: ClassVar[Any] = "recusals"
    __table_args__: ClassVar[Any] = (UniqueConstraint("case_id", "person_id"),)

    case_id: int = Field(foreign_key="cases.id", sa_type=big())
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    since: datetime


class Outage(Row, table=True):
    """Many reports of water, power, gas or heat that is off in one place: one card."""

    __tablename__: ClassVar[Any] = "outages"
    __table_args__: ClassVar[Any] = (Index("ix_outages_area", "area_id", "category", "ended_at"),)

    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    category: Category = Field(sa_type=word(Category))
    first_case_id: int = Field(foreign_key="cases.id", sa_type=big())
    began_at: datetime
    last_at: datetime
    ended_at: datetime | None = None


class OutageCase(Row, table=True):
    """A case that reports an outage."""

    __tablename__: ClassVar[Any] = "outage_cases"

    outage_id: int = Field(foreign_key="outages.id", index=True, sa_type=big())
    case_id: int = Field(foreign_key="cases.id", unique=True, sa_type=big())
