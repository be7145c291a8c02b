"""What words begin when no question is open (product.md, "Talking with people", rules 5 to 14)."""

from collections.abc import Mapping

from handlers.conversation import Conversation
from handlers.sayings import (
    Abuse,
    Back,
    CaseNumber,
    Command,
    Danger,
    Doubtful,
    FollowUp,
    Human,
    Leave,
    LoneDigit,
    Meaning,
    Phone,
    Question,
    Received,
    SmallTalk,
    Stop,
    Talk,
    Topic,
    WhoAreYou,
    Wish,
    Words,
)
from handlers.messages import Heard
from models.cases import UNANSWERED, Case, Status
from services import cases, facts
from services.outbox import Choice
from services.outbox import Command as Starts
from services.rules import rules_of
from services.texts import menu as texts
from services.texts.phrases import Phrase, Template, verbatim

SMALL_TALK: Mapping[Talk, Template] = {
    Talk.GREETING: texts.GREETING,
    Talk.THANKS: texts.THANKS,
    Talk.PRESENCE: texts.PRESENCE,
    Talk.OKAY: texts.OKAY,
    Talk.EMOJI: texts.OKAY,
}


def begin(  # noqa: PLR0911, C901 - one line for each meaning
    conversation: Conversation, heard: Heard, meaning: Meaning
) -> str | None:
    """Begin what the words ask for."""
    match meaning:
        case Command(name, argument):
            return conversation.start(name, {"argument": argument})
        case CaseNumber():
            return _show_case(conversation, meaning)
        case Received() if conversation.caller.is_staff:
            return conversation.start("received")
        case FollowUp():
            return _follow_up(conversation, heard, meaning)
        case Question():
            return _question(conversation, heard, meaning)
        case Human():
            return conversation.start("help")
        case Stop():
            return conversation.start("mute")
        case Doubtful():
            return conversation.start("confirm_report", words=heard.words)
        case Leave() | Back():
            return conversation.start("cancel")
        case Danger() | Words():
            return _report(conversation, heard)
        case SmallTalk() | Received() | LoneDigit() | Phone() | WhoAreYou() | Abuse():
            conversation.say(_short_word(conversation, meaning), choices=short_menu())
    return None


def short_menu() -> tuple[Choice, ...]:
    """Give the three things most people come for."""
    return (
        Choice(texts.TO_REPORT(), Starts("report", {})),
        Choice(texts.MY_CASES(), Starts("mine", {})),
        Choice(texts.A_PERSON(), Starts("help", {})),
    )


def _report(conversation: Conversation, heard: Heard) -> str | None:
    return conversation.start("report", words=heard.words, outer_id=heard.outer_id)


def _short_word(conversation: Conversation, meaning: Meaning) -> Phrase:
    match meaning:
        case SmallTalk(talk):
            return SMALL_TALK[talk]()
        case WhoAreYou():
            street = rules_of(conversation.session).street_name
            return texts.WHO_I_AM(street=street, phone=facts.office_phone(conversation.session))
        case Phone():
            return texts.PHONE_ALONE()
        case Abuse():
            return texts.CALM()
        case _:
            return texts.NOT_UNDERSTOOD()


def _show_case(conversation: Conversation, meaning: CaseNumber) -> str | None:
    case = cases.find_case(
        conversation.session,
        conversation.caller.person_id,
        meaning.serial,
        meaning.prefix,
        meaning.year,
    )
    if case is None:
        conversation.say(texts.NO_SUCH_CASE(), choices=short_menu())
        return None
    return conversation.start("case", {"case": case.id})


def _follow_up(conversation: Conversation, heard: Heard, meaning: FollowUp) -> str | None:
    """Rule 7: what the reporter of an open case means by few words."""
    own = _own_case(conversation, meaning.wish)
    if own is None:
        if meaning.has_matter:
            return _report(conversation, heard)
        conversation.say(texts.NO_CASE_MEANT(), choices=short_menu())
        return None
    about = {"case": own.id, "round": own.round}
    match meaning.wish:
        case Wish.URGE:
            return conversation.start("urge", about)
        case Wish.GOOD if own.status is Status.ANSWERED:
            return conversation.start("solved", about)
        case Wish.GOOD:
            return conversation.start("withdraw", about)
        case Wish.AGAIN if own.status not in UNANSWERED:
            return conversation.start("not_solved", about, words=heard.words)
        case Wish.AGAIN | Wish.CORRECTION:
            return conversation.start("add_words", about, words=heard.words)


def _own_case(conversation: Conversation, wish: Wish) -> Case | None:
    person_id = conversation.caller.person_id
    if person_id is None:
        return None
    own = cases.list_own_open(conversation.session, person_id)
    if wish is Wish.URGE:
        own = [case for case in own if case.status in UNANSWERED]
    if wish in (Wish.GOOD, Wish.AGAIN):
        answered = [case for case in own if case.status not in UNANSWERED]
        own = answered or own
    return own[0] if own else None


def _question(conversation: Conversation, heard: Heard, meaning: Question) -> str | None:
    """Rule 9: the facts first, always with a way to report instead."""
    if meaning.topic is Topic.GRID:
        return conversation.start("grid")
    topic = None if meaning.topic is None else str(meaning.topic)
    fact = facts.answer_for(conversation.session, topic or heard.words)
    if fact is None:
        return _report(conversation, heard)
    conversation.say(
        verbatim(fact.answer),
        choices=(Choice(texts.NOT_MY_QUESTION(), Starts("report", {"words": heard.words})),),
    )
    return None
