"""Wording: one form for all the ways of writing the same words.

What a person wrote is kept as written; these functions make the form that is compared. ``fold``
is a single table look-up per character: the table fills itself with every character it meets.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from importlib import resources

from models.errors import Invalid

ELLIPSIS = "…"

_TABLE_LIMIT = 40_000
"""Characters kept in the folding table (a few MB); beyond it a rare character costs more time."""
_DASHES = frozenset("‐‑‒–—―−─﹣－ー")
_VARIANTS = str.maketrans("著妳瞭佔甚砲証収駅図覆", "着你了占什炮证收站图复")
"""Characters that OpenCC leaves, for good reasons when text is shown; here only a match counts."""
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MARKS = frozenset({"Mn", "Me"})
_SPACE_CATEGORIES = frozenset({"Zs", "Zl", "Zp"})
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_KEPT_IN_CLEAN = frozenset("\u200c\u200d")
_VARIATION = re.compile("[\ufe00-\ufe0f]")
_MEANINGFUL = re.compile(r"[^\W_]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?(?: ?\n ?)+")
_SPACES = re.compile(r"\s+")


class _Table(dict[int, str]):
    """A translation table for str.translate that computes an entry when it is first needed."""

    def __init__(self, fold_one: Callable[[str], str]) -> None:
        super().__init__()
        self._fold_one = fold_one

    def __missing__(self, code: int) -> str:
        """Work the character out, and keep it while there is room."""
        folded = self._fold_one(chr(code))
        if len(self) < _TABLE_LIMIT:
            self[code] = folded
        return folded


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the form to compare: width, case, script, accents and edge punctuation are gone.

    Every character is folded by itself, so ``fold(fold(x)) == fold(x)``.
    """
    return _EDGES.sub("", _SPACES.sub(" ", text.translate(_FOLD)))


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """Return the folded form with no spaces at all: 「着 火」 reads 「着火」."""
    return fold(text).replace(" ", "")


LEAST_WORDS = 2
"""An answer or a reason says at least this many meaningful characters."""


def clean(text: str) -> str:
    """Return the text as written without what cannot be seen: safe to keep and to show.

    Line breaks stay (two in a row at most), other runs of blanks become one space.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    return _LINES.sub("\n\n", _BLANKS.sub(" ", lines)).strip()


def count_meaningful(text: str) -> int:
    """Count letters, digits and characters; emoji, punctuation and blanks mean nothing here."""
    return len(_MEANINGFUL.findall(text.translate(_FOLD)))


def clip(text: str, limit: int) -> str:
    """Shorten to at most ``limit`` characters, an ellipsis showing that something was left out."""
    if len(text) <= limit:
        return text
    return text[: max(limit - 1, 0)].rstrip() + ELLIPSIS if limit > 0 else ""


def _fold_one(char: str) -> str:
    if char in _DASHES:
        return "-"
    if _is_space(char):
        return " "
    if _is_invisible(char):
        return ""
    apart = unicodedata.normalize("NFKD", char).casefold()
    bare = "".join(each for each in apart if unicodedata.category(each) not in _MARKS)
    plain = unicodedata.normalize("NFC", bare).translate(_VARIANTS)
    simplified = "".join(_simplified().get(each, each) for each in plain)
    return simplified if simplified == char else "".join(map(_fold_one, simplified))


def _clean_one(char: str) -> str:
    if char == "\n" or char in _KEPT_IN_CLEAN:
        return char
    if _is_space(char):
        return " "
    return "" if _is_invisible(char) and not _VARIATION.match(char) else char


def _is_space(char: str) -> bool:
    return char in "\t\n\v\f\r\x85" or unicodedata.category(char) in _SPACE_CATEGORIES


def _is_invisible(char: str) -> bool:
    return (
        unicodedata.category(char) in _INVISIBLE_CATEGORIES
        or char in _BLANK_LETTERS
        or _VARIATION.match(char) is not None
    )


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Return OpenCC's character table; its phrase table only matters for text that is shown."""
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt")
    pairs = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) > 1}


_FOLD = _Table(_fold_one)
_CLEAN = _Table(_clean_one)


def require_words(words: str, reason: str) -> None:
    """Refuse an answer or a reason that says nothing.

    Raises:
        Invalid: with this reason.
    """
    if count_meaningful(words) < LEAST_WORDS:
        raise Invalid(reason)
