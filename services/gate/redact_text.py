"""The text as the gate reads it: one plain character for each that was written."""

import unicodedata
from dataclasses import dataclass

from models.notices import FindingKind
from services.wording import fold


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of personal data in a text.

    Args:
        kind: what it is.
        start: where it begins, in characters.
        end: where it ends.
        text: as it was written.
        shown: what may stand in its place.
    """

    kind: FindingKind
    start: int
    end: int
    text: str
    shown: str


class _Plain(dict[int, str]):
    """A translation table that computes an entry when it is first needed."""

    def __missing__(self, code: int) -> str:
        plain = _plain_one(chr(code))
        self[code] = plain
        return plain


def make_plain(text: str) -> str:
    """Fold width, case and script; positions stay as they are."""
    return text.translate(_PLAIN)


def _plain_one(char: str) -> str:
    if char in _DASHES:
        return "-"
    if unicodedata.category(char) in _BLANK and char != "\n":
        return " "
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    folded = fold(char)
    if len(folded) != 1:
        folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


_DASHES = frozenset("‐‑‒–—―−─﹣－ー~～")
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"})
_PLAIN = _Plain()
