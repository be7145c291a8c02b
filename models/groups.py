"""Chat groups that belong to areas: what each kind carries, and the cards shown in them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big, word
from models.people import Door


class GroupKind(StrEnum):
    """What a group was bound as."""

    RESIDENTS = "residents"  # 居民群
    AFFAIRS = "affairs"  # 事务公开群
    OVERSIGHT = "oversight"  # 监督群
    MEMBERS = "members"  # 党员群
    GRID_MANAGERS = "grid_managers"  # 网格员工作群
    UNITS = "units"  # 共建单位群


class Content(StrEnum):
    """What may be said in a group without being asked."""

    RECEIPTS = "receipts"  # 回执
    WORK_CARDS = "work_cards"  # 工单卡
    POSTS = "posts"  # 岗位消息
    NOTICES = "notices"  # 公示消息
    ANNOUNCEMENTS = "announcements"  # 群通知
    FIGURES = "figures"  # 数字


CARRIES: Mapping[GroupKind, frozenset[Content]] = {
    GroupKind.RESIDENTS: frozenset({Content.RECEIPTS, Content.ANNOUNCEMENTS, Content.NOTICES}),
    GroupKind.AFFAIRS: frozenset({Content.ANNOUNCEMENTS, Content.NOTICES}),
    GroupKind.OVERSIGHT: frozenset({Content.NOTICES, Content.FIGURES}),
    GroupKind.MEMBERS: frozenset({Content.POSTS, Content.ANNOUNCEMENTS}),
    GroupKind.GRID_MANAGERS: frozenset({Content.WORK_CARDS, Content.FIGURES}),
    GroupKind.UNITS: frozenset({Content.POSTS, Content.ANNOUNCEMENTS}),
}
"""What goes where; nothing else is ever posted to a group by itself."""


MADE, PUSHED, HEARD = "appchat:", "robot:", "bot:"
"""Begin what groups are called (`Account.outer_id`) where none is like the other: one that we made
ourselves, one that a robot pushes into, and one in which we are spoken to and answer, but say
nothing unasked. Ask services/groups/groups.py what a group can do."""

GROUPS_DOOR = Door.WECOM
"""Where groups are like that, and where residents' groups are kept by an employee of ours."""


class Group(Row, table=True):
    """A group bound to one area or several.

    `account_id` is the group as its door knows it; without one no bot can write there, and a
    worker carries what is to be said (人工转发). A residents' group that an employee keeps has
    their id on that platform (`employee`, until it is unbound or they are erased) and its own
    (`external_chat`): carrying becomes a task of theirs that they confirm. `lost_told_at` is when
    its binder was last told that nothing can be posted there any more.
    """

    __tablename__: ClassVar[Any] = "groups"
    __table_args__: ClassVar[Any] = (
        Index(
            "uq_groups_account_topic_in_force",
            "account_id",
            "topic",
            unique=True,
            sqlite_where=text("unbound_at IS NULL AND account_id IS NOT NULL"),
            postgresql_where=text("unbound_at IS NULL AND account_id IS NOT NULL"),
        ),
    )

    account_id: int | None = Field(default=None, foreign_key="accounts.id", sa_type=big())
    topic: str = Field(default="", max_length=64)
    kind: GroupKind = Field(sa_type=word(GroupKind))
    title: str = ""
    employee: str | None = Field(default=None, max_length=64)
    external_chat: str | None = Field(default=None, max_length=64)
    bound_by: int = Field(foreign_key="people.id", sa_type=big())
    bound_at: datetime
    unbound_at: datetime | None = None
    lost_told_at: datetime | None = None


class GroupArea(Row, table=True):
    """A group belongs to an area."""

    __tablename__: ClassVar[Any] = "group_areas"
    __table_args__: ClassVar[Any] = (UniqueConstraint("group_id", "area_id"),)

    group_id: int = Field(foreign_key="groups.id", sa_type=big())
    area_id: int = Field(foreign_key="areas.id", index=True, sa_type=big())


class Card(Row, table=True):
    """One message in a group, or to one account, that is edited in place as its subject moves on.

    `outer_id` is the platform's id of that message, once it was sent; `look` a digest of what
    it was last to show.
    """

    __tablename__: ClassVar[Any] = "cards"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("group_id", "subject"),
        UniqueConstraint("account_id", "subject"),
    )

    group_id: int | None = Field(default=None, foreign_key="groups.id", sa_type=big())
    account_id: int | None = Field(default=None, foreign_key="accounts.id", sa_type=big())
    subject: str = Field(index=True, max_length=80)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True, sa_type=big())
    outer_id: str | None = Field(default=None, max_length=64)
    look: str = Field(default="", max_length=64)
    created_at: datetime


class Forward(Row, table=True):
    """A text that a worker is asked to carry into a group no bot can write to (人工转发).

    With a `link` its QR code goes with it as a picture. `task` is the platform's id of the task
    that it became, empty when it is carried by hand, nothing as long as it is to become one;
    `looked_at` when we last asked the platform for a task, or how it stands; `asked_at` is set
    while we ask it for one: still set later, nobody knows whether there is one.
    """

    __tablename__: ClassVar[Any] = "forwards"
    __table_args__: ClassVar[Any] = (
        Index(
            "ix_forwards_open",
            "remind_at",
            sqlite_where=text("confirmed_at IS NULL AND remind_at IS NOT NULL"),
            postgresql_where=text("confirmed_at IS NULL AND remind_at IS NOT NULL"),
        ),
        Index(
            "ix_forwards_new",
            "created_at",
            sqlite_where=text("task IS NULL AND confirmed_at IS NULL"),
            postgresql_where=text("task IS NULL AND confirmed_at IS NULL"),
        ),
        Index(
            "ix_forwards_task",
            "created_at",
            sqlite_where=text("task != '' AND confirmed_at IS NULL"),
            postgresql_where=text("task != '' AND confirmed_at IS NULL"),
        ),
    )

    group_id: int = Field(foreign_key="groups.id", index=True, sa_type=big())
    words: str
    link: str = ""
    created_at: datetime
    remind_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    task: str | None = Field(default=None, max_length=120)
    looked_at: datetime | None = None
    asked_at: datetime | None = None
