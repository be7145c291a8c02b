"""Triage meetings (社情民意分析会): a sitting in which what waits is sifted, with its record."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row, big, word
from models.timeline import Act


class TriageMeeting(Row, table=True):
    """A sitting about the cases of an area; `attended_by` are names as the chair wrote them."""

    __tablename__: ClassVar[Any] = "triage_meetings"
    __table_args__: ClassVar[Any] = (Index("ix_triage_meetings_area", "area_id", "began_at"),)

    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    chaired_by: int = Field(foreign_key="people.id", sa_type=big())
    attended_by: str = ""
    remark: str = ""
    began_at: datetime
    ended_at: datetime | None = None


class MeetingDecision(Row, table=True):
    """What was decided about a case in a sitting; the words stand in the file, line `seq`."""

    __tablename__: ClassVar[Any] = "meeting_decisions"
    __table_args__: ClassVar[Any] = (UniqueConstraint("meeting_id", "case_id", "seq"),)

    meeting_id: int = Field(foreign_key="triage_meetings.id", sa_type=big())
    case_id: int = Field(foreign_key="cases.id", index=True, sa_type=big())
    seq: int
    act: Act = Field(sa_type=word(Act))
    decided_by: int = Field(foreign_key="people.id", sa_type=big())
    decided_at: datetime
