"""A case (民情) and its life: the states, the steps between them, and its file (一号一档)."""

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big, word
from models.categories import Category
from models.errors import WrongStatus


class Status(StrEnum):
    """The state of a case; product.md gives each its meaning and clocks."""

    SUBMITTED = "submitted"  # 已提交
    NEEDS_INFO = "needs_info"  # 请您补充
    DECLINED = "declined"  # 不属本街道受理
    MERGED = "merged"  # 已合并
    ACCEPTED = "accepted"  # 已受理
    ASSIGNED = "assigned"  # 已转办
    HANDLING = "handling"  # 办理中
    SHELVED = "shelved"  # 列入计划
    ANSWERED = "answered"  # 已答复
    TRACKING = "tracking"  # 跟踪中
    CLOSED = "closed"  # 已办结


class Step(StrEnum):
    """The five steps every reporter sees; 再收集 opens the next case."""

    INTAKE = "intake"  # 受理
    HANDLING = "handling"  # 办理
    NOTICE = "notice"  # 公示
    OVERSIGHT = "oversight"  # 监督
    FOLLOW_UP = "follow_up"  # 再收集


class Outcome(StrEnum):
    """How a closed case ended; silence is never counted as solved."""

    SOLVED_CONFIRMED = "solved_confirmed"  # 本人确认解决
    SOLVED_UNANSWERED = "solved_unanswered"  # 已答复，本人未回应
    EXPLAINED = "explained"  # 已说明原因
    WITHDRAWN = "withdrawn"  # 本人撤回


class Channel(StrEnum):
    """The six ways in (六途径)."""

    ONLINE = "online"  # 网络平台
    VISIT_LETTER = "visit_letter"  # 来信来访
    HOTLINE = "hotline"  # 服务专线
    INFORMANT = "informant"  # 民情信息员
    WINDOW = "window"  # 一站式窗口
    FORUM = "forum"  # 座谈会


class CaseClass(StrEnum):
    """The three classes at triage; for staff, never shown to residents."""

    SOLVABLE = "solvable"  # 有条件解决
    LATER = "later"  # 短期内难以解决
    UNSOLVABLE = "unsolvable"  # 不能解决


class Escalation(IntEnum):
    """How far up the silence about a case was told (督办); never nowhere."""

    NONE = 0  # 未督办
    REMINDED = 1  # 到期前提醒承办人
    GRID = 2  # 到期，网格员和社区书记
    STREET = 3  # 街道督办
    CIRCULAR = 4  # 督办通报


S = Status

TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    S.SUBMITTED: frozenset({S.NEEDS_INFO, S.DECLINED, S.MERGED, S.ACCEPTED, S.ANSWERED, S.CLOSED}),
    S.NEEDS_INFO: frozenset({S.ACCEPTED, S.DECLINED, S.MERGED, S.CLOSED}),
    S.DECLINED: frozenset({S.SUBMITTED}),
    S.MERGED: frozenset({S.ACCEPTED, S.CLOSED}),
    S.ACCEPTED: frozenset({S.NEEDS_INFO, S.DECLINED, S.MERGED, S.ASSIGNED, S.ANSWERED, S.CLOSED}),
    S.ASSIGNED: frozenset({S.ASSIGNED, S.HANDLING, S.ACCEPTED, S.MERGED, S.CLOSED}),
    S.HANDLING: frozenset({S.ANSWERED, S.SHELVED, S.ASSIGNED, S.ACCEPTED, S.MERGED, S.CLOSED}),
    S.SHELVED: frozenset({S.HANDLING, S.ANSWERED, S.MERGED, S.CLOSED}),
    S.ANSWERED: frozenset({S.TRACKING, S.ACCEPTED}),
    S.TRACKING: frozenset({S.CLOSED, S.ACCEPTED}),
    S.CLOSED: frozenset(),
}
"""Every permitted change; a way back to ACCEPTED is 重办 or 退回, one to ASSIGNED is 改派."""

GOES_ON: Mapping[Status, Status] = {
    S.NEEDS_INFO: S.ACCEPTED,
    S.SHELVED: S.HANDLING,
    S.ANSWERED: S.TRACKING,
    S.TRACKING: S.CLOSED,
}
"""What a state becomes by itself when its step clock runs out; the others count against whoever
has the case."""


class Ticking(StrEnum):
    """What a clock does in a state."""

    RUNS = "runs"  # 走
    STANDS = "stands"  # 停表
    STOPPED = "stopped"  # 停止


BUSINESS_CLOCK: Mapping[Status, Ticking] = {
    S.SUBMITTED: Ticking.RUNS,
    S.NEEDS_INFO: Ticking.RUNS,
    S.DECLINED: Ticking.STOPPED,
    S.MERGED: Ticking.STOPPED,
    S.ACCEPTED: Ticking.RUNS,
    S.ASSIGNED: Ticking.RUNS,
    S.HANDLING: Ticking.RUNS,
    S.SHELVED: Ticking.STANDS,
    S.ANSWERED: Ticking.STOPPED,
    S.TRACKING: Ticking.STOPPED,
    S.CLOSED: Ticking.STOPPED,
}
"""The clock from submission to answer; a merged case has its parent's."""

STEPS: Mapping[Status, Step] = {
    S.SUBMITTED: Step.INTAKE,
    S.NEEDS_INFO: Step.INTAKE,
    S.DECLINED: Step.INTAKE,
    S.MERGED: Step.INTAKE,
    S.ACCEPTED: Step.INTAKE,
    S.ASSIGNED: Step.HANDLING,
    S.HANDLING: Step.HANDLING,
    S.SHELVED: Step.HANDLING,
    S.ANSWERED: Step.NOTICE,
    S.TRACKING: Step.OVERSIGHT,
    S.CLOSED: Step.FOLLOW_UP,
}

TO_BE_TAKEN_IN = frozenset({S.SUBMITTED, S.NEEDS_INFO, S.ACCEPTED})
"""States in which nobody has a case yet: it is taken in, declined or handed to somebody (转办)."""

HELD = frozenset({S.ASSIGNED, S.HANDLING, S.SHELVED})
"""States in which somebody has a case; handing it on is then 改派."""

UNANSWERED = TO_BE_TAKEN_IN | HELD
"""States in which the reporter still waits; they may add, press and withdraw."""

SETTLED = frozenset(S) - UNANSWERED - {S.MERGED}
"""States in which a case was answered, or declined; it may be left out of the figures (剔除)."""

ENDED = frozenset({S.DECLINED, S.MERGED, S.CLOSED})


class Case(Row, table=True):
    """One matter of one reporter. Nothing readable stands here: words are in the timeline.

    `line_count` and `chain` are the end of the timeline, so that a line is added without
    reading the last one. `key_id` seals what the office writes; the reporter's own key seals
    what the reporter wrote.

    The business clock of a round began at `began_at` and may take `limit_days` working days
    (None: until `due_at`, which was set in hours). `stood` are the seconds it stood while shelved,
    `stands_since` is set while it stands. The step clock runs out at `step_due_at`; `step_told_at`
    is when somebody was told that it did. At `escalates_at` the silence goes to the next `level`.

    `owner_id` has it in hand; with `unit_id` they do for a unit, or chase an outside body.
    `outer_number` is its number in the system of `source`.
    """

    __tablename__: ClassVar[Any] = "cases"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("prefix", "year", "serial"),
        Index("ix_cases_reporter", "reporter_id", "id"),
        Index("ix_cases_owner", "owner_id", "status"),
        Index("ix_cases_unit", "unit_id", "status"),
        Index("ix_cases_area", "area_id", "status"),
        Index("ix_cases_step_due", "status", "step_due_at"),
        Index("ix_cases_reported_at", "reported_at"),
        Index(
            "ix_cases_asks_call",
            "area_id",
            sqlite_where=text("asks_call = 1"),
            postgresql_where=text("asks_call"),
        ),
        Index(
            "ix_cases_answered_at",
            "answered_at",
            sqlite_where=text("answered_at IS NOT NULL"),
            postgresql_where=text("answered_at IS NOT NULL"),
        ),
        Index(
            "ix_cases_closed_at",
            "closed_at",
            sqlite_where=text("closed_at IS NOT NULL"),
            postgresql_where=text("closed_at IS NOT NULL"),
        ),
        Index(
            "ix_cases_escalates",
            "escalates_at",
            sqlite_where=text("escalates_at IS NOT NULL"),
            postgresql_where=text("escalates_at IS NOT NULL"),
        ),
        Index(
            "uq_cases_outer_number",
            "source",
            "outer_number",
            unique=True,
            sqlite_where=text("outer_number IS NOT NULL"),
            postgresql_where=text("outer_number IS NOT NULL"),
        ),
    )

    number: str = Field(unique=True, max_length=20)
    prefix: str = Field(max_length=6)
    year: int
    serial: int
    receipt_hash: str = Field(unique=True, max_length=64)
    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    status: Status = Field(default=Status.SUBMITTED, sa_type=word(Status))
    round: int = 1
    outcome: Outcome | None = Field(default=None, sa_type=word(Outcome))
    channel: Channel = Field(default=Channel.ONLINE, sa_type=word(Channel))
    category: Category = Field(default=Category.OTHER, sa_type=word(Category))
    triage_class: CaseClass | None = Field(default=None, sa_type=word(CaseClass))
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    is_urgent: bool = False
    is_complex: bool = False
    is_private: bool = False
    is_anonymous: bool = False
    is_explained: bool = False
    asks_call: bool = False
    reporter_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    entered_by_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    owner_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    unit_id: int | None = Field(default=None, foreign_key="units.id", sa_type=big())
    returned_by_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    group_id: int | None = Field(default=None, foreign_key="groups.id", sa_type=big())
    merged_into_id: int | None = Field(
        default=None, foreign_key="cases.id", index=True, sa_type=big()
    )
    previous_id: int | None = Field(default=None, foreign_key="cases.id", sa_type=big())
    source: str = Field(default="", max_length=40)
    outer_number: str | None = Field(default=None, max_length=64)
    reported_at: datetime
    began_at: datetime
    limit_days: int | None = None
    due_at: datetime
    is_due_provisional: bool = False
    stands_since: datetime | None = None
    stood: int = 0
    extensions: int = 0
    extension_asked: int | None = None
    step_due_at: datetime | None = None
    step_told_at: datetime | None = None
    level: int = Escalation.NONE
    escalates_at: datetime | None = None
    signed_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    urged_at: datetime | None = None
    disputed_at: datetime | None = None
    returns: int = 0
    is_contacted: bool | None = None
    is_solved: bool | None = None
    satisfaction: int | None = None
    may_show_photos: bool | None = None
    line_count: int = 0
    chain: bytes = b""

    @property
    def step(self) -> Step:
        """Which of the five steps the case is in."""
        return STEPS[self.status]

    def move_to(self, status: Status) -> tuple[Status, Status]:
        """Change the state, if the lifecycle has this step.

        Returns:
            The state before and after, for the line that records it.

        Raises:
            WrongStatus: the table has no such step.
        """
        before = self.status
        if status not in TRANSITIONS[before]:
            raise WrongStatus("wrong_status", number=self.number, status=before)
        self.status = status
        return before, status
