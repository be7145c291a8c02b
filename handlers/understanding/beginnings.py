"""What words begin when no question is open (product.md, "Talking with people", rules 5 to 14)."""

from collections.abc import Mapping

from handlers.groups.handovers import DO_LINK, GO_LINK, go_on
from handlers.people.short_menu import short_menu
from handlers.posts.post_words import is_for_posts
from handlers.talking.conversation import Conversation
from handlers.talking.messages import Heard
from handlers.understanding.follow_ups import belongs_to_case, follow_up
from handlers.understanding.meaning import understand
from handlers.understanding.sayings import (
    Abuse,
    Back,
    CaseNumber,
    Command,
    CommandName,
    Danger,
    Doubt,
    Doubtful,
    FollowUp,
    Human,
    Leave,
    Meaning,
    Phone,
    Question,
    Received,
    SmallTalk,
    Stop,
    Talk,
    Topic,
    WhoAreYou,
    Words,
)
from models.cases import Case
from models.facts import Fact
from services import facts
from services.casework import cases, permits
from services.delivery.messages import Choice
from services.delivery.messages import Command as Starts
from services.reporters import following
from services.rules import rules_of
from services.texts import menu as texts
from services.texts.phrases import Phrase, Template
from services.wording import count_meaningful

SMALL_TALK: Mapping[Talk, Template] = {
    Talk.GREETING: texts.GREETING,
    Talk.THANKS: texts.THANKS,
    Talk.PRESENCE: texts.PRESENCE,
    Talk.OKAY: texts.OKAY,
    Talk.EMOJI: texts.OKAY,
}
FACTS: Mapping[Topic, str] = {
    Topic.HOURS: facts.OFFICE_HOURS,
    Topic.WHERE: facts.OFFICE_ADDRESS,
    Topic.OUTAGE: "outage",
}
"""The answer to a question whose words tell what it asks for."""


def begin(  # noqa: PLR0911 - one line for each meaning
    conversation: Conversation, heard: Heard, meaning: Meaning
) -> Heard | None:
    """Begin what the words ask for."""
    if belongs_to_case(conversation, heard, meaning) or _find_posts(conversation, heard, meaning):
        return None
    match meaning:
        case Command() | CaseNumber() | Human() | Stop() | Leave() | Back():
            return _obey(conversation, meaning)
        case Received() if conversation.caller.is_staff:
            return conversation.start("received")
        case FollowUp():
            return _follow_up(conversation, heard, meaning)
        case Question() if ask_facts(conversation, heard, meaning):
            return None
        case Doubtful(doubt) if count_meaningful(heard.words):
            is_shown = bool(conversation.brought) and doubt is Doubt.FRAGMENT
            dialogue = "report" if is_shown else "confirm_report"
            return conversation.start(dialogue, words=heard.words, outer_id=heard.outer_id)
        case Danger() | Words() | Question():
            return _report(conversation, heard)
        case _:
            conversation.say(_short_word(conversation, meaning), choices=short_menu())
    return None


def begin_pressed(conversation: Conversation, heard: Heard, meaning: Meaning) -> Heard | None:
    """Begin what was pressed in a door's menu; what is no command there is nobody's words."""
    match meaning:
        case Command() | CaseNumber() | Human() | Stop() | WhoAreYou():
            return begin(conversation, heard, meaning)
        case _:
            return conversation.start("help")


def ask_facts(conversation: Conversation, heard: Heard, meaning: Question) -> bool:
    """Rule 9: the facts first, always with a way to report instead; False: nothing is known."""
    session = conversation.session
    if meaning.topic is Topic.GRID:
        conversation.start("grid", {"asked": heard.words})
        return True
    if meaning.topic is Topic.PHONE:
        phone, hours = facts.office_phone(session), facts.office_hours(session)
        answer = texts.GRID_OFFICE(phone=phone, hours=hours)
    elif (fact := _find_fact(conversation, heard.words, meaning.topic)) is not None:
        answer = facts.said(fact)
    else:
        return False
    instead = Choice(texts.NOT_MY_QUESTION(), Starts("report", {"words": heard.words}))
    conversation.say(answer, choices=(instead,))
    return True


def find_case(conversation: Conversation, number: CaseNumber) -> Case | None:
    """Find the case that a number means, if this person may see it."""
    session, person_id = conversation.session, conversation.caller.person_id
    return cases.find_case(session, person_id, number.serial, number.prefix, number.year)


def _obey(  # noqa: PLR0911 - as above
    conversation: Conversation, meaning: Command | CaseNumber | Human | Stop | Leave | Back
) -> Heard | None:
    match meaning:
        case Command(CommandName.START, argument) if argument.startswith((GO_LINK, DO_LINK)):
            return _follow(conversation, argument)
        case Command(CommandName.REPORT, argument) if argument:
            return conversation.start("report", words=argument)
        case Command(name, argument):
            return conversation.start(name, {"argument": argument})
        case CaseNumber():
            return _show_case(conversation, meaning)
        case Human():
            return conversation.start("help")
        case Stop():
            return conversation.start("mute")
        case Leave() | Back():
            return conversation.start("cancel")


def _follow(conversation: Conversation, link: str) -> Heard | None:
    """Follow a link out of a group: to a command, or to words that were said there."""
    if link.startswith(DO_LINK):
        name = link.removeprefix(DO_LINK)
        return conversation.start(name if name in set(CommandName) else "start")
    said = go_on(conversation, link)
    return None if said is None else begin(conversation, said, understand(said.words))


def _find_posts(conversation: Conversation, heard: Heard, meaning: Meaning) -> bool:
    """Show a member the posts that a word alone means; beside a question it is part of that."""
    is_beside = conversation.state.question is not None or bool(conversation.brought)
    if is_beside or not isinstance(meaning, Doubtful | Words):
        return False
    if not is_for_posts(conversation.session, conversation.caller.person_id, heard.words):
        return False
    conversation.start("post_word", {"argument": heard.words})
    return True


def _report(conversation: Conversation, heard: Heard) -> Heard | None:
    return conversation.start("report", words=heard.words, outer_id=heard.outer_id)


def _follow_up(conversation: Conversation, heard: Heard, meaning: FollowUp) -> Heard | None:
    """Rule 7: what the reporter of an open case means; who has none may mean a new one."""
    if follow_up(conversation, heard, meaning):
        return None
    if meaning.has_matter:
        return _report(conversation, heard)
    if conversation.caller.is_staff:
        return conversation.start("todo")
    conversation.say(texts.NO_CASE_MEANT(), choices=short_menu())
    return None


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


def _show_case(conversation: Conversation, meaning: CaseNumber) -> Heard | None:
    case = find_case(conversation, meaning)
    if case is None and meaning.prefix is not None:
        session = conversation.session
        public = following.find_public(session, meaning.serial, meaning.prefix, meaning.year)
        if public is not None and not _is_kept_from(conversation, public):
            return conversation.start("public_case", {"case": public.id})
    if case is None:
        conversation.say(texts.NO_SUCH_CASE(), choices=short_menu())
        return None
    return conversation.start("case", {"case": case.id})


def _is_kept_from(conversation: Conversation, case: Case) -> bool:
    me = conversation.caller.person_id
    return me is not None and permits.is_recused(conversation.session, case, me)


def _find_fact(conversation: Conversation, words: str, topic: Topic | None) -> Fact | None:
    """Find what the operator says of just this, else what is known of the topic."""
    session = conversation.session
    key = None if topic is None else FACTS.get(topic)
    return facts.answer_for(session, words) or (
        None if key is None else facts.answer_for(session, key)
    )
