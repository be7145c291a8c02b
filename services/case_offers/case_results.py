"""What a member did about a claimed case goes to the community, which answers with it.

The result is sealed with the case's key. The worker who agrees is the one who answers; the line
in which the result was handed in names the member in the file.
"""

import json
from collections.abc import Sequence

from sqlmodel import Session

from models.access import Action
from models.case_offers import CaseOffer
from models.cases import Case
from models.errors import Conflict
from models.points import PointReason
from models.timeline import Act
from services import facts
from services.attachments import evidence
from services.case_files import timeline
from services.case_offers import (
    case_claims,
    case_offers,
    claimants,
    offer_cards,
    offered,
    result_reviewers,
)
from services.casework import alerts, handling
from services.casework.cases import get_case_for
from services.clock import HOUR, Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.points import awarding
from services.rules import rules_of
from services.sealing import canonical, sealer_of
from services.texts.casework import case_offers as texts
from services.texts.casework import cases as case_texts
from services.wording import require_words

MOST_MINUTES = 12 * HOUR


def propose_result(  # noqa: PLR0913 - what, by whom, in how long, with which photos
    session: Session,
    case_id: int,
    person_id: int,
    words: str,
    minutes: int,
    clock: Clock,
    *,
    photos: Sequence[int] = (),
) -> str:
    """Hand in what was done about a claimed case (办好了); the community answers with it.

    Gives the number. One that is handed in again takes the place of the one before.

    Raises:
        Invalid: result_missing.
        Conflict: offer_not_yours.
    """
    case, offer = case_claims.lock_claim(session, case_id, person_id)
    if offer.unit_id is not None:  # units answer themselves
        raise Conflict("offer_not_yours")
    require_words(words, "result_missing")
    sealer = sealer_of(session, case.key_id)
    offer.result = sealer.seal(canonical({"words": words}).decode())
    offer.minutes = min(max(minutes, 1), MOST_MINUTES)
    offer.proposed_at = clock.now()
    offer.return_at = None
    evidence.keep(session, photos, case, person_id, clock)
    told: timeline.Told = {"result": words, "minutes": offer.minutes}
    timeline.append_line(session, case, Act.PROGRESSED, told, clock, actor_id=person_id)
    outbox.cancel(session, _subject(offer))
    for reviewer_id in result_reviewers.list_reviewers(session, case, offer):
        outbox.tell(session, reviewer_id, to_review(session, case, offer), clock)
    session.flush()
    return case.number


def agree_result(
    session: Session, case_id: int, actor_id: int, clock: Clock, *, words: str = ""
) -> str:
    """Answer a case with what a member did; in other words where they were changed (`words`).

    Raises:
        NotAllowed: not theirs to answer.
        Conflict: result_not_there or result_your_own.
    """
    case, offer = get_proposed(session, case_id, actor_id)
    whom = offer.claimed_by or 0
    answer = words or result_of(session, case, offer)
    evidence.pass_to_reporter(session, case, whom, offer.claimed_at, clock)
    case.owner_id = actor_id
    offer.agreed_at, offer.agreed_by = clock.now(), actor_id
    session.flush()
    handling.answer_case(session, case.id, actor_id, answer, clock)
    outbox.cancel(session, _subject(offer))
    record = f"case_offers:{offer.id}"
    awarding.award(session, whom, PointReason.CASE_DONE, record, clock)
    hours = (offer.minutes or 0) / HOUR
    awarding.award(session, whom, PointReason.HOURS, record, clock, units=hours)
    phone = case_texts.OFFICE_PHONE(phone=facts.office_phone(session))
    thanks = Saying((texts.AGREED_THANKS(number=case.number), phone))
    outbox.tell(session, whom, thanks, clock)
    session.flush()
    return case.number


def send_back(session: Session, case_id: int, actor_id: int, reason: str, clock: Clock) -> str:
    """Ask the member to do a little more (再办一办); gives their name.

    Raises:
        NotAllowed, Conflict: as in `agree_result`.
        Invalid: reason_missing.
    """
    case, offer = get_proposed(session, case_id, actor_id)
    require_words(reason, "reason_missing")
    offer.result = offer.proposed_at = offer.minutes = None
    offer.return_at = clock.now() + rules_of(session).case_claim_kept
    told: timeline.Told = {"reason": reason}
    timeline.append_line(session, case, Act.PROGRESSED, told, clock, actor_id=actor_id)
    outbox.cancel(session, _subject(offer))
    alerts.tell_owner(session, case, texts.SENT_BACK(number=case.number, reason=reason), clock)
    session.flush()
    return offer_cards.claimer(session, offer)


def get_proposed(session: Session, case_id: int, actor_id: int) -> tuple[Case, CaseOffer]:
    """Give a case and the offer under which a result waits, to somebody who may answer it.

    Raises:
        NotAllowed: not_allowed.
        Conflict: result_not_there or result_your_own.
    """
    case = get_case_for(session, case_id, actor_id, Action.ANSWER_CASE)
    found = claimants.find_open(session, case)
    if found is None:
        raise Conflict("result_not_there")
    case, offer = case_offers.lock_both(session, found.id)
    if offer.proposed_at is None or not offered.is_live(session, case, offer):
        raise Conflict("result_not_there")
    if offer.claimed_by == actor_id:
        raise Conflict("result_your_own")
    return case, offer


def result_of(session: Session, case: Case, offer: CaseOffer) -> str:
    """Open what a member handed in; empty where nothing was."""
    if offer.result is None:
        return ""
    return str(json.loads(sealer_of(session, case.key_id).open(offer.result))["words"])


def to_review(session: Session, case: Case, offer: CaseOffer) -> Saying:
    """Put a result before those who may answer with it."""
    about = {"case": case.id}
    phrase = texts.TO_REVIEW(
        number=case.number,
        name=offer_cards.claimer(session, offer),
        minutes=offer.minutes or 0,
        words=result_of(session, case, offer),
    )
    choices = (
        Choice(texts.AGREE(), Command("agree_result", about)),
        Choice(texts.EDIT(), Command("edit_result", about)),
        Choice(texts.MORE_WORK(), Command("send_result_back", about)),
    )
    shown = evidence.list_kept(session, case, offer.claimed_by or 0, offer.claimed_at)
    return Saying(
        (phrase,), choices, subject=_subject(offer), case_id=case.id, attachments=tuple(shown)
    )


def _subject(offer: CaseOffer) -> str:
    return f"{offer_cards.subject(offer)}:result"
