"""Photos and voices that people sent, and documents that the program made for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from models.base import Row, big, word


class MediaKind(StrEnum):
    """What an attachment is."""

    PHOTO = "photo"  # 照片
    VOICE = "voice"  # 语音
    DOCUMENT = "document"  # 文件（PDF）


class AttachmentState(StrEnum):
    """How far an attachment got."""

    WAITING = "waiting"  # 待取
    STORED = "stored"  # 已存
    REFUSED = "refused"  # 不能收
    LOST = "lost"  # 取不到


class Attachment(Row, table=True):
    """A photo or voice as one account sent it; the bytes lie in the media folder.

    `handle` is the platform's, `content` the SHA-256 of what was stored (hex); several
    attachments may share one content. `case_id` is set when it was handed in with a case;
    `is_for_reporter` when the office shows it, and `passed_at` once it was shown to the others.
    """

    __tablename__: ClassVar[Any] = "attachments"
    __table_args__: ClassVar[Any] = (
        Index(
            "ix_attachments_waiting",
            "due_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    account_id: int = Field(foreign_key="accounts.id", index=True, sa_type=big())
    kind: MediaKind = Field(sa_type=word(MediaKind))
    handle: str = Field(default="", max_length=400)
    state: AttachmentState = Field(default=AttachmentState.WAITING, sa_type=word(AttachmentState))
    content: str | None = Field(default=None, index=True, max_length=64)
    mime: str = Field(default="", max_length=40)
    size: int = 0
    seconds: int = 0
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True, sa_type=big())
    is_for_reporter: bool = False
    passed_at: datetime | None = None
    created_at: datetime = Field(index=True)
    due_at: datetime
    tries: int = 0
    fault: str | None = Field(default=None, max_length=200)
