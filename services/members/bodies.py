"""Party bodies (党组织): their own tree, who belongs to which, and who is in two (双报到)."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, func, select

from models.areas import Area
from models.members import Belonging, BodyLevel, BodyMember, PartyBody
from services.areas import areas
from services.clock import Clock

REPORTED_TO = (BodyLevel.BUILDING, BodyLevel.GRID, BodyLevel.COMMUNITY)
"""Levels of the bodies to which one reports where one lives."""


def list_bodies(session: Session) -> Sequence[PartyBody]:
    """List the bodies there are, each after the one it stands below."""
    found = session.exec(
        select(PartyBody).where(col(PartyBody.ended_at).is_(None)).order_by(col(PartyBody.code))
    ).all()
    by_id = {body.id: body for body in found}
    return sorted(found, key=lambda body: _way(body, by_id))


def find_reported_to(session: Session, area: Area) -> PartyBody | None:
    """Find the body to which one reports in a place: the grid's before the community's."""
    upward = areas.ids_upward(area)
    found = session.exec(
        select(PartyBody).where(
            col(PartyBody.area_id).in_(upward),
            col(PartyBody.level).in_(REPORTED_TO),
            col(PartyBody.ended_at).is_(None),
        )
    ).all()
    return min(found, key=lambda body: (upward.index(body.area_id or 0), body.id), default=None)


def report_to(session: Session, person_id: int, area: Area, clock: Clock) -> PartyBody | None:
    """Let somebody report to the body of a place, if there is one; who is in it stays as they are.

    Who reported elsewhere before reports there no longer.
    """
    body = find_reported_to(session, area)
    if body is None:
        return None
    held = list_held(session, person_id)
    if any(each.body_id == body.id for each in held):
        return body
    for each in held:
        if each.belonging is Belonging.REPORTS:
            each.until = clock.now()
    row = BodyMember(
        body_id=body.id, person_id=person_id, belonging=Belonging.REPORTS, since=clock.now()
    )
    session.add(row)
    session.flush()
    return body


def list_held(session: Session, person_id: int) -> Sequence[BodyMember]:
    """List the bodies in which somebody is now."""
    return session.exec(
        select(BodyMember)
        .where(BodyMember.person_id == person_id, col(BodyMember.until).is_(None))
        .order_by(col(BodyMember.id))
    ).all()


def end_all(session: Session, person_id: int, clock: Clock) -> None:
    """Let somebody be in no body any more."""
    for each in list_held(session, person_id):
        each.until = clock.now()
    session.flush()


def list_double(session: Session) -> Mapping[int, Sequence[tuple[Belonging, str]]]:
    """List who is in two bodies or more: how, and in which, by the person."""
    several = (
        select(col(BodyMember.person_id))
        .where(col(BodyMember.until).is_(None))
        .group_by(col(BodyMember.person_id))
        .having(func.count() > 1)
    )
    found = session.exec(
        select(col(BodyMember.person_id), col(BodyMember.belonging), col(PartyBody.name))
        .join(PartyBody, col(PartyBody.id) == BodyMember.body_id)
        .where(col(BodyMember.until).is_(None), col(BodyMember.person_id).in_(several))
        .order_by(col(BodyMember.person_id), col(BodyMember.belonging), col(BodyMember.id))
    ).all()
    double: dict[int, list[tuple[Belonging, str]]] = {}
    for person_id, belonging, name in found:
        double.setdefault(person_id, []).append((belonging, name))
    return double


def _way(body: PartyBody, by_id: Mapping[int, PartyBody]) -> tuple[str, ...]:
    way = [body.code]
    above = by_id.get(body.parent_id or 0)
    while above is not None and above.code not in way:
        way.insert(0, above.code)
        above = by_id.get(above.parent_id or 0)
    return tuple(way)
