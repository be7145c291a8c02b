"""The waiting list of a full opening (候补): a place that becomes free is kept and asked about.

Who waits longest is asked first. While they think about it the place stays taken, so nobody who
presses meanwhile gets it over their head.
"""

from sqlmodel import Session, col, select

from models.errors import Conflict
from models.post_lines import PostAct
from models.posts import Claim, ClaimState, Opening
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import people
from services.posts import (
    claim_messages,
    claim_rows,
    eligibility,
    ledger,
    opening_cards,
    openings,
    placing,
)
from services.posts.claim_states import move_claim
from services.posts.placing import Ending
from services.rules import rules_of
from services.store import lock
from services.texts.casework import claiming as texts

SCANNED = 50
"""Places whose time ran out that one call of the scan looks at."""


def move_up(session: Session, opening: Opening, clock: Clock) -> None:
    """Ask whoever waits longest for each free place of a locked opening.

    Who is no member any more, or not what the opening asks for, is passed over for good; who is
    one still hears of it.
    """
    if opening.closed_at is not None or opening.ends_on < today(clock):
        return
    for waiting in claim_rows.list_waiting(session, opening.id):
        if opening.taken >= opening.places:
            return
        claim = lock(session, Claim, waiting.id)
        if claim is None or claim.state is not ClaimState.WAITING:
            continue
        appointed = eligibility.areas_of_member(session, claim.person_id)
        if eligibility.find_unfit(session, opening, claim.person_id, appointed) is None:
            _ask(session, claim, opening, clock)
            continue
        placing.end(session, claim, opening, Ending(ClaimState.ENDED, PostAct.REMOVED), clock)
        if appointed:
            said = texts.PASSED_OVER(opening=openings.name_of(session, opening))
            claim_messages.tell(session, claim, Saying((said,)), clock)


def take_place(session: Session, claim_id: int, person_id: int, clock: Clock) -> Claim:
    """Take the place one was asked about (要这个名额); hours are compared again.

    Raises:
        NotFound: claim_unknown.
        NotAllowed: claim_not_member.
        Conflict: place_gone, claim_closed, claim_term_over, claim_clash or cover_clash.
    """
    person_id = people.present(session, person_id)
    claim, opening = claim_rows.hold_own_claim(session, claim_id, person_id)
    _check_is_asked(claim)
    eligibility.check_may_claim(session, opening, person_id, clock)
    eligibility.check_is_free(session, opening, person_id, clock)
    move_claim(claim, placing.first_state(opening), clock)
    session.flush()
    ledger.append_line(session, claim, PostAct.MOVED_UP, clock, actor_id=person_id)
    outbox.cancel(session, claim_messages.asked_subject(claim.id))
    placing.begin(session, claim, opening, clock)
    opening_cards.follow(session, opening, clock)
    return claim


def refuse_place(session: Session, claim_id: int, person_id: int, clock: Clock) -> Claim:
    """Leave the place one was asked about to the next (不要了).

    Raises:
        NotFound: claim_unknown.
        Conflict: place_gone.
    """
    person_id = people.present(session, person_id)
    claim, opening = claim_rows.hold_own_claim(session, claim_id, person_id)
    _check_is_asked(claim)
    _pass_on(session, claim, opening, clock, person_id)
    opening_cards.follow(session, opening, clock)
    return claim


def lapse(session: Session, clock: Clock) -> int:
    """Pass on places that were kept long enough for whoever was asked; give how many."""
    due = session.exec(
        select(Claim.opening_id, Claim.id)
        .where(col(Claim.asked_until).is_not(None), col(Claim.asked_until) <= clock.now())
        .order_by(col(Claim.asked_until), col(Claim.id))
        .limit(SCANNED)
    ).all()
    passed_on: list[Opening] = []
    for _, claim_id in sorted(due):  # openings are locked in the order of their ids
        claim, opening = claim_rows.hold_claim(session, claim_id)
        if claim.asked_until is None or claim.asked_until > clock.now():
            continue
        _pass_on(session, claim, opening, clock)
        passed_on.append(opening)
        said = texts.PLACE_LAPSED(opening=openings.name_of(session, opening))
        claim_messages.tell(session, claim, Saying((said,)), clock)
    opening_cards.follow_all(session, passed_on, clock)
    return len(due)


def _ask(session: Session, claim: Claim, opening: Opening, clock: Clock) -> None:
    placing.take(session, opening)
    until = claim.asked_until = clock.now() + rules_of(session).place_kept
    session.flush()
    ledger.append_line(session, claim, PostAct.ASKED_UP, clock)
    claim_messages.ask_up(session, claim, opening, until, clock)


def _pass_on(
    session: Session, claim: Claim, opening: Opening, clock: Clock, actor_id: int | None = None
) -> None:
    ending = Ending(ClaimState.RELEASED, PostAct.RELEASED, actor_id)
    placing.end(session, claim, opening, ending, clock)
    move_up(session, opening, clock)


def _check_is_asked(claim: Claim) -> None:
    if claim.asked_until is None:
        raise Conflict("place_gone")
