"""Names: before or behind a form of address, or said to be one.

A form of address is found first; then the few characters before and behind it are looked at. A
name whose given part is 某 names nobody.
"""

import re
from collections.abc import Iterator, Sequence

from models.notices import FindingKind
from services.gate.redact_text import Finding
from services.gate.redact_words import (
    ALSO_WORDS,
    BEFORE_NAMES,
    COMMON,
    CUES,
    CUES_WITH_COLON,
    DOUBLE_SURNAMES,
    ENDS_OF_PLACES,
    ENDS_OF_WORDS,
    FOLLOWS,
    MIDDLES,
    NEEDS_GIVEN,
    NICKNAMED,
    NOT_GIVEN,
    NOT_MIDDLES,
    NOT_SPOKE,
    POLITE,
    SPOKE,
    SURNAMES,
)

NOBODY = "某"
SOMEBODY = "一位"
"""Stands for a name before a form of address: 一位师傅."""

SOUNDS_CUT = frozenset({"总", "工", "婶", "姨", "老太"})
"""Forms of address that do not stand alone: 王某工, 张某婶."""

_HAN = re.compile(r"[\u4e00-\u9fff]")


def _one_of(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_POLITE = re.compile(_one_of(POLITE))
_CUE = re.compile(_one_of(CUES))
_COLON = re.compile(
    rf"(?:{_one_of(CUES_WITH_COLON)}) ?: ?"
    r"(?P<name>[\u4e00-\u9fff]{1,4}(?:·[\u4e00-\u9fff]{1,6})?)"
)
_LINK = re.compile(r" ?(?:名叫|名为|名字是|名字叫|姓名|是|为|叫|名|:)? ?")
_SHORT = re.compile(
    r"(?P<title>总|姐|哥|叔|嫂|伯|爷|董|工|婶|姨)"
    r"(?=[数量体计理共价部线站长额会算之则归得监督结裁姐妹哥叔伯爷事人程作地资具业期序区厂房况])"
)
_SPOKE = re.compile(rf"(?!说明(?![天年日早晚])|{_one_of(NOT_SPOKE)})(?:{_one_of(SPOKE)})")
_NICKNAME = re.compile(
    rf"(?<![大最较很变从缩太多以古年衰])[小老阿](?P<name>[{''.join(sorted(NICKNAMED))}])(?![\u4e00-\u9fff])"
    rf"|(?<![大最较很变从缩太多以古年衰])[小老](?P<named>[{''.join(sorted(NICKNAMED))}])"
    r"(?=说|称|表示|反映|来(?!水|电|年)|去|也|就|和我|家(?!园|庄|桥|村)|处理|答复|的电话|打|跟|已|在|让|帮|是)"
)
_ROOM = re.compile(
    r"(?:[0-9一二三四五六七八九零〇○] ?室|某户"
    r"|(?:号楼|栋|幢|座|单元|-)(?:[1-9]|[1-4][0-9])[01][0-9][室户]?"
    r"|(?<![0-9])(?:[1-9]|[1-4][0-9])(?:0[1-9]|1[0-2])户) ?(?:的|住户|业主|租户|居民)? ?"
)
_PHONE = r"\(?\+?[0-9][0-9 \-()]{6,18}"
_PHONE_NEXT = re.compile(rf" ?{_PHONE}")
_MOBILE = re.compile(
    r"(?:[ :,(、]{0,2}(?:电话|手机)?(?:号码?)?[ :]{0,2})"
    r"(?<![0-9])(?:\+?86[ \-]?)?1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}(?![0-9])"
)
_TO_WHOM = re.compile(rf"(?:{_one_of((*CUES, *POLITE, *BEFORE_NAMES))})[ :]?\Z")
_LOOKED_BACK = 6
_LONGEST = 4
_WORD = 2


def find_names(text: str, plain: str) -> Iterator[Finding]:
    """Find names; a name and the form of address behind it are one finding."""
    for found in _POLITE.finditer(plain):
        if _SHORT.match(plain, found.start()):
            continue
        start = _begins(plain, found.start(), needs_given=found[0] in NEEDS_GIVEN)
        if start is not None:
            title = text[found.start() : found.end()]
            surname = text[start : start + _surname_at(plain, start)]
            shown = SOMEBODY + title if found[0] not in SOUNDS_CUT else surname + NOBODY + title
            written = text[start : found.end()]
            yield Finding(FindingKind.NAME, start, found.end(), written, shown)
    yield from _speakers(text, plain)
    yield from _called(text, plain)
    for found in _NICKNAME.finditer(plain):
        yield _nickname(text, found)
    for found in _COLON.finditer(plain):
        yield from _named(text, plain, *found.span("name"))
    yield from _announced(text, plain)


def _announced(text: str, plain: str) -> Iterator[Finding]:
    """Find the names behind a word that announces one, or behind a room."""
    starts = [found.end() for found in _ROOM.finditer(plain)]
    for found in _CUE.finditer(plain):
        link = _LINK.match(plain, found.end())
        starts.append(found.end() if link is None else link.end())
    for start in starts:
        if (ends := _ends(plain, start)) is not None:
            yield from _named(text, plain, start, ends)


def _nickname(text: str, found: re.Match[str]) -> Finding:
    start, end = found.span()
    return Finding(FindingKind.NAME, start, end, text[start:end], text[start] + NOBODY)


def _speakers(text: str, plain: str) -> Iterator[Finding]:
    """Find the whole names that begin a sentence, before what somebody said or did."""
    for found in _SPOKE.finditer(plain):
        for length in (4, 3, 2):
            start = found.start() - length
            if start < 0 or not _is_edge(plain, start):
                continue
            surname = _surname_at(plain, start)
            is_whole = surname and 1 <= length - surname <= _WORD
            if is_whole and _is_name(plain, start, surname, found.start()):
                yield from _named(text, plain, start, found.start())
                break


def _called(text: str, plain: str) -> Iterator[Finding]:
    """Find the whole names right before a mobile phone: at an edge, or behind who to call."""
    for found in _MOBILE.finditer(plain):
        for length in (4, 3, 2):
            start = found.start() - length
            surname = _surname_at(plain, start) if start >= 0 else 0
            if not surname or not 1 <= length - surname <= _WORD:
                continue
            is_place = plain[found.start() - 1] in ENDS_OF_PLACES
            before = plain[max(start - _LOOKED_BACK, 0) : start]
            is_whole = _is_edge(plain, start) or _TO_WHOM.search(before)
            is_also = plain[start] in ALSO_WORDS and surname == 1
            if (
                is_whole
                and not (is_place or is_also)
                and _is_name(plain, start, surname, found.start())
            ):
                yield from _named(text, plain, start, found.start())
                break


def _named(text: str, plain: str, start: int, end: int) -> Iterator[Finding]:
    name = plain[start:end]
    for each in POLITE:
        if name.endswith(each) and len(name) > len(each):
            return  # found as such
    if NOBODY not in name:
        surname = max(_surname_at(plain, start), 1)
        shown = text[start : start + surname] + NOBODY
        yield Finding(FindingKind.NAME, start, end, text[start:end], shown)


def _begins(plain: str, title: int, *, needs_given: bool) -> int | None:
    """Find where the name before a form of address begins; the longest that may be one."""
    title -= plain[title - 1 : title] == " "
    for length in range(_LONGEST, 0, -1):
        start = title - length
        if start < 0:
            continue
        surname = _surname_at(plain, start)
        if surname and 0 <= length - surname <= _WORD and _is_name(plain, start, surname, title):
            if needs_given and length == surname:
                continue
            return start
    return None


def _is_name(plain: str, start: int, surname: int, end: int) -> bool:
    given = plain[start + surname : end]
    is_pair = given[:1] in MIDDLES and len(given) == _WORD and given not in NOT_MIDDLES
    if NOT_GIVEN & set(given[1:] if is_pair else given) or not all(map(_HAN.match, given)):
        return False
    if (
        plain[start : start + _WORD] in COMMON
        or plain[max(start - 1, 0) : start + 1] in ENDS_OF_WORDS
    ):
        return False
    if plain[start : start + surname] not in ALSO_WORDS:
        return True
    return given[:1] not in SURNAMES if given else _is_edge(plain, start)


def _is_edge(plain: str, start: int) -> bool:
    return start == 0 or _HAN.match(plain[start - 1]) is None


def _ends(plain: str, start: int) -> int | None:
    """Find where a name that begins here ends, if one does."""
    surname = _surname_at(plain, start)
    if not surname or plain[start : start + 1] in ALSO_WORDS:
        return None
    for length in (2, 1):
        end = start + surname + length
        is_whole = len(plain) == end or (len(plain) > end and plain[end] in FOLLOWS)
        is_whole = is_whole or _PHONE_NEXT.match(plain, end) is not None
        if is_whole and _is_name(plain, start, surname, end):
            return end
    return None


def _surname_at(plain: str, start: int) -> int:
    """Give the length of the family name that may begin here; 0 for none."""
    if plain[start : start + _WORD] in DOUBLE_SURNAMES:
        return _WORD
    return int(plain[start : start + 1] in SURNAMES)
