"""Who may do what with one case: by their role in its area, or as their unit or they have it.

Whom a case complains about may do nothing with it, whatever they are (回避).
"""

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from models.access import (
    CLAIMANT_ACTIONS,
    GRANTS,
    UNIT_ACTIONS,
    Action,
    Appointment,
    Role,
)
from models.cases import Case
from models.errors import NotAllowed
from models.following import Recusal
from models.units import Unit
from services.areas import areas
from services.case_offers import claimants
from services.office import access

HOLDS = Action.RETURN_CASE
"""Who may give a case back may have it in hand: staff, its unit, the member who claimed it."""


def may(session: Session, person_id: int, action: Action, case: Case) -> bool:
    """Tell whether somebody may do this with a case: of the office, its unit, or its claimant."""
    if is_recused(session, case, person_id):
        return False
    if access.may(session, person_id, action, areas.area_of(session, case.area_id)):
        return True
    if action in UNIT_ACTIONS and person_id in list_liaisons(session, case.unit_id):
        return True
    is_theirs = action in CLAIMANT_ACTIONS and case.owner_id == person_id
    return is_theirs and claimants.claimant_of(session, case) == person_id


def list_actions(
    session: Session, person_ids: Collection[int], case: Case
) -> Mapping[int, frozenset[Action]]:
    """Give all that each of some people may do with a case, in as few statements as for one."""
    area = areas.area_of(session, case.area_id)
    held = session.exec(
        select(Appointment.person_id, col(Appointment.role)).where(
            col(Appointment.person_id).in_(person_ids),
            col(Appointment.until).is_(None),
            col(Appointment.area_id).in_(areas.ids_upward(area)),
        )
    ).all()
    actions = dict.fromkeys(person_ids, GRANTS[Role.RESIDENT])
    for person_id, role in held:
        actions[person_id] |= GRANTS[role]
    for person_id in actions.keys() & list_liaisons(session, case.unit_id):
        actions[person_id] |= UNIT_ACTIONS
    if case.owner_id in actions and claimants.claimant_of(session, case) == case.owner_id:
        actions[case.owner_id] |= CLAIMANT_ACTIONS
    nothing: frozenset[Action] = frozenset()
    return actions | dict.fromkeys(actions.keys() & list_recused(session, case), nothing)


def require(session: Session, person_id: int, action: Action, case: Case) -> None:
    """Refuse what somebody may not do with a case.

    Raises:
        NotAllowed: not_allowed.
    """
    if not may(session, person_id, action, case):
        area = areas.area_of(session, case.area_id)
        raise NotAllowed("not_allowed", action=action, area=area.name)


def is_recused(session: Session, case: Case, person_id: int) -> bool:
    """Tell whether a case is kept from somebody it complains about."""
    return person_id in list_recused(session, case)


def list_recused(session: Session, case: Case) -> frozenset[int]:
    """List from whom a case is kept."""
    found = session.exec(select(Recusal.person_id).where(Recusal.case_id == case.id))
    return frozenset(found)


def list_kept(session: Session, case_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Tell which of these cases are kept from anybody, and from whom."""
    if not case_ids:
        return {}
    found: dict[int, frozenset[int]] = {}
    rows = select(Recusal.case_id, Recusal.person_id).where(col(Recusal.case_id).in_(case_ids))
    for case_id, person_id in session.exec(rows):
        found[case_id] = found.get(case_id, frozenset()) | {person_id}
    return found


def list_liaisons(session: Session, unit_id: int | None) -> list[int]:
    """List who speaks for a unit; nobody does for one that has ended."""
    if unit_id is None:
        return []
    found = session.exec(
        select(Appointment.person_id)
        .join(Unit, col(Unit.id) == Appointment.unit_id)
        .where(
            Appointment.unit_id == unit_id,
            col(Unit.ended_at).is_(None),
            Appointment.role == Role.LIAISON,
            col(Appointment.until).is_(None),
        )
        .order_by(col(Appointment.id))
    )
    return list(dict.fromkeys(found))


def list_spoken_for(session: Session, person_id: int) -> Sequence[int]:
    """List the units in force for which somebody speaks."""
    return session.exec(
        select(Unit.id)
        .join(Appointment, col(Appointment.unit_id) == Unit.id)
        .where(
            Appointment.person_id == person_id,
            Appointment.role == Role.LIAISON,
            col(Appointment.until).is_(None),
            col(Unit.ended_at).is_(None),
        )
    ).all()
