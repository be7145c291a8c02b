"""A case (民情) and its life: the states, the steps between them, and its file (一号一档)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
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


S = Status

TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    S.SUBMITTED: frozenset({S.NEEDS_INFO, S.DECLINED, S.MERGED, S.ACCEPTED, S.ANSWERED, S.CLOSED}),
    S.NEEDS_INFO: frozenset({S.SUBMITTED, S.ACCEPTED, S.DECLINED, S.MERGED, S.CLOSED}),
    S.DECLINED: frozenset({S.SUBMITTED}),
    S.MERGED: frozenset({S.ACCEPTED, S.CLOSED}),
    S.ACCEPTED: frozenset(
        {S.NEEDS_INFO, S.DECLINED, S.MERGED, S.ASSIGNED, S.SHELVED, S.ANSWERED, S.CLOSED}
    ),
    S.ASSIGNED: frozenset({S.HANDLING, S.ACCEPTED, S.CLOSED}),
    S.HANDLING: frozenset({S.ANSWERED, S.SHELVED, S.ACCEPTED, S.MERGED, S.CLOSED}),
    S.SHELVED: frozenset({S.HANDLING, S.ANSWERED, S.CLOSED}),
    S.ANSWERED: frozenset({S.TRACKING, S.ACCEPTED}),
    S.TRACKING: frozenset({S.CLOSED, S.ACCEPTED}),
    S.CLOSED: frozenset(),
}
"""Every permitted change; a way back to ACCEPTED is 重办 or 退回 under the same number."""

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

UNANSWERED = frozenset({S.SUBMITTED, S.NEEDS_INFO, S.ACCEPTED, S.ASSIGNED, S.HANDLING, S.SHELVED})
"""States in which the reporter still waits; they may add, press and withdraw."""

ENDED = frozenset({S.DECLINED, S.MERGED, S.CLOSED})


class Case(Row, table=True):
    """One matter of one reporter. Nothing readable stands here: words are in the timeline.

    `line_count` and `chain` are the end of the timeline, so that a line is added without
    reading the last one. `key_id` seals what the office writes; the reporter's own key seals
    what the reporter wrote.
    """

    __tablename__: ClassVar[Any] = "cases"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("prefix", "year", "serial"),
        Index("ix_cases_reporter", "reporter_id", "id"),
        Index("ix_cases_owner", "owner_id", "status"),
        Index("ix_cases_area", "area_id", "status"),
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
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    is_urgent: bool = False
    is_private: bool = False
    reporter_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    owner_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    group_id: int | None = Field(default=None, foreign_key="groups.id", sa_type=big())
    reported_at: datetime
    due_at: datetime
    signed_at: datetime | None = None
    answered_at: datetime | None = None
    tracked_until: datetime | None = Field(default=None, index=True)
    closed_at: datetime | None = None
    urged_at: datetime | None = None
    returns: int = 0
    is_contacted: bool | None = None
    is_solved: bool | None = None
    satisfaction: int | None = None
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


class Act(StrEnum):
    """What one line of a timeline says was done."""

    REPORTED = "reported"  # 提交
    SUPPLEMENTED = "supplemented"  # 补充
    TRANSCRIBED = "transcribed"  # 转写
    URGED = "urged"  # 催办
    ACCEPTED = "accepted"  # 受理
    ASSIGNED = "assigned"  # 转办
    SIGNED = "signed"  # 签收
    RETURNED = "returned"  # 退回
    CONTACT_VIEWED = "contact_viewed"  # 查看联系方式
    RELAYED = "relayed"  # 转告
    SETTLED = "settled"  # 当场办结
    ANSWERED = "answered"  # 答复
    CONFIRMED = "confirmed"  # 本人确认解决
    REOPENED = "reopened"  # 重办
    RATED = "rated"  # 评价
    WITHDRAWN = "withdrawn"  # 撤回
    TRACKED = "tracked"  # 跟踪
    CLOSED = "closed"  # 办结


class TimelineLine(Row, table=True):
    """One line of a case's file; appended, never changed.

    `commitment` is a salted digest of what `body` says; `digest` covers it, the line's plain
    columns and the digest of the line before. The salt lies inside the sealed body: once its
    key is destroyed the words cannot be guessed back, and the chain still verifies.
    """

    __tablename__: ClassVar[Any] = "timeline"
    __table_args__: ClassVar[Any] = (UniqueConstraint("case_id", "seq"),)

    case_id: int = Field(foreign_key="cases.id", sa_type=big())
    seq: int
    at: datetime
    act: Act = Field(sa_type=word(Act))
    actor_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    status: Status = Field(sa_type=word(Status))
    round: int
    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    body: bytes
    commitment: bytes
    digest: bytes
