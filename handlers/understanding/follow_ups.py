"""What people say about a case that is under way (product.md, rules 4 and 7)."""

from collections.abc import Sequence

from handlers.reporting.feedback import TAKES_WORDS, candidates, meant
from handlers.talking.conversation import Conversation
from handlers.talking.messages import Heard
from handlers.understanding.sayings import (
    Doubt,
    Doubtful,
    FollowUp,
    LoneDigit,
    Meaning,
    Phone,
    Question,
    Received,
    SmallTalk,
    Talk,
    Wish,
    Words,
)
from models.cases import UNANSWERED, Case
from models.categories import Category
from services.reporters import feedback, followers, following, own_cases
from services.triage import triage


def follow_up(conversation: Conversation, heard: Heard, meaning: FollowUp) -> bool:
    """Do what the reporter of an open case means by few words; False: they have none."""
    own = candidates(_own_open(conversation), meaning.wish)
    if len(own) > 1:
        about = {"wish": str(meaning.wish), "said": heard.words}
        conversation.start("which_case", about)
    elif own:
        _do_what_is_meant(conversation, own[0], heard, meaning)
    else:
        return _is_of_followed(conversation, meaning)
    return True


def may_mean_several(conversation: Conversation, wish: Wish) -> bool:
    """Tell whether more than one of their own cases may be meant."""
    return len(candidates(_own_open(conversation), wish)) > 1


def _is_of_followed(conversation: Conversation, meaning: FollowUp) -> bool:
    """Take 好了 or 没好 of somebody who follows one answered case and was asked about it."""
    person_id = conversation.caller.person_id
    asked = () if person_id is None else following.list_asked(conversation.session, person_id)
    if len(asked) != 1 or meaning.wish not in _JUDGES:
        return False
    about = {"case": asked[0].id, "round": asked[0].round}
    conversation.start(_JUDGES[meaning.wish], about)
    return True


def belongs_to_case(conversation: Conversation, heard: Heard, meaning: Meaning) -> bool:
    """Take words that may be about an open case: an answer to staff, or more of the same."""
    if not (_is_short_answer(meaning) or isinstance(meaning, Words | Question)):
        return False
    own = [case for case in _own_open(conversation) if case.status in UNANSWERED]
    asked = next((it for it in own if feedback.is_asked(conversation.session, it)), None)
    if asked is not None and _is_short_answer(meaning):
        conversation.start("add_words", {"case": asked.id, "sure": 1}, words=heard.words)
        return True
    if not own or not (_is_unclear(meaning) or (asked and isinstance(meaning, Words | Question))):
        return False
    conversation.start("add_words", {"case": (asked or own[0]).id}, words=heard.words)
    return True


def reply_about(conversation: Conversation, heard: Heard, meaning: Meaning, case_id: int) -> bool:
    """Take what was written in reply to a message about a case; False: it is not about it."""
    case = conversation.session.get(Case, case_id)
    is_chatter = isinstance(meaning, SmallTalk) and not _is_short_answer(meaning)
    if case is None or is_chatter:
        return False
    if case.reporter_id != conversation.caller.person_id:
        if isinstance(meaning, Received) or _is_followed(conversation, case):
            return isinstance(meaning, FollowUp) and _is_of_followed(conversation, meaning)
        conversation.start("remark", {"case": case_id}, words=heard.words)
    elif isinstance(meaning, FollowUp) and candidates([case], meaning.wish):
        _do_what_is_meant(conversation, case, heard, meaning)
    else:
        sure = {"sure": 1} if case.status in UNANSWERED else {}
        conversation.start("add_words", {"case": case_id} | sure, words=heard.words)
    return True


def _is_followed(conversation: Conversation, case: Case) -> bool:
    me = conversation.caller.person_id
    session = conversation.session
    return me is not None and followers.find_follower(session, case.id, me) is not None


def begin_with_attachments(conversation: Conversation, words: str | None) -> None:
    """Begin with photos that came alone; of a voice, `words` stand for it.

    They may be for an open case, as unclear words may; the answer to staff they are for sure.
    """
    own = [case for case in _own_open(conversation) if case.status in UNANSWERED]
    asked = next((it for it in own if feedback.is_asked(conversation.session, it)), None)
    if asked is not None:
        conversation.start("supplement", {"case": asked.id}, words=words)
    elif own:
        conversation.start("add_words", {"case": own[0].id}, words=words)
    else:
        conversation.start("report", words=words)


def take_attachments_about(conversation: Conversation, case_id: int, words: str | None) -> None:
    """Take photos that were sent alone in reply to a message about a case (rule 4)."""
    case = conversation.session.get(Case, case_id)
    if case is None or case.reporter_id != conversation.caller.person_id:
        conversation.start("remark", {"case": case_id})
    elif case.status in UNANSWERED:
        conversation.start("supplement", {"case": case_id}, words=words)
    else:
        conversation.start("add_words", {"case": case_id}, words=words)


_JUDGES = {Wish.GOOD: "followed_solved", Wish.AGAIN: "followed_not_solved"}


def _do_what_is_meant(
    conversation: Conversation, case: Case, heard: Heard, meaning: FollowUp
) -> None:
    command = meant(case, meaning.wish)
    words = heard.words if command.dialogue in TAKES_WORDS else None
    conversation.start(command.dialogue, command.about, words=words)


def _own_open(conversation: Conversation) -> Sequence[Case]:
    person_id = conversation.caller.person_id
    return () if person_id is None else own_cases.list_own_open(conversation.session, person_id)


def _is_short_answer(meaning: Meaning) -> bool:
    """Tell whether this answers a question, and begins nothing by itself."""
    return isinstance(meaning, Phone | LoneDigit | Received | Doubtful) or (
        isinstance(meaning, SmallTalk) and meaning.talk is Talk.OKAY
    )


def _is_unclear(meaning: Meaning) -> bool:
    """Tell whether words name no matter of their own."""
    match meaning:
        case Words(text):
            return triage.guess_category(text) is Category.OTHER
        case Doubtful(doubt):
            return doubt is Doubt.FRAGMENT
        case _:
            return False
