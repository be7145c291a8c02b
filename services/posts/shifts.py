"""Shifts: the times of an opening, made some weeks ahead, and who has a part in them."""

from sqlmodel import Session

from models.posts import Claim
from services.clock import Clock


def plan_for_claim(session: Session, claim: Claim, clock: Clock) -> None:
    """Give a claim that holds now its part in every shift to come."""
    del session, claim, clock


def drop_for_claim(session: Session, claim: Claim, clock: Clock) -> None:
    """Take the parts in shifts to come from a claim that ended; what was served stays."""
    del session, claim, clock
