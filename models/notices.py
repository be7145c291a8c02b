"""Notices (公示): what the people are shown of what was done, and what they object to."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big, word
from models.posts import ShownAs


class NoticeState(StrEnum):
    """How far a notice got."""

    DRAFT = "draft"  # 待公示
    PUBLISHED = "published"  # 公示中
    ENDED = "ended"  # 公示期满
    WITHDRAWN = "withdrawn"  # 已撤下


class FindingKind(StrEnum):
    """What kind of personal data the gate found in a text."""

    MOBILE = "mobile"  # 手机号
    LANDLINE = "landline"  # 座机号
    ID_CARD = "id_card"  # 身份证号
    BANK_CARD = "bank_card"  # 银行卡号
    PLATE = "plate"  # 车牌号
    EMAIL = "email"  # 电子邮箱
    CHAT_ID = "chat_id"  # 微信号、QQ号
    NAME = "name"  # 姓名
    ROOM = "room"  # 门牌号


class Notice(Row, table=True):
    """A text shown to the people of an area for some days. Everything here may be read by all.

    `approved` is the digest of the title and words that somebody approved: a text that was changed
    since is not published. `pushed_at` is when the groups were told; `ends_at` when the period is
    over. A notice that is of no case says in `about` what it is of, such as `claims:7:2026-11`;
    with a `unit_id` it is the copy that hangs at that unit, since `hung_at` as its liaison says.
    Who wrote one that is of nothing (`composed_by`) is not who approves it.
    `handed_at` is when the units were handed their copies of a list, as it was published last.
    """

    __tablename__: ClassVar[Any] = "notices"
    __table_args__: ClassVar[Any] = (
        Index("ix_notices_state", "state", "ends_at"),
        Index("ix_notices_ended", "state", "ended_at"),
        Index("ix_notices_published", "state", "published_at"),
        Index("ix_notices_area", "area_id", "state"),
        Index(
            "uq_notices_case_round",
            "case_id",
            "round",
            unique=True,
            sqlite_where=text("case_id IS NOT NULL"),
            postgresql_where=text("case_id IS NOT NULL"),
        ),
        Index(
            "uq_notices_about",
            "about",
            unique=True,
            sqlite_where=text("about IS NOT NULL"),
            postgresql_where=text("about IS NOT NULL"),
        ),
    )

    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    case_id: int | None = Field(default=None, foreign_key="cases.id", sa_type=big())
    round: int = 1
    about: str | None = Field(default=None, max_length=80)
    unit_id: int | None = Field(default=None, foreign_key="units.id", sa_type=big())
    hung_at: datetime | None = None
    hung_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    handed_at: datetime | None = None
    title: str = Field(max_length=200)
    words: str
    state: NoticeState = Field(default=NoticeState.DRAFT, sa_type=word(NoticeState))
    approved: str = Field(default="", max_length=64)
    composed_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    approved_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    drafted_at: datetime
    published_at: datetime | None = None
    pushed_at: datetime | None = None
    ends_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""


class NoticeClaim(Row, table=True):
    """A list of claimed posts names this claim, as its holder wished to be named then."""

    __tablename__: ClassVar[Any] = "notice_claims"
    __table_args__: ClassVar[Any] = (UniqueConstraint("notice_id", "claim_id"),)

    notice_id: int = Field(foreign_key="notices.id", sa_type=big())
    claim_id: int = Field(foreign_key="claims.id", index=True, sa_type=big())
    shown_as: ShownAs = Field(sa_type=word(ShownAs))


class Waiver(Row, table=True):
    """Somebody answered by name for one finding of the gate: it is not personal data."""

    __tablename__: ClassVar[Any] = "waivers"
    __table_args__: ClassVar[Any] = (UniqueConstraint("notice_id", "finding"),)

    notice_id: int = Field(foreign_key="notices.id", sa_type=big())
    finding: str = Field(max_length=64)
    waived_by: int = Field(foreign_key="people.id", sa_type=big())
    waived_at: datetime


class ObjectionState(StrEnum):
    """What became of an objection."""

    OPEN = "open"  # 待答复
    UPHELD = "upheld"  # 异议成立
    REJECTED = "rejected"  # 异议不成立


class Objection(Row, table=True):
    """What somebody has against a notice, once for each person; sealed with their key."""

    __tablename__: ClassVar[Any] = "objections"
    __table_args__: ClassVar[Any] = (UniqueConstraint("notice_id", "person_id"),)

    notice_id: int = Field(foreign_key="notices.id", sa_type=big())
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    words: bytes
    state: ObjectionState = Field(default=ObjectionState.OPEN, sa_type=word(ObjectionState))
    made_at: datetime
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    answered_at: datetime | None = None
