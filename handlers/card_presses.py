"""What a press on a card in a group does; only who pressed sees what came of it."""

from handlers.claiming_cases import told_claimant
from handlers.conversation import Conversation
from handlers.frames import Json
from models.errors import Refusal
from models.outbox import Priority
from services.casework import case_offers
from services.delivery import outbox
from services.texts import case_offers as texts
from services.texts import refusals
from services.texts.phrases import Phrase


def press_claim(
    conversation: Conversation, offer_id: int, person_id: int, *, for_unit: bool
) -> Phrase:
    """Claim a case from a card in a group; give the word for whoever pressed."""

    def write() -> Json:
        session, clock = conversation.session, conversation.clock
        offer = case_offers.claim_case(session, offer_id, person_id, clock, for_unit=for_unit)
        outbox.tell(session, person_id, told_claimant(session, offer), clock, Priority.REPLY)
        return offer.id

    try:
        conversation.act(write)
    except Refusal as refusal:
        return refusals.told(refusal)
    return texts.CLAIMED_IN_GROUP()
