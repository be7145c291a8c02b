"""Who of the office can be told about a case: present, reachable, and not kept from it."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from models.access import Action
from models.cases import Case
from services import absences, access, areas, people, permits


def only_reachable(
    session: Session, case: Case, person_ids: Iterable[int], besides: Iterable[int] = ()
) -> Sequence[int]:
    """Leave out the reporter, who is away or cannot be reached, and who may not know of it."""
    kept_out = {case.reporter_id, *besides, *permits.list_recused(session, case)}
    present = absences.only_present(session, dict.fromkeys(person_ids))
    others = [person_id for person_id in present if person_id not in kept_out]
    reached = people.list_reachable(session, others) if others else set[int]()
    return [person_id for person_id in others if person_id in reached]


def nearest(
    session: Session, case: Case, action: Action, besides: Iterable[int] = ()
) -> Sequence[int]:
    """List who may do this at the nearest level where anybody can be told: here, else above."""
    here = areas.area_of(session, case.area_id)
    for holders in access.list_upward(session, action, here):
        if found := only_reachable(session, case, holders, besides):
            return found
    return []


def at_street(session: Session, case: Case, action: Action) -> Sequence[int]:
    """List who may do this for the whole street and can be told."""
    street = areas.get_street(session)
    levels = access.list_upward(session, action, street)
    return only_reachable(session, case, (each for held in levels for each in held))


def administrators(session: Session, case: Case) -> Sequence[int]:
    """List the administrators who can be told: the end of every way up."""
    return only_reachable(session, case, access.list_administrators(session))
