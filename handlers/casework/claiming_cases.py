"""Members and liaisons claim a case (认领), work on it, and hand in what they did."""

from sqlmodel import Session

from handlers.casework import handling
from handlers.casework.handling import visible, worker
from handlers.reporting.cases import SHOWN
from handlers.talking.asking import Option
from handlers.talking.attachments import ask_more, describe, note
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Number, Pick, Words
from handlers.talking.talk import Talk
from models.case_offers import CaseOffer
from models.cases import Case
from models.errors import NotFound
from services.case_offers import case_claims, case_offers, case_results, claimants, offer_cards
from services.casework import alerts, enclosures, offers
from services.delivery.messages import Saying
from services.texts import attachments as attachment_texts
from services.texts.casework import case_offers as texts
from services.texts.casework import cases as case_texts
from services.wording import clip

MOST_HOURS = 12
_TIMES = (
    (texts.HALF_AN_HOUR, 30),
    (texts.ONE_HOUR, 60),
    (texts.TWO_HOURS, 120),
    (texts.LONGER, 0),
)


def claim_case(talk: Talk) -> Reply:
    """Claim a case with one press (认领)."""
    offer_id, me = talk.number("offer"), worker(talk)

    def write() -> int:
        return case_offers.claim_case(talk.session, offer_id, me, talk.clock).id

    talk.do("claim", write)
    saying = say_claimed(talk.session, case_offers.get_offer(talk.session, offer_id))
    return Reply(saying.phrases, saying.choices, saying.case_id, attachments=saying.attachments)


def show_offer(talk: Talk, offer_id: str) -> Reply:
    """Show, in private, a case that may be claimed.

    Raises:
        NotFound: offer_unknown.
    """
    if not offer_id.isdecimal():
        raise NotFound("offer_unknown")
    me = worker(talk)
    offer = case_offers.get_offer_for(talk.session, int(offer_id), me)
    case = talk.session.get_one(Case, offer.case_id)
    is_free = offer.ended_at is None and offer.claimed_by is None
    choices = (offer_cards.claim_choice(offer),) if is_free else ()
    return reply(offer_cards.look(talk.session, offer, case), choices=choices)


def propose_result(talk: Talk) -> Reply:
    """Hand in what was done (办好了): in words, with photos, and in how long."""
    case_id = talk.number("case")
    number = talk.once("checked", lambda: _check(talk, case_id))
    came = note(talk, attachment_texts.RESULT_TOO)
    question = (*came, texts.DONE_WHAT(number=number))
    words = talk.ask("words", Words(question, least=2))
    return _hand_in(talk, case_id, ask_more(talk, words, attachment_texts.ANYTHING_TO_ANSWER))


def remark(talk: Talk) -> Reply:
    """Words written in reply to a message about a case: of a member who has it, what they did."""
    case = visible(talk)
    me = worker(talk)
    if not talk.once("mine", lambda: claimants.claimant_of(talk.session, case) == me):
        return handling.remark(talk)
    words = talk.ask("words", Words((texts.DONE_WHAT(number=case.number),)))
    options = (
        Option(texts.REMARK_DONE(), "done"),
        Option(case_texts.REMARK_RELAY(), "relay"),
        Option(case_texts.REMARK_NOT(), "nothing"),
    )
    question = texts.REMARK(number=case.number, words=clip(words, SHOWN))
    match talk.ask("what", Pick[str]((question, *describe(talk)), options)):
        case "done":
            return _hand_in(talk, case.id, words)
        case "relay":
            return handling.relay(talk, words)
        case _:
            return reply(case_texts.REMARK_LEFT())


def _hand_in(talk: Talk, case_id: int, words: str) -> Reply:
    """Ask how long it took, and hand in what was done."""
    me = worker(talk)
    options = [Option(label(), minutes) for label, minutes in _TIMES]
    minutes = talk.ask("minutes", Pick[int]((texts.HOW_LONG(),), options, has_no_out=True))
    if not minutes:
        how_many = texts.HOW_MANY_HOURS(most=MOST_HOURS)
        minutes = talk.ask("hours", Number((how_many,), 3, MOST_HOURS)) * 60

    def write() -> str:
        photos = talk.take_attachments()
        return case_results.propose_result(
            talk.session, case_id, me, words, minutes, talk.clock, photos=photos
        )

    return reply(texts.PROPOSED(number=talk.do("propose", write)), case_id=case_id)


def give_back_case(talk: Talk) -> Reply:
    """Give a claimed case back, with a reason (交回)."""
    case_id, me = talk.number("case"), worker(talk)
    number = talk.once("checked", lambda: _check(talk, case_id))
    reason = talk.ask("reason", Words((texts.GIVE_BACK_WHY(number=number),), least=2))

    def write() -> str:
        return case_claims.give_back(talk.session, case_id, me, reason, talk.clock)

    return reply(texts.GIVEN_BACK(number=talk.do("give_back", write)))


def say_claimed(session: Session, offer: CaseOffer) -> Saying:
    """Put a case before whoever has just claimed it: they handle it now."""
    case = session.get_one(Case, offer.case_id)
    until = case.due_at if offer.return_at is None else min(offer.return_at, case.due_at)
    said = (texts.CLAIMED(until=until), alerts.alert_of(session, case))
    attached = tuple(row.id for row in enclosures.list_of_case(session, case.id))
    choices = offers.list_first(session, case)
    return Saying(said, choices, case_id=case.id, attachments=attached)


def _check(talk: Talk, case_id: int) -> str:
    """Refuse who has not claimed a case, before they write a word; give its number."""
    case, _ = case_claims.lock_claim(talk.session, case_id, worker(talk))
    return case.number
