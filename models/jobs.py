"""What keeps several processes from doing the same thing twice."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row


class Slot(Row, table=True):
    """One period of one job, taken by whoever came first."""

    __tablename__: ClassVar[Any] = "slots"
    __table_args__: ClassVar[Any] = (UniqueConstraint("job", "period"),)

    job: str = Field(max_length=40)
    period: str = Field(max_length=40)
    taken_at: datetime


class Lease(Row, table=True):
    """Something only one process may do at a time, such as polling a platform."""

    __tablename__: ClassVar[Any] = "leases"

    name: str = Field(unique=True, max_length=80)
    holder: str = Field(max_length=80)
    until: datetime


class Serial(Row, table=True):
    """The next number of a prefix in a year."""

    __tablename__: ClassVar[Any] = "serials"
    __table_args__: ClassVar[Any] = (UniqueConstraint("prefix", "year"),)

    prefix: str = Field(max_length=6)
    year: int
    next: int
