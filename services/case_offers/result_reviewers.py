"""Who is shown what a member did about a claimed case, so that they answer with it."""

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, select

from models.access import Action
from models.case_offers import CaseOffer
from models.cases import Case
from services.areas import areas
from services.case_offers import offered
from services.casework import alerts, permits, todo
from services.delivery.messages import Choice, Command
from services.identity import people
from services.office import absences, access
from services.texts.casework import case_offers as texts

LISTED = 10
"""Results that are shown at once, each with a button."""


def list_reviewers(session: Session, case: Case, offer: CaseOffer) -> Sequence[int]:
    """List who is shown a result: who offered the case, else the nearest who may answer it."""
    return find_reviewers(session, [(offer, case)])[offer.id]


def find_reviewers(
    session: Session, found: Sequence[tuple[CaseOffer, Case]]
) -> Mapping[int, Sequence[int]]:
    """Give that for each of some offers, by their ids, in as few statements as for one."""
    if not found:
        return {}
    places = {case.area_id: areas.area_of(session, case.area_id) for _, case in found}
    able = access.list_upward_from(session, Action.ANSWER_CASE, places.values())
    everybody = {it for levels in able.values() for level in levels for it in level}
    reached = people.list_reachable(session, [*everybody]) if everybody else set[int]()
    present = set(absences.only_present(session, reached))
    kept = permits.list_kept(session, [case.id for _, case in found])
    shown: dict[int, Sequence[int]] = {}
    for offer, case in found:
        told = present - {case.reporter_id, offer.claimed_by, *kept.get(case.id, ())}
        shown[offer.id] = _first_told(
            _by_turns(absences.in_place_of(session, offer.offered_by), able[case.area_id]), told
        ) or alerts.find_responsible(session, case, besides=offer.claimed_by)
    return shown


def list_to_review(session: Session, person_id: int) -> Sequence[Choice]:
    """List the results that wait for somebody, the oldest first, each as a press."""
    found = session.exec(
        select(CaseOffer, Case)
        .join(Case, col(Case.id) == CaseOffer.case_id)
        .where(
            col(CaseOffer.proposed_at).is_not(None),
            col(CaseOffer.ended_at).is_(None),
            todo.lies_below(session, person_id, Action.ANSWER_CASE),
        )
        .order_by(col(CaseOffer.proposed_at), col(CaseOffer.id))
    ).all()
    live = offered.list_live(session, found)
    reviewers = find_reviewers(session, live)
    return [
        Choice(texts.REVIEW_LABEL(number=case.number), Command("review_result", {"case": case.id}))
        for offer, case in live
        if person_id in reviewers[offer.id]
    ][:LISTED]


def _by_turns(first: int | None, levels: Sequence[Sequence[int]]) -> Iterable[Sequence[int]]:
    """Give who offered a case, where they may answer it still, then one level after another."""
    may = any(first in level for level in levels)
    return ([first], *levels) if may and first is not None else levels


def _first_told(turns: Iterable[Sequence[int]], told: set[int]) -> Sequence[int]:
    able = ([it for it in turn if it in told] for turn in turns)
    return next(filter(None, able), list[int]())
