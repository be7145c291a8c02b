"""A member is elsewhere from now on: what they claimed out of reach of the new place ends."""

from sqlmodel import Session

from models.people import Person
from models.post_lines import PostAct
from models.posts import ClaimState, Opening
from services.clock import Clock
from services.delivery.messages import Saying
from services.identity import people
from services.posts import (
    claim_messages,
    claim_rows,
    eligibility,
    opening_cards,
    openings,
    placing,
    waiting_list,
)
from services.posts.placing import Ending
from services.store import lock, lock_all
from services.texts.members import roll as texts


def end_elsewhere(session: Session, person_id: int, clock: Clock) -> int:
    """End the open claims that somebody could not make any more where they are now; give how many.

    They are told, and the places go to those who wait. Locks: the person, then the openings.
    """
    person_id = people.present(session, person_id)
    lock(session, Person, person_id)
    appointed = eligibility.areas_of_member(session, person_id)
    out_of_reach = [
        (claim.id, opening.id)
        for claim, opening in claim_rows.list_own(session, person_id)
        if not eligibility.is_open_to(session, opening, appointed)
    ]
    left = lock_all(session, Opening, sorted({opening_id for _, opening_id in out_of_reach}))
    for claim_id, _ in out_of_reach:
        claim, opening = claim_rows.hold_claim(session, claim_id)
        if claim.ended_at is not None:
            continue
        placing.end(session, claim, opening, Ending(ClaimState.ENDED, PostAct.REMOVED), clock)
        said = texts.CLAIM_OUT_OF_REACH(opening=openings.name_of(session, opening))
        claim_messages.tell(session, claim, Saying((said,)), clock)
        waiting_list.move_up(session, opening, clock)
    for opening in left:
        opening_cards.follow(session, opening, clock)
    return len(out_of_reach)
