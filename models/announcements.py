"""Ordinary announcements (通知): water off, a clinic; they are no notices (公示)."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Row, big, word


class AnnouncementKind(StrEnum):
    """What an announcement is about."""

    OUTAGE = "outage"  # 停水停电停气
    CLINIC = "clinic"  # 体检义诊
    EVENT = "event"  # 活动通知
    GENERAL = "general"  # 一般通知


class Announcement(Row, table=True):
    """What the groups of an area were told, shown on the board until it is over."""

    __tablename__: ClassVar[Any] = "announcements"
    __table_args__: ClassVar[Any] = (Index("ix_announcements_ends", "ends_at", "area_id"),)

    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    kind: AnnouncementKind = Field(
        default=AnnouncementKind.GENERAL, sa_type=word(AnnouncementKind)
    )
    words: str
    announced_by: int = Field(foreign_key="people.id", sa_type=big())
    announced_at: datetime
    ends_at: datetime
    taken_down_at: datetime | None = None
