"""What the buttons of cards in groups do; whoever pressed is answered alone."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from handlers.casework.claiming_cases import say_claimed
from handlers.talking.conversation import Conversation
from models.errors import NotAllowed, Refusal
from models.groups import Group, GroupKind
from models.outbox import Priority
from models.posts import ClaimState
from services.case_offers import case_offers
from services.case_offers.offer_cards import OFFER_LINK
from services.casework import cases, handling, offers, quoting
from services.delivery import outbox
from services.delivery.cards import CASE_LINK
from services.delivery.messages import Command, Saying
from services.posts import claim_messages, claim_rows, claims, openings
from services.posts.opening_cards import LINK as POSTS_LINK
from services.texts import groups as texts
from services.texts import talk as talk_texts
from services.texts.casework import case_offers as offer_texts
from services.texts.casework import cases as case_texts
from services.texts.casework import claiming as claim_texts
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json
from services.texts.refusals import refusals

Pressed = Callable[[Conversation, Group | None, int, Command], Phrase]
"""Does what a button says for this person in this group, and gives the word for them."""


def press(conversation: Conversation, group: Group | None, offer: Command | None) -> Phrase:
    """Do what a card of a group offers; give the word for whoever pressed."""
    act = None if offer is None else ACTS.get(offer.dialogue)
    if offer is None or act is None:
        return talk_texts.OLD_BUTTON()
    person_id = conversation.caller.person_id
    if person_id is None and offer.dialogue == "claim":
        return refusals.told(NotAllowed("claim_not_member"))
    if person_id is None:
        return refusals.NOT_ALLOWED()
    try:
        said = conversation.act(lambda: phrase_to_json(act(conversation, group, person_id, offer)))
        return phrase_from_json(cast("list[Any]", said))
    except Refusal as refusal:
        return refusals.told(refusal)


def _sign(
    conversation: Conversation, group: Group | None, person_id: int, offer: Command
) -> Phrase:
    """Sign a case, and give its signer in private what they may do with it."""
    del group
    session, clock = conversation.session, conversation.clock
    case_id = int(offer.about["case"])
    number = handling.sign_case(session, case_id, person_id, clock)
    case = cases.get_visible_case(session, case_id, person_id)
    signed = case_texts.SIGNED(number=number, due=case.due_at)
    said = (signed, *quoting.quote(session, case))
    saying = Saying(said, offers.to_handle(case), case_id=case_id)
    outbox.tell(session, person_id, saying, clock, Priority.REPLY)
    return texts.SIGNED(number=number)


def _claim(
    conversation: Conversation, group: Group | None, person_id: int, offer: Command
) -> Phrase:
    """Claim a post, and tell its claimer in private what follows from it."""
    del group
    session, clock = conversation.session, conversation.clock
    pressed_at = conversation.heard.received_at
    claim = claims.claim_post(
        session, int(offer.about["opening"]), person_id, clock, pressed_at=pressed_at
    )
    opening = openings.get_opening(session, claim.opening_id)
    saying = claim_messages.say_claimed(session, claim, opening, clock)
    outbox.tell(session, person_id, saying, clock, Priority.REPLY)
    if claim.state is not ClaimState.WAITING:
        return claim_texts.DONE_IN_GROUP()
    return claim_texts.QUEUED_IN_GROUP(number=claim_rows.position_of(session, claim))


def _claim_case(
    conversation: Conversation, group: Group | None, person_id: int, offer: Command
) -> Phrase:
    """Claim a case; in a group of units for the unit one speaks for."""
    session, clock = conversation.session, conversation.clock
    for_unit = group is not None and group.kind is GroupKind.UNITS
    offer_id = int(offer.about["offer"])
    claimed = case_offers.claim_case(session, offer_id, person_id, clock, for_unit=for_unit)
    outbox.tell(session, person_id, say_claimed(session, claimed), clock, Priority.REPLY)
    return offer_texts.CLAIMED_IN_GROUP()


ACTS: Mapping[str, Pressed] = {"sign": _sign, "claim": _claim, "claim_case": _claim_case}
"""The dialogues that a card in a group may start, by one press and without a question."""


def link_of(command: Command | None) -> str:
    """Give what leads to the same in the private chat, for a group in which nobody can press."""
    about: Mapping[str, str | int] = {} if command is None else command.about
    match command:
        case Command("sign"):
            return f"{CASE_LINK}{about['case']}"
        case Command("claim_case"):
            return f"{OFFER_LINK}{about['offer']}"
        case Command("claim"):
            return POSTS_LINK
        case _:
            return ""
