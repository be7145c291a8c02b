"""What came in by a table from another system."""

from typing import Any, ClassVar

from sqlmodel import Field

from models.base import Row, big


class ImportedRow(Row, table=True):
    """A row of a table without a number of its own: what it said, hashed, and its case.

    By it the same row is known when the table is imported again. The hash is keyed: nobody can
    try words against it.
    """

    __tablename__: ClassVar[Any] = "imported_rows"

    digest: str = Field(unique=True, max_length=64)
    case_id: int = Field(foreign_key="cases.id", sa_type=big())
