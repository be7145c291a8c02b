"""What every table shares: its key, its column types and the names of its constraints."""

from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import BigInteger, Dialect, Integer, String, Table, TypeDecorator
from sqlmodel import Field, SQLModel
from typing_extensions import override

E = TypeVar("E", bound=StrEnum)

BIG_INTEGER = BigInteger().with_variant(Integer, "sqlite")
"""A key that outlives 2**31 rows; SQLite counts up only a column declared INTEGER."""

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """A table row with a number of its own."""

    id: int = Field(default=None, primary_key=True, sa_type=cast("Any", BIG_INTEGER))


class Word(TypeDecorator[E], Generic[E]):
    """A StrEnum stored as its value, so that a table reads as the code does."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__(40)
        self.words = words

    @override
    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        return None if value is None else self.words(value)


def word(words: type[StrEnum]) -> Any:  # noqa: ANN401 - SQLModel types sa_type as a class, not an instance
    """Give the column type of an enum, for `Field(sa_type=...)`."""
    return Word(words)


def big() -> Any:  # noqa: ANN401 - as above
    """Give the column type of a reference to a `Row`, for `Field(sa_type=...)`."""
    return BIG_INTEGER


def table(model: type[SQLModel]) -> Table:
    """Give the table behind a model, for statements that need no objects."""
    return cast("Table", cast("Any", model).__table__)
