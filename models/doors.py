"""What a door needs to write to people: its access token, and how much it may still say."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, big, word


class AccessToken(Row, table=True):
    """The token by which a platform lets one robot in, shared by every process.

    `value` is sealed. `rests_until` is set when the platform refused us: nobody asks before.
    `refusals` counts how often in a row, `fault` is what it said last, without the token.
    """

    __tablename__: ClassVar[Any] = "access_tokens"

    name: str = Field(unique=True, max_length=80)
    value: bytes | None = None
    expires_at: datetime | None = None
    asked_at: datetime | None = None
    rests_until: datetime | None = None
    refusals: int = 0
    fault: str | None = Field(default=None, max_length=200)


class WindowKind(StrEnum):
    """What somebody did that lets us write to them for a while (WeChat, 客服消息)."""

    MESSAGE = "message"  # 发来消息：48 小时内 5 条
    GESTURE = "gesture"  # 关注、扫码、点菜单：1 分钟内 3 条


class ReplyWindow(Row, table=True):
    """How much may still be said to an account, and until when.

    `nudged_at`: they were told, where that has a way of its own, that something waits for them.
    """

    __tablename__: ClassVar[Any] = "reply_windows"
    __table_args__: ClassVar[Any] = (UniqueConstraint("account_id", "kind"),)

    account_id: int = Field(foreign_key="accounts.id", sa_type=big())
    kind: WindowKind = Field(sa_type=word(WindowKind))
    ends_at: datetime
    left: int
    nudged_at: datetime | None = None


class GroupRobot(Row, table=True):
    """The key of a robot that can only push into its group (WeCom, 群机器人), sealed."""

    __tablename__: ClassVar[Any] = "group_robots"

    account_id: int = Field(foreign_key="accounts.id", unique=True, sa_type=big())
    key: bytes


class ReplyLink(Row, table=True):
    """Where one answer to what was heard in a group may go (WeCom, 智能机器人), sealed.

    `account_id` is who spoke, `chat` the group. It is used once, and for an hour.
    """

    __tablename__: ClassVar[Any] = "reply_links"

    event_key: str = Field(unique=True, max_length=96)
    account_id: int = Field(foreign_key="accounts.id", index=True, sa_type=big())
    chat: str = Field(max_length=64)
    url: bytes
    ends_at: datetime
    used_at: datetime | None = None
