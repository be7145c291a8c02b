"""What staff do from the chat with a case: one press, or one press and one sentence."""

from handlers.reporting.cases import SHOWN
from handlers.talking.asking import Option
from handlers.talking.attachments import ask_more, describe, hand_in, note
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.access import Action
from models.cases import Case
from models.errors import NotAllowed, Refusal
from models.timeline import Act
from services.case_files import contacts, timeline
from services.casework import alerts, cases, enclosures, handling, offers, permits, quoting
from services.casework import todo as todos
from services.delivery.messages import Choice, Command
from services.reporters import followers
from services.texts import attachments as attachment_texts
from services.texts.casework import cases as texts
from services.texts.casework import following as follow_texts
from services.texts.phrases import Phrase
from services.texts.refusals import refusals
from services.wording import clip


def sign(talk: Talk) -> Reply:
    """Sign a case (签收)."""
    case_id, me = talk.number("case"), worker(talk)
    talk.do("sign", lambda: handling.sign_case(talk.session, case_id, me, talk.clock))
    case = cases.get_visible_case(talk.session, case_id, me)
    return reply(
        texts.SIGNED(number=case.number, due=alerts.due_of(case)),
        *quoting.quote(talk.session, case),
        choices=offers.list_first(talk.session, case),
        case_id=case_id,
    )


def contact(talk: Talk) -> Reply:
    """Show how to reach the reporter, written down first; or pass a sentence on."""
    case_id, me = talk.number("case"), worker(talk)

    def view() -> str:
        number, _ = contacts.view(talk.session, case_id, me, talk.clock)
        return number

    number = talk.attempt("view", view)
    if isinstance(number, Refusal):
        if number.reason != "reporter_anonymous":
            raise number
        shown = refusals.told(number)
    else:
        found = contacts.view_again(talk.session, case_id, me)
        known = texts.CONTACT_KNOWN if found.phone else texts.CONTACT_UNKNOWN
        shown = known(number=number, name=found.name, phone=found.phone)
    words = talk.ask(
        "words",
        Words(
            (shown, *(note(talk, attachment_texts.WORD_TOO) or (texts.RELAY_WORDS(),))),
            extra=(Option(texts.NO_RELAY(), ""),),
        ),
    )
    if not words:
        return reply(texts.CONTACT_DONE())
    return relay(talk, ask_more(talk, words, attachment_texts.ANYTHING_TO_ANSWER))


def return_(talk: Talk) -> Reply:
    """Give a case back with a reason (退回)."""
    case, me = in_hand(talk), worker(talk)
    reason = talk.ask("words", Words((texts.RETURN_WHY(number=case.number),), least=2))
    is_told = talk.do(
        "return",
        lambda: handling.return_case(talk.session, case.id, me, reason, talk.clock),
    )
    said = texts.RETURNED if is_told else texts.RETURNED_TO_NOBODY
    return reply(said(number=case.number))


def settle(talk: Talk) -> Reply:
    """Settle a case on the spot (当场办结)."""
    return _settle(talk, _ask_result(talk, in_hand(talk)))


def answer(talk: Talk) -> Reply:
    """Answer a case one has signed (答复)."""
    case, me = in_hand(talk), worker(talk)
    words = _ask_result(talk, case)

    def write() -> None:
        hand_in(talk, case.id, to_reporter=True)
        handling.answer_case(talk.session, case.id, me, words, talk.clock)

    talk.do("answer", write)
    return reply(texts.ANSWER_SENT(number=case.number), case_id=case.id)


def remark(talk: Talk) -> Reply:
    """Words written in reply to a message about a case: its answer, or a word to pass on."""
    case = in_hand(talk)
    words = talk.ask("words", Words(_result(talk, case)))
    options = (
        Option(texts.REMARK_ANSWER(), "answer"),
        Option(texts.REMARK_RELAY(), "relay"),
        Option(texts.REMARK_NOT(), "nothing"),
    )
    question = texts.REMARK(number=case.number, words=clip(words, SHOWN))
    match talk.ask("what", Pick[str]((question, *describe(talk)), options)):
        case "answer":
            return _settle(talk, words)
        case "relay":
            return relay(talk, words)
        case _:
            return reply(texts.REMARK_LEFT())


def received(talk: Talk) -> Reply:
    """Somebody wrote 「收到」: offer what they have not signed (rule 6)."""
    unsigned = todos.list_unsigned(talk.session, worker(talk))
    if not unsigned:
        return reply(texts.NOTHING_UNSIGNED())
    choices = tuple(
        Choice(texts.SIGN_NUMBER(number=case.number), Command("sign", {"case": case.id}))
        for case in unsigned
    )
    return Reply((texts.UNSIGNED(count=len(unsigned)),), choices)


def more_actions(talk: Talk) -> Reply:
    """Give what else this person may do with a case."""
    case = visible(talk)
    offered = offers.list_more(talk.session, case, worker(talk))
    if not offered:
        return show(talk, case)
    return reply(texts.MORE_ACTIONS(number=case.number), choices=offered, case_id=case.id)


def handle(talk: Talk) -> Reply:
    """Open one case, with what this person may do with it."""
    return show(talk, visible(talk))


def show(talk: Talk, case: Case) -> Reply:
    """Put a case before somebody of the office who may see it."""
    me = worker(talk)
    words, place = alerts.words_of(talk.session, case)
    now, more = offers.list_now(talk.session, case, me), offers.more(talk.session, case, me)
    offered = (*now, *more)
    attached = tuple(row.id for row in enclosures.list_of_case(talk.session, case.id))
    typed = tuple(
        attachment_texts.AS_TYPED(words=clip(words, SHOWN))
        for words in timeline.words_of(talk.session, case, Act.TRANSCRIBED)
    )
    count = followers.count_followers(talk.session, case.id)
    others = (follow_texts.FOLLOWERS(count=count),) if count else ()
    shown = (alerts.alert(talk.session, case, words, place), *typed, *others)
    return Reply(shown, offered, case.id, attachments=attached)


def _settle(talk: Talk, words: str) -> Reply:
    case_id, me = talk.number("case"), worker(talk)

    def write() -> None:
        hand_in(talk, case_id, to_reporter=True)
        handling.settle_case(talk.session, case_id, me, words, talk.clock)

    talk.do("settle", write)
    case = cases.get_visible_case(talk.session, case_id, me)
    return reply(texts.ANSWER_SENT(number=case.number), case_id=case_id)


def relay(talk: Talk, words: str) -> Reply:
    """Pass words on to the reporter."""
    case_id, me = talk.number("case"), worker(talk)

    def write() -> None:
        hand_in(talk, case_id, to_reporter=True)
        handling.relay(talk.session, case_id, me, words, talk.clock)

    talk.do("relay", write)
    return reply(texts.RELAY_DONE(), case_id=case_id)


def _ask_result(talk: Talk, case: Case) -> str:
    words = talk.ask("words", Words(_result(talk, case), least=2))
    return ask_more(talk, words, attachment_texts.ANYTHING_TO_ANSWER)


def _result(talk: Talk, case: Case) -> tuple[Phrase, ...]:
    """Ask what was done; photos are welcome, and words needed."""
    came = note(talk, attachment_texts.RESULT_TOO)
    return (*came, texts.ANSWER_WHAT(number=case.number))


def visible(talk: Talk) -> Case:
    """Give the case that the dialogue is about, to somebody who may see it."""
    return cases.get_visible_case(talk.session, talk.number("case"), talk.caller.person_id)


def in_hand(talk: Talk, action: Action = Action.ANSWER_CASE) -> Case:
    """Give a case that this person may still handle, before they are asked for a word.

    Once they have written one, only the service judges: its no gives the words back.
    """
    case, me = visible(talk), worker(talk)

    def check() -> None:
        permits.require(talk.session, me, action, case)
        handling.check_in_hand(talk.session, case, me)

    talk.once("checked", check)
    return case


def worker(talk: Talk) -> int:
    """Give whoever is speaking; a stranger may do nothing here.

    Raises:
        NotAllowed: not_allowed.
    """
    if talk.caller.person_id is None:
        raise NotAllowed("not_allowed")
    return talk.caller.person_id
