"""What an operator tells once: opening hours, phones, answers to plain questions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from models.errors import Invalid, NotFound
from models.facts import Fact
from services.clock import Clock
from services.texts.operator import DEFAULT_FACTS, DEFAULT_HOURS
from services.texts.phrases import Phrase, verbatim
from services.versions import Remembered
from services.wording import clean, fold, squeeze

OFFICE_PHONE = "office_phone"
OFFICE_HOURS = "office_hours"
OFFICE_ADDRESS = "where"
SEPARATORS = str.maketrans("，,；;|/", "、、、、、、")
LONGEST_KEY = 40
LONGEST_ANSWER = 1000
SHORTEST_ASKED = 2
_PHONE = re.compile(r"[+(]?\d[\d ()-]{1,22}\d(?: ?(?:转|#|ext\.?) ?\d{1,6})?", re.ASCII)
"""What can be called, with an extension or without."""

NEVER = datetime.min.replace(tzinfo=UTC)
"""When a built-in answer was written."""


@dataclass(frozen=True, slots=True)
class _Known:
    by_key: Mapping[str, Fact]
    asked: Sequence[tuple[str, Fact]]


def set_fact(
    session: Session, key: str, answer: str, clock: Clock, asked_as: str | None = None
) -> Fact:
    """Write an answer; `asked_as`, words with 、 between them, stays as it was when None.

    Raises:
        Invalid: fact_key, fact_answer or phone_invalid.
    """
    key, answer = clean(key), clean(answer)
    if not 0 < len(key) <= LONGEST_KEY:
        raise Invalid("fact_key", key=key)
    if not 0 < len(answer) <= LONGEST_ANSWER:
        raise Invalid("fact_answer", key=key, limit=LONGEST_ANSWER)
    if key == OFFICE_PHONE and not _PHONE.fullmatch(fold(answer)):
        raise Invalid("phone_invalid")
    fact = session.exec(select(Fact).where(Fact.key == key)).first()
    if fact is None:
        asked = DEFAULT_FACTS[key][0] if key in DEFAULT_FACTS else ""
        fact = Fact(key=key, asked_as=asked, answer=answer, updated_at=clock.now())
    fact.answer = answer
    fact.updated_at = clock.now()
    if asked_as is not None:
        fact.asked_as = _tidy_words(asked_as)
    session.add(fact)
    session.flush()
    KNOWN.has_changed(session)
    return fact


def remove_fact(session: Session, key: str) -> None:
    """Forget an answer; a built-in one comes back.

    Raises:
        NotFound: fact_unknown.
    """
    fact = session.exec(select(Fact).where(Fact.key == clean(key))).first()
    if fact is None:
        raise NotFound("fact_unknown", key=key)
    session.delete(fact)
    session.flush()
    KNOWN.has_changed(session)


def list_facts(session: Session) -> Sequence[Fact]:
    """List every answer in force, the built-in ones first; for reading only."""
    return list(KNOWN.get(session).by_key.values())


def answer_for(session: Session, topic_or_text: str) -> Fact | None:
    """Give the answer of a key, or of the longest known words in a question."""
    known = KNOWN.get(session)
    if topic_or_text in known.by_key:
        return known.by_key[topic_or_text]
    text = squeeze(topic_or_text)
    return next((fact for words, fact in known.asked if words in text), None)


def office_phone(session: Session) -> str:
    """Give the number that stands under every message."""
    return KNOWN.get(session).by_key[OFFICE_PHONE].answer


def office_hours(session: Session) -> Phrase:
    """Give when the office is open."""
    return said(KNOWN.get(session).by_key[OFFICE_HOURS])


def office_address(session: Session) -> str:
    """Give where the office is; empty while no operator said so."""
    known = KNOWN.get(session).by_key.get(OFFICE_ADDRESS)
    return "" if known is None else known.answer


def said(fact: Fact) -> Phrase:
    """Give an answer as it is said: the operator's own words, or the built-in ones."""
    is_built_in = fact.key == OFFICE_HOURS and fact.updated_at == NEVER
    return DEFAULT_HOURS() if is_built_in else verbatim(fact.answer)


def is_set(session: Session, key: str) -> bool:
    """Tell whether an operator wrote this answer, rather than its being built in."""
    return session.exec(select(col(Fact.id)).where(Fact.key == key)).first() is not None


def _tidy_words(asked_as: str) -> str:
    words = (word.strip() for word in clean(asked_as).translate(SEPARATORS).split("、"))
    kept = "、".join(dict.fromkeys(word for word in words if len(word) >= SHORTEST_ASKED))
    if len(kept) > Fact.model_fields["asked_as"].metadata[0].max_length:
        raise Invalid("fact_asked_as")
    return kept


def _read(session: Session) -> _Known:
    by_key = {
        key: Fact(key=key, asked_as=asked, answer=answer, updated_at=NEVER)
        for key, (asked, answer) in DEFAULT_FACTS.items()
        if answer
    }
    for fact in session.exec(select(Fact).order_by(col(Fact.key))):
        by_key[fact.key] = Fact(**fact.model_dump())
    asked = [
        (squeeze(words), fact)
        for fact in by_key.values()
        for words in fact.asked_as.split("、")
        if squeeze(words)
    ]
    return _Known(by_key, sorted(asked, key=lambda each: len(each[0]), reverse=True))


KNOWN = Remembered(Fact, _read)
