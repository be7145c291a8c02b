"""Claiming posts (认领): a place each, or one on the waiting list; confirmed, declined, given up.

Rows are locked in this order: the person, the opening, the claim. The person comes first, so that
two claims of theirs at the same hours are never looked at side by side.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.access import Action
from models.errors import Conflict, Invalid, NotAllowed
from models.people import Person
from models.post_lines import PostAct
from models.posts import PLACED, Claim, ClaimState, Opening, ShownAs
from services.areas import areas
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.office import access
from services.posts import (
    claim_messages,
    claim_rows,
    eligibility,
    in_charge,
    ledger,
    opening_cards,
    openings,
    placing,
    waiting_list,
)
from services.posts.claim_states import move_claim
from services.posts.placing import Ending
from services.store import lock
from services.texts.casework import claiming as texts


def claim_post(
    session: Session,
    opening_id: int,
    person_id: int,
    clock: Clock,
    *,
    shown_as: ShownAs = ShownAs.COMRADE,
    pressed_at: datetime | None = None,
) -> Claim:
    """Claim a place; with all of them taken, one on the waiting list in the order of pressing.

    Args:
        session: the open transaction.
        opening_id: where.
        person_id: who.
        clock: tells the time.
        shown_as: how they are named before others.
        pressed_at: when the press came in; None for now.

    Raises:
        NotFound: opening_unknown.
        NotAllowed: claim_not_member, claim_elsewhere, claim_asks_more or claim_asks_skill.
        Conflict: claim_closed, claim_term_over, claimed_before, queued_before, asked_before,
            claim_clash or cover_clash.
    """
    person_id = people.present(session, person_id)
    lock(session, Person, person_id)
    opening = openings.hold_opening(session, opening_id)
    eligibility.check_may_claim(session, opening, person_id, clock)
    _check_is_first(session, opening, person_id)
    eligibility.check_is_free(session, opening, person_id, clock)
    is_placed = placing.take(session, opening)
    claim = Claim(
        opening_id=opening.id,
        person_id=person_id,
        state=placing.first_state(opening) if is_placed else ClaimState.WAITING,
        shown_as=shown_as,
        pressed_at=pressed_at or clock.now(),
        since=clock.now(),
    )
    session.add(claim)
    session.flush()
    act = PostAct.CLAIMED if is_placed else PostAct.QUEUED
    ledger.append_line(session, claim, act, clock, actor_id=person_id)
    if is_placed:
        placing.begin(session, claim, opening, clock)
    opening_cards.follow(session, opening, clock)
    return claim


def confirm_claim(session: Session, claim_id: int, actor_id: int, clock: Clock) -> Claim:
    """Confirm a claim (确认), and tell the member.

    Raises:
        NotFound: claim_unknown.
        NotAllowed: not_allowed or own_claim.
        Conflict: claim_confirmed_before, claim_gone, claimant_left: no member any more, or
            claimant_busy: they serve elsewhere at these hours.
    """
    claim, opening = claim_rows.hold_with_member(session, claim_id)
    _require_confirmer(session, claim, opening, actor_id)
    if claim.state is ClaimState.HELD:
        raise Conflict("claim_confirmed_before")
    if claim.state is not ClaimState.PENDING:
        raise Conflict("claim_gone")
    if not eligibility.areas_of_member(session, claim.person_id):
        raise Conflict("claimant_left")
    busy = eligibility.find_busy(session, opening, claim.person_id, clock)
    if busy is not None:
        raise Conflict("claimant_busy", **busy.fields)
    move_claim(claim, ClaimState.HELD, clock)
    claim.confirmed_by, claim.confirmed_at = actor_id, clock.now()
    session.flush()
    ledger.append_line(session, claim, PostAct.CONFIRMED, clock, actor_id=actor_id)
    placing.begin(session, claim, opening, clock)
    outbox.cancel(session, claim_messages.confirm_subject(claim.id))
    said = texts.CONFIRMED(
        opening=openings.name_of(session, opening),
        first=claim_messages.when_first(opening, clock),
    )
    claim_messages.tell(session, claim, Saying((said,)), clock)
    opening_cards.follow(session, opening, clock)
    return claim


def decline_claim(
    session: Session, claim_id: int, actor_id: int, reason: str, clock: Clock
) -> Claim:
    """Decline a claim (不同意), or take a holder off the post; the member is told why.

    Raises:
        NotFound: claim_unknown.
        NotAllowed: not_allowed, own_claim or own_wait.
        Invalid: claim_reason_missing.
        Conflict: claim_gone.
    """
    if not reason.strip():
        raise Invalid("claim_reason_missing")
    claim, opening = claim_rows.hold_with_member(session, claim_id)
    check_may_decide(session, claim_id, actor_id)
    is_declined = claim.state is ClaimState.PENDING
    act = PostAct.DECLINED if is_declined else PostAct.REMOVED
    ending = Ending(ClaimState.DECLINED, act, actor_id, reason.strip())
    placing.end(session, claim, opening, ending, clock)
    template = texts.DECLINED if is_declined else texts.REMOVED
    said = template(opening=openings.name_of(session, opening), words=reason.strip())
    others = (Choice(texts.OTHER_POSTS(), Command("posts", {})),)
    claim_messages.tell(session, claim, Saying((said,), others), clock)
    _go_on(session, opening, clock)
    return claim


def check_may_decide(session: Session, claim_id: int, actor_id: int) -> None:
    """Refuse who may not decline a claim, and a claim that is over.

    Nobody makes room for themselves: who waits for a place there leaves it to others.

    Raises:
        NotFound: claim_unknown.
        NotAllowed: not_allowed; own_claim, or own_wait: somebody else may decide about it.
        Conflict: claim_gone.
    """
    claim = claim_rows.get_claim(session, claim_id)
    opening = openings.get_opening(session, claim.opening_id)
    _require_confirmer(session, claim, opening, actor_id)
    if claim_rows.is_waiting(session, opening.id, actor_id) and in_charge.list_others(
        session, opening, Action.CONFIRM_CLAIM, {actor_id, claim.person_id}
    ):
        raise NotAllowed("own_wait")
    if claim.state not in PLACED:
        raise Conflict("claim_gone")


def release(session: Session, claim_id: int, person_id: int, reason: str, clock: Clock) -> Claim:
    """Give a place up (退岗), or one on the waiting list; the next in line is asked.

    Raises:
        NotFound: claim_unknown, somebody else's too.
        Conflict: claim_over.
    """
    person_id = people.present(session, person_id)
    claim, opening = claim_rows.hold_own_claim(session, claim_id, person_id)
    is_missed = claim.state is ClaimState.HELD
    ending = Ending(ClaimState.RELEASED, PostAct.RELEASED, person_id, reason.strip())
    placing.end(session, claim, opening, ending, clock)
    if is_missed:
        claim_messages.tell_released(session, claim, opening, reason.strip(), clock)
    _go_on(session, opening, clock)
    return claim


def show_as(
    session: Session, claim_id: int, person_id: int, shown_as: ShownAs, clock: Clock
) -> Claim:
    """Change how a member is named before others for a claim (改署名).

    Raises:
        NotFound: claim_unknown.
        Conflict: claim_over.
    """
    me = people.present(session, person_id)
    claim, opening = claim_rows.hold_own_claim(session, claim_id, me)
    if claim.ended_at is not None:
        raise Conflict("claim_over")
    claim.shown_as = shown_as
    session.flush()
    opening_cards.follow(session, opening, clock)
    return claim


def remove_member(session: Session, person_id: int, clock: Clock, *, is_told: bool = True) -> int:
    """End all open claims of somebody who is no member any more; give how many.

    They are told, unless they are forgotten just now.
    """
    person_id = people.present(session, person_id)
    lock(session, Person, person_id)
    theirs = select(Claim.opening_id, Claim.id).where(
        col(Claim.person_id).in_(people.selves(session, person_id)),
        col(Claim.ended_at).is_(None),
    )
    found = session.exec(theirs.order_by(col(Claim.opening_id), col(Claim.id))).all()
    left: dict[int, tuple[Claim, Opening]] = {}
    for _, claim_id in found:
        claim, opening = claim_rows.hold_claim(session, claim_id)
        if claim.ended_at is None:
            ending = Ending(ClaimState.ENDED, PostAct.REMOVED)
            placing.end(session, claim, opening, ending, clock)
            waiting_list.move_up(session, opening, clock)
            left[opening.id] = claim, opening
    opening_cards.follow_all(session, [opening for _, opening in left.values()], clock)
    if is_told:
        claim_messages.tell_left(session, tuple(left.values()), clock)
    return len(found)


def end_all(session: Session, opening: Opening, act: PostAct, clock: Clock) -> Sequence[Claim]:
    """End every open claim of a locked opening that was closed, or whose term is over.

    Returns:
        The claims, those on the waiting list too, for whoever tells their people.
    """
    open_claims = (
        select(Claim)
        .where(Claim.opening_id == opening.id, col(Claim.ended_at).is_(None))
        .order_by(col(Claim.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = session.exec(open_claims).all()
    for claim in found:
        placing.end(session, claim, opening, Ending(ClaimState.ENDED, act), clock)
    return found


def list_holders(session: Session, opening: Opening) -> Sequence[Claim]:
    """List the claims that hold a place for good (在岗), the oldest first."""
    return session.exec(
        select(Claim)
        .where(Claim.opening_id == opening.id, Claim.state == ClaimState.HELD)
        .order_by(col(Claim.pressed_at), col(Claim.id))
    ).all()


def _check_is_first(session: Session, opening: Opening, person_id: int) -> None:
    """Refuse who claimed here before; the name of the post tells which."""
    claim = claim_rows.find_open_claim(session, opening.id, person_id)
    if claim is None:
        return
    if claim.asked_until is not None:
        raise Conflict("asked_before")
    if claim.state is ClaimState.WAITING:
        raise Conflict("queued_before", number=claim_rows.position_of(session, claim))
    raise Conflict("claimed_before")


def _go_on(session: Session, opening: Opening, clock: Clock) -> None:
    waiting_list.move_up(session, opening, clock)
    opening_cards.follow(session, opening, clock)


def _require_confirmer(session: Session, claim: Claim, opening: Opening, actor_id: int) -> None:
    area = areas.area_of(session, opening.area_id)
    access.require(session, actor_id, Action.CONFIRM_CLAIM, area)
    if in_charge.is_left_to_others(session, claim, opening, actor_id):
        raise NotAllowed("own_claim")
