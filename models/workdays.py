"""Days that the operator declared to be working days or not, over what the calendar says."""

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field

from models.base import Row


class SpecialDay(Row, table=True):
    """One day of the street's calendar: a holiday, or a day worked instead (调休)."""

    __tablename__: ClassVar[Any] = "special_days"

    day: date = Field(unique=True)
    is_workday: bool
    name: str = Field(default="", max_length=40)
