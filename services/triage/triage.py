"""Triage by words: what a report seems to be about, and whether it can wait.

Only a guess: staff decide, and the resident is never asked for the category.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from models.categories import Category
from services.triage.triage_words import WORDS
from services.wording import squeeze

_READ_AT_MOST = 1200
"""Characters of a report that are read; a person says early on what it is about."""
_FIRST_WORDS = 24
"""Characters in which the matter is usually named: words found here count twice."""
_ENOUGH = 6
"""Points at which a lone category is taken as certain."""
_URGENT = re.compile(
    r"爆管|水管(?:爆|破|裂)|喷水|(?:水|污水)[^,。]{0,4}(?:涌|漫|淹)|淹(?:了|进|水)|漏电"
    r"|电线[^,。]{0,6}(?:掉|断|垂|裸露)"
    r"|(?:冒|打|起)火花|井盖[^,。]{0,6}(?:没|丢|缺|不见|被偷|塌|破|坏|掉)|没有?井盖|塌(?:了|陷|方)"
    r"|坍塌"
    r"|(?:煤气|燃气|天然气)[^,。]{0,6}(?:味|漏|泄)|(?:被?困|关)在?电梯|电梯[^,。]{0,4}(?:困|坠"
    r"|往下掉)"
    r"|(?:整|全|一)(?:个?小区|栋|幢|单元|片|条街|村)[^,。]{0,8}(?:停水|停电|没水|没电|没有水"
    r"|没有电|没暖气)"
    r"|(?:停水|停电|没水|没电|断水|断电)[^,。]{0,4}(?:\d|一|两|三|四|五|几)天"
    r"|高空[^,。]{0,4}(?:掉|坠)|(?:外墙|瓷砖|玻璃|广告牌)[^,。]{0,8}(?:掉下|砸|要掉|快掉|坠)"
    r"|马上要(?:倒|掉|塌)|树[^,。]{0,4}倒了"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed category and how certain the guess is, from 0 (nothing fits) to 1."""

    category: Category
    certainty: float


def guess(text: str) -> Guess:
    """Guess what a report is about from its words."""
    points: dict[Category, int] = {}
    for category, weight in _found(squeeze(text)[:_READ_AT_MOST]):
        points[category] = points.get(category, 0) + weight
    if not points:
        return Guess(Category.OTHER, 0.0)
    best = max(points, key=points.__getitem__)
    share = points[best] / sum(points.values())
    return Guess(best, round(share * min(1.0, points[best] / _ENOUGH), 3))


def guess_category(text: str) -> Category:
    """Guess what a report is about: OTHER when nothing fits."""
    return guess(text).category


def guess_urgency(text: str) -> bool:
    """Tell whether a report cannot wait: a burst pipe, sparks, an open manhole."""
    return _URGENT.search(squeeze(text)) is not None


def _found(text: str) -> Iterator[tuple[Category, int]]:
    """Find every word once; words are looked up by their first two characters."""
    for pair in {first + second for first, second in pairwise(text)} & _INDEX.keys():
        for word, category, weight in _INDEX[pair]:
            place = text.find(word)
            if place >= 0:
                yield category, weight * 2 if place < _FIRST_WORDS else weight


def _index() -> dict[str, list[tuple[str, Category, int]]]:
    index: dict[str, list[tuple[str, Category, int]]] = {}
    for category, by_weight in WORDS.items():
        for weight, words in by_weight.items():
            for word in words.split():
                index.setdefault(word[:2], []).append((word, category, weight))
    return index


_INDEX = _index()
