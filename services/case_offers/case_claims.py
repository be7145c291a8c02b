"""A claimed case goes back before everybody: given back, not worked on, or the member left."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, or_, select

from models.access import Appointment
from models.case_offers import CaseOffer
from models.cases import Case
from models.errors import Conflict
from models.timeline import Act
from services import facts
from services.case_files import timeline
from services.case_offers import case_offers, claimants, offer_cards, offered
from services.casework import alerts, permits, taking
from services.casework.cases import get_case
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.texts.casework import case_offers as texts
from services.texts.casework import cases as case_texts
from services.texts.phrases import Phrase, Template
from services.wording import require_words

SCANNED = 10
"""Claims in one batch of a scan."""


def give_back(session: Session, case_id: int, person_id: int, reason: str, clock: Clock) -> str:
    """Give a claimed case back (交回); it is before everybody again. Gives its number.

    Raises:
        Invalid: reason_missing.
        Conflict: offer_not_yours.
    """
    case, offer = lock_claim(session, case_id, person_id)
    require_words(reason, "reason_missing")
    _put_back(session, case, offer, clock, reason=reason, actor_id=person_id)
    return case.number


def give_back_all(session: Session, person_id: int, clock: Clock) -> int:
    """Put everything before others again that a member has claimed; give how many cases.

    What they claimed for a unit is the unit's.
    """
    return _take_back_those(session, person_id, clock, col(CaseOffer.unit_id).is_(None))


def give_back_of_former(session: Session, person_id: int, clock: Clock) -> int:
    """Do so with what somebody has as a member, or for a unit, and is not that any more."""
    is_member = exists().where(col(Appointment.person_id) == person_id, claimants.IS_MEMBER)
    theirs = permits.list_spoken_for(session, person_id)
    is_own = col(CaseOffer.unit_id).is_(None)
    is_lost = or_(is_own & ~is_member, ~is_own & col(CaseOffer.unit_id).not_in(theirs))
    return _take_back_those(session, person_id, clock, is_lost)


def return_unworked(session: Session, clock: Clock) -> int:
    """Put cases before everybody again that nobody works on; give how many were looked at."""
    found = session.exec(
        select(CaseOffer.case_id, CaseOffer.id)
        .where(col(CaseOffer.return_at).is_not(None), col(CaseOffer.return_at) <= clock.now())
        .order_by(col(CaseOffer.return_at), col(CaseOffer.id))
        .limit(SCANNED)
    ).all()
    for _, offer_id in sorted(found):  # as everybody locks cases
        _take_back(session, offer_id, clock, texts.RETURNED_UNWORKED, is_due=_is_due(clock))
    return len(found)


def lock_claim(session: Session, case_id: int, person_id: int) -> tuple[Case, CaseOffer]:
    """Give a case and the claim by which somebody, or their unit, has it; locked.

    Raises:
        Conflict: offer_not_yours.
    """
    case = get_case(session, case_id)
    found = claimants.find_open(session, case)
    if found is None:
        raise Conflict("offer_not_yours")
    case, offer = case_offers.lock_both(session, found.id)
    is_theirs = offer.claimed_by == person_id or (
        offer.unit_id is not None and person_id in permits.list_liaisons(session, offer.unit_id)
    )
    if not is_theirs or offer.claimed_by is None or not offered.is_live(session, case, offer):
        raise Conflict("offer_not_yours")
    return case, offer


def _take_back_those(
    session: Session, person_id: int, clock: Clock, which: ColumnElement[bool]
) -> int:
    is_theirs = (col(CaseOffer.claimed_by) == person_id) & col(CaseOffer.ended_at).is_(None)
    found = session.exec(
        select(CaseOffer.id).where(is_theirs, which).order_by(col(CaseOffer.case_id))
    ).all()
    return sum(_take_back(session, offer_id, clock, texts.TAKEN_BACK) for offer_id in found)


def _is_due(clock: Clock) -> Callable[[CaseOffer], bool]:
    now = clock.now()
    return lambda offer: offer.return_at is not None and offer.return_at <= now


def _take_back(
    session: Session,
    offer_id: int,
    clock: Clock,
    word: Template,
    is_due: Callable[[CaseOffer], bool] = lambda _offer: True,
) -> bool:
    """Put one back and tell whoever had it; what no longer holds ends."""
    case, offer = case_offers.lock_both(session, offer_id)
    if offer.ended_at is not None or not is_due(offer):
        return False
    if not offered.is_live(session, case, offer):
        offer_cards.follow(session, case, clock)
        return False
    whom = offer.claimed_by
    if whom is None:
        return False
    _put_back(session, case, offer, clock)
    phone = case_texts.OFFICE_PHONE(phone=facts.office_phone(session))
    outbox.tell(session, whom, Saying((word(number=case.number), phone)), clock)
    return True


def _put_back(
    session: Session,
    case: Case,
    offer: CaseOffer,
    clock: Clock,
    *,
    reason: str = "",
    actor_id: int | None = None,
) -> None:
    """Let nobody have a case, and everybody claim it; those who answer for the place hear."""
    name = offer_cards.claimer(session, offer)
    besides = offer.claimed_by
    outbox.cancel(session, f"{offer_cards.subject(offer)}:result")
    offer.claimed_by = offer.unit_id = offer.claimed_at = offer.return_at = None
    offer.result = offer.proposed_at = offer.minutes = None
    offer.returned += 1
    session.flush()
    taking.lay_down(session, case, clock)
    told: timeline.Told = {"words": reason} if reason else {"from": name}
    timeline.append_line(session, case, Act.RETURNED, told, clock, actor_id=actor_id)
    outbox.cancel(session, alerts.subject(case.id))
    alerts.tell_waiting(session, case, _came_back(session, case, name, reason), clock, besides)
    session.flush()


def _came_back(session: Session, case: Case, name: str, reason: str) -> Phrase:
    alert = alerts.alert_of(session, case)
    if reason:
        return texts.CAME_BACK(name=name, reason=reason, alert=alert)
    return texts.CAME_BACK_UNWORKED(name=name, alert=alert)
