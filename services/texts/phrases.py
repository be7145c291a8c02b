"""Phrases: what is to be said, kept as a key and its arguments until it is sent.

A template stands once, in Chinese, where its noun is; a phrase names it and gives its arguments.
So a message in the outbox can still be put into the reader's language, and a test can ask what
was said without comparing sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias, cast
from zoneinfo import ZoneInfo

from services.clock import SHANGHAI

Argument: TypeAlias = "str | int | datetime | Phrase"

_TEMPLATES: dict[str, "Template"] = {}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence not yet put into words."""

    key: str
    arguments: Mapping[str, Argument] = field(default_factory=dict[str, Argument])


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with places for arguments; calling it gives a phrase."""

    key: str
    chinese: str
    english: str = ""

    def __post_init__(self) -> None:
        """Make the template known by its key."""
        if self.key in _TEMPLATES:
            raise ValueError(self.key)
        _TEMPLATES[self.key] = self

    def __call__(self, **arguments: Argument) -> Phrase:
        """Give the phrase with these arguments."""
        return Phrase(self.key, arguments)


VERBATIM = "="
"""Key of a phrase that is said as it stands: a person's own words, a name."""


def verbatim(words: str) -> Phrase:
    """Give a phrase that is said as it stands."""
    return Phrase(VERBATIM, {"words": words})


def put_into_words(phrase: Phrase, zone: ZoneInfo = SHANGHAI) -> str:
    """Put a phrase into words; an instant becomes its day and time in the street's zone."""
    if phrase.key == VERBATIM:
        return str(phrase.arguments["words"])
    template = _TEMPLATES.get(phrase.key)
    if template is None:
        return ""
    values = {name: _value(value, zone) for name, value in phrase.arguments.items()}
    return template.chinese.format_map(values)


def join_words(phrases: Sequence[Phrase], zone: ZoneInfo = SHANGHAI) -> str:
    """Put phrases into words, one below the other."""
    return "\n".join(words for phrase in phrases if (words := put_into_words(phrase, zone)))


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


def _value(value: Argument, zone: ZoneInfo) -> str | int:
    if isinstance(value, Phrase):
        return put_into_words(value, zone)
    if isinstance(value, datetime):
        at = value.astimezone(zone)
        return f"{at.month}月{at.day}日{at.hour}:{at.minute:02}"
    return value


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
