"""Cases before members (待认领的民情), as a member finds them beside the posts."""

from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from services.case_offers import case_offers, claimants, offer_cards
from services.delivery.messages import Choice, Command
from services.texts import menu as menu_texts
from services.texts.casework import case_offers as texts

PAGE = 5
"""Cases at once: each has a button."""


def to_cases(talk: Talk) -> tuple[Choice, ...]:
    """Give the button to the cases that somebody may claim, where there are any."""
    me = talk.caller.person_id
    found = () if me is None else case_offers.list_for(talk.session, me)
    if not found:
        return ()
    return (Choice(texts.TO_CASES(count=len(found)), Command("cases_to_claim", {})),)


def to_own_cases(talk: Talk) -> tuple[Choice, ...]:
    """Give the button to what waits, to a member who has a case."""
    me = talk.caller.person_id
    if me is None or not claimants.has_any(talk.session, me):
        return ()
    return (Choice(menu_texts.TO_DO(), Command("todo", {})),)


def cases_to_claim(talk: Talk) -> Reply:
    """List the cases that may be claimed, what is due first in front."""
    me, after = talk.caller.person_id, int(talk.about.get("after", 0))
    found = () if me is None else case_offers.list_for(talk.session, me)
    shown = found[after : after + PAGE]
    if not shown:
        return reply(texts.NO_CASES())
    said = [
        texts.ONE_OF(place=place, card=offer_cards.look(talk.session, offer, case))
        for place, (offer, case) in enumerate(shown, after + 1)
    ]
    choices = [
        Choice(texts.CLAIM_ONE(place=place), offer_cards.claim_choice(offer).command)
        for place, (offer, _) in enumerate(shown, after + 1)
    ]
    if left := len(found) - after - len(shown):
        more = Command("cases_to_claim", {"after": after + PAGE})
        choices.append(Choice(texts.MORE_CASES(count=left), more))
    return Reply(tuple(said), tuple(choices))
