"""Outages: many reports of water, power, gas or heat that is off in one place are one card."""

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.cases import UNANSWERED, Case, Status
from models.categories import WITHIN_A_DAY
from models.errors import Conflict, NotFound
from models.following import Outage, OutageCase
from services.areas import areas
from services.casework import alerts, permits
from services.clock import Clock
from services.delivery import cards
from services.store import insert_missing, lock, lock_all
from services.triage import joining, outage_cards, triage
from services.wording import squeeze

ENOUGH = 3
"""Open reports in one place that are an outage; the first two were told singly."""

WITHIN = timedelta(hours=6)
"""How close together they lie, and how long after the last one another still belongs."""

IS_OFF = re.compile(
    r"[停断](?:了|着|过)?(?:自来水|水|电|燃气|煤气|天然气|气|暖气|暖|供)|没(?:有|了)?(?:自来水|水|电|燃气|煤气|天然气|气|暖气)"
    r"|不(?:来|出|供|通)(?:水|电|气|暖)|来(?:水|电|气)|跳闸|打不着火|(?:暖气|家里)[^,。]{0,4}(?:不热|冰凉)"
)
"""Words that say that something is off; a blocked drain is water too, and no outage."""


def tell_new(
    session: Session, case: Case, said: tuple[str, str], attached: Sequence[int], clock: Clock
) -> Sequence[int]:
    """Tell whoever handles a new case; one more report of an outage is shown on its card.

    Args:
        session: the open transaction.
        case: stored just now.
        said: the reporter's words, and the place in their words.
        attached: photos and voices that came with it.
        clock: tells the time.

    Returns:
        Whom.
    """
    words, place = said
    if case.category in WITHIN_A_DAY:
        stored = lock_all(session, Case, [case.id])[0]
        if told := take_in(session, stored, words, clock):
            cards.show_new(session, stored, clock, is_of_many=True)
            return told
    told = alerts.tell_responsible(session, case, words, place, clock, attached=attached)
    cards.show_new(session, case, clock)
    return told


def take_in(session: Session, case: Case, words: str, clock: Clock) -> Sequence[int]:
    """Show a new report on the card of the outage it belongs to; give who has that card.

    Nobody, when there is none: it is told singly then. So is what cannot wait for more than the
    outage itself.
    """
    if not IS_OFF.search(squeeze(words)):
        return ()
    here = areas.area_of(session, case.area_id)
    places = [it for it in (areas.estate_of(session, here), areas.grid_of(session, here)) if it]
    if not places:
        return ()
    lock(session, Area, places[-1].id)  # of two third reports one begins the outage
    outage = _find(session, case, here, clock) or _begin(session, case, places, clock)
    if outage is None:
        return ()
    lock_all(session, Case, [outage.first_case_id])
    outage = _lock(session, outage)
    row = {"outage_id": outage.id, "case_id": case.id}
    insert_missing(session, OutageCase, [row])
    outage.last_at = clock.now()
    session.flush()
    if _is_merging(session, outage):
        joining.join(session, case, session.get_one(Case, outage.first_case_id), clock)
    responsible = list(alerts.find_responsible(session, case))
    told = outage_cards.show(session, outage, responsible, clock)
    return () if _is_pressing(case, words) else told


def merge_outage(session: Session, outage_id: int, actor_id: int, clock: Clock) -> tuple[int, str]:
    """Merge all reports of an outage into the first, and from now on those that follow.

    Returns:
        How many were merged, and the number of the one that is handled.

    Raises:
        NotFound, NotAllowed: not theirs to merge.
        Conflict: outage_over.
    """
    seen = get_outage(session, outage_id, actor_id)
    ids = [case.id for case in outage_cards.list_cases(session, seen)]
    locked = lock_all(session, Case, [seen.first_case_id, *ids])
    outage = _lock(session, seen)
    if outage.ended_at is not None:
        raise Conflict("outage_over")
    found = [
        case
        for case in locked
        if case.id in ids and permits.may(session, actor_id, Action.MERGE_CASE, case)
    ]
    waiting = [case for case in found if case.status in UNANSWERED]
    parent = next((case for case in waiting if not case.is_private), None)
    if parent is None:
        raise Conflict("outage_over")
    before = session.get_one(Case, outage.first_case_id)
    if before in waiting and not before.is_private:
        parent = before
    outage.first_case_id = parent.id
    others = [case for case in waiting if case.id != parent.id]
    for case in others:
        joining.join(session, case, parent, clock, actor_id=actor_id)
    session.flush()
    outage_cards.show(session, outage, [], clock)
    return len(others), parent.number


def get_outage(session: Session, outage_id: int, actor_id: int) -> Outage:
    """Give an outage, not locked, to somebody who may merge its reports.

    Raises:
        NotFound: case_unknown.
        NotAllowed: not_allowed.
    """
    outage = session.get(Outage, outage_id)
    if outage is None:
        raise NotFound("case_unknown")
    first = session.get_one(Case, outage.first_case_id)
    permits.require(session, actor_id, Action.MERGE_CASE, first)
    return outage


def _lock(session: Session, outage: Outage) -> Outage:
    """Lock an outage; its cases are locked before it, as by whoever answers one of them."""
    return lock(session, Outage, outage.id) or outage


def _find(session: Session, case: Case, here: Area, clock: Clock) -> Outage | None:
    """Find the outage that a report belongs to: lately added to, or merged and not answered."""
    found = session.exec(
        select(Outage)
        .where(
            Outage.category == case.category,
            col(Outage.area_id).in_(areas.ids_upward(here)),
            col(Outage.ended_at).is_(None),
        )
        .order_by(col(Outage.id).desc())
    ).all()
    since = clock.now() - WITHIN
    return next((it for it in found if it.last_at >= since or _is_merging(session, it)), None)


def _begin(session: Session, case: Case, places: Sequence[Area], clock: Clock) -> Outage | None:
    """Begin an outage where enough reports lie together: an estate, else the grid."""
    for place in places:
        reports = _reports(session, case, place, clock)
        if len(reports) < ENOUGH:
            continue
        first = next((each for each in reports if not each.is_private), reports[0])
        outage = Outage(
            area_id=place.id,
            category=case.category,
            first_case_id=first.id,
            began_at=reports[0].reported_at,
            last_at=clock.now(),
        )
        session.add(outage)
        session.flush()
        rows = [{"outage_id": outage.id, "case_id": each.id} for each in reports]
        insert_missing(session, OutageCase, rows)
        return outage
    return None


def _reports(session: Session, case: Case, place: Area, clock: Clock) -> Sequence[Case]:
    """List the open reports of this kind there that belong to no outage yet, oldest first."""
    found = session.exec(
        select(Case)
        .join(Area, col(Area.id) == Case.area_id)
        .outerjoin(OutageCase, col(OutageCase.case_id) == Case.id)
        .where(
            Case.category == case.category,
            col(Case.status).in_(UNANSWERED),
            Case.reported_at >= clock.now() - WITHIN,
            col(Area.path).startswith(place.path, autoescape=True),
            col(OutageCase.id).is_(None),
        )
        .order_by(col(Case.id))
    ).all()
    return [it for it in found if IS_OFF.search(squeeze(alerts.words_of(session, it)[0]))]


def _is_merging(session: Session, outage: Outage) -> bool:
    """Tell whether its reports are merged, and the one that is handled still waits."""
    first = session.get_one(Case, outage.first_case_id)
    if first.status not in UNANSWERED or first.is_private:
        return False
    merged = select(Case.id).where(Case.merged_into_id == first.id, Case.status == Status.MERGED)
    return session.exec(merged.limit(1)).first() is not None


def _is_pressing(case: Case, words: str) -> bool:
    """Tell whether somebody may come to harm by more than that it is off."""
    if not case.is_urgent:
        return False
    said = squeeze(words)
    return triage.guess_urgency(IS_OFF.sub("", said)) or not triage.guess_urgency(said)
