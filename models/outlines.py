"""The outlines of areas, for the map on the board; of areas only, never of a person's place."""

from typing import Any, ClassVar

from sqlmodel import Field

from models.base import Row, big


class AreaOutline(Row, table=True):
    """The border of an area: `rings` is JSON, a list of rings of [longitude, latitude], WGS 84."""

    __tablename__: ClassVar[Any] = "area_outlines"

    area_id: int = Field(foreign_key="areas.id", unique=True, sa_type=big())
    rings: str
