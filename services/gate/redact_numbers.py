"""Numbers that are somebody's: phones, identity cards, bank cards.

Digits are read in runs: whatever stands between them (blanks, dashes, dots, brackets, the signs of
emoji keycaps) only parts a run into groups, and a number begins and ends where a group does. So
every run is walked once, and from each group at most `MOST_DIGITS` digits are looked at.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from models.notices import FindingKind
from services.gate.redact_text import Finding

MOST_DIGITS = 24

_CHINESE = "〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖洞腰两拐勾"
_VALUES = str.maketrans(_CHINESE, "000123456789" + "1" + "123456789" + "01279")
_LOOSE = r":;+。…【】\[\]{}<>《》〈〉「」『』〔〕'\"“”‘’=&^!?~\\"
_BETWEEN = rf"(?:[ \-.·、,/_|(){_LOOSE}]|(?<!\*)\*(?!\*))"
_IS_LOOSE = re.compile(rf"[*{_LOOSE}]")
_RUN = re.compile(rf"[0-9{_CHINESE}](?:{_BETWEEN}{{0,16}}[0-9{_CHINESE}])*+")
_GROUP = re.compile(rf"[0-9]++|[{_CHINESE}]++")

_MOBILE = re.compile(r"(?:0086|86|0)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d\d))([2-8]\d{6,7})")
_ABROAD = re.compile(r"(?:0086|86)((?:10|2\d|[3-9]\d\d))([2-8]\d{6,7})")
_LOCAL = re.compile(r"[2-8]\d{6,7}")
_BANK = re.compile(r"[34569]\d{15,18}")
_PHONE_WORD = re.compile(
    r"(?:电话|座机|固话|号码|致电|拨打|联系方式|tel|phone|传真)[^0-9\n]{0,4}\Z"
    r"|(?:请打|可打|打给|联系|来电|呼叫|热线)(?:[ :是为我他她]|本人){0,4}\Z"
)
_ID_WORD = re.compile(r"(?:身份证|身份号|证件)(?:号码|号)?[^0-9\n]{0,4}\Z")
_BANK_WORD = re.compile(r"(?:卡号|账号|帐号|账户|银行卡|储蓄卡|信用卡)[^0-9\n]{0,4}\Z")
_SAID_BANK = re.compile(r"\d{12,19}")
_EXTENSION = re.compile(r"[ ,]?(?:转|分机|ext\.?|#)号? ?[0-9]{1,6}(?![0-9])")
_PASSPORT = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|军官证|士兵证)(?:号码|号)?[ :是为]{0,3}"
    r"(?P<id>[a-z]{0,2} ?[0-9]{7,10})(?![0-9])"
)
_DISGUISED = re.compile(r"(?<![a-z0-9])[1li|](?:[ \-.]{0,2}[0-9oli|]){10}(?![a-z0-9])")
_LETTERS = str.maketrans("oli|", "0111", " -.")
_LEAST_DIGITS = 4
"""So many digits are written as such where letters stand for others."""

_TURNED = re.compile(r"[ ,]?(?:转|分机) ?[0-9]{1,6}(?![0-9])")
_LOOKED_BACK = 12

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999, 4.2: weights of the first seventeen digits, modulo 11."""

_ID_CHECKS = "10X98765432"
_PROVINCES = re.compile("1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]")
_KEYCAPS = ("\ufe0f", "\u20e3")
_LAST_X = re.compile(r" ?[x×]")
_ID_BODY, _ID_OLD = 17, 15


class _Group(NamedTuple):
    """Digits that stand together: where, and what they say."""

    start: int
    end: int
    digits: str


def find_numbers(text: str, plain: str) -> Iterator[Finding]:
    """Find the numbers of a text."""
    for run in _RUN.finditer(plain):
        groups = [
            _Group(found.start(), found.end(), found[0].translate(_VALUES))
            for found in _GROUP.finditer(plain, run.start(), run.end())
        ]
        at = 0
        while at < len(groups):
            used, finding = _longest(text, plain, groups, at)
            if finding is not None:
                yield finding
            elif len(groups[at].digits) > MOST_DIGITS - 2 or len(groups[at].digits) in (22, 33):
                yield from _glued(text, groups[at])
            at += used
    yield from _disguised(text, plain)
    for found in _PASSPORT.finditer(plain):
        start, end = found.span("id")
        yield _finding(FindingKind.ID_CARD, text, start, end, "*********")


def _disguised(text: str, plain: str) -> Iterator[Finding]:
    """Find mobile numbers in which letters stand for digits that look like them."""
    for found in _DISGUISED.finditer(plain):
        number = found[0].translate(_LETTERS)
        written = sum(map(str.isdecimal, found[0]))
        if _MOBILE.fullmatch(number) and _LEAST_DIGITS <= written < len(number):
            shown = f"{number[:3]}****{number[-4:]}"
            yield _finding(FindingKind.MOBILE, text, found.start(), found.end(), shown)


def _longest(
    text: str, plain: str, groups: Sequence[_Group], at: int
) -> tuple[int, Finding | None]:
    """Find what begins with a group; give how many groups it took."""
    best: tuple[int, Finding | None] = (1, None)
    digits = ""
    for count in range(1, len(groups) - at + 1):
        digits += groups[at + count - 1].digits
        if len(digits) > MOST_DIGITS:
            break
        taken = groups[at : at + count]
        found = _read(text, plain, taken, digits)
        if found is not None:
            if count == 1:
                return 1, found
            best = (count, found)
    return best


def _read(text: str, plain: str, taken: Sequence[_Group], digits: str) -> Finding | None:
    start, end = taken[0].start, taken[-1].end
    if found := _id_card(text, plain, digits, start, end):
        return found
    before = plain[max(start - _LOOKED_BACK, 0) : start]
    is_card = _BANK.fullmatch(digits) and _has_luhn(digits)
    if is_card or (_SAID_BANK.fullmatch(digits) and _BANK_WORD.search(before)):
        return _finding(FindingKind.BANK_CARD, text, start, end, f"****{digits[-4:]}")
    if (mobile := _MOBILE.fullmatch(digits)) and _looks_like_one(plain, taken):
        start = _with_plus(plain, start)
        number = mobile[1]
        end = _with_extension(plain, end)
        return _finding(FindingKind.MOBILE, text, start, end, f"{number[:3]}****{number[-4:]}")
    return _landline(text, plain, taken, digits)


def _landline(text: str, plain: str, taken: Sequence[_Group], digits: str) -> Finding | None:
    start, end = taken[0].start, taken[-1].end
    if _is_parted_strangely(plain, taken):
        return None
    if landline := _LANDLINE.fullmatch(digits) or _abroad(plain, start, digits):
        start = _with_plus(plain, start)
        if plain[start - 1 : start] == "(" and ")" in plain[start:end]:
            start -= 1
        shown = f"{landline[1]}-****{landline[2][-3:]}"
        return _finding(FindingKind.LANDLINE, text, start, _with_extension(plain, end), shown)
    before = plain[max(start - _LOOKED_BACK, 0) : start]
    is_said_so = _PHONE_WORD.search(before) or _TURNED.match(plain, end)
    if is_said_so and _LOCAL.fullmatch(digits) and not _goes_on(plain, end):
        return _finding(
            FindingKind.LANDLINE,
            text,
            start,
            _with_extension(plain, end),
            f"****{digits[-3:]}",
        )
    return None


def _id_card(text: str, plain: str, digits: str, start: int, end: int) -> Finding | None:
    if len(digits) == _ID_BODY and (cross := _LAST_X.match(plain, end)):
        digits, end = f"{digits}X", cross.end()
    is_said_so = _ID_WORD.search(plain[max(start - _LOOKED_BACK, 0) : start])
    if is_said_so and len(digits) in (_ID_OLD, _ID_BODY + 1):
        return _finding(FindingKind.ID_CARD, text, start, end, f"{digits[:3]}***************")
    is_new = len(digits) == _ID_BODY + 1 and _is_birthday(digits[6:14])
    is_old = len(digits) == _ID_OLD and _is_birthday(f"19{digits[6:12]}")
    if not _PROVINCES.match(digits) or not (is_old or (is_new and _has_check(digits))):
        return None
    return _finding(FindingKind.ID_CARD, text, start, end, f"{digits[:3]}***************")


def _glued(text: str, group: _Group) -> Iterator[Finding]:
    """Find mobile numbers that were written without anything between them."""
    digits = group.digits
    numbers = [digits[at : at + 11] for at in range(0, len(digits), 11)]
    if len(digits) != group.end - group.start or not all(map(_MOBILE.fullmatch, numbers)):
        return
    for index, number in enumerate(numbers):
        start = group.start + 11 * index
        shown = f"{number[:3]}****{number[-4:]}"
        yield _finding(FindingKind.MOBILE, text, start, start + 11, shown)


def _looks_like_one(plain: str, taken: Sequence[_Group]) -> bool:
    """Tell a number from a list: between commas its parts are single digits, or three and more."""
    sizes = {len(group.digits) for group in taken}
    between = {plain[one.end : other.start].strip() for one, other in pairwise(taken)}
    is_strange = bool(between & {"、", ","}) or _IS_LOOSE.search("".join(between))
    return not is_strange or sizes == {1} or min(sizes) > 2  # noqa: PLR2004 - see above


def _is_parted_strangely(plain: str, taken: Sequence[_Group]) -> bool:
    """Tell whether something stands between the groups with which only a mobile is disguised."""
    return any(_IS_LOOSE.search(plain[one.end : other.start]) for one, other in pairwise(taken))


def _abroad(plain: str, start: int, digits: str) -> re.Match[str] | None:
    has_plus = plain[start - 1 : start] == "+" or digits.startswith("00")
    return _ABROAD.fullmatch(digits) if has_plus or plain[start + 2 : start + 3] == "-" else None


def _goes_on(plain: str, end: int) -> bool:
    return re.match(r"[ \-]?[0-9]", plain[end : end + 2]) is not None


def _with_plus(plain: str, start: int) -> int:
    while start and plain[start - 1] in "+(":
        if plain[start - 1] == "(" and plain[start : start + 1] != "+":
            break
        start -= 1
    return start


def _with_extension(plain: str, end: int) -> int:
    found = _EXTENSION.match(plain, end)
    return found.end() if found else end


def _finding(kind: FindingKind, text: str, start: int, end: int, shown: str) -> Finding:
    while text[end : end + 1] in _KEYCAPS:
        end += 1
    return Finding(kind, start, end, text[start:end], shown)


def _is_birthday(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year >= 1880  # noqa: PLR2004 - nobody is older


def _has_check(digits: str) -> bool:
    total = sum(int(each) * weight for each, weight in zip(digits, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == digits[-1]


def _has_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    total = 0
    for index, each in enumerate(reversed(digits)):
        doubled = int(each) * (1 + index % 2)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004 - its cross sum
    return total % 10 == 0
