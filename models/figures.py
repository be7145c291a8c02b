"""What the three rates (三率) are counted from, besides the cases themselves."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, big, word
from models.categories import Category


class PastRound(Row, table=True):
    """How an earlier round of a case ended; it stays in the figures."""

    __tablename__: ClassVar[Any] = "past_rounds"
    __table_args__: ClassVar[Any] = (UniqueConstraint("case_id", "round"),)

    case_id: int = Field(foreign_key="cases.id", sa_type=big())
    round: int
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    category: Category = Field(sa_type=word(Category))
    owner_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    unit_id: int | None = Field(default=None, foreign_key="units.id", sa_type=big())
    began_at: datetime
    due_at: datetime
    answered_at: datetime | None = Field(default=None, index=True)
    is_explained: bool = False
    is_contacted: bool | None = None
    is_solved: bool | None = None
    satisfaction: int | None = None


class ExclusionState(StrEnum):
    """What became of an appeal to leave a case out of the figures (剔除)."""

    ASKED = "asked"  # 已申请
    ACCEPTED = "accepted"  # 同意剔除
    REFUSED = "refused"  # 不同意剔除


class Exclusion(Row, table=True):
    """Somebody asked that a case be left out of the figures; both figures are shown.

    Why, and why not, stands in the file of the case.
    """

    __tablename__: ClassVar[Any] = "exclusions"

    case_id: int = Field(foreign_key="cases.id", unique=True, sa_type=big())
    state: ExclusionState = Field(default=ExclusionState.ASKED, sa_type=word(ExclusionState))
    asked_by: int = Field(foreign_key="people.id", sa_type=big())
    asked_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    decided_at: datetime | None = None
