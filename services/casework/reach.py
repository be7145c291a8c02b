"""Who of the office can be told about a case: present, reachable, and not kept from it."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session

from models.access import Action
from models.areas import Area
from models.cases import Case, Status
from services.areas import areas
from services.casework import offers, permits
from services.identity import people
from services.office import absences, access


def only_reachable(
    session: Session, case: Case, person_ids: Iterable[int], besides: Iterable[int] = ()
) -> Sequence[int]:
    """Leave out the reporter, who is away or cannot be reached, and who may not know of it."""
    kept_out = {case.reporter_id, *besides, *permits.list_recused(session, case)}
    return _only_told(session, person_ids, kept_out)


def find_responsible(
    session: Session, case: Case, besides: int | None = None, unheard: Collection[int] = ()
) -> Sequence[int]:
    """Give who is told of a case, as alerts.py says; who is away, where nobody else can be.

    `unheard` are those whom word of it does not reach now.
    """
    away = absences.list_away(session)
    found = _find(session, case, besides, {*away, *unheard})
    if found or not away:
        return found
    return _find(session, case, besides, unheard)


def who_has(session: Session, case: Case) -> int | None:
    """Give who has a case, or stands in for them; None unless they are here and may see it."""
    owner_id = offers.owner_in_office(session, case)
    whom = None if owner_id is None else absences.in_place_of(session, owner_id)
    return whom if whom is not None and _may_see(session, case, whom) else None


def with_who_had_it(session: Session, case: Case, had_it: int | None) -> Sequence[int]:
    """Give who is told that a case is done again: who is responsible, and who had it before."""
    told = {*find_responsible(session, case)}
    if had_it is not None and _may_see(session, case, had_it):
        told.add(had_it)
    return sorted(told)


def _may_see(session: Session, case: Case, person_id: int) -> bool:
    return permits.may(session, person_id, Action.VIEW_CASE, case)


def nearest(
    session: Session, case: Case, action: Action, besides: Iterable[int] = ()
) -> Sequence[int]:
    """List who may do this at the nearest level where anybody can be told: here, else above."""
    kept_out = {case.reporter_id, *besides, *permits.list_recused(session, case)}
    return nearest_told(session, areas.area_of(session, case.area_id), action, kept_out)


def nearest_told(
    session: Session, area: Area, action: Action, kept_out: Collection[int | None]
) -> Sequence[int]:
    """List the nearest who may do this here, are present and can be told; nobody else."""
    levels = access.list_upward(session, action, area)
    told = (_only_told(session, holders, kept_out) for holders in levels)
    return next(filter(None, told), list[int]())


def nearest_to_decide(
    session: Session, area: Area, action: Action, kept_out: Collection[int | None]
) -> Sequence[int]:
    """List whom something waits for: the nearest who may and can be told.

    Where nobody can be told, it waits for the nearest who may.
    """
    if told := nearest_told(session, area, action, kept_out):
        return told
    levels = access.list_upward(session, action, area)
    allowed = ([it for it in holders if it not in kept_out] for holders in levels)
    return next(filter(None, allowed), list[int]())


def at_street(session: Session, case: Case, action: Action) -> Sequence[int]:
    """List who may do this for the whole street and can be told."""
    street = areas.get_street(session)
    levels = access.list_upward(session, action, street)
    return only_reachable(session, case, (each for held in levels for each in held))


def administrators(session: Session, case: Case) -> Sequence[int]:
    """List the administrators who can be told: the end of every way up."""
    return only_reachable(session, case, access.list_administrators(session))


def _only_told(
    session: Session, person_ids: Iterable[int], kept_out: Collection[int | None]
) -> Sequence[int]:
    present = absences.only_present(session, dict.fromkeys(person_ids))
    others = [person_id for person_id in present if person_id not in kept_out]
    reached = people.list_reachable(session, others) if others else set[int]()
    return [person_id for person_id in others if person_id in reached]


def _find(session: Session, case: Case, besides: int | None, away: Iterable[int]) -> Sequence[int]:
    action = Action.RECEIVE_BACKLOG if case.returns else Action.RECEIVE_ALERTS
    here = areas.area_of(session, case.area_id)
    recused = permits.list_recused(session, case)
    kept_out = {case.reporter_id, besides, *recused, *away}
    tried: set[int] = set()
    if case.status is Status.ASSIGNED and case.owner_id is None:
        unit = [it for it in permits.list_liaisons(session, case.unit_id) if it not in kept_out]
        reached = people.list_reachable(session, unit)
        if reachable := [it for it in unit if it in reached]:
            return reachable
    for area_id in areas.ids_upward(here):
        found = access.find_responsible(session, areas.area_of(session, area_id), action)
        others = [it for it in found if it not in kept_out]
        if not tried.issuperset(others):
            tried.update(others)
            reached = people.list_reachable(session, others)
            if reachable := [it for it in others if it in reached]:
                return reachable
    if not recused:
        return []
    watching = access.list_holders(session, Action.OVERSEE, here)  # all others are complained of
    return [it for it in watching if it not in kept_out]
