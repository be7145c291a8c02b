"""Phrases: what is to be said, kept as a key and its arguments until it is sent.

A template stands once, in Chinese and English, where its noun is; a phrase names it and gives its
arguments. So a message in the outbox can still be put into the reader's language, and a test can
ask what was said without comparing sentences. Traditional characters are made from the simplified
ones; what people wrote themselves is said as they wrote it.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias, cast
from zoneinfo import ZoneInfo

from models.people import Language
from services.clock import SHANGHAI

Argument: TypeAlias = "str | int | datetime | Phrase"

AS_WRITTEN = Language.SIMPLIFIED
"""What templates are written in; named here because looking a member up in its enum is slow."""

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_MENDED = str.maketrans("彆", "別")
"""OpenCC takes 别着急 for 彆; we never speak of 彆扭."""

_TEMPLATES: dict[str, "Template"] = {}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence not yet put into words."""

    key: str
    arguments: Mapping[str, Argument] = field(default_factory=dict[str, Argument])


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with places for arguments; calling it gives a phrase.

    Args:
        key: names it in stored messages.
        chinese: in simplified characters.
        english: the same, with the same places.
    """

    key: str
    chinese: str
    english: str

    def __post_init__(self) -> None:
        """Make the template known by its key."""
        if self.key in _TEMPLATES:
            raise ValueError(self.key)
        _TEMPLATES[self.key] = self

    def __call__(self, **arguments: Argument) -> Phrase:
        """Give the phrase with these arguments."""
        return Phrase(self.key, arguments)

    def text(self, language: Language) -> str:
        """Give the sentence in a language."""
        match language:
            case Language.SIMPLIFIED:
                return self.chinese
            case Language.TRADITIONAL:
                return to_traditional(self.chinese)
            case Language.ENGLISH:
                return self.english


VERBATIM = "="
"""Key of a phrase that is said as it stands: a person's own words, a name."""


def verbatim(words: str) -> Phrase:
    """Give a phrase that is said as it stands."""
    return Phrase(VERBATIM, {"words": words})


def put_into_words(
    phrase: Phrase, zone: ZoneInfo = SHANGHAI, language: Language = AS_WRITTEN
) -> str:
    """Put a phrase into words; an instant becomes its day and time in the street's zone."""
    if phrase.key == VERBATIM:
        return str(phrase.arguments["words"])
    template = _TEMPLATES.get(phrase.key)
    if template is None:
        return ""
    values = {name: _value(value, zone, language) for name, value in phrase.arguments.items()}
    text = template.chinese if language is AS_WRITTEN else template.text(language)
    return text.format_map(values)


def join_words(
    phrases: Sequence[Phrase],
    zone: ZoneInfo = SHANGHAI,
    language: Language = AS_WRITTEN,
) -> str:
    """Put phrases into words, one below the other."""
    said = (put_into_words(phrase, zone, language) for phrase in phrases)
    return "\n".join(words for words in said if words)


@lru_cache(maxsize=4096)
def to_traditional(words: str) -> str:
    """Write our own words in traditional characters, the phrases around each deciding which."""
    return _converter()(words).translate(_MENDED)


def phrase_to_json(phrase: Phrase) -> list[Any]:
    """Write a phrase as JSON."""
    if not phrase.arguments:
        return [phrase.key]
    return [phrase.key, {name: _to_json(value) for name, value in phrase.arguments.items()}]


def phrase_from_json(stored: Sequence[Any]) -> Phrase:
    """Read what `phrase_to_json` wrote."""
    arguments = cast("dict[str, Any]", stored[1]) if len(stored) > 1 else {}
    return Phrase(stored[0], {name: _from_json(value) for name, value in arguments.items()})


def known_templates() -> Mapping[str, Template]:
    """Give every template by its key."""
    return _TEMPLATES


def _value(value: Argument, zone: ZoneInfo, language: Language) -> str | int:
    if isinstance(value, Phrase):
        return put_into_words(value, zone, language)
    if isinstance(value, datetime):
        at = value.astimezone(zone)
        if language is Language.ENGLISH:
            return f"{at.day} {MONTHS[at.month - 1]} {at.hour:02}:{at.minute:02}"
        return f"{at.month}月{at.day}日{at.hour}:{at.minute:02}"
    return value


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    """Load OpenCC when the first reader of traditional characters comes; it takes 25 ms."""
    from opencc import OpenCC

    return cast("Callable[[str], str]", OpenCC("s2tw").convert)


def _to_json(value: Argument) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Phrase):
        return phrase_to_json(value)
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return value


def _from_json(value: Any) -> Argument:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return phrase_from_json(cast("Sequence[Any]", value))
    if isinstance(value, dict):
        return datetime.fromisoformat(cast("dict[str, str]", value)["at"])
    return cast("str | int", value)
