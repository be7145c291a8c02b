"""What follows when a claim takes hold of a place, and when it ends."""

from typing import NamedTuple

from sqlalchemy import Update, bindparam, update
from sqlmodel import Session

from models.base import table
from models.post_lines import PostAct
from models.posts import PLACED, Claim, ClaimState, Confirmation, Opening
from services.clock import Clock
from services.delivery import outbox
from services.posts import claim_messages, ledger
from services.posts.claim_states import move_claim
from services.serving import shifts


class Ending(NamedTuple):
    """How a claim ends: its last state, what the ledger calls it, by whom and why."""

    state: ClaimState
    act: PostAct
    actor_id: int | None = None
    words: str = ""


def take(session: Session, opening: Opening) -> bool:
    """Take a place, if there is one; its count is right for whoever else presses now."""
    return _change(session, opening, _TAKE)


def free(session: Session, opening: Opening) -> None:
    """Give a place back."""
    _change(session, opening, _FREE)


def has_place(claim: Claim) -> bool:
    """Tell whether a claim holds a place, or one is kept for it."""
    return claim.state in PLACED or claim.asked_until is not None


def first_state(opening: Opening) -> ClaimState:
    """Give the state of a claim that has just got a place."""
    is_auto = confirms_itself(opening.confirm, opening.asks_skill)
    return ClaimState.HELD if is_auto else ClaimState.PENDING


def confirms_itself(confirm: Confirmation, asks_skill: str) -> bool:
    """Tell whether a press is enough; what somebody can do is never taken on their own word."""
    return confirm is Confirmation.AUTO and not asks_skill


def begin(session: Session, claim: Claim, opening: Opening, clock: Clock) -> None:
    """Do what a new place brings: shifts to come, or the question whether it is confirmed."""
    if claim.state is ClaimState.HELD:
        shifts.plan_for_claim(session, claim, clock)
    else:
        claim_messages.ask_to_confirm(session, claim, opening, clock)


def end(session: Session, claim: Claim, opening: Opening, ending: Ending, clock: Clock) -> None:
    """End a locked claim of a locked opening; its place is free.

    Raises:
        WrongStatus: claim_over.
    """
    had_place, was_held = has_place(claim), claim.state is ClaimState.HELD
    move_claim(claim, ending.state, clock)
    session.flush()
    ledger.append_line(
        session, claim, ending.act, clock, actor_id=ending.actor_id, words=ending.words
    )
    if was_held:
        shifts.drop_for_claim(session, claim, clock)
    if had_place:
        free(session, opening)
    for subject in claim_messages.subjects_of(claim.id):
        outbox.cancel(session, subject)


def _change(session: Session, opening: Opening, statement: Update) -> bool:
    session.flush()
    changed = session.connection().execute(statement, {"which": opening.id}).rowcount
    session.refresh(opening)
    return bool(changed)


_OPENINGS = table(Opening)
_TAKE = (
    update(_OPENINGS)
    .where(
        _OPENINGS.c.id == bindparam("which"),
        _OPENINGS.c.taken < _OPENINGS.c.places,
        _OPENINGS.c.closed_at.is_(None),
    )
    .values(taken=_OPENINGS.c.taken + 1)
)
_FREE = (
    update(_OPENINGS)
    .where(_OPENINGS.c.id == bindparam("which"))
    .values(taken=_OPENINGS.c.taken - 1)
)
