"""A query code (查询码) that was typed alone: it shows the case it was given out for."""

import re

from handlers.talking.conversation import Conversation
from models.errors import NotFound
from services.casework import cases
from services.texts.casework import cases as texts
from services.texts.labels import STATUS_LABELS, STEP_LABELS
from services.texts.phrases import Phrase
from services.wording import squeeze

_CODE = re.compile(rf"(?:查询码[:：]?)?([{cases.RECEIPT_ALPHABET}]{{{cases.RECEIPT_LENGTH}}})")
_STORY = frozenset({"words", "more"})
"""Keys of the questions whose answers are words of a case."""


def show_by_receipt(conversation: Conversation, words: str) -> bool:
    """Show what a query code stands for; False: these words are none, or answer a question."""
    found = _CODE.fullmatch(squeeze(words).upper())
    if found is None:
        return False
    case = cases.find_by_receipt(conversation.session, found[1])
    if case is None:
        if not _is_meant(conversation, found[1]):
            return False
        return _say(conversation, texts.NO_SUCH_RECEIPT())
    try:
        cases.get_visible_case(conversation.session, case.id, conversation.caller.person_id)
    except NotFound:
        step, status = STEP_LABELS[case.step](), STATUS_LABELS[case.status]()
        return _say(conversation, texts.CASE_STEP(number=case.number, step=step, status=status))
    conversation.start("case", {"case": case.id})
    return True


def _is_meant(conversation: Conversation, code: str) -> bool:
    """Tell whether an unknown code looks like one, and cannot be an answer."""
    question = conversation.state.question
    is_mixed = not code.isdigit() and not code.isalpha()
    return is_mixed and (question is None or question.key in _STORY or not question.takes_words)


def _say(conversation: Conversation, phrase: Phrase) -> bool:
    conversation.say(phrase)
    if conversation.state.frames:
        conversation.run(None)
    return True
