"""What a question is made of: its choices, what is given in answer, and what is made of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from handlers.talking.frames import Json, Question, asked_since
from handlers.talking.messages import Heard
from models.people import Language
from services.delivery.messages import Choice
from services.texts import talk as texts
from services.texts.phrases import Phrase, put_into_words

BACK = "\x00back"
CANCEL = "\x00cancel"
WAYS_OUT = (BACK, CANCEL)
"""What 返回 and 取消 stand for."""

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice under a question: how it is offered, and what it stands for as JSON."""

    label: Phrase
    value: Json


@dataclass(frozen=True, slots=True)
class Given:
    """What the person gave in answer: something they said, or the value of a choice."""

    heard: Heard
    is_choice: bool = False
    value: Json = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer, as JSON."""

    value: Json


@dataclass(frozen=True, slots=True)
class Kept:
    """Part of an answer: it is kept and the question asked again."""

    partial: Json


@dataclass(frozen=True, slots=True)
class NotTaken:
    """No answer: the question is asked again with a hint."""

    hint: Phrase


class Prompt(Protocol[T_co]):
    """A typed question: how it is put, how an answer is taken, and what that is in the code."""

    @property
    def takes_words(self) -> bool:
        """Whether free text may answer it."""
        ...

    @property
    def keeps_words(self) -> bool:
        """Whether words that come later belong to its answer."""
        ...

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question and its choices."""
        ...

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Read what was given."""
        ...

    def decode(self, stored: Json) -> T_co:
        """Give the stored answer as the code wants it.

        Raises:
            ValueError, LookupError, TypeError: it no longer fits; the question is asked again.
        """
        ...


def ways_out(
    prompt: Prompt[object], options: Sequence[Option], *, can_go_back: bool
) -> Sequence[Option]:
    """Give 返回 and 取消 under a question that takes free text, unless it may be skipped.

    Under a choice as well, where it has no other way out (`has_no_out`).
    """
    is_stuck = getattr(prompt, "has_no_out", False)
    if not (prompt.takes_words or is_stuck) or any(option.value == "" for option in options):
        return ()
    back = (Option(texts.BACK(), BACK),) if can_go_back else ()
    return (*back, Option(texts.CANCEL(), CANCEL))


def put_question(
    key: str,
    prompt: Prompt[object],
    offered: Sequence[Option],
    turn: int,
    before: Question | None,
) -> Question:
    """Give the open question as it is offered; the one before it may be the same."""
    values = [option.value for option in offered]
    return Question(
        key=key,
        turn=turn,
        since=asked_since(before, key, turn, values),
        labels=[put_into_words(option.label) for option in offered],
        english=[put_into_words(it.label, language=Language.ENGLISH) for it in offered],
        values=values,
        takes_words=prompt.takes_words,
        takes_numbers=getattr(prompt, "takes_numbers", False),
    )


def choices_of(offered: Sequence[Option], question: Question) -> tuple[Choice, ...]:
    """Give the buttons of a question; where a number answers it, they have none themselves."""
    return tuple(
        Choice(
            option.label,
            is_way_out=option.value in WAYS_OUT,
            is_by_word=question.takes_numbers and option.value not in WAYS_OUT,
        )
        for option in offered
    )


def hint_for(hint: Phrase | None, *, is_staff: bool) -> tuple[Phrase, ...]:
    """Give why an answer was not taken; what staff write is passed on to nobody further."""
    if hint is None:
        return ()
    is_short = is_staff and hint.key == texts.A_FEW_WORDS_MORE.key
    return (texts.A_FEW_WORDS_OF_STAFF() if is_short else hint,)
