"""Danger in what a person wrote: fire, gas, a sick person, violence, suicide, trapped, lost.

A miss is far worse than a false alarm. So a danger word counts anywhere in the text, with spaces
or invisible characters inside it, in either script, with the slips of a hurried thumb. What is
taken out first are everyday phrases that only borrow such a word (灭火器, 跳楼价, 如果着火).

A long text is somebody telling a story: there a word counts at its beginning, or beside a word
that says now; words of suicide and cries for help count everywhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product
from operator import add

from services.danger.danger_words import ALWAYS, HARMLESS, NOW, SHORT
from services.danger.danger_words_english import ENGLISH
from services.wording import squeeze


class DangerKind(StrEnum):
    """What threatens, and so which number to call; the most pressing first."""

    SUICIDE = "suicide"  # 轻生: 110/120, 12356
    FIRE = "fire"  # 火情: 119
    GAS = "gas"  # 燃气泄漏: 119
    MEDICAL = "medical"  # 急病急伤: 120
    RESCUE = "rescue"  # 被困、落水、触电、倒塌: 119
    VIOLENCE = "violence"  # 打人、抢劫: 110
    MISSING = "missing"  # 走失: 110
    HELP = "help"  # 只喊救命: 110/119/120


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: DangerKind
    short_only: bool
    written: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; a thousand of them at the start would cost a quarter second."""
        return _compiled(self.written)


_SHORT = 100
"""Characters up to which a text is a cry, not a story."""
_CRY = 16
"""Characters up to which punctuation inside may split a word: 「着！火！了！」."""
_BEGINNING = 40
"""Characters of a story that count like a cry."""
_BESIDE = 20
"""Characters around a word of danger in which a word of now is looked for."""
_ANYWHERE = frozenset({DangerKind.SUICIDE, DangerKind.HELP})
_RANK = {kind: rank for rank, kind in enumerate(DangerKind)}
_PUNCTUATION = re.compile(r"[\W_]+")
_HARMLESS = re.compile(HARMLESS)
_NOW = re.compile(NOW)
_CHOICES = re.compile(r"\{([^}]*)\}")
_BAR = re.compile(r"\|(?![^(]*\))")
_GAP = "[^,。;!?、]{0,6}"


def find_danger(text: str) -> DangerKind | None:
    """Name the danger a text speaks of, the most pressing one first."""
    words = squeeze(text)
    if len(words) > _CRY:
        return _look(words)
    return _look(words) or _look(_PUNCTUATION.sub("", words))


def _look(words: str) -> DangerKind | None:
    if next(_signs(words), None) is None:
        return None
    return min(_signs(_HARMLESS.sub("、", words)), key=_RANK.__getitem__, default=None)


def _signs(words: str) -> Iterator[DangerKind]:
    is_story = len(words) > _SHORT
    for pair in _PAIRS.intersection(map(add, words, words[1:])):
        for sign in _INDEX[pair]:
            if not is_story:
                if sign.pattern.search(words):
                    yield sign.kind
            elif not sign.short_only and _counts_in_story(sign, words):
                yield sign.kind


def _counts_in_story(sign: _Sign, words: str) -> bool:
    return any(
        sign.kind in _ANYWHERE
        or found.start() < _BEGINNING
        or _NOW.search(words, max(0, found.start() - _BESIDE), found.end() + _BESIDE)
        for found in sign.pattern.finditer(words)
    )


def expand(item: str) -> Iterator[str]:
    """Write out every choice of an item of the word lists."""
    parts = enumerate(_CHOICES.split(item))
    choices = [_BAR.split(part) if place % 2 else [part] for place, part in parts]
    return ("".join(chosen) for chosen in product(*choices))


def _index(*lists: tuple[bool, Mapping[str, str]]) -> dict[str, list[_Sign]]:
    grouped: dict[tuple[str, DangerKind, bool], list[str]] = {}
    for short_only, words in lists:
        for kind in DangerKind:
            for item in words.get(kind, "").split():
                for word in expand(item):
                    grouped.setdefault((word[:2], kind, short_only), []).append(word)
    index: dict[str, list[_Sign]] = {}
    for (pair, kind, short_only), words_of_pair in grouped.items():
        rests = "|".join(dict.fromkeys(word[2:] for word in words_of_pair))
        written = f"{pair}(?:{rests})".replace("…", _GAP)
        index.setdefault(pair, []).append(_Sign(kind, short_only, written))
    return index


@cache
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written)


_INDEX = _index((False, ALWAYS), (True, SHORT), (False, ENGLISH))
_PAIRS = frozenset(_INDEX)
