"""Writing the members of a table: new ones many at once, known ones by what changed of them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.access import Appointment, Role
from models.base import table
from models.members import Belonging, BodyMember, Member
from services.areas import areas
from services.clock import Clock
from services.identity.introductions import Newcomer, introduce
from services.members.roll import Entry
from services.office import access
from services.tables.member_cells import Cells
from services.wording import squeeze

AT_A_TIME = 200
"""New members that are written together."""


class Wanted(NamedTuple):
    """A row of the table, whom it is of, and the unit it names; None where nobody, or nothing."""

    row: Cells
    entry: Entry | None
    unit_id: int | None = None

    def of_unit(self, units: Mapping[str, int]) -> "Wanted":
        """Give the same with the unit, by its squeezed name."""
        return self._replace(unit_id=units[squeeze(self.row.unit)] if self.row.unit else None)

    @property
    def member_id(self) -> int:
        """Which member is known already; 0 for none."""
        return 0 if self.entry is None else self.entry.member_id


def add_members(session: Session, wanted: Sequence[Wanted], clock: Clock) -> None:
    """Add people, members, their appointments and bodies; they have agreed to nothing yet."""
    newcomers = [Newcomer(it.row.name, it.row.phone, it.row.area_id) for it in wanted]
    ids = introduce(session, newcomers, clock)
    now = clock.now()
    pairs = list(zip(ids, wanted, strict=True))
    members: list[dict[str, Any]] = [
        {
            "person_id": person_id,
            "kind": it.row.kind,
            "unit_id": it.unit_id,
            "area_id": it.row.area_id,
            "skills": it.row.skills,
            "interests": it.row.interests,
            "free_times": it.row.free_times,
            "since": now,
        }
        for person_id, it in pairs
    ]
    appointments = [
        {
            "person_id": person_id,
            "role": Role.MEMBER,
            "area_id": it.row.area_id,
            "title": "",
            "since": now,
        }
        for person_id, it in pairs
    ]
    homes = [
        {
            "person_id": person_id,
            "body_id": it.row.body_id,
            "belonging": Belonging.HOME,
            "since": now,
        }
        for person_id, it in pairs
        if it.row.body_id is not None
    ]
    for model, rows in ((Member, members), (Appointment, appointments), (BodyMember, homes)):
        if rows:
            session.connection().execute(insert(table(model)), rows)


def list_members(session: Session) -> Sequence[Member]:
    """Give every row of a member."""
    return session.exec(select(Member)).all()


def list_homes(session: Session) -> Mapping[int, BodyMember]:
    """Give the bodies that members belong to (组织关系), by the person."""
    found = session.exec(
        select(BodyMember).where(
            BodyMember.belonging == Belonging.HOME, col(BodyMember.until).is_(None)
        )
    )
    return {each.person_id: each for each in found}


def list_appointed(session: Session) -> set[tuple[int, int]]:
    """Give who is a member where: person and area."""
    found = session.exec(
        select(col(Appointment.person_id), col(Appointment.area_id)).where(
            Appointment.role == Role.MEMBER, col(Appointment.until).is_(None)
        )
    )
    return {(person_id, area_id) for person_id, area_id in found}


def change_member(
    session: Session,
    member: Member,
    wanted: Wanted,
    appointed: set[tuple[int, int]],
    clock: Clock,
) -> bool:
    """Bring one member to what their row says; tell whether anything was otherwise."""
    row, before = wanted.row, member.area_id
    if member.until is not None:
        member.until, member.since = None, clock.now()
    member.kind = row.kind or member.kind
    member.unit_id = wanted.unit_id or member.unit_id
    member.area_id = row.area_id
    member.skills = row.skills or member.skills
    member.interests = row.interests or member.interests
    member.free_times = row.free_times or member.free_times
    has_changed = session.is_modified(member)
    if (member.person_id, row.area_id) in appointed:
        return has_changed
    here = areas.area_of(session, row.area_id)
    access.appoint(session, member.person_id, Role.MEMBER, here, clock)
    if (member.person_id, before) in appointed:
        there = areas.area_of(session, before)
        access.dismiss(session, member.person_id, Role.MEMBER, there, clock)
    return True


def settle_home(
    session: Session,
    member: Member,
    wanted: Wanted,
    homes: Mapping[int, BodyMember],
    clock: Clock,
) -> bool:
    """Let a member belong to the body of their row; tell whether that is new."""
    body_id, home = wanted.row.body_id, homes.get(member.person_id)
    if body_id is None or (home is not None and home.body_id == body_id):
        return False
    if home is not None:
        home.until = clock.now()
        session.flush()
    in_it = select(BodyMember).where(
        BodyMember.body_id == body_id,
        BodyMember.person_id == member.person_id,
        col(BodyMember.until).is_(None),
    )
    reports = session.exec(in_it).first()
    if reports is not None:
        reports.belonging = Belonging.HOME
    else:
        session.add(
            BodyMember(
                body_id=body_id,
                person_id=member.person_id,
                belonging=Belonging.HOME,
                since=clock.now(),
            )
        )
    session.flush()
    return True
