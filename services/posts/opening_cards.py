"""The card of an opening in the members' groups: one message, edited in place as places go."""

from sqlmodel import Session

from models.posts import Opening
from services.clock import Clock


def follow(session: Session, opening: Opening, clock: Clock) -> None:
    """Bring the cards of an opening up to how it stands now."""
    del session, opening, clock
