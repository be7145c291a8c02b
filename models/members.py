"""Members (党员), the bodies they belong to, and their coming to report where they live (报到)."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from models.access import Role
from models.base import Row, big, word


class MemberKind(StrEnum):
    """The five kinds, each with its management (五管合一); never shown to the person."""

    RESIDENT = "resident"  # 居民党员
    IN_SERVICE = "in_service"  # 在职党员
    RETIRED = "retired"  # 离退休党员
    MIGRANT = "migrant"  # 流动党员
    LAID_OFF = "laid_off"  # 下岗失业党员


class BodyLevel(StrEnum):
    """The kind of a party body, and where it stands in their tree."""

    STREET = "street"  # 街道党工委
    COMMUNITY = "community"  # 社区党总支
    GRID = "grid"  # 网格党支部
    BUILDING = "building"  # 楼栋党小组
    UNIT = "unit"  # 单位党组织
    FUNCTIONAL = "functional"  # 功能型党组织
    INDUSTRY = "industry"  # 产业型党组织


class Belonging(StrEnum):
    """In what way a member is in a body; who is in two is a double member (双报到)."""

    HOME = "home"  # 组织关系
    REPORTS = "reports"  # 报到关系


class EnrolmentState(StrEnum):
    """What became of somebody's coming to report."""

    ASKED = "asked"  # 报到待通过
    PASSED = "passed"  # 报到已通过
    DECLINED = "declined"  # 报到未通过


class PartyBody(Row, table=True):
    """A party body; their tree is one of its own, beside that of the areas."""

    __tablename__: ClassVar[Any] = "party_bodies"

    code: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=80)
    level: BodyLevel = Field(sa_type=word(BodyLevel))
    parent_id: int | None = Field(
        default=None, foreign_key="party_bodies.id", index=True, sa_type=big()
    )
    area_id: int | None = Field(default=None, foreign_key="areas.id", sa_type=big())
    unit_id: int | None = Field(default=None, foreign_key="units.id", sa_type=big())
    ended_at: datetime | None = None


class Member(Row, table=True):
    """What is known of a member besides who they are; one row for each person.

    That they may claim posts comes from their appointment as a member. `area_id` is where they
    reported, `unit_id` where they come from. Skills and interests are words with spaces
    between; `free_times` are weekly times in one form (services/posts/weekly_times.py).
    `heard_at` is when they were last seen to do anything; `greeted_at` when a friendly word went
    out because it was long ago.
    """

    __tablename__: ClassVar[Any] = "members"

    person_id: int = Field(foreign_key="people.id", unique=True, sa_type=big())
    kind: MemberKind | None = Field(default=None, sa_type=word(MemberKind))
    unit_id: int | None = Field(default=None, foreign_key="units.id", index=True, sa_type=big())
    area_id: int = Field(foreign_key="areas.id", index=True, sa_type=big())
    skills: str = Field(default="", max_length=200)
    interests: str = Field(default="", max_length=200)
    free_times: str = Field(default="", max_length=400)
    heard_at: datetime | None = None
    greeted_at: datetime | None = None
    since: datetime
    until: datetime | None = None


class BodyMember(Row, table=True):
    """A member is in a body, from one day to another; there may be several of these."""

    __tablename__: ClassVar[Any] = "body_members"
    __table_args__: ClassVar[Any] = (
        Index(
            "uq_body_members_in_force",
            "body_id",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    body_id: int = Field(foreign_key="party_bodies.id", sa_type=big())
    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    belonging: Belonging = Field(sa_type=word(Belonging))
    since: datetime
    until: datetime | None = None


class Enrolment(Row, table=True):
    """Somebody says that they are a member (报到): name, unit, last four digits of their phone.

    `words` is sealed JSON of these three under the person's key. `member_id` is the imported
    member whom they seem to be. One is open for each person at a time.
    """

    __tablename__: ClassVar[Any] = "enrolments"
    __table_args__: ClassVar[Any] = (
        Index(
            "uq_enrolments_open",
            "person_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    person_id: int = Field(foreign_key="people.id", sa_type=big())
    account_id: int = Field(foreign_key="accounts.id", sa_type=big())
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    key_id: int = Field(foreign_key="keys.id", sa_type=big())
    words: bytes
    member_id: int | None = Field(default=None, foreign_key="members.id", sa_type=big())
    state: EnrolmentState = Field(default=EnrolmentState.ASKED, sa_type=word(EnrolmentState))
    asked_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    decided_at: datetime | None = None
    reason: str = ""


class MemberView(Row, table=True):
    """Somebody of the office saw the phone of a member; appended, never changed.

    `role` and `area_id` are what permitted it then.
    """

    __tablename__: ClassVar[Any] = "member_views"

    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    viewer_id: int = Field(foreign_key="people.id", sa_type=big())
    role: Role = Field(sa_type=word(Role))
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    at: datetime


class MemberCorrection(Row, table=True):
    """Somebody of the office put right what the roll says of a member; appended, never changed.

    `fields` are the names of what was put right, with spaces between; never what they said.
    `role` and `area_id` are what permitted it then.
    """

    __tablename__: ClassVar[Any] = "member_corrections"

    person_id: int = Field(foreign_key="people.id", index=True, sa_type=big())
    actor_id: int = Field(foreign_key="people.id", sa_type=big())
    fields: str = Field(max_length=40)
    role: Role = Field(sa_type=word(Role))
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    at: datetime
