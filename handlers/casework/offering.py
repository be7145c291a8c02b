"""Staff put a case before members and units, and answer with what those did."""

from itertools import count

from handlers.casework.handling import visible, worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.cases import Case
from models.errors import Invalid
from models.posts import Post
from services.areas import areas
from services.case_offers import case_offers, case_results, offer_cards, offer_words, offered
from services.delivery.messages import Saying
from services.texts.casework import case_offers as texts
from services.texts.casework import cases as case_texts
from services.texts.phrases import Phrase
from services.texts.refusals import refusals


def offer_case(talk: Talk) -> Reply:
    """Put a case before members and units (发布待认领): one sentence, the rest is there."""
    case, me = visible(talk), worker(talk)
    talk.once("may", lambda: case_offers.check_may_offer(talk.session, case, me))
    post = offered.find_post(talk.session, case)
    if post is None and not _is_sure(talk, case):
        return reply(texts.NOT_OFFERED(number=case.number), case_id=case.id)
    summary = _ask_summary(talk, case, post)

    def write() -> list[int]:
        done = case_offers.offer_case(talk.session, case.id, me, summary, talk.clock)
        return [done.groups, done.people]

    groups, people = talk.do("offer", write)
    if groups:
        said = texts.OFFERED(number=case.number, groups=groups)
    elif people:
        said = texts.OFFERED_TO(number=case.number, people=people)
    else:
        said = texts.OFFERED_TO_NOBODY(number=case.number)
    return reply(said, case_id=case.id)


def review_result(talk: Talk) -> Reply:
    """Show what a member did, to whoever may answer with it."""
    case, offer = case_results.get_proposed(talk.session, talk.number("case"), worker(talk))
    return _reply(case_results.to_review(talk.session, case, offer))


def agree_result(talk: Talk) -> Reply:
    """Answer with what a member did (同意并答复)."""
    return _answer(talk, "")


def edit_result(talk: Talk) -> Reply:
    """Answer with it in other words (改几个字再答复)."""
    question = (talk.once("question", lambda: _result(talk)),)
    number, shown = question[0]
    edit = texts.EDIT_WHAT(number=number, words=shown)
    return _answer(talk, talk.ask("words", Words((edit,), least=2)))


def send_result_back(talk: Talk) -> Reply:
    """Ask the member to do a little more (再办一办)."""
    case_id, me = talk.number("case"), worker(talk)

    def look() -> list[str]:
        case, offer = case_results.get_proposed(talk.session, case_id, me)
        return [case.number, offer_cards.claimer(talk.session, offer)]

    number, name = talk.once("look", look)
    reason = talk.ask("reason", Words((texts.MORE_WORK_WHY(number=number, name=name),), least=2))
    talk.do("back", lambda: case_results.send_back(talk.session, case_id, me, reason, talk.clock))
    return reply(texts.MORE_WORK_SENT(number=number, name=name), case_id=case_id)


def _is_sure(talk: Talk, case: Case) -> bool:
    """Ask whether a case for which there is no post is put before members all the same."""
    kind = offer_cards.describe_kind(case, None)
    question = texts.NO_POST(number=case.number, category=kind)
    options = (Option(texts.OFFER_ANYWAY(), True), Option(texts.OFFER_NOT(), False))
    return talk.ask("anyway", Pick[bool]((question,), options))


def _ask_summary(talk: Talk, case: Case, post: Post | None) -> str:
    """Ask for the sentence, until it says nothing of who reported it."""
    kind = offer_cards.describe_kind(case, post)
    area = areas.grid_name(talk.session, areas.area_of(talk.session, case.area_id))
    question: tuple[Phrase, ...] = (texts.OFFER_SUMMARY(number=case.number, kind=kind, area=area),)
    for attempt in count():
        words = talk.ask(f"summary{attempt}", Words(question, least=2))
        try:
            return offer_words.check_summary(talk.session, case, words)
        except Invalid as refusal:
            question = (refusals.told(refusal),)
    raise AssertionError


def _result(talk: Talk) -> list[str]:
    case, offer = case_results.get_proposed(talk.session, talk.number("case"), worker(talk))
    return [case.number, case_results.result_of(talk.session, case, offer)]


def _answer(talk: Talk, words: str) -> Reply:
    case_id, me = talk.number("case"), worker(talk)

    def write() -> str:
        return case_results.agree_result(talk.session, case_id, me, talk.clock, words=words)

    number = talk.do("agree", write)
    return reply(case_texts.ANSWER_SENT(number=number), case_id=case_id)


def _reply(saying: Saying) -> Reply:
    return Reply(saying.phrases, saying.choices, saying.case_id, attachments=saying.attachments)
