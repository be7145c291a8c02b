"""Labels of buttons that were written instead of pressed, in whatever language.

Folding makes simplified characters of traditional ones, so Chinese and English are all there is.
"""

from handlers.talking.asking import WAYS_OUT
from handlers.talking.frames import Question
from handlers.talking.prompts import choose
from services.texts import attachments, linking, menu
from services.texts.casework import cases, reporting
from services.wording import squeeze

OFFERED = frozenset(
    squeeze(words)
    for label in (
        cases.SIGN,
        cases.CONTACT,
        cases.SETTLE,
        cases.RETURN,
        cases.ANSWER,
        cases.SUPPLEMENT,
        cases.URGE,
        cases.WITHDRAW,
        cases.SOLVED,
        cases.NOT_SOLVED,
        cases.NOBODY_CAME,
        cases.VERY_SATISFIED,
        cases.SATISFIED,
        cases.UNSATISFIED,
        reporting.GO_ON,
        reporting.BEGIN_ANEW,
        menu.CALL_ME,
        menu.CHANGE_NAME,
        menu.CHANGE_PHONE,
        attachments.TYPE_OUT,
        linking.OPEN_ON_COMPUTER,
        linking.LINK_ANOTHER,
        linking.SIGN_OUT_THERE,
        linking.UNDO,
    )
    for words in (label.chinese, label.english)
)
"""Labels under messages that ask nothing; for residents only these are looked up."""


LONGEST_LABEL = 24
"""Characters of what somebody writes that may be the label of any button shown to them."""


def count_choices(question: Question | None) -> int:
    """Count the choices of a question that have numbers; the ways out stand behind them."""
    values = () if question is None or question.takes_numbers else question.values
    return sum(value not in WAYS_OUT for value in values)


def find_choice(question: Question, words: str, *, by_number: bool = True) -> int | None:
    """Find the choice under a question that words name, in Chinese or in English.

    A number is one only where no words are asked for, and not where numbers have been given out.
    """
    by_number = by_number and not question.takes_words
    index = choose(question.labels, words, by_number=by_number)
    return choose(question.english, words, by_number=by_number) if index is None else index
