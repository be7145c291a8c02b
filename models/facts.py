"""What an operator tells the program once: opening hours, phones, answers to plain questions."""

from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Field

from models.base import Row


class Fact(Row, table=True):
    """One answer. `asked_as` lists words by which a question is known, separated by 、."""

    __tablename__: ClassVar[Any] = "facts"

    key: str = Field(unique=True, max_length=40)
    asked_as: str = Field(default="", max_length=400)
    answer: str = Field(max_length=1000)
    updated_at: datetime


class Mark(Row, table=True):
    """One thing the store remembers about itself, such as the fingerprint of its key."""

    __tablename__: ClassVar[Any] = "marks"

    name: str = Field(unique=True, max_length=80)
    value: str = Field(max_length=400)
