"""Giving and ending roles at the desk: where somebody may, and never above their own.

Nobody gives themselves a role, and the administrators are told of each that was given.

What an operator does on the machine itself (`minqing invite`, `minqing staff`) asks nobody.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, col, or_, select

from models.access import GRANTS, Action, Appointment, Invitation, Role
from models.areas import Area
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.people import Person
from models.units import Unit
from services.areas import areas
from services.clock import Clock
from services.identity import invitations
from services.office import access, appointment_notes, leaving_office, staff, units
from services.store import lock

RANKS: Mapping[Role, int] = {
    Role.VOLUNTEER: 1,
    Role.BUILDING_HEAD: 1,
    Role.INFORMANT: 1,
    Role.GRID_MANAGER: 2,
    Role.CLERK: 3,
    Role.OFFICER: 4,
    Role.SUPERVISOR: 5,  # officers do not choose who looks at their work
    Role.ADMIN: 5,
}
"""What is given at the desk, the higher above the lower. Residents have nothing; members come by
the roll, and liaisons with a unit."""

MOST_CODES = 50
LISTED = 500


class Open(NamedTuple):
    """An invitation that nobody used yet, and where it leads; a liaison's to a unit."""

    invitation: Invitation
    area: Area
    unit: str


def list_scopes(session: Session, actor_id: int) -> Sequence[Area]:
    """List where somebody gives roles; nothing stands below another of them.

    Raises:
        NotAllowed: not_allowed; nowhere.
    """
    found = access.areas_where(session, actor_id, Action.APPOINT)
    if not found:
        raise NotAllowed("not_allowed", action=Action.APPOINT, area="")
    return [
        it
        for it in found
        if not any(it.path.startswith(other.path) for other in found if other.id != it.id)
    ]


def roles_to_give(session: Session, actor_id: int) -> Sequence[Role]:
    """List the roles that somebody may give anywhere, the lowest first."""
    return [role for role, rank in RANKS.items() if rank <= _rank(session, actor_id, None)]


def list_posts(session: Session, actor_id: int) -> Sequence[staff.Post]:
    """List who is what where somebody gives roles.

    Raises:
        NotAllowed: not_allowed.
    """
    return [
        post
        for scope in list_scopes(session, actor_id)
        for post in staff.list_posts(session, scope)
        if post.role in RANKS
    ]


def list_places(session: Session, actor_id: int) -> Sequence[Area]:
    """List the areas for which somebody gives roles.

    Raises:
        NotAllowed: not_allowed.
    """
    scopes = list_scopes(session, actor_id)
    return [
        area
        for area in areas.list_areas(session)
        if any(area.path.startswith(scope.path) for scope in scopes)
    ]


def give(
    session: Session, actor_id: int, person_id: int, role: Role, area: Area, clock: Clock
) -> Appointment:
    """Give another role to somebody who has one where one's own roles reach.

    Who has it keeps it, and nobody is told again.

    Raises:
        NotAllowed: not_allowed or role_above_own.
        NotFound: person_unknown; they have none there.
        Conflict: own_role; somebody else gives it.
    """
    require(session, actor_id, role, area)
    if person_id == actor_id:
        raise Conflict("own_role")
    lock(session, Person, person_id)  # the same twice at once waits here
    if all(post.number != person_id for post in list_posts(session, actor_id)):
        raise NotFound("person_unknown")
    if (held := access.find_own(session, person_id, role, area)) is not None:
        return held
    appointment_notes.tell(session, actor_id, person_id, role, area, clock)
    return access.appoint(session, person_id, role, area, clock)


def end(
    session: Session, actor_id: int, person_id: int, role: Role, area: Area, clock: Clock
) -> None:
    """End somebody's role; whoever may take up what they had in hand is told.

    Raises:
        NotAllowed: not_allowed or role_above_own.
        NotFound: appointment_unknown.
        Conflict: own_role; somebody else ends it.
    """
    require(session, actor_id, role, area)
    if person_id == actor_id:
        raise Conflict("own_role")
    lock(session, Person, person_id)  # as above
    access.dismiss(session, person_id, role, area, clock)
    leaving_office.tell_of_left_cases(session, person_id, clock)


def invite(
    session: Session, actor_id: int, role: Role, area: Area, count: int, clock: Clock
) -> Sequence[str]:
    """Make codes that give a role, each to one person.

    Raises:
        NotAllowed: not_allowed or role_above_own.
        Invalid: codes_at_once.
    """
    require(session, actor_id, role, area)
    _check_count(count)
    return invitations.invite(session, role, area, clock, count, made_by=actor_id)


def list_units(session: Session, actor_id: int) -> Sequence[Unit]:
    """List the units in force for which somebody may invite a liaison.

    Raises:
        NotAllowed: not_allowed; nowhere.
    """
    paths = [it.path for it in list_scopes(session, actor_id)]
    return [
        unit
        for unit in units.list_units(session)
        if any(units.place_of(session, unit).path.startswith(path) for path in paths)
    ]


def invite_liaison(
    session: Session, actor_id: int, unit_id: int, count: int, clock: Clock
) -> tuple[Sequence[str], Unit]:
    """Make codes, each for one person who then speaks for a unit; give the unit too.

    What is handed to a unit its liaisons see wherever it lies: who gives roles in all of where
    the unit takes part may invite them.

    Raises:
        NotFound: unit_unknown; there is none in force.
        NotAllowed: not_allowed.
        Invalid: codes_at_once.
    """
    unit = units.unit_of(session, unit_id)
    where = units.place_of(session, unit)
    access.require(session, actor_id, Action.APPOINT, where)
    if unit.ended_at is not None:
        raise NotFound("unit_unknown", code=unit.code)
    _check_count(count)
    role = Role.LIAISON
    codes = invitations.invite(
        session, role, where, clock, count, unit_id=unit.id, made_by=actor_id
    )
    return codes, unit


def list_open(session: Session, actor_id: int, clock: Clock) -> Sequence[Open]:
    """List the invitations that can still be used, the newest first.

    Raises:
        NotAllowed: not_allowed.
    """
    below = [col(Area.path).startswith(it.path) for it in list_scopes(session, actor_id)]
    found = session.exec(
        select(Invitation, Area)
        .join(Area, col(Area.id) == Invitation.area_id)
        .where(
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > clock.now(),
            or_(*below),
        )
        .order_by(col(Invitation.id).desc())
        .limit(LISTED)
    )
    return [Open(invitation, area, _unit(session, invitation)) for invitation, area in found]


def revoke(session: Session, actor_id: int, invitation_id: int, clock: Clock) -> None:
    """Let a code that nobody used give nothing any more.

    Raises:
        NotFound: invitation_unknown.
        NotAllowed: not_allowed or role_above_own.
        Conflict: invitation_used or invitation_expired.
    """
    invitation = lock(session, Invitation, invitation_id)
    if invitation is None:
        raise NotFound("invitation_unknown")
    area = areas.area_of(session, invitation.area_id)
    access.require(session, actor_id, Action.APPOINT, area)
    if invitation.role in RANKS:
        require(session, actor_id, invitation.role, area)
    if invitation.used_at is not None:
        raise Conflict("invitation_used")
    if invitation.expires_at <= clock.now():
        raise Conflict("invitation_expired")
    invitation.expires_at = clock.now()
    session.flush()


def _unit(session: Session, invitation: Invitation) -> str:
    unit_id = invitation.unit_id
    return "" if unit_id is None else units.unit_of(session, unit_id).name


def require(session: Session, actor_id: int, role: Role, area: Area) -> None:
    """Refuse who may not give a role here.

    Raises:
        NotAllowed: not_allowed or role_above_own.
    """
    access.require(session, actor_id, Action.APPOINT, area)
    if role not in RANKS or RANKS[role] > _rank(session, actor_id, area):
        raise NotAllowed("role_above_own")


def _check_count(count: int) -> None:
    if not 0 < count <= MOST_CODES:
        raise Invalid("codes_at_once", limit=MOST_CODES)


def _rank(session: Session, actor_id: int, area: Area | None) -> int:
    """Tell how high the highest role is with which somebody gives roles, here or anywhere."""
    ranks = (
        RANKS[role]
        for role, where in access.roles_of(session, actor_id)
        if Action.APPOINT in GRANTS[role] and (area is None or area.path.startswith(where.path))
    )
    return max(ranks, default=0)
