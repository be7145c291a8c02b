"""Who looks at a page of the desk, and what a page gives back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from models.people import Language
from services.clock import Clock
from services.texts.phrases import Phrase
from web.requests import Upload

LONGEST_NUMBER = 18
"""Digits; what is longer is no row."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody looks at a page of the desk.

    Args:
        session: the open transaction.
        person_id: who.
        session_id: at which desk.
        clock: tells the time.
        language: they read.
        query: of the address, each name's first value.
        fields: of the form; empty when the page is only looked at.
        lists: fields that may stand several times, such as what was ticked.
        files: what was handed in with the form, by field.
        csrf: what every form of theirs must bring.
        why: what was refused, when the page is shown again.
        is_secure: whether its cookies may travel over https only.
        ready: what was made ready before the transaction that writes.
    """

    session: Session
    person_id: int
    session_id: int
    clock: Clock
    language: Language
    query: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    files: Mapping[str, Sequence[Upload]] = field(default_factory=dict[str, Sequence[Upload]])
    csrf: str = ""
    why: str = ""
    is_secure: bool = False
    ready: Any = None

    def number(self, name: str) -> int | None:
        """Give a field, else a part of the address, as a number; None when it is none."""
        said = self.fields.get(name) or self.query.get(name) or ""
        return _number(said)

    def numbers(self, name: str) -> Sequence[int]:
        """Give what was ticked, as numbers; what is none is left out."""
        said = self.lists.get(name, ())
        return [it for it in map(_number, said) if it is not None]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to show: its template, what it shows, and which entry of the navigation it is."""

    template: str
    shown: Mapping[str, Any]
    here: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep or print."""

    content: bytes
    media_type: str
    name: str
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: where to go on, and what to say there."""

    to: str
    said: Phrase | None = None


View = Callable[[Visit], Page | File]
Change = Callable[[Visit], Done | Page | File]
Prepare = Callable[[Visit], object]
"""Makes ready what takes long, in a transaction that reads; a page it gives is the answer."""


def _number(said: str) -> int | None:
    is_number = said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER
    return int(said) if is_number else None
