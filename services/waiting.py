"""What waits for somebody beside cases (待办): each kind as one press, with how much of it."""

from collections.abc import Sequence

from sqlmodel import Session

from services.case_offers import result_reviewers
from services.clock import Clock
from services.delivery.messages import Choice, Command
from services.members import enrolling
from services.notices import publishers
from services.points import rewards
from services.posts import claim_rows
from services.posts import to_do as posts_to_do
from services.texts.casework import claiming as claiming_texts
from services.texts.members import enrolling as enrolling_texts
from services.texts.members import rewards as reward_texts


def list_notices(session: Session, person_id: int) -> Sequence[Choice]:
    """Give what waits to be published, and objections to answer."""
    return publishers.list_to_do(session, person_id)


def list_others(session: Session, person_id: int, clock: Clock) -> Sequence[Choice]:
    """Give what else waits: results to check, claims, hours, requests, rewards."""
    return (
        *result_reviewers.list_to_review(session, person_id),
        *list_claims(session, person_id),
        *posts_to_do.list_to_do(session, person_id, clock),
        *list_enrolments(session, person_id),
        *list_rewards(session, person_id),
    )


def list_claims(session: Session, person_id: int) -> tuple[Choice, ...]:
    """Give what waits for somebody who confirms claims, as one press."""
    count = len(claim_rows.list_pending(session, person_id))
    label = claiming_texts.CLAIMS_WAITING(count=count)
    return (Choice(label, Command("pending_claims", {})),)[:count]


def list_enrolments(session: Session, person_id: int) -> tuple[Choice, ...]:
    """Give the requests to be known as a member that wait for somebody, as one press."""
    count = len(enrolling.list_waiting(session, person_id))
    label = enrolling_texts.TO_ENROLMENTS(count=count)
    return (Choice(label, Command("enrolments", {})),)[:count]


def list_rewards(session: Session, person_id: int) -> tuple[Choice, ...]:
    """Give what waits to be handed over, as one press."""
    count = len(rewards.list_to_hand_over(session, person_id))
    label = reward_texts.HANDING_WAITS(count=count)
    return (Choice(label, Command("to_hand_over", {})),)[:count]
