"""The ledger of claims and shifts (岗位台账)."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import Field

from models.base import Row, big, word


class PostAct(StrEnum):
    """What one line about a claim says was done."""

    CLAIMED = "claimed"  # 认领
    QUEUED = "queued"  # 排队候补
    ASKED_UP = "asked_up"  # 候补转正询问
    MOVED_UP = "moved_up"  # 候补转正
    CONFIRMED = "confirmed"  # 确认认领
    DECLINED = "declined"  # 不通过认领
    RELEASED = "released"  # 退岗
    ENDED = "ended"  # 岗位到期
    CLOSED = "closed"  # 撤岗
    REMOVED = "removed"  # 移出岗位
    EXCUSED = "excused"  # 请假
    LEAVE_TAKEN_BACK = "leave_taken_back"  # 销假
    COVER_ASKED = "cover_asked"  # 找人顶班
    COVERED = "covered"  # 答应顶班
    COVER_REFUSED = "cover_refused"  # 不能顶班
    CHECKED_IN = "checked_in"  # 签到
    CHECK_IN_UNDONE = "check_in_undone"  # 撤回签到
    CHECKED_OUT = "checked_out"  # 签退
    MADE_UP = "made_up"  # 补签
    HOURS_CONFIRMED = "hours_confirmed"  # 时长认定
    MARKED_ABSENT = "marked_absent"  # 记未到岗
    DISPUTED = "disputed"  # 不认未到岗
    ABSENCE_STANDS = "absence_stands"  # 维持未到岗
    ABSENCE_CLEARED = "absence_cleared"  # 更正未到岗


class PostLine(Row, table=True):
    """One line of the ledger of claims and shifts; appended, never changed.

    A correction is a line of its own. `told` is sealed JSON under `key_id`, None where the act
    says it all.
    """

    __tablename__: ClassVar[Any] = "post_lines"

    claim_id: int = Field(foreign_key="claims.id", index=True, sa_type=big())
    attendance_id: int | None = Field(
        default=None, foreign_key="attendances.id", index=True, sa_type=big()
    )
    at: datetime
    act: PostAct = Field(sa_type=word(PostAct))
    actor_id: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    key_id: int | None = Field(default=None, foreign_key="keys.id", sa_type=big())
    told: bytes | None = None
