"""Invented people of the demonstration street whom nobody plays: staff, members, residents."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlmodel import Session

from models.access import Appointment, Role
from models.areas import Area
from models.base import table
from models.keys import Key
from models.members import Member, MemberKind
from models.people import Account, Door, Person
from services.areas import areas
from services.clock import Clock
from services.demo.ground import COMMUNITIES
from services.office import access
from services.sealing import Sealer, vault_of

MEMBERS = 1601
"""Members that units sent to the communities of one such street."""

FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文海燕红梅春生云鹏新宇浩然子轩"


@dataclass(frozen=True, slots=True)
class Team:
    """Who answers for one community.

    Args:
        managers: of its grid.
        clerks: of the community.
    """

    managers: Sequence[int]
    clerks: Sequence[int]


@dataclass(frozen=True, slots=True)
class Street:
    """Who does what in the street.

    Args:
        teams: of the communities, by their codes.
        liaisons: of the departments, by the ids of these.
        outside: ids of the bodies that are written to.
    """

    teams: Mapping[str, Team]
    liaisons: Mapping[int, int]
    outside: Sequence[int]


def chance_of(what: str) -> random.Random:
    """Give a chance that falls the same way every time."""
    return random.Random(what)  # noqa: S311 - nothing here is a secret


def invent_names(what: str) -> Iterator[str]:
    """Give names, one after the other, the same for the same occasion."""
    chance = chance_of(what)
    while True:
        given = chance.sample(GIVEN, chance.choice((1, 2, 2)))
        yield chance.choice(FAMILY) + "".join(given)


def appoint_teams(
    session: Session, played: Mapping[str, Sequence[tuple[Role, int]]], clock: Clock
) -> Mapping[str, Team]:
    """Give every community its grid managers and clerks; give them by the community's code.

    Args:
        session: the open transaction.
        played: who holds a role in a community already, by its code.
        clock: tells the time.
    """
    names = invent_names("staff")
    teams: dict[str, Team] = {}
    for ground in COMMUNITIES:
        known = played.get(ground.code, ())
        held: dict[Role, list[int]] = {Role.GRID_MANAGER: [], Role.CLERK: []}
        for role, person_id in known:
            held[role].append(person_id)
        for role, home in ((Role.GRID_MANAGER, f"{ground.code}-1"), (Role.CLERK, ground.code)):
            if not held[role]:
                area = areas.get_area(session, home)
                held[role].append(_appoint(session, next(names), role, area, clock))
        teams[ground.code] = Team(held[Role.GRID_MANAGER], held[Role.CLERK])
    return teams


def appoint_above(session: Session, role: Role, clock: Clock) -> int:
    """Appoint somebody for the whole street."""
    names = invent_names(role)
    return _appoint(session, next(names), role, areas.get_street(session), clock)


def appoint_liaisons(session: Session, units: Sequence[int], clock: Clock) -> Mapping[int, int]:
    """Appoint somebody who speaks for each of these units; give them by the unit's id."""
    names = invent_names("liaisons")
    street = areas.get_street(session)
    return {
        unit_id: _appoint(session, next(names), Role.LIAISON, street, clock, unit_id)
        for unit_id in units
    }


def enrol_members(
    session: Session, units: Sequence[int], clock: Clock, *, besides: int = 0
) -> None:
    """Enrol the members that units sent, spread over the communities; some are there already."""
    names = invent_names("members")
    homes = [areas.get_area(session, ground.code) for ground in COMMUNITIES]
    ids = _add_people(session, [next(names) for _ in range(MEMBERS - besides)], homes, clock)
    rows = [
        {
            "person_id": person_id,
            "role": Role.MEMBER,
            "area_id": homes[number % len(homes)].id,
            "unit_id": units[number % len(units)],
            "title": "",
            "since": clock.now(),
        }
        for number, person_id in enumerate(ids)
    ]
    session.connection().execute(insert(table(Appointment)), rows)
    known = [
        {
            "person_id": row["person_id"],
            "kind": MemberKind.IN_SERVICE,
            "area_id": row["area_id"],
            "unit_id": row["unit_id"],
            "skills": "",
            "interests": "",
            "free_times": "",
            "since": row["since"],
        }
        for row in rows
    ]
    session.connection().execute(insert(table(Member)), known)


def add_residents(session: Session, home: Area, count: int, clock: Clock) -> Sequence[int]:
    """Add residents of one community who agreed to be remembered and whom messages reach."""
    names = invent_names(home.code)
    ids = _add_people(session, [next(names) for _ in range(count)], [home], clock)
    for person_id in ids:
        _add_account(session, f"demo:resident:{person_id}", person_id, home, clock)
    session.flush()
    return ids


def _appoint(
    session: Session,
    name: str,
    role: Role,
    area: Area,
    clock: Clock,
    unit_id: int | None = None,
) -> int:
    [person_id] = _add_people(session, [name], [area], clock)
    access.appoint(session, person_id, role, area, clock, unit_id=unit_id)
    _add_account(session, f"demo:staff:{person_id}", person_id, area, clock)
    session.flush()
    return person_id


def _add_account(
    session: Session, outer_id: str, person_id: int, home: Area, clock: Clock
) -> None:
    account = Account(
        door=Door.BROWSER,
        robot="web",
        outer_id=outer_id,
        key_id=_add_keys(session, 1)[0][0],
        person_id=person_id,
        area_id=home.id,
        created_at=clock.now(),
    )
    session.add(account)


def _add_people(
    session: Session, names: Sequence[str], homes: Sequence[Area], clock: Clock
) -> Sequence[int]:
    now = clock.now()
    rows = [
        {
            "key_id": key_id,
            "name": sealer.seal(name),
            "area_id": homes[number % len(homes)].id,
            "consented_at": now,
            "created_at": now,
        }
        for number, (name, (key_id, sealer)) in enumerate(
            zip(names, _add_keys(session, len(names)), strict=True)
        )
    ]
    added = session.connection().execute(
        insert(table(Person)).returning(table(Person).c.id, sort_by_parameter_order=True), rows
    )
    return list(added.scalars())


def _add_keys(session: Session, count: int) -> Sequence[tuple[int, Sealer]]:
    vault, keys = vault_of(session), table(Key)
    wrapped = [vault.wrap_new_key() for _ in range(count)]
    added = session.connection().execute(
        insert(keys).returning(keys.c.id, sort_by_parameter_order=True),
        [{"wrapped": each} for each in wrapped],
    )
    return [
        (key_id, vault.sealer(each)) for key_id, each in zip(added.scalars(), wrapped, strict=True)
    ]
