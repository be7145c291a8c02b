"""Briefs (简报): the figures of a week, month or quarter of an area, as they were made."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, big, word


class BriefSpan(StrEnum):
    """How long a brief looks back."""

    WEEK = "week"  # 周报
    MONTH = "month"  # 月报
    QUARTER = "quarter"  # 季报


class Brief(Row, table=True):
    """A brief; `content` is JSON and never changes, so that what was published can be shown again.

    `notice_id` is the notice under which it was published, until that is purged.
    """

    __tablename__: ClassVar[Any] = "briefs"
    __table_args__: ClassVar[Any] = (UniqueConstraint("area_id", "span", "first"),)

    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    span: BriefSpan = Field(sa_type=word(BriefSpan))
    first: date
    last: date
    content: str
    made_at: datetime
    made_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    notice_id: int | None = Field(default=None, foreign_key="notices.id", sa_type=big())
