"""What the public board shows, kept ready: nothing else is public but the notices."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from models.base import Row, big, word
from models.cases import Status, Step
from models.categories import Category


class BoardCase(Row, table=True):
    """A public case as the board lists it; its `id` is that of the case.

    `step` is None once it is over without an answer of its own: declined, or merged.

    Of where it lies, no more than community and grid is told. `title` and `words` are those of
    the notice that was approved, masked; empty until there is one. `grams` are their pairs of
    neighbouring signs, by which they are searched: on SQLite through the FTS5 table `board_words`,
    which triggers keep, on PostgreSQL through a GIN index (migrations/versions/v0006).
    """

    __tablename__: ClassVar[Any] = "board_cases"
    __table_args__: ClassVar[Any] = (
        Index("ix_board_cases_step", "step", "id"),
        Index("ix_board_cases_category", "category", "step", "id"),
        Index("ix_board_cases_community", "community_id", "step", "id"),
        Index("ix_board_cases_community_category", "community_id", "category", "id"),
        Index("ix_board_cases_grid", "grid_id", "step", "id"),
        Index("ix_board_cases_grid_category", "grid_id", "category", "id"),
        Index(
            "ix_board_cases_notice",
            "notice_id",
            sqlite_where=text("notice_id IS NOT NULL"),
            postgresql_where=text("notice_id IS NOT NULL"),
        ),
    )

    id: int = Field(primary_key=True, foreign_key="cases.id", sa_type=big())
    number: str = Field(unique=True, max_length=20)
    community_id: int | None = Field(default=None, foreign_key="areas.id", sa_type=big())
    grid_id: int | None = Field(default=None, foreign_key="areas.id", sa_type=big())
    category: Category = Field(sa_type=word(Category))
    status: Status = Field(sa_type=word(Status))
    step: Step | None = Field(default=None, sa_type=word(Step))
    notice_id: int | None = Field(default=None, foreign_key="notices.id", sa_type=big())
    title: str = Field(default="", max_length=200)
    words: str = ""
    grams: str = ""
    reported_at: datetime
    answered_at: datetime | None = None
    closed_at: datetime | None = None
