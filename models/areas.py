"""The tree of areas: a street, its communities, their grids, estates and buildings."""

from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import Field

from models.base import Row, big, word


class Level(StrEnum):
    """What kind of area; the order is that of the tree, a patch lies across it."""

    STREET = "street"  # 街道
    PATCH = "patch"  # 片区
    COMMUNITY = "community"  # 社区
    GRID = "grid"  # 网格
    ESTATE = "estate"  # 小区、院落
    BUILDING = "building"  # 楼栋


class Area(Row, table=True):
    """A place somebody answers for.

    `path` is the ids from the root down to this area, as `/1/7/30/`, so that "in or below" is a
    prefix.
    """

    __tablename__: ClassVar[Any] = "areas"

    code: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=80)
    level: Level = Field(sa_type=word(Level))
    parent_id: int | None = Field(default=None, foreign_key="areas.id", index=True, sa_type=big())
    path: str = Field(default="", index=True, max_length=200)

    def contains(self, other: "Area") -> bool:
        """Tell whether another area is this one or lies below it."""
        return other.path.startswith(self.path)
