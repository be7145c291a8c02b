"""Cases that are put before members and units, for them to claim (待认领)."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from models.base import Row, big, word
from models.posts import ShownAs

LONGEST_SUMMARY = 100
"""Characters of the sentence under which a case is put before members."""


class CaseOffer(Row, table=True):
    """A case before members and units (待认领): category, grid and a summary that staff approved.

    One open offer for each case. The first valid press has it; a claim that is not worked on
    by `return_at` goes back before everybody. What the member did is proposed as the answer and
    goes to the community, sealed with the case's key.

    Args:
        summary: read by everybody in the members' groups; the gate has seen it.
        claimed_by: the member, or the liaison who claimed it for `unit_id`.
        minutes: how long it took them, as they say; it counts once `agreed_at` is set.
        agreed_at: when the community answered with what they did; nothing before that is done.
    """

    __tablename__: ClassVar[Any] = "case_offers"
    __table_args__: ClassVar[Any] = (
        Index(
            "uq_case_offers_open",
            "case_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_case_offers_return_at",
            "return_at",
            sqlite_where=text("return_at IS NOT NULL"),
            postgresql_where=text("return_at IS NOT NULL"),
        ),
        Index(
            "ix_case_offers_proposed_at",
            "proposed_at",
            sqlite_where=text("proposed_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=text("proposed_at IS NOT NULL AND ended_at IS NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id", index=True, sa_type=big())
    round: int
    post_id: int | None = Field(default=None, foreign_key="posts.id", sa_type=big())
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    summary: str = Field(max_length=LONGEST_SUMMARY)
    offered_by: int = Field(foreign_key="people.id", sa_type=big())
    offered_at: datetime
    claimed_by: int | None = Field(
        default=None, foreign_key="people.id", index=True, sa_type=big()
    )
    unit_id: int | None = Field(default=None, foreign_key="units.id", sa_type=big())
    shown_as: ShownAs = Field(default=ShownAs.COMRADE, sa_type=word(ShownAs))
    claimed_at: datetime | None = None
    return_at: datetime | None = None
    returned: int = 0
    result: bytes | None = None
    proposed_at: datetime | None = None
    minutes: int | None = None
    agreed_at: datetime | None = None
    agreed_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    ended_at: datetime | None = None
