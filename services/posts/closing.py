"""Closing openings: by hand with a reason (撤岗), or because their term is over."""

from collections.abc import Collection

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.access import Action
from models.base import table
from models.errors import Invalid
from models.post_lines import PostAct
from models.posts import Claim, ClaimState, Opening
from models.shifts import Shift
from services.areas import areas
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Saying
from services.office import access
from services.posts import claims, opening_cards
from services.posts.openings import get_opening, hold_opening, name_of
from services.texts.phrases import Phrase
from services.texts.posts import openings as texts
from services.wording import LEAST_WORDS, clean, count_meaningful

SCANNED = 20
"""Openings that are ended in one transaction."""


def close_opening(
    session: Session, opening_id: int, actor_id: int | None, reason: str, clock: Clock
) -> Opening:
    """Close an opening before its day (撤岗); one that is closed stays as it is.

    Its coming shifts are cancelled; whoever holds it or waits for it is told why.

    Raises:
        NotFound: opening_unknown.
        NotAllowed: not_allowed.
        Invalid: opening_reason.
    """
    if actor_id is not None:
        place = areas.area_of(session, get_opening(session, opening_id).area_id)
        access.require(session, actor_id, Action.OPEN_POST, place)
    if count_meaningful(reason) < LEAST_WORDS:
        raise Invalid("opening_reason")
    opening = hold_opening(session, opening_id)
    if opening.closed_at is not None:
        return opening
    why, name = clean(reason), name_of(session, opening)
    said = texts.CLOSED(name=name, reason=why), texts.CLOSED_WAITING(name=name, reason=why)
    _end(session, opening, PostAct.CLOSED, why, said, clock)
    opening_cards.follow(session, opening, clock)
    return opening


def end_openings(session: Session, clock: Clock) -> int:
    """End a few openings whose last day is over, and thank whoever held them; give how many."""
    due = session.exec(
        select(Opening.id)
        .where(col(Opening.closed_at).is_(None), Opening.ends_on < today(clock))
        .order_by(col(Opening.id))
        .limit(SCANNED)
    ).all()
    ended: list[Opening] = []
    for opening_id in due:
        opening = hold_opening(session, opening_id)
        if opening.closed_at is None and opening.ends_on < today(clock):
            name = name_of(session, opening)
            said = texts.TERM_OVER(name=name), texts.TERM_OVER_WAITING(name=name)
            _end(session, opening, PostAct.ENDED, "", said, clock)
            ended.append(opening)
    opening_cards.follow_all(session, ended, clock)
    return len(due)


def _end(
    session: Session,
    opening: Opening,
    act: PostAct,
    why: str,
    said: tuple[Phrase, Phrase],
    clock: Clock,
) -> None:
    """End a held opening; say one thing to those who held it, another to those who waited."""
    waiting = _list_waiting(session, opening)
    opening.closed_at, opening.closed_why = clock.now(), why
    session.flush()
    session.connection().execute(
        update(table(Shift))
        .where(
            col(Shift.opening_id) == opening.id,
            col(Shift.starts_at) > clock.now(),
            col(Shift.cancelled_at).is_(None),
        )
        .values(cancelled_at=opening.closed_at, cancelled_why=why)
    )
    for claim in claims.end_all(session, opening, act, clock):
        phrase = said[1] if claim.id in waiting else said[0]
        outbox.tell(session, claim.person_id, Saying((phrase,)), clock)


def _list_waiting(session: Session, opening: Opening) -> Collection[int]:
    return set(
        session.exec(
            select(Claim.id).where(
                Claim.opening_id == opening.id, Claim.state == ClaimState.WAITING
            )
        )
    )
