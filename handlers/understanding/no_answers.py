"""Whole messages that are never the answer to a free question (decision 29)."""

from handlers.people.people import CODE, JOIN_LINK, carries_link_code
from handlers.talking.conversation import Conversation
from handlers.talking.frames import Question
from handlers.understanding.sayings import CaseNumber, Command, CommandName, Meaning
from models.access import Action
from services.office import access

ASKS_NUMBER = "number"
"""Begins the keys of questions that a number answers, be it that of a case."""

_WITH_CODE = frozenset({CommandName.JOIN, CommandName.START, CommandName.LINK})


def is_no_answer(conversation: Conversation, question: Question, meaning: Meaning) -> bool:
    """Tell whether a whole message is a case number, or a command, and not somebody's words.

    Else a word such as 待办 would go out to a resident as what was done, or 我的岗位 to staff as
    why somebody takes leave (decision 29). Words of residents stay theirs; but no
    command word is a code.
    """
    if question.key.startswith(ASKS_NUMBER):
        return False
    match meaning:
        case CaseNumber(prefix):
            return prefix is not None
        case Command():
            is_theirs = _asks_code(question) or _holds_role(conversation)
            return is_theirs and not is_code(conversation, meaning)
        case _:
            return False


def _holds_role(conversation: Conversation) -> bool:
    """Tell whether somebody is of the office, or a member."""
    caller = conversation.caller
    if caller.is_staff or caller.person_id is None:
        return caller.is_staff
    return bool(access.areas_where(conversation.session, caller.person_id, Action.CLAIM_POST))


def is_code(conversation: Conversation, meaning: Command) -> bool:
    """Tell whether a command with a code answers the question for the code."""
    question, link = conversation.state.question, meaning.argument
    if meaning.name is CommandName.START and (
        not link.startswith(JOIN_LINK)  # of a poster, a card, a notice
        or carries_link_code(link)  # a link is not typed: whom it joins to is asked first
    ):
        return False
    return _asks_code(question) and meaning.name in _WITH_CODE and bool(link)


def _asks_code(question: Question | None) -> bool:
    return question is not None and question.key.startswith(CODE)
