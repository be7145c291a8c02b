"""The card of a case that members and units may claim (待认领), in groups and private chats.

It shows category, grid and the summary that staff wrote; nothing of the reporter's. Every line of
a case's file brings it up to date, and ends an offer that no longer holds: whatever befell the
case, no other place has to think of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.case_offers import CaseOffer
from models.cases import SETTLED, Case
from models.groups import Card, Content, Group
from models.outbox import Priority
from models.posts import Claim, ClaimState, Opening, Post
from services.areas import areas
from services.case_offers import claimants, offered
from services.clock import Clock, today
from services.delivery import cards, private_cards
from services.delivery.messages import Choice, Command, Saying
from services.groups import groups
from services.identity import people
from services.members import members
from services.office.units import unit_of
from services.store import insert_missing
from services.texts.casework import case_offers as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import Phrase, put_into_words, verbatim

OFFER_LINK = "offer-"
"""Begins what the link to a case before members carries; the id of the offer follows."""

MOST_TOLD = 10
"""Members who are told privately where no group belongs to a place."""


class Shown(NamedTuple):
    """Before how many groups a case was put, or, where there are none, how many members."""

    groups: int
    people: int


def follow(session: Session, case: Case, clock: Clock) -> None:
    """Bring the cards up to where a case stands now; an offer that no longer holds ends."""
    offer = claimants.find_open(session, case)
    if offer is None:
        return
    if not offered.is_live(session, case, offer):
        offer.ended_at = clock.now()
        offer.return_at = None
    elif offer.claimed_by is None and offer.area_id != case.area_id:
        offer.area_id = case.area_id
    session.flush()
    show_again(session, offer, case, clock)


def show(session: Session, offer: CaseOffer, case: Case, clock: Clock) -> Shown:
    """Put a case before the groups around its area; else before those on a fitting post there."""
    area = areas.area_of(session, offer.area_id)
    around = groups.list_around(session, area, Content.POSTS)
    for group in around:
        _put(session, _add(session, group, offer, clock), group, offer, case, clock)
    if around:
        return Shown(len(around), 0)
    saying = _saying(session, offer, case, in_group=False)
    fit = _list_fit(session, offer, case, clock)[:MOST_TOLD]
    told = private_cards.show(session, fit, subject(offer), saying, clock)
    return Shown(0, len(told))


def show_again(session: Session, offer: CaseOffer, case: Case, clock: Clock) -> None:
    """Edit every card of an offer to its newest look."""
    found = session.exec(
        select(Card, Group)
        .join(Group, col(Group.id) == Card.group_id)
        .where(Card.subject == subject(offer), col(Group.unbound_at).is_(None))
        .order_by(col(Card.id))
    ).all()
    for card, group in found:
        _put(session, card, group, offer, case, clock)
    saying = _saying(session, offer, case, in_group=False)
    private_cards.show_again(session, subject(offer), saying, clock)


def look(session: Session, offer: CaseOffer, case: Case) -> Phrase:
    """Say what everybody may read of an offer, as it stands."""
    area = areas.grid_name(session, areas.area_of(session, offer.area_id))
    kind = kind_of(session, offer, case)
    is_taken = offer.claimed_by is not None
    if not offered.is_open_matter(case):
        return texts.CARD_OVER(kind=kind, area=area)
    if offer.ended_at is None and not is_taken:
        return texts.CARD(kind=kind, area=area, summary=offer.summary, due=case.due_at)
    is_done = case.round == offer.round and case.status in SETTLED and _is_theirs(case, offer)
    if not is_taken or (offer.ended_at is not None and not is_done):
        return texts.CARD_OVER(kind=kind, area=area)
    template = texts.CARD_CLAIMED if offer.ended_at is None else texts.CARD_DONE
    name = name_of(session, offer)
    return template(kind=kind, area=area, summary=offer.summary, name=name)


def kind_of(session: Session, offer: CaseOffer, case: Case) -> Phrase:
    """Name the post that fits, and the category."""
    post = None if offer.post_id is None else session.get(Post, offer.post_id)
    return describe_kind(case, post)


def describe_kind(case: Case, post: Post | None) -> Phrase:
    """Name a post, where there is one, and the category of a case."""
    category = CATEGORY_LABELS[case.category]()
    return category if post is None else texts.KIND(post=post.name, category=category)


def name_of(session: Session, offer: CaseOffer) -> Phrase:
    """Name who claimed a case, as everybody reads it."""
    if offer.unit_id is not None:
        return verbatim(unit_of(session, offer.unit_id).name)
    return members.shown_name(session, offer.claimed_by or 0, offer.shown_as)


def claimer(session: Session, offer: CaseOffer) -> str:
    """Give that name as words."""
    return put_into_words(name_of(session, offer))


def subject(offer: CaseOffer) -> str:
    """Name what the cards of an offer are about."""
    return f"offer:{offer.id}"


def claim_choice(offer: CaseOffer) -> Choice:
    """Give the one press with which a case is claimed."""
    return Choice(texts.CLAIM(), Command("claim_case", {"offer": offer.id}))


def _is_theirs(case: Case, offer: CaseOffer) -> bool:
    """Tell whether the answer is what the claimant did: agreed to, or given by their unit."""
    return offer.agreed_at is not None or (
        offer.unit_id is not None and case.unit_id == offer.unit_id
    )


def _saying(session: Session, offer: CaseOffer, case: Case, *, in_group: bool) -> Saying:
    phrase = look(session, offer, case)
    if offer.ended_at is not None or offer.claimed_by is not None:
        return Saying((phrase,), subject=subject(offer))
    choices: tuple[Choice, ...] = (claim_choice(offer),)
    if in_group:
        link = f"{OFFER_LINK}{offer.id}"
        choices = (*choices, Choice(texts.LOOK(), link=link))
    return Saying((phrase,), choices, subject=subject(offer))


def _add(session: Session, group: Group, offer: CaseOffer, clock: Clock) -> Card:
    row = {"group_id": group.id, "subject": subject(offer), "created_at": clock.now()}
    insert_missing(session, Card, [row])
    return session.exec(
        select(Card).where(Card.group_id == group.id, Card.subject == subject(offer))
    ).one()


def _put(
    session: Session,
    card: Card,
    group: Group,
    offer: CaseOffer,
    case: Case,
    clock: Clock,
) -> None:
    saying = _saying(session, offer, case, in_group=True)
    address = groups.address_of(session, group)
    cards.post_look(session, card, address, saying, clock, Priority.NOTICE)


def _list_fit(session: Session, offer: CaseOffer, case: Case, clock: Clock) -> Sequence[int]:
    """List who holds a fitting post around there, the nearest first, and can be reached."""
    area = areas.area_of(session, offer.area_id)
    around = offered.list_around(session, area)
    held = session.exec(
        select(Claim.person_id, Opening.area_id)
        .join(Opening, col(Opening.id) == Claim.opening_id)
        .where(
            Opening.post_id == offer.post_id,
            col(Opening.area_id).in_(around),
            col(Opening.closed_at).is_(None),
            col(Opening.ends_on) >= today(clock),
            Claim.state == ClaimState.HELD,
            col(Claim.ended_at).is_(None),
        )
        .order_by(col(Claim.id))
    ).all()
    nearest = sorted(held, key=lambda it: around.index(it[1]))
    found = dict.fromkeys(it[0] for it in nearest if it[0] != case.reporter_id)
    reached = people.list_reachable(session, list(found)) if found else set[int]()
    return [person_id for person_id in found if person_id in reached]
