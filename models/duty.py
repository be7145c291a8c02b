"""Who stands in for whom (A/B角), and who is on duty at night (值班表)."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from models.base import Row, big


class Absence(Row, table=True):
    """Somebody is away; what was to reach them reaches their stand-in, or goes one level up.

    While it is in force (`begun_at` set, `ended_at` not) the stand-in holds their roles too.
    """

    __tablename__: ClassVar[Any] = "absences"
    __table_args__: ClassVar[Any] = (
        Index(
            "uq_absences_open",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    person_id: int = Field(foreign_key="people.id", sa_type=big())
    stand_in_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    since: datetime
    until: datetime
    begun_at: datetime | None = None
    ended_at: datetime | None = None


class DutyShift(Row, table=True):
    """Somebody is on duty for an area from one instant to another; urgent matters go to them."""

    __tablename__: ClassVar[Any] = "duty_shifts"
    __table_args__: ClassVar[Any] = (
        Index("uq_duty_shifts", "area_id", "person_id", "starts_at", unique=True),
    )

    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    person_id: int = Field(foreign_key="people.id", sa_type=big())
    starts_at: datetime
    ends_at: datetime
