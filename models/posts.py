"""Posts (岗位): the ten kinds of service, where they are open, and who claimed them.

A claim holds a place from its first moment, confirmed or not: `taken` of an opening counts those
who hold one, and can never exceed `places`. Who is asked whether they still want a place that
became free holds it meanwhile.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Row, big, word
from models.categories import Category
from models.members import MemberKind
from models.shifts import CheckIn


class Confirmation(StrEnum):
    """Who says that a claim holds; where a skill is asked for, the community always does."""

    AUTO = "auto"  # 认领即上岗
    COMMUNITY = "community"  # 社区确认


class ClaimState(StrEnum):
    """How a claim stands."""

    WAITING = "waiting"  # 候补
    PENDING = "pending"  # 待确认
    HELD = "held"  # 在岗
    DECLINED = "declined"  # 未通过
    RELEASED = "released"  # 已退岗
    ENDED = "ended"  # 已到期


CLAIM_TRANSITIONS: Mapping[ClaimState, frozenset[ClaimState]] = {
    ClaimState.WAITING: frozenset(
        {ClaimState.PENDING, ClaimState.HELD, ClaimState.RELEASED, ClaimState.ENDED}
    ),
    ClaimState.PENDING: frozenset(
        {ClaimState.HELD, ClaimState.DECLINED, ClaimState.RELEASED, ClaimState.ENDED}
    ),
    ClaimState.HELD: frozenset({ClaimState.DECLINED, ClaimState.RELEASED, ClaimState.ENDED}),
    ClaimState.DECLINED: frozenset(),
    ClaimState.RELEASED: frozenset(),
    ClaimState.ENDED: frozenset(),
}
"""Every permitted change; who comes back presses again, and that is another claim."""

OPEN_CLAIMS = frozenset({ClaimState.WAITING, ClaimState.PENDING, ClaimState.HELD})
PLACED = frozenset({ClaimState.PENDING, ClaimState.HELD})
"""States that hold a place; so does one who waits and was asked (`asked_until`)."""


class ShownAs(StrEnum):
    """How somebody chose to be named before others."""

    COMRADE = "comrade"  # 张同志
    NAME = "name"  # 本名
    UNIT = "unit"  # 只写单位


class Post(Row, table=True):
    """A kind of service. The ten are there from the beginning; an operator changes the table.

    `words` are what finds it besides its name, with spaces between. One that has ended is opened
    nowhere any more.
    """

    __tablename__: ClassVar[Any] = "posts"

    code: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=40)
    words: str = Field(default="", max_length=200)
    position: int = 0
    ended_at: datetime | None = None


class PostCategory(Row, table=True):
    """Cases of a category fit a post: they are offered to those who hold it."""

    __tablename__: ClassVar[Any] = "post_categories"
    __table_args__: ClassVar[Any] = (UniqueConstraint("post_id", "category"),)

    post_id: int = Field(foreign_key="posts.id", sa_type=big())
    category: Category = Field(sa_type=word(Category), index=True)


class Opening(Row, table=True):
    """A community opens a post (定岗): so many places, for a term, at weekly times, in a place.

    Args:
        starts_on: first day; local to the street.
        ends_on: last day, it included.
        times: weekly times in one form, `Sat 09:00-11:00; Wed 19:00-20:30`; empty where hours are
            settled with each holder (services/posts/weekly_times.py).
        place: where one meets.
        latitude: of that place, degrees (WGS 84); `longitude` likewise.
        asks_skill: words of a qualification that holders need; empty for none.
        asks_kind: only members of this kind may; None for all.
        taken: how many places are held.
    """

    __tablename__: ClassVar[Any] = "openings"
    __table_args__: ClassVar[Any] = (
        CheckConstraint("taken >= 0 AND taken <= places", name="taken"),
        UniqueConstraint("post_id", "area_id", "starts_on", "ends_on", "times", "place"),
        Index(
            "ix_openings_open",
            "area_id",
            "ends_on",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    post_id: int = Field(foreign_key="posts.id", index=True, sa_type=big())
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    places: int
    taken: int = 0
    starts_on: date
    ends_on: date
    times: str = Field(default="", max_length=400)
    place: str = Field(default="", max_length=80)
    latitude: float | None = None
    longitude: float | None = None
    confirm: Confirmation = Field(default=Confirmation.COMMUNITY, sa_type=word(Confirmation))
    check_in: CheckIn = Field(default=CheckIn.BUTTON, sa_type=word(CheckIn))
    asks_skill: str = Field(default="", max_length=40)
    asks_kind: MemberKind | None = Field(default=None, sa_type=word(MemberKind))
    opened_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    opened_at: datetime
    closed_at: datetime | None = None
    closed_why: str = ""
    shifts_until: date | None = None


class Claim(Row, table=True):
    """Somebody claims a place in an opening, or waits for one; one open claim each.

    `pressed_at` is when they pressed: who waits moves up in that order. While `asked_until` is
    set a place that became free is kept for them. `announced_at` is the evening on which the
    groups were told that they hold it.
    """

    __tablename__: ClassVar[Any] = "claims"
    __table_args__: ClassVar[Any] = (
        Index(
            "uq_claims_open",
            "opening_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_claims_queue", "opening_id", "state", "pressed_at", "id"),
        Index(
            "ix_claims_asked",
            "asked_until",
            sqlite_where=text("asked_until IS NOT NULL"),
            postgresql_where=text("asked_until IS NOT NULL"),
        ),
    )

    opening_id: int = Field(foreign_key="openings.id", sa_type=big())
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    state: ClaimState = Field(sa_type=word(ClaimState))
    shown_as: ShownAs = Field(default=ShownAs.COMRADE, sa_type=word(ShownAs))
    pressed_at: datetime
    since: datetime
    asked_until: datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    confirmed_at: datetime | None = None
    announced_at: datetime | None = None
    ended_at: datetime | None = None
