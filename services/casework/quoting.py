"""The first words of a case, so that nobody takes one case for another."""

from collections.abc import Sequence

from sqlmodel import Session

from models.cases import Case
from services.casework.alerts import due_of, words_of
from services.texts.casework import quoting as texts
from services.texts.phrases import Phrase
from services.wording import clip

ORIGINAL = 100
QUOTED = 20
"""Characters: enough to know a case by."""


def quote(session: Session, case: Case, *, number: str = "") -> tuple[Phrase, ...]:
    """Give the beginning of what was reported; nothing once it was erased."""
    words = words_of(session, case)[0]
    if not words:
        return ()
    return (texts.QUOTE(number=number, words=clip(" ".join(words.split()), QUOTED)),)


def original(session: Session, case: Case) -> Phrase:
    """Give what was reported at first, where, and until when it is to be answered now."""
    words, place = words_of(session, case)
    return texts.ORIGINAL(words=clip(words, ORIGINAL), place=place, due=due_of(case))


def quote_above(session: Session, case: Case, said: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Give it for a question, unless that shows it; with the number, unless that names it."""
    values = [str(value) for phrase in said for value in phrase.arguments.values()]
    words = words_of(session, case)[0]
    if any(words[: QUOTED - 1] in value for value in values):
        return ()
    return quote(session, case, number="" if case.number in values else case.number)
