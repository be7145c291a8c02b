"""Putting a case before members and units (发布待认领), and who claims it.

Claiming hands the case over whole: the member is its owner until it is answered, given back or
not worked on for too long. Going back is no return (退回) of somebody's own work: it counts
neither towards the backstop nor against anybody, and moves no clock.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.case_offers import CaseOffer
from models.cases import Case, Status
from models.errors import Conflict, NotAllowed, NotFound
from models.posts import ShownAs
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.case_offers import claimants, offer_cards, offer_words, offered
from services.casework import alerts, assigning, lifecycle, permits, taking
from services.casework.cases import get_case, get_case_for
from services.casework.offers import owner_in_office
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.office import absences, access
from services.rules import rules_of
from services.store import lock
from services.texts.casework import case_offers as texts
from services.texts.casework import cases as case_texts
from services.texts.phrases import put_into_words


class Offered(NamedTuple):
    """What became of it: the offer, and before how many groups or members it was put."""

    offer_id: int
    number: str
    groups: int
    people: int


def check_may_offer(session: Session, case: Case, actor_id: int) -> None:
    """Refuse what may not be put before members now, before a word is written.

    Raises:
        NotAllowed: not_allowed.
        Conflict: offer_twice or offer_not_fit.
    """
    permits.require(session, actor_id, Action.OFFER_CASE, case)
    if claimants.find_open(session, case) is not None:
        raise Conflict("offer_twice", number=case.number)
    owner_id = owner_in_office(session, case)
    is_free = owner_id is None or absences.acts_for(session, actor_id, owner_id)
    if not is_free or not offered.may_be_offered(session, case):
        raise Conflict("offer_not_fit", number=case.number)


def offer_case(
    session: Session, case_id: int, actor_id: int, summary: str, clock: Clock
) -> Offered:
    """Put a case before members and units; until one claims it, it stays where it is.

    Raises:
        NotAllowed, Conflict, Invalid: as in `check_may_offer` and `offer_words.check_summary`.
    """
    case = get_case_for(session, case_id, actor_id, Action.OFFER_CASE)
    check_may_offer(session, case, actor_id)
    said = offer_words.check_summary(session, case, summary)
    post = offered.find_post(session, case)
    offer = CaseOffer(
        case_id=case.id,
        round=case.round,
        post_id=None if post is None else post.id,
        area_id=case.area_id,
        summary=said,
        offered_by=actor_id,
        offered_at=clock.now(),
    )
    session.add(offer)
    session.flush()
    if not claimants.OFFERED.get(session):
        claimants.OFFERED.has_changed(session)
    told: timeline.Told = {"words": put_into_words(texts.LINE_OFFERED()), "summary": said}
    timeline.append_line(session, case, Act.PROGRESSED, told, clock, actor_id=actor_id)
    shown = offer_cards.show(session, offer, case, clock)
    session.flush()
    return Offered(offer.id, case.number, shown.groups, shown.people)


def claim_case(
    session: Session,
    offer_id: int,
    person_id: int,
    clock: Clock,
    *,
    for_unit: bool = False,
    shown_as: ShownAs = ShownAs.COMRADE,
) -> CaseOffer:
    """Let the first who presses have a case; everybody else hears who has it.

    A liaison claims for their unit: `for_unit` where they were asked as that, else when they are
    no member around there.

    Raises:
        NotFound: offer_unknown.
        NotAllowed: not_allowed; no member around there, or whom the case complains about.
        Conflict: offer_taken, offer_yours, offer_own or offer_over.
    """
    case, offer = lock_both(session, offer_id)
    unit_id = _check_may_claim(session, case, offer, person_id, for_unit=for_unit)
    _check_is_free(session, case, offer, person_id)
    _take_in(session, case, person_id, clock)
    offer.claimed_by, offer.unit_id, offer.shown_as = person_id, unit_id, shown_as
    offer.claimed_at = clock.now()
    offer.return_at = offer.claimed_at + rules_of(session).case_claim_kept
    case.unit_id = unit_id
    taking.take_on(session, case, person_id, clock)
    outbox.cancel(session, alerts.subject(case.id))
    name = assigning.holder_in_full(session, case)
    taken_on = case_texts.TAKEN_ON(number=case.number, name=name, due=case.due_at)
    alerts.tell_reporter(session, case, taken_on, clock)
    if offer.offered_by != person_id:
        told = texts.WAS_CLAIMED(number=case.number, name=offer_cards.name_of(session, offer))
        outbox.tell(session, offer.offered_by, Saying((told,), case_id=case.id), clock)
    session.flush()
    return offer


def get_offer(session: Session, offer_id: int) -> CaseOffer:
    """Give an offer, for reading.

    Raises:
        NotFound: offer_unknown.
    """
    offer = session.get(CaseOffer, offer_id)
    if offer is None:
        raise NotFound("offer_unknown")
    return offer


def get_offer_for(session: Session, offer_id: int, person_id: int) -> CaseOffer:
    """Give an offer to somebody who may claim it, or handle its case.

    Raises:
        NotFound: offer_unknown; which of the two is not said.
    """
    offer = get_offer(session, offer_id)
    case = session.get_one(Case, offer.case_id)
    area = areas.area_of(session, offer.area_id)
    may = (
        offered.is_near(session, person_id, area)
        or offered.find_unit(session, person_id, area) is not None
        or permits.may(session, person_id, Action.VIEW_CASE, case)
    )
    if not may or permits.is_recused(session, case, person_id):
        raise NotFound("offer_unknown")
    return offer


def list_open(session: Session, *places: Area) -> Sequence[tuple[CaseOffer, Case]]:
    """List what may be claimed around places, what is due first in front; overdue or not."""
    found = session.exec(
        select(CaseOffer, Case)
        .join(Case, col(Case.id) == CaseOffer.case_id)
        .where(
            col(CaseOffer.area_id).in_(offered.list_around(session, *places)),
            col(CaseOffer.ended_at).is_(None),
            col(CaseOffer.claimed_by).is_(None),
        )
        .order_by(col(Case.due_at), col(CaseOffer.id))
    ).all()
    return offered.list_live(session, found)


def list_for(session: Session, person_id: int) -> Sequence[tuple[CaseOffer, Case]]:
    """List what a member may claim: around where they are one, and not reported by them."""
    places = access.areas_where(session, person_id, Action.CLAIM_POST)
    found = list_open(session, *places) if places else ()
    return [(offer, case) for offer, case in found if case.reporter_id != person_id]


def lock_both(session: Session, offer_id: int) -> tuple[Case, CaseOffer]:
    """Give a case and its offer, locked in this order.

    Raises:
        NotFound: offer_unknown.
    """
    case = get_case(session, get_offer(session, offer_id).case_id)
    offer = lock(session, CaseOffer, offer_id)
    if offer is None:
        raise NotFound("offer_unknown")
    return case, offer


def _check_may_claim(
    session: Session, case: Case, offer: CaseOffer, person_id: int, *, for_unit: bool
) -> int | None:
    """Give the unit for which somebody claims; None for themselves.

    Raises:
        NotAllowed: not_allowed.
        Conflict: offer_own.
    """
    area = areas.area_of(session, offer.area_id)
    is_member = offered.is_near(session, person_id, area)
    unit = None
    if for_unit or not is_member:
        unit = offered.find_unit(session, person_id, area)
    if (unit is None and not is_member) or permits.is_recused(session, case, person_id):
        raise NotAllowed("not_allowed", action=Action.CLAIM_POST, area=area.name)
    if person_id == case.reporter_id:
        raise Conflict("offer_own")
    return None if unit is None else unit.id


def _check_is_free(session: Session, case: Case, offer: CaseOffer, person_id: int) -> None:
    if offer.ended_at is not None or not offered.is_live(session, case, offer):
        raise Conflict("offer_over")
    if offer.claimed_by == person_id:
        raise Conflict("offer_yours")
    if offer.claimed_by is not None:
        raise Conflict("offer_taken", name=offer_cards.claimer(session, offer))


def _take_in(session: Session, case: Case, actor_id: int, clock: Clock) -> None:
    """Let a case be accepted and nobody's, so that it can be taken on; with its line."""
    if case.status is not Status.ACCEPTED:
        lifecycle.move(session, case, Status.ACCEPTED, clock)
        case.owner_id = case.signed_at = case.extension_asked = None
        timeline.append_line(session, case, Act.ACCEPTED, {}, clock, actor_id=actor_id)
