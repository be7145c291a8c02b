"""A member who is none any more: no appointment, no bodies, no claims; the hours stay counted."""

from sqlmodel import Session, col, select

from models.access import Action, Appointment, Role
from models.areas import Area
from models.errors import NotFound
from models.members import Member
from services.areas import areas
from services.case_offers import case_claims
from services.clock import Clock
from services.identity import people
from services.members import bodies
from services.members.members import find_member
from services.office import access
from services.posts import claims, moving
from services.serving import standing_down


def remove_as(session: Session, person_id: int, actor_id: int, clock: Clock) -> None:
    """Remove a member, for whoever keeps the roll where they are.

    Raises:
        NotFound: member_unknown.
        NotAllowed: not_allowed.
    """
    member = get_member(session, person_id)
    here = areas.area_of(session, member.area_id)
    access.require(session, actor_id, Action.ADMIT_MEMBER, here)
    remove_member(session, member.person_id, clock)


def dismiss_member(session: Session, person_id: int, area: Area, clock: Clock) -> None:
    """End that somebody is a member in one area; who is one nowhere else leaves the roll.

    Raises:
        NotFound: appointment_unknown.
    """
    person_id = people.present(session, person_id)
    access.dismiss(session, person_id, Role.MEMBER, area, clock)
    left = [each for role, each in access.roles_of(session, person_id) if role is Role.MEMBER]
    if not left:
        remove_member(session, person_id, clock)
        return
    member = find_member(session, person_id)
    if member is not None and member.area_id == area.id:
        member.area_id = left[0].id
    moving.end_elsewhere(session, person_id, clock)


def get_member(session: Session, person_id: int) -> Member:
    """Give a member who is one now.

    Raises:
        NotFound: member_unknown.
    """
    member = find_member(session, person_id)
    if member is None or member.until is not None:
        raise NotFound("member_unknown")
    return member


def remove_member(session: Session, person_id: int, clock: Clock, *, is_told: bool = True) -> None:
    """End that somebody is a member, and everything that came from it; they hear what ended.

    Locks: the cases they claimed, then the person with those whom they stand in for, then their
    openings and claims. Whoever has locked the person already has locked those cases before
    (services/erasing/erasure.py).
    """
    person_id = people.present(session, person_id)
    case_claims.give_back_all(session, person_id, clock)
    standing_down.hold_with(session, person_id, clock)
    held = session.exec(
        select(Appointment).where(
            Appointment.person_id == person_id,
            Appointment.role == Role.MEMBER,
            col(Appointment.until).is_(None),
        )
    ).all()
    for each in held:
        here = areas.area_of(session, each.area_id)
        access.dismiss(session, person_id, Role.MEMBER, here, clock)
    bodies.end_all(session, person_id, clock)
    member = find_member(session, person_id)
    if member is not None and member.until is None:
        member.until = clock.now()
    session.flush()
    claims.remove_member(session, person_id, clock, is_told=is_told)
    standing_down.stand_down(session, person_id, clock)
