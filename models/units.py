"""Units: those who take part in a community's work, and outside bodies that are written to."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big, word


class UnitKind(StrEnum):
    """How the street stands to a unit."""

    PARTNER = "partner"  # 共建单位
    DEPARTMENT = "department"  # 职能部门
    OUTSIDE = "outside"  # 外单位


class Unit(Row, table=True):
    """A unit that cases are handed to; an outside body gets a letter, and a clerk chases it.

    `is_backstop` means that what was returned twice in its area goes to it (兜底单位). Units have
    codes like areas, so that a table that is read again finds them.
    """

    __tablename__: ClassVar[Any] = "units"

    code: str = Field(unique=True, max_length=40)
    name: str = Field(unique=True, max_length=80)
    kind: UnitKind = Field(default=UnitKind.PARTNER, sa_type=word(UnitKind))
    phone: str = Field(default="", max_length=40)
    area_id: int | None = Field(default=None, foreign_key="areas.id", index=True, sa_type=big())
    is_backstop: bool = False
    created_at: datetime
    ended_at: datetime | None = None


class TransferLetter(Row, table=True):
    """A letter (转办函) that hands a case to an outside body; `body` is sealed like the case.

    It is chased at `chase_at` until the body has answered.
    """

    __tablename__: ClassVar[Any] = "transfer_letters"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("year", "serial"),
        Index(
            "ix_transfer_letters_open",
            "chase_at",
            sqlite_where=text("chase_at IS NOT NULL"),
            postgresql_where=text("chase_at IS NOT NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id", index=True, sa_type=big())
    unit_id: int = Field(foreign_key="units.id", sa_type=big())
    clerk_id: int = Field(foreign_key="people.id", sa_type=big())
    year: int
    serial: int
    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    body: bytes
    written_at: datetime
    sent_at: datetime | None = None
    chase_at: datetime | None = None
    chased: int = 0
