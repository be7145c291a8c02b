"""Shifts (班次) of the posts, and each member's part in them (出勤)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row, big, word


class CheckIn(StrEnum):
    """What checking in takes; more than a button only where an opening asks for it."""

    BUTTON = "button"  # 按钮签到
    LOCATION = "location"  # 定位签到
    PHOTO = "photo"  # 拍照签到


class AttendanceState(StrEnum):
    """What became of one member's part in one shift."""

    EXPECTED = "expected"  # 待上岗
    EXCUSED = "excused"  # 已请假
    COVERED = "covered"  # 有人顶班
    PRESENT = "present"  # 已签到
    SERVED = "served"  # 待认定
    CONFIRMED = "confirmed"  # 时长已认定
    ABSENT = "absent"  # 未到岗
    DISPUTED = "disputed"  # 对未到岗有异议


A = AttendanceState

ATTENDANCE_TRANSITIONS: Mapping[AttendanceState, frozenset[AttendanceState]] = {
    A.EXPECTED: frozenset({A.EXCUSED, A.COVERED, A.PRESENT, A.SERVED, A.ABSENT}),
    A.EXCUSED: frozenset({A.EXPECTED, A.COVERED}),
    A.COVERED: frozenset({A.EXPECTED}),
    A.PRESENT: frozenset({A.EXPECTED, A.SERVED, A.ABSENT}),
    A.SERVED: frozenset({A.CONFIRMED, A.ABSENT}),
    A.CONFIRMED: frozenset({A.SERVED}),
    A.ABSENT: frozenset({A.DISPUTED, A.SERVED, A.EXCUSED}),
    A.DISPUTED: frozenset({A.ABSENT, A.SERVED, A.EXCUSED}),
}
"""Every permitted change; from EXPECTED to SERVED leads 补签, back from CONFIRMED a correction,
back from PRESENT to EXPECTED a check-in taken back before the shift began."""


class Shift(Row, table=True):
    """One time of an opening; made some weeks ahead. A number is never given twice."""

    __tablename__: ClassVar[Any] = "shifts"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("opening_id", "starts_at"),
        Index("ix_shifts_starts_at", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        {"sqlite_autoincrement": True},
    )

    opening_id: int = Field(foreign_key="openings.id", sa_type=big())
    starts_at: datetime
    ends_at: datetime
    cancelled_at: datetime | None = None
    cancelled_why: str = ""


class Attendance(Row, table=True):
    """One member's part in one shift, in their own right or for somebody else (顶班).

    A number is never given twice: an old button names its own part, or one that is gone.

    Args:
        claim_id: the claim that it comes from; for a cover, the claim of whom it stands in for.
        covers_id: the attendance of whom it stands in for.
        cover_asked_id: who was asked to stand in, until they answer.
        distance: metres from the meeting place at check-in, where a location was asked for; the
            location itself is not kept.
        attachment_id: the photo at check-in, where one was asked for.
        is_made_up: the check-in was entered afterwards (补签).
        reason: of leave, made-up check-in or dispute; sealed with the key of that person.
        minutes: as confirmed.
    """

    __tablename__: ClassVar[Any] = "attendances"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("shift_id", "person_id"),
        Index("ix_attendances_state", "state", "shift_id"),
        CheckConstraint("minutes >= 0", name="minutes"),
        {"sqlite_autoincrement": True},
    )

    shift_id: int = Field(foreign_key="shifts.id", sa_type=big())
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    claim_id: int = Field(foreign_key="claims.id", index=True, sa_type=big())
    state: AttendanceState = Field(default=AttendanceState.EXPECTED, sa_type=word(AttendanceState))
    covers_id: int | None = Field(
        default=None, foreign_key="attendances.id", index=True, sa_type=big()
    )
    cover_asked_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    evening_told_at: datetime | None = None
    hour_told_at: datetime | None = None
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None
    distance: int | None = None
    attachment_id: int | None = Field(
        default=None, foreign_key="attachments.id", index=True, sa_type=big()
    )
    is_made_up: bool = False
    reason: bytes | None = None
    minutes: int | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    confirmed_at: datetime | None = None
    thanked_at: datetime | None = None
