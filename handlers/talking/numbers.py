"""Numbers and labels that people write, on doors that show choices as numbered lines."""

import re
from dataclasses import dataclass

from handlers.casework.naming import name_case
from handlers.talking.conversation import Conversation
from handlers.talking.frames import Question
from handlers.talking.messages import Reply
from handlers.talking.prompts import choose
from handlers.understanding.follow_ups import may_mean_several
from handlers.understanding.labels import LONGEST_LABEL, OFFERED, count_choices, find_choice
from handlers.understanding.sayings import Command as Said
from handlers.understanding.sayings import CommandName, FollowUp, LoneDigit, Meaning, Received
from services.delivery import numbering, outbox
from services.delivery.messages import Choice, Command
from services.office import access
from services.texts import numbered as texts
from services.wording import squeeze

_NUMERAL = r"(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_CHOSEN = re.compile(
    rf"(?:我?选择?|我?要|回复?|按|option|number|no\.?|#)?第?{_NUMERAL}(?:[个项条号]|号?的)?"
)
_ALONE = re.compile(_NUMERAL)
_NAMED = re.compile(rf"第{_NUMERAL}[个项条号]?|我?选择?第?{_NUMERAL}[个项条号]?")
_BEFORE = re.compile(r"^\d{1,2}[\W_]*")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing has this number any more, or anything had."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Not this number, but others are in the newest list; `case_id` is what that was about."""

    choices: tuple[Choice, ...]
    case_id: int | None


Chosen = int | Command | Nothing | Beside
"""What somebody chose: a place among the open question's choices, or what is begun."""


def find_chosen(
    conversation: Conversation, words: str, meaning: Meaning, *, is_early: bool
) -> Chosen | None:
    """Find what a number means: a choice of the open question, or what a message offered.

    Under a question that only a choice answers a label of such an offer means that offer too.

    Returns:
        None where the words are for somebody else.
    """
    question = conversation.state.question
    if not is_numbered(conversation):
        return None
    if question is not None and not is_early:
        index = _choice(conversation, question, words)
        if index is not None:
            return index
    takes_words = question is not None and question.takes_words
    if takes_words and not count_choices(question):
        return None
    number = read_number(words, is_surely=takes_words)
    if number is not None:
        found = _offered(conversation, words, number)
        is_alone = found is None and question is None and isinstance(meaning, LoneDigit)
        return _beside(conversation) if is_alone else found
    if (
        question is None
        or takes_words
        or find_choice(question, words, by_number=False) is not None
    ):
        return None
    return find_shown_label(conversation, words, meaning)


def say_again(
    conversation: Conversation, choices: tuple[Choice, ...], case_id: int | None
) -> None:
    """Say which numbers there are, with the same list."""
    count = len(choices)
    said = (texts.ONLY_THESE(numbers=f"1–{count}" if count > 1 else "1"),)
    about = {} if case_id is None else {"case": case_id}
    named = name_case(conversation.session, conversation.caller, about, said)
    conversation.reply(Reply(named, choices, case_id))


def find_label(conversation: Conversation, words: str, meaning: Meaning) -> Command | None:
    """Find what is offered under the label that was written instead of pressed.

    Of who has a role any short words may be one, of residents only what is listed, or what was
    shown to them as a numbered line. A command word stays what it is: 「公示」 is the board, not
    a button below a draft. 「认领 2」 is one with its argument, and a label too. What may be said
    of several own cases names that of the newest message, or none.
    """
    if isinstance(meaning, FollowUp) and may_mean_several(conversation, meaning.wish):
        return _find(conversation, words, is_any=True, among=1)
    if squeeze(words) in OFFERED:
        return _find(conversation, words, is_any=True)
    if not _may_be_label(words, meaning):
        return None
    me = conversation.caller.person_id
    if me is not None and access.roles_of(conversation.session, me):
        return _find(conversation, words, is_any=True)
    return find_shown_label(conversation, words, meaning)


def find_shown_label(conversation: Conversation, words: str, meaning: Meaning) -> Command | None:
    """Find what a label starts that was shown as a numbered line, copied with it or without."""
    if not is_numbered(conversation) or not _may_be_label(words, meaning):
        return None
    return _find(conversation, words, is_any=False) or _find(
        conversation, _BEFORE.sub("", squeeze(words)), is_any=False
    )


def is_numbered(conversation: Conversation) -> bool:
    """Tell whether choices have numbers here."""
    return conversation.caller.door in numbering.NUMBERED


def read_number(words: str, *, is_surely: bool = False) -> int | None:
    """Read a number as people choose with it: 1, １, 1., ②, 二, 第2个, 选2, 2号.

    With `is_surely` 2号 and 2个 are none: where words are asked for they are a house, or a count.
    """
    said = squeeze(words)
    found = _CHOSEN.fullmatch(said)
    if found is None:
        return None
    if is_surely and not (_ALONE.fullmatch(said) or _NAMED.fullmatch(said)):
        return None
    return _value(found[1])


def _may_be_label(words: str, meaning: Meaning) -> bool:
    match meaning:
        case Said(CommandName.POSTS, argument) if argument:
            pass
        case Said() | Received():
            return False
        case _:
            pass
    return 0 < len(squeeze(words)) <= LONGEST_LABEL


def _find(
    conversation: Conversation, words: str, *, is_any: bool, among: int = outbox.LOOKED_AT
) -> Command | None:
    caller, session = conversation.caller, conversation.session
    return outbox.find_offer_named(
        session, caller.account_id, caller.sealer, words, is_any=is_any, among=among
    )


def _choice(conversation: Conversation, question: Question, words: str) -> int | None:
    """Find the choice of the open question, if it was shown; on buttons it has no number to read.

    So a number that stands in a line of a message goes before it.
    """
    count = count_choices(question)
    number = read_number(words, is_surely=question.takes_words)
    index = None if number is None or not 0 < number <= count else number - 1
    for labels in (question.labels, question.english):
        index = choose(labels[:count], words) if index is None else index
    if index is None:
        return None
    since = question.since or question.turn
    first = numbering.find_first(
        conversation.session, conversation.conversation_id, since, question.turn
    )
    if first == numbering.ON_BUTTONS and number is not None:
        line = _find_shown(conversation, number, in_lines=True)
        return index if line is None or outbox.started_by(line) is None else None
    return None if first is None else index


def _find_shown(
    conversation: Conversation, number: int, *, in_lines: bool = False
) -> Choice | None:
    caller = conversation.caller
    return numbering.find_shown(
        conversation.session,
        caller.account_id,
        conversation.chat,
        caller.sealer,
        number,
        in_lines=in_lines,
    )


def _offered(conversation: Conversation, words: str, number: int) -> Command | Nothing | None:
    """Find what a message offered under a number; what answers a question that is over is gone."""
    shown = _find_shown(conversation, number)
    if shown is not None:
        return outbox.started_by(shown) or Nothing()
    is_open = conversation.state.question is not None
    return None if is_open or _NAMED.fullmatch(squeeze(words)) is None else Nothing()


def _beside(conversation: Conversation) -> Beside | None:
    """Give what the newest list offers to somebody who wrote a number that is not in it."""
    caller = conversation.caller
    newest = numbering.find_newest(
        conversation.session, caller.account_id, conversation.chat, caller.sealer
    )
    choices, case_id = newest or ((), None)
    choices = tuple(it for it in choices if outbox.started_by(it) is not None)
    return Beside(choices, case_id) if choices else None


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    tens, has_tens, ones = numeral.replace("两", "二").rpartition("十")
    ten = _DIGITS.index(tens or "一") if has_tens else 0
    return 10 * ten + (_DIGITS.index(ones) if ones else 0)
