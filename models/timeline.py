"""The file of a case (一号一档): its lines, and what each says was done."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, big, word
from models.cases import Status


class Act(StrEnum):
    """What one line of a timeline says was done."""

    REPORTED = "reported"  # 提交
    SUPPLEMENTED = "supplemented"  # 补充
    TRANSCRIBED = "transcribed"  # 转写
    URGED = "urged"  # 催办
    JOINED = "joined"  # 附议
    RECUSED = "recused"  # 回避
    ACCEPTED = "accepted"  # 受理
    CLASSED = "classed"  # 分类
    INFO_ASKED = "info_asked"  # 请补充
    INFO_LAPSED = "info_lapsed"  # 逾期未补充
    DECLINED = "declined"  # 不予受理
    DISPUTED = "disputed"  # 不同意不予受理
    MERGED = "merged"  # 合并
    ASSIGNED = "assigned"  # 转办
    REASSIGNED = "reassigned"  # 改派
    LETTER_SENT = "letter_sent"  # 发转办函
    CHASED = "chased"  # 催函
    SIGNED = "signed"  # 签收
    RETURNED = "returned"  # 退回
    PROGRESSED = "progressed"  # 进展
    EXTENSION_ASKED = "extension_asked"  # 申请延期
    EXTENDED = "extended"  # 同意延期
    EXTENSION_REFUSED = "extension_refused"  # 不同意延期
    DUE_MOVED = "due_moved"  # 期限重算
    ESCALATED = "escalated"  # 督办
    SHELVED = "shelved"  # 列入计划
    REVIEWED = "reviewed"  # 复查
    CONTACT_VIEWED = "contact_viewed"  # 查看联系方式
    ANONYMITY_LIFTED = "anonymity_lifted"  # 解除匿名
    RELAYED = "relayed"  # 转告
    SETTLED = "settled"  # 当场办结
    ANSWERED = "answered"  # 答复
    KEPT_PRIVATE = "kept_private"  # 不公开
    PUBLISHED = "published"  # 公示
    NOTICE_ENDED = "notice_ended"  # 公示期满
    NOTICE_WITHDRAWN = "notice_withdrawn"  # 撤下公示
    OBJECTED = "objected"  # 异议
    OBJECTION_ANSWERED = "objection_answered"  # 答复异议
    CONFIRMED = "confirmed"  # 本人确认解决
    CALLED_BACK = "called_back"  # 回访
    NO_WAY_TO_CALL = "no_way_to_call"  # 无法回访
    REOPENED = "reopened"  # 重办
    RECURRED = "recurred"  # 复发
    RATED = "rated"  # 评价
    EXCLUDED = "excluded"  # 剔除
    WITHDRAWN = "withdrawn"  # 撤回
    TRACKED = "tracked"  # 跟踪
    CLOSED = "closed"  # 办结
    ERASED = "erased"  # 删除资料


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
