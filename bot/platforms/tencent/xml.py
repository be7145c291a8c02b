"""The XML of callbacks as fields: what is missing or of the wrong kind reads as absent.

The fields of a smart bot's JSON are looked at in the same way.

No document type and no entity is taken, so a few bytes cannot become many.
"""

import contextlib
from collections.abc import Mapping
from typing import Any, TypeAlias, cast
from xml.parsers import expat

Fields: TypeAlias = Mapping[str, Any]

NOTHING: Fields = {}
DEEPEST = 8
LONGEST_PROLOG = 4096
TOP = 2
"""How deep the fields stand that say who speaks: below `<xml>`."""

LARGEST_COUNT = 2**31 - 1
_LARGEST_ID = 2**64


class _Strange(Exception):
    """Not what a platform writes."""


class _Reader:
    """Builds nested mappings of what it is told; of nested ones with one name the last counts."""

    def __init__(self, *, may_repeat: bool) -> None:
        self.may_repeat = may_repeat
        self.stack: list[dict[str, Any]] = [{}]
        self.words: list[list[str]] = [[]]

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        del name, attributes
        if len(self.stack) > DEEPEST:
            raise _Strange
        self.stack.append({})
        self.words.append([])

    def end(self, name: str) -> None:
        """End an element: its text where nothing is nested in it."""
        nested, words = self.stack.pop(), "".join(self.words.pop())
        if len(self.stack) == TOP and name in self.stack[-1] and not self.may_repeat:
            raise _Strange  # somebody wrote a field of their own: which one counts?
        self.stack[-1][name] = nested or words

    def hear(self, text: str) -> None:
        """Take a piece of text."""
        self.words[-1].append(text)

    def refuse(self, *_: object) -> None:
        """Refuse a document type or an entity."""
        raise _Strange


def read(raw: bytes, *, may_repeat: bool = False) -> Fields | None:
    """Read the fields of `<xml>…</xml>`; None when it is anything else.

    Args:
        raw: as it came.
        may_repeat: a field that comes twice is no reason not to read it; the last counts.
    """
    reader = _Reader(may_repeat=may_repeat)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.hear
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(raw.strip(), True)
    except (expat.ExpatError, _Strange, ValueError, UnicodeError):
        return None
    found = reader.stack[0].get("xml")
    return cast("Fields", found) if isinstance(found, dict) else None


def brings_declarations(raw: bytes) -> bool:
    """Tell whether it declares a document type, as nothing does that a platform writes."""
    found: list[object] = []

    def note(*declared: object) -> None:
        found.extend(declared)

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = note
    with contextlib.suppress(expat.ExpatError, ValueError, UnicodeError):
        parser.Parse(raw.strip()[:LONGEST_PROLOG])
    return bool(found)


def fields_in(holder: Fields, name: str) -> Fields:
    """Give nested fields; none when there are none."""
    found = holder.get(name)
    return cast("Fields", found) if isinstance(found, dict) else NOTHING


def text_in(holder: Fields, name: str) -> str:
    """Give a text that every store takes; empty when there is none."""
    found = holder.get(name)
    if not isinstance(found, str):
        return ""
    # Half a surrogate pair cannot be stored as UTF-8, NUL not in PostgreSQL.
    return found.encode("utf-8", "replace").decode().replace("\0", "")


def id_in(holder: Fields, name: str) -> str:
    """Give a number that is an id, written in any way; empty when it is none or zero."""
    found = text_in(holder, name).strip()
    if not (found.isascii() and found.isdecimal() and len(found) <= len(str(_LARGEST_ID))):
        return ""
    return str(int(found)) if 0 < int(found) < _LARGEST_ID else ""


def count_in(holder: Fields, name: str) -> int:
    """Give a count; 0 when there is none."""
    found = id_in(holder, name)
    return min(int(found), LARGEST_COUNT) if found else 0


def degrees_in(holder: Fields, name: str, most: int) -> float | None:
    """Give degrees, within `most`; None when there are none."""
    try:
        found = float(text_in(holder, name))
    except ValueError:
        return None
    return found if abs(found) <= most else None
