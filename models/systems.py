"""Other systems that hand in cases over Open311, each with a key of its own."""

from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Field

from models.base import Row, big, word
from models.cases import Channel


class OuterSystem(Row, table=True):
    """A system that may hand in cases of an area; only the keyed hash of its key is stored."""

    __tablename__: ClassVar[Any] = "outer_systems"

    code: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=80)
    key_hash: str = Field(unique=True, max_length=64)
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    channel: Channel = Field(default=Channel.ONLINE, sa_type=word(Channel))
    created_at: datetime
    ended_at: datetime | None = None


class RequestToken(Row, table=True):
    """What an outer system was given for a case it handed in, to ask for its number with."""

    __tablename__: ClassVar[Any] = "request_tokens"

    token_hash: str = Field(unique=True, max_length=64)
    system_id: int = Field(foreign_key="outer_systems.id", sa_type=big())
    case_id: int = Field(foreign_key="cases.id", index=True, sa_type=big())
    created_at: datetime
