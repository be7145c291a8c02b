"""What must be told, stored in the transaction of what it tells about."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from models.base import Row, big, word
from models.doors import WindowKind


class Priority(IntEnum):
    """Who goes first; the lower number does."""

    URGENT = 0  # 紧急，夜里也发
    REPLY = 1  # 回复本人
    REMINDER = 2  # 提醒
    NOTICE = 3  # 通知


class MessageState(StrEnum):
    """How far a message got."""

    WAITING = "waiting"  # 待发
    SENDING = "sending"  # 正在发
    SENT = "sent"  # 已发
    CANCELLED = "cancelled"  # 已过时，不发
    UNDELIVERED = "undelivered"  # 送不到：对方停用了本号
    DEAD = "dead"  # 多次未能发出，待人工
    HELD = "held"  # 推不到，留着等对方开口


OPEN_STATES = (MessageState.WAITING, MessageState.SENDING)


class OutMessage(Row, table=True):
    """One message to one account's chat; put into words when it is sent.

    `body` is sealed JSON: phrases, choices and attachments (delivery/outbox.py). `turn` is set
    when it asks an open question of its conversation. `after_event` is the newest inbox row when
    sending began: what was written up to then cannot be an answer to it (a row number, because a
    clock may be set back). With a `card_id` it is the newest look of that card: its message is
    edited, or sent the first time.

    On a door that answers within the platform's own call (WeChat's passive reply) `event_id` is
    the inbox row that it answers: until `due_at` it is kept for that answer, which takes it from
    `ready_at` on. `first_number` is the number its first choice was shown with, where choices are
    numbered lines; 0 where that door showed them as buttons. `charged` is the window that pays
    for the part on its way.
    """

    __tablename__: ClassVar[Any] = "outbox"
    __table_args__: ClassVar[Any] = (
        Index(
            "ix_outbox_due",
            "priority",
            "due_at",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_outbox_chat",
            "account_id",
            "chat",
            "id",
            sqlite_where=text("state IN ('waiting', 'sending')"),
            postgresql_where=text("state IN ('waiting', 'sending')"),
        ),
        Index(
            "ix_outbox_leased",
            "leased_until",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index(
            "ix_outbox_subject",
            "subject",
            sqlite_where=text("state IN ('waiting', 'held') AND subject IS NOT NULL"),
            postgresql_where=text("state IN ('waiting', 'held') AND subject IS NOT NULL"),
        ),
        Index(
            "ix_outbox_question",
            "conversation_id",
            "turn",
            sqlite_where=text("turn IS NOT NULL"),
            postgresql_where=text("turn IS NOT NULL"),
        ),
        Index(
            "ix_outbox_case",
            "account_id",
            "outer_id",
            sqlite_where=text("outer_id IS NOT NULL"),
            postgresql_where=text("outer_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_numbered",
            "account_id",
            "id",
            sqlite_where=text("first_number IS NOT NULL"),
            postgresql_where=text("first_number IS NOT NULL"),
        ),
        Index(
            "ix_outbox_event",
            "event_id",
            sqlite_where=text("event_id IS NOT NULL"),
            postgresql_where=text("event_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_held",
            "account_id",
            "id",
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
        Index(
            "ix_outbox_dead",
            "id",
            sqlite_where=text("state = 'dead'"),
            postgresql_where=text("state = 'dead'"),
        ),
        Index(
            "ix_outbox_unpurged",
            "created_at",
            sqlite_where=text("body IS NOT NULL"),
            postgresql_where=text("body IS NOT NULL"),
        ),
    )

    account_id: int = Field(foreign_key="accounts.id", sa_type=big())
    conversation_id: int | None = Field(
        default=None, foreign_key="conversations.id", sa_type=big()
    )
    chat: str = Field(max_length=64)
    topic: str = Field(default="", max_length=64)
    priority: int = Priority.REPLY
    subject: str | None = Field(default=None, max_length=80)
    case_id: int | None = Field(default=None, sa_type=big())
    card_id: int | None = Field(default=None, foreign_key="cards.id", index=True, sa_type=big())
    turn: int | None = None
    event_id: int | None = Field(default=None, sa_type=big())
    ready_at: datetime | None = None
    first_number: int | None = None
    body: bytes | None = None
    created_at: datetime
    due_at: datetime
    expires_at: datetime | None = None
    state: MessageState = Field(default=MessageState.WAITING, sa_type=word(MessageState))
    leased_until: datetime | None = None
    charged: WindowKind | None = Field(default=None, sa_type=word(WindowKind))
    leased_by: str | None = Field(default=None, max_length=80)
    after_event: int | None = Field(default=None, sa_type=big())
    sent_at: datetime | None = None
    parts_sent: int = 0
    tries: int = 0
    outer_id: str | None = Field(default=None, max_length=64)
    fault: str | None = Field(default=None, max_length=200)


class Budget(Row, table=True):
    """How soon one chat or one robot may be sent to again; shared by all senders.

    `full_at` is the theoretical arrival time of a leaky bucket: sending is allowed while it
    lies less than the burst ahead of now.
    """

    __tablename__: ClassVar[Any] = "budgets"

    scope: str = Field(unique=True, max_length=160)
    full_at: datetime
    blocked_until: datetime | None = None
