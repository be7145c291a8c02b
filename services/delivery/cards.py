"""Cards: messages in groups that are edited in place as their case moves on.

In a residents' group a card is a receipt: the number and where it stands. In a work group it is
the category, the grid and whoever has it; never the words or data of the reporter. What is
sensitive, or a complaint about staff, is on no card.
"""

from dataclasses import replace

from sqlalchemy import insert
from sqlmodel import Session, col, or_, select

from models.base import table
from models.cases import UNANSWERED, Case
from models.categories import WITHIN_A_DAY
from models.groups import CARRIES, Card, Content, Group
from models.outbox import MessageState, OutMessage, Priority
from models.people import Account, Door
from services.areas import areas
from services.case_offers import claimants, offer_cards
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying, digest_of, open_body
from services.groups import groups
from services.rules import rules_of
from services.sealing import sealer_of
from services.store import insert_missing
from services.texts import groups as texts
from services.texts.casework import cases as case_texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import STATUS_LABELS, STEP_LABELS
from services.texts.phrases import Phrase
from services.triage import outage_cards

CASE_LINK = "case-"
"""Begins what the link to a case carries; its id follows."""

OPEN, OVER = "open", "over"
"""What a door that cannot edit says of a card: that it is there, and that it is over."""

_EDIT = frozenset({Door.TELEGRAM, Door.BROWSER})
"""Doors on which a message can be changed after it was sent."""

_ON_CARDS = frozenset({Content.RECEIPTS, Content.WORK_CARDS})


def show_new(session: Session, case: Case, clock: Clock, *, is_of_many: bool = False) -> None:
    """Show a new case where it belongs: a receipt where it was said, a card to those who work.

    Those who work have one card for many reports of an outage already (`triage.outages`).
    """
    if case.is_private or not groups.are_any_bound(session):
        return
    if case.group_id is not None:
        group = groups.get_group(session, case.group_id)
        if group.unbound_at is None and Content.RECEIPTS in CARRIES[group.kind]:
            _put(session, _add(session, group, case, clock), group, case, clock, is_reply=True)
    here = areas.area_of(session, case.area_id)
    for group in () if is_of_many else groups.list_around(session, here, Content.WORK_CARDS):
        _put(session, _add(session, group, case, clock), group, case, clock)


def follow(session: Session, case: Case, clock: Clock) -> None:
    """Bring the cards of a case up to where it stands now."""
    _lock_cards(session, case)
    if case.category in WITHIN_A_DAY:
        outage_cards.follow(session, case, clock)
    offer_cards.follow(session, case, clock)
    if not groups.are_any_bound(session):
        return
    found = session.exec(
        select(Card, Group)
        .join(Group, col(Group.id) == Card.group_id)
        .where(Card.case_id == case.id, col(Group.unbound_at).is_(None))
        .order_by(col(Card.id))
    ).all()
    for card, group in found:
        if CARRIES[group.kind] & _ON_CARDS:
            _put(session, card, group, case, clock)


def _lock_cards(session: Session, case: Case) -> None:
    """Lock the cards of a case, whatever they are about, in the order in which delivery does."""
    outage = outage_cards.hold(session, case) if case.category in WITHIN_A_DAY else None
    offer = claimants.find_open(session, case)
    subjects = [outage_cards.subject(outage)] if outage else []
    subjects += [offer_cards.subject(offer)] if offer else []
    if not subjects:
        return  # those of one subject are locked in that order anyway
    session.exec(
        select(Card.id)
        .where(or_(Card.case_id == case.id, col(Card.subject).in_(subjects)))
        .order_by(col(Card.id))
        .with_for_update(key_share=True)
    ).all()


def find_offer(
    session: Session, group_account_id: int, message_id: int, index: int
) -> Command | None:
    """Find what a button on a card starts; None for anything but a card of this group."""
    row = session.get(OutMessage, message_id)
    if row is None or row.card_id is None or row.body is None:
        return None
    account, card = session.get(Account, row.account_id), session.get(Card, row.card_id)
    if account is None or account.id != group_account_id or card is None:
        return None
    if card.group_id is None or groups.get_group(session, card.group_id).unbound_at is not None:
        return None
    choices = open_body(sealer_of(session, account.key_id), row.body).choices
    return choices[index].command if index < len(choices) else None


def _add(session: Session, group: Group, case: Case, clock: Clock) -> Card:
    row = {
        "group_id": group.id,
        "subject": f"case:{case.id}",
        "case_id": case.id,
        "created_at": clock.now(),
    }
    insert_missing(session, Card, [row])
    return session.exec(
        select(Card).where(Card.group_id == group.id, Card.subject == row["subject"])
    ).one()


def _put(
    session: Session,
    card: Card,
    group: Group,
    case: Case,
    clock: Clock,
    *,
    is_reply: bool = False,
) -> None:
    is_pressing = case.is_urgent and _is_of_work(group)
    saying = Saying(
        (_look(session, group, case),),
        _choices(group, case),
        is_urgent=is_pressing,
        case_id=case.id,
    )
    calm = Priority.REPLY if is_reply else Priority.REMINDER
    priority = Priority.URGENT if is_pressing else calm
    address = groups.address_of(session, group)
    is_over = case.status not in UNANSWERED
    post_look(session, card, address, saying, clock, priority, is_over=is_over)


def post_look(  # noqa: PLR0913 - what is shown where, how soon, and whether it is the last
    session: Session,
    card: Card,
    address: outbox.Address | None,
    saying: Saying,
    clock: Clock,
    priority: Priority,
    *,
    is_over: bool | None = None,
) -> None:
    """Store the newest look of a card; older looks that have not gone out are taken back.

    A look that is the last one again is left alone: an edit is charged to the group. Where nothing
    can be edited a look would be one more message: there only what is new is said, what is over,
    and what begins again.

    Args:
        session: the open transaction.
        card: the card.
        address: where it stands; None when no bot can write there.
        saying: how it looks now.
        clock: tells the time.
        priority: how soon.
        is_over: nothing more comes of it; as a rule that is when nothing is offered.
    """
    if address is None:
        return
    is_edited = _can_edit(session, address.account_id)
    stage = OVER if (not saying.choices if is_over is None else is_over) else OPEN
    look = digest_of(saying) if is_edited else stage
    if look == card.look and (is_edited or not _waits(session, card)):
        return
    card.look = look
    session.flush()
    subject = f"card:{card.id}"
    outbox.cancel(session, subject)
    row = outbox.message_row(address, replace(saying, subject=subject), clock.now())
    row |= {"card_id": card.id, "priority": priority}
    if card.outer_id is None or not is_edited:  # an edit rings nobody's phone
        row["due_at"] = outbox.first_moment(priority, clock, rules_of(session))
    session.connection().execute(insert(table(OutMessage)), row)


def _can_edit(session: Session, account_id: int) -> bool:
    account = session.get(Account, account_id)
    return account is None or account.door in _EDIT


def _waits(session: Session, card: Card) -> bool:
    """Tell whether a look is still to go out, so that a newer one can take its place."""
    is_unsaid = col(OutMessage.state).in_(outbox.UNSAID)
    statement = select(OutMessage.id).where(OutMessage.card_id == card.id, is_unsaid)
    return session.exec(statement).first() is not None


def is_posted(session: Session, card: Card) -> bool:
    """Tell whether a group has seen a card, or is just about to."""
    is_gone = col(OutMessage.state).in_((MessageState.SENDING, MessageState.SENT))
    statement = select(OutMessage.id).where(OutMessage.card_id == card.id, is_gone)
    return card.outer_id is not None or session.exec(statement).first() is not None


def take_back(session: Session, card: Card) -> None:
    """Say nothing of what was to be shown, as long as it has not gone out."""
    card.look = ""
    outbox.cancel(session, f"card:{card.id}")
    session.flush()


def _look(session: Session, group: Group, case: Case) -> Phrase:
    status = STATUS_LABELS[case.status]()
    if case.is_private or not _is_of_work(group):  # what became private says no more
        step = STEP_LABELS[case.step]()
        return texts.RECEIPT(number=case.number, step=step, status=status)
    template = texts.WORK_CARD_URGENT if case.is_urgent else texts.WORK_CARD
    if case.status not in UNANSWERED:
        template = texts.WORK_CARD_OVER
    owner = "" if case.owner_id is None else claimants.name_of(session, case, case.owner_id)
    is_free = case.owner_id is None and case.status in UNANSWERED
    return template(
        number=case.number,
        category=CATEGORY_LABELS[case.category](),
        area=areas.grid_name(session, areas.area_of(session, case.area_id)),
        status=texts.TO_BE_SIGNED() if is_free else status,
        owner=texts.OWNED_BY(name=owner) if owner else "",
        due=case.due_at,
    )


def _choices(group: Group, case: Case) -> tuple[Choice, ...]:
    if case.is_private or not _is_of_work(group) or case.status not in UNANSWERED:
        return ()
    look = Choice(texts.LOOK_PRIVATELY(), link=f"{CASE_LINK}{case.id}")
    if case.owner_id is not None:
        return (look,)
    return (Choice(case_texts.SIGN(), Command("sign", {"case": case.id})), look)


def _is_of_work(group: Group) -> bool:
    return Content.WORK_CARDS in CARRIES[group.kind]
