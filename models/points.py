"""Points (积分) and the records behind the four cards (四色卡)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big, word


class CardColour(StrEnum):
    """The four cards of a member."""

    RED = "red"  # 红色承诺卡
    YELLOW = "yellow"  # 黄色信息卡
    PINK = "pink"  # 粉色服务卡
    GREEN = "green"  # 绿色活动卡


class PointReason(StrEnum):
    """What points are given or taken for; each row of points names the record of it."""

    HOURS = "hours"  # 服务时长
    CASE_DONE = "case_done"  # 办成民情
    COVER = "cover"  # 替人顶班
    ACTIVITY = "activity"  # 参加活动
    PLEDGE_KEPT = "pledge_kept"  # 兑现承诺
    NO_SHOW = "no_show"  # 无故未到岗
    EXCHANGED = "exchanged"  # 兑换
    CORRECTED = "corrected"  # 积分更正


class PointRule(Row, table=True):
    """How many points something is worth; an operator changes the table.

    `points` are per hour for HOURS (half an hour counts half, rounded down), otherwise for each
    record. `most_a_month` limits what one person gets for it; None for no limit.
    """

    __tablename__: ClassVar[Any] = "point_rules"

    reason: PointReason = Field(sa_type=word(PointReason), unique=True)
    points: int
    most_a_month: int | None = None


class Point(Row, table=True):
    """Points given or taken, for one record; appended, never changed.

    `record` names the row that it comes from, such as `attendances:17`. A correction is a row of
    its own whose record is the row that it takes back (`points:4`); what is given anew after it
    counts how often that was done (`attendances:17/1`). A record that gave nothing, because the
    month was full or the time too short, has a row of 0 points that says so. `at` is when what it
    is for was done: the month and the year in which it counts, however late it is written.
    """

    __tablename__: ClassVar[Any] = "points"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("reason", "record", "person_id"),
        Index("ix_points_person", "person_id", "at"),
    )

    person_id: int = Field(foreign_key="people.id", sa_type=big())
    reason: PointReason = Field(sa_type=word(PointReason))
    record: str = Field(max_length=60)
    points: int
    at: datetime


class Reward(Row, table=True):
    """What points are exchanged for; `stock` is what is left, None for as many as are wanted."""

    __tablename__: ClassVar[Any] = "rewards"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("area_id", "name"),
        CheckConstraint("stock IS NULL OR stock >= 0", name="stock"),
        CheckConstraint("cost > 0", name="cost"),
    )

    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    name: str = Field(max_length=80)
    cost: int
    stock: int | None = None
    ended_at: datetime | None = None


class Exchange(Row, table=True):
    """Somebody exchanged points for something; handed over by staff, or taken back before."""

    __tablename__: ClassVar[Any] = "exchanges"
    __table_args__: ClassVar[Any] = (
        Index(
            "ix_exchanges_waiting",
            "reward_id",
            sqlite_where=text("handed_at IS NULL AND cancelled_at IS NULL"),
            postgresql_where=text("handed_at IS NULL AND cancelled_at IS NULL"),
        ),
    )

    reward_id: int = Field(foreign_key="rewards.id", sa_type=big())
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    cost: int
    at: datetime
    handed_at: datetime | None = None
    handed_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    cancelled_at: datetime | None = None


class Pledge(Row, table=True):
    """What a member promises for a year (承诺), in their own words, sealed with their key."""

    __tablename__: ClassVar[Any] = "pledges"

    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    words: bytes
    year: int
    made_at: datetime
    kept_at: datetime | None = None
    kept_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    dropped_at: datetime | None = None


class ActivityRecord(Row, table=True):
    """A member took part in something, as staff recorded it.

    `is_party_life` marks the meetings of a body (组织生活), so that the double life of those who
    belong to two can be counted.
    """

    __tablename__: ClassVar[Any] = "activity_records"
    __table_args__: ClassVar[Any] = (UniqueConstraint("person_id", "held_on", "title"),)

    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    title: str = Field(max_length=80)
    held_on: date
    body_id: int | None = Field(default=None, foreign_key="party_bodies.id", sa_type=big())
    is_party_life: bool = False
    recorded_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    recorded_at: datetime


class CalendarFeed(Row, table=True):
    """The secret link to somebody's shifts as a calendar; only a keyed hash of it is stored."""

    __tablename__: ClassVar[Any] = "calendar_feeds"
    __table_args__: ClassVar[Any] = (
        Index(
            "uq_calendar_feeds_in_force",
            "person_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    secret_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="people.id", sa_type=big())
    made_at: datetime
    revoked_at: datetime | None = None
