"""Who may do what where: appointments, and the questions asked of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.access import GRANTS, Action, Appointment, Role
from models.areas import Area
from models.base import table
from models.duty import Absence
from models.errors import Conflict, NotAllowed, NotFound
from services.areas.areas import ids_upward
from services.clock import Clock
from services.office.absences import AWAY
from services.store import insert_missing


def roles_of(session: Session, person_id: int) -> Sequence[tuple[Role, Area]]:
    """List what somebody is, and where."""
    found = session.exec(
        select(col(Appointment.role), Area)
        .join(Area, col(Area.id) == Appointment.area_id)
        .where(Appointment.person_id == person_id, col(Appointment.until).is_(None))
        .order_by(col(Appointment.id))
    ).all()
    return [(role, area) for role, area in found]


def may(session: Session, person_id: int, action: Action, area: Area) -> bool:
    """Tell whether somebody may do this here; what residents may, everybody may."""
    if action in GRANTS[Role.RESIDENT]:
        return True
    held = _appointed(session, {action}, area)
    return any(each.person_id == person_id for each in held)


def require(session: Session, person_id: int, action: Action, area: Area) -> None:
    """Refuse what somebody may not do here.

    Raises:
        NotAllowed: not_allowed.
    """
    if not may(session, person_id, action, area):
        raise NotAllowed("not_allowed", action=action, area=area.name)


def areas_where(session: Session, person_id: int, action: Action) -> Sequence[Area]:
    """List the areas in which, and below which, somebody may do this by appointment."""
    return session.exec(
        select(Area)
        .where(
            col(Area.id).in_(
                select(col(Appointment.area_id)).where(
                    Appointment.person_id == person_id,
                    col(Appointment.until).is_(None),
                    col(Appointment.role).in_(roles_that_may(action)),
                )
            )
        )
        .order_by(col(Area.id))
    ).all()


def require_somewhere(session: Session, person_id: int, action: Action) -> Sequence[Area]:
    """Give the areas in which somebody may do this; refuse who may nowhere.

    Raises:
        NotAllowed: not_allowed.
    """
    held = areas_where(session, person_id, action)
    if not held:
        raise NotAllowed("not_allowed", action=action)
    return held


def list_holders(session: Session, action: Action, area: Area) -> Sequence[int]:
    """List who may do this at the nearest level that has anybody: here, else one level up."""
    appointed = _appointed(session, {action}, area)
    for area_id in ids_upward(area):
        if here := _once(each.person_id for each in appointed if each.area_id == area_id):
            return here
    return []


def list_appointed(session: Session, action: Action, area: Area) -> Sequence[tuple[int, Role]]:
    """List who may do this here or above and as what, the nearest level first."""
    return [(person_id, role) for person_id, role, _ in list_posts(session, action, area)]


def list_posts(session: Session, action: Action, area: Area) -> Sequence[tuple[int, Role, int]]:
    """List them with the ids of the areas that they were appointed for."""
    upward = ids_upward(area)
    held = sorted(_appointed(session, {action}, area), key=lambda each: upward.index(each.area_id))
    return [(each.person_id, each.role, each.area_id) for each in held]


def find_responsible(session: Session, area: Area, action: Action) -> Sequence[int]:
    """List who answers for this here: never nobody, as long as anybody at all is appointed.

    At each level those who hold the action, else those who take what nobody else does; then
    one level up; at last the administrators.
    """
    both = {action, Action.RECEIVE_BACKLOG}
    appointed = _appointed(session, both, area)
    for area_id in ids_upward(area):
        here = [each for each in appointed if each.area_id == area_id]
        for wanted in (action, Action.RECEIVE_BACKLOG):
            if people := _once(each.person_id for each in here if wanted in GRANTS[each.role]):
                return people
    return list_administrators(session)


def list_upward(session: Session, action: Action, area: Area) -> Sequence[Sequence[int]]:
    """List who may do this here, then one level up, and so on; levels without anybody left out."""
    return list_upward_from(session, action, [area])[area.id]


def list_upward_from(
    session: Session, action: Action, places: Collection[Area]
) -> Mapping[int, Sequence[Sequence[int]]]:
    """List the same for some places, by their ids, in one statement."""
    appointed = _appointed(session, {action}, *places)
    found: dict[int, Sequence[Sequence[int]]] = {}
    for area in places:
        levels = (
            _once(each.person_id for each in appointed if each.area_id == area_id)
            for area_id in ids_upward(area)
        )
        found[area.id] = [level for level in levels if level]
    return found


def list_administrators(session: Session) -> Sequence[int]:
    """List the administrators of the street."""
    return _once(
        session.exec(
            select(Appointment.person_id)
            .where(Appointment.role == Role.ADMIN, col(Appointment.until).is_(None))
            .order_by(col(Appointment.id))
        )
    )


def is_anybody(session: Session, action: Action) -> bool:
    """Tell whether somebody anywhere may do this by appointment."""
    found = session.exec(
        select(col(Appointment.id))
        .where(col(Appointment.until).is_(None), col(Appointment.role).in_(roles_that_may(action)))
        .limit(1)
    ).first()
    return found is not None


def appoint(  # noqa: PLR0913 - who is what, where, for whom
    session: Session,
    person_id: int,
    role: Role,
    area: Area,
    clock: Clock,
    title: str = "",
    *,
    unit_id: int | None = None,
) -> Appointment:
    """Give somebody a role in an area; who holds it already keeps it.

    Raises:
        Conflict: liaison_elsewhere; they speak for another unit there.
    """
    row = {
        "person_id": person_id,
        "role": role,
        "area_id": area.id,
        "title": title,
        "since": clock.now(),
        "unit_id": unit_id,
    }
    insert_missing(session, Appointment, [row])
    held = _held(session, person_id, role, area)
    held.absence_id = None  # what was held in somebody's stead is now theirs
    if unit_id is not None and held.unit_id != unit_id:
        if held.unit_id is not None:
            raise Conflict("liaison_elsewhere", area=area.name)
        held.unit_id = unit_id
        session.flush()
    return held


def find_own(session: Session, person_id: int, role: Role, area: Area) -> Appointment | None:
    """Find the role that somebody holds in an area, in nobody's stead."""
    return session.exec(
        select(Appointment).where(
            Appointment.person_id == person_id,
            Appointment.role == role,
            Appointment.area_id == area.id,
            col(Appointment.until).is_(None),
            col(Appointment.absence_id).is_(None),
        )
    ).first()


def dismiss(session: Session, person_id: int, role: Role, area: Area, clock: Clock) -> None:
    """End somebody's role in an area.

    Raises:
        NotFound: appointment_unknown.
    """
    appointment = _held(session, person_id, role, area)
    appointment.until = clock.now()
    session.flush()
    _end_in_stead(session, person_id, appointment, clock)
    _stand_in_no_more(session, person_id, clock)


def roles_that_may(action: Action) -> Sequence[Role]:
    """List the roles that permit an action."""
    return [role for role, actions in GRANTS.items() if action in actions]


def _end_in_stead(session: Session, person_id: int, ended: Appointment, clock: Clock) -> None:
    """Who stood in for somebody holds no longer what they hold no longer."""
    open_absences = select(col(Absence.id)).where(
        Absence.person_id == person_id, col(Absence.ended_at).is_(None)
    )
    session.connection().execute(
        update(_APPOINTMENTS)
        .where(
            _APPOINTMENTS.c.absence_id.in_(open_absences),
            _APPOINTMENTS.c.role == ended.role,
            _APPOINTMENTS.c.area_id == ended.area_id,
            _APPOINTMENTS.c.until.is_(None),
        )
        .values(until=clock.now())
    )


def _stand_in_no_more(session: Session, person_id: int, clock: Clock) -> None:
    """Who has no post of their own any more stands in for nobody."""
    staff = (*roles_that_may(Action.VIEW_CASE), Role.LIAISON)
    held = session.exec(
        select(Appointment).where(
            Appointment.person_id == person_id,
            col(Appointment.role).in_(staff),
            col(Appointment.until).is_(None),
        )
    ).all()
    if any(each.absence_id is None for each in held):
        return
    for each in held:
        each.until = clock.now()
    for absence in session.exec(
        select(Absence).where(Absence.stand_in_id == person_id, col(Absence.ended_at).is_(None))
    ):
        absence.stand_in_id = None
    session.flush()
    AWAY.has_changed(session)


def _held(session: Session, person_id: int, role: Role, area: Area) -> Appointment:
    found = session.exec(
        select(Appointment).where(
            Appointment.person_id == person_id,
            Appointment.role == role,
            Appointment.area_id == area.id,
            col(Appointment.until).is_(None),
        )
    ).first()
    if found is None:
        raise NotFound("appointment_unknown", role=role, area=area.name)
    return found


class _Held(NamedTuple):
    person_id: int
    role: Role
    area_id: int


def _appointed(session: Session, actions: set[Action], *places: Area) -> Sequence[_Held]:
    roles = [role for role, granted in GRANTS.items() if actions & granted]
    wanted = {"roles": roles, "areas": [*{it for area in places for it in ids_upward(area)}]}
    return [_Held(*row) for row in session.connection().execute(_IN_FORCE, wanted)]


def _once(person_ids: Iterable[int]) -> Sequence[int]:
    return list(dict.fromkeys(person_ids))


_APPOINTMENTS = table(Appointment)
_IN_FORCE = (
    select_columns(_APPOINTMENTS.c.person_id, _APPOINTMENTS.c.role, _APPOINTMENTS.c.area_id)
    .where(
        _APPOINTMENTS.c.until.is_(None),
        _APPOINTMENTS.c.role.in_(bindparam("roles", expanding=True)),
        _APPOINTMENTS.c.area_id.in_(bindparam("areas", expanding=True)),
    )
    .order_by(_APPOINTMENTS.c.id)
)
