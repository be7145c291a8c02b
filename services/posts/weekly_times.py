"""Weekly times, as people write them and as they are kept: `Sat 09:00-11:00; Wed 19:00-20:30`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from models.errors import Invalid
from services.clock import Clock
from services.wording import squeeze

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CHINESE_DAYS = "一二三四五六日"
DAY = timedelta(days=1)

_NAMED: Mapping[str, Sequence[int]] = {
    **dict.fromkeys(("每天", "每日", "天天", "daily", "everyday"), range(7)),
    **dict.fromkeys(("工作日", "weekdays", "weekday"), range(5)),
    **dict.fromkeys(("周末", "weekends", "weekend"), range(5, 7)),
}
_ENGLISH = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_DAY = (
    rf"(?:每个?)?(?:{'|'.join(sorted(_NAMED, key=len, reverse=True))}"
    rf"|(?:周|星期|礼拜)?[一二三四五六日天]|{_ENGLISH})"
)
_TO = "(?:-+|至|到)"
_DAYS = rf"{_DAY}(?:(?:{_TO}|[,和与及])?{_DAY})*"
_NUMBER = r"\d{1,2}|二?十[一二三四五六七八九]?|[零〇一二两三四五六七八九]"
_HALF = "上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|晚"
_MINUTES = r"\d{1,2}|半|一刻|三刻|[一二三四五]?十[一二三四五六七八九]?"


def _clock(name: str) -> str:
    """Give the pattern of a time of day, its groups named after which it is."""
    return (
        rf"(?P<{name}_half>{_HALF})?(?P<{name}_hour>{_NUMBER})"
        rf"(?:[:点时](?:(?P<{name}_minute>{_MINUTES})分?|整|钟)?)?(?P<{name}_m>am|pm)?"
    )


_ENTRY = re.compile(rf"(?P<days>{_DAYS})?[的,]?{_clock('first')}{_TO}{_clock('last')}[;,和与及]*")
_EACH_DAY = re.compile(rf"(?P<to>{_TO})?[,和与及]?(?P<day>{_DAY})")
_DIGITS = "零一二三四五六七八九"
_SHIFTED = {"下午": 12, "傍晚": 12, "晚上": 12, "晚": 12, "pm": 12, "中午": 4}
"""Hours below this one are twelve later than they are written."""

_NOON = 12


class WeeklyTime(NamedTuple):
    """Some hours of one day of the week; 0 is Monday. They end on the same day."""

    weekday: int
    begins: time
    ends: time


class Term(NamedTuple):
    """Weekly times from one day to another, the last one included."""

    times: Sequence[WeeklyTime]
    first: date
    last: date


def read_times(words: str) -> tuple[WeeklyTime, ...]:
    """Read weekly times: `Sat 09:00-11:00`, 周六、周日9点到11点, 每天 18:30-19:30; several too.

    Raises:
        Invalid: times_unclear.
    """
    plain = _plain(words)
    if not plain:
        return ()
    found: set[WeeklyTime] = set()
    at, days = 0, ""
    while at < len(plain):
        entry = _ENTRY.match(plain, at)
        days = days if entry is None else (entry["days"] or days)
        if entry is None or not days:
            raise Invalid("times_unclear", words=words)
        found.update(_read_entry(entry, days, words))
        at = entry.end()
    times = tuple(sorted(found))
    for one, next_ in pairwise(times):
        if one.weekday == next_.weekday and next_.begins < one.ends:
            raise Invalid("times_unclear", words=words)
    return times


def write_times(times: Sequence[WeeklyTime]) -> str:
    """Give weekly times in the form in which they are kept."""
    return "; ".join(f"{DAYS[day]} {begins:%H:%M}-{ends:%H:%M}" for day, begins, ends in times)


def group_times(
    times: Sequence[WeeklyTime],
) -> Sequence[tuple[Sequence[int], time, time]]:
    """Give the days that have the same hours together: days, begin, end."""
    grouped: dict[tuple[time, time], list[int]] = {}
    for day, begins, ends in times:
        grouped.setdefault((begins, ends), []).append(day)
    return [(sorted(days), *hours) for hours, days in grouped.items()]


def say_times(times: Sequence[WeeklyTime]) -> str:
    """Give weekly times as people read them: 周六 9:00–11:00、周一至周五 19:00–20:30."""
    return "、".join(
        f"{_say_days(days)} {begins.hour}:{begins:%M}–{ends.hour}:{ends:%M}"
        for days, begins, ends in group_times(times)
    )


def list_times(term: Term, clock: Clock) -> Iterator[tuple[datetime, datetime]]:
    """Give begin and end of each time of a term, in order, as instants."""
    day = term.first
    while day <= term.last:
        for each in term.times:
            if each.weekday == day.weekday():
                yield _instant(day, each.begins, clock), _instant(day, each.ends, clock)
        day += DAY


def find_clash(one: Term, other: Term) -> WeeklyTime | None:
    """Find a time of the first term that overlaps one of the other; None when none does."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    days = min((last - first).days + 1, 7)
    weekdays = {(first + number * DAY).weekday() for number in range(max(days, 0))}
    for mine in one.times:
        for theirs in other.times:
            is_same_day = mine.weekday == theirs.weekday and mine.weekday in weekdays
            if is_same_day and mine.begins < theirs.ends and theirs.begins < mine.ends:
                return mine
    return None


def _say_days(days: Sequence[int]) -> str:
    if len(days) == len(DAYS):
        return "每天"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:  # noqa: PLR2004 - both are named
        return f"周{CHINESE_DAYS[days[0]]}至周{CHINESE_DAYS[days[-1]]}"
    return "、".join(f"周{CHINESE_DAYS[day]}" for day in days)


def _plain(words: str) -> str:
    plain = squeeze(words).casefold().replace("：", ":").translate(_SAME)
    return re.sub(r"\s+", "", plain).strip(";,")


_SAME = str.maketrans(
    dict.fromkeys("—–－~～", "-") | dict.fromkeys("、，,", ",") | dict.fromkeys("；。\n/", ";")
)


def _read_entry(entry: "re.Match[str]", days: str, words: str) -> Iterator[WeeklyTime]:
    halves = [entry["first_half"] or entry["first_m"], entry["last_half"] or entry["last_m"]]
    ends = _read_clock(entry, "last", halves[1] or halves[0], words)
    begins = _read_clock(entry, "first", halves[0] or halves[1], words)
    if not halves[0] and begins >= ends:  # 9点到下午3点
        begins = _read_clock(entry, "first", None, words)
    if ends <= begins:
        raise Invalid("times_unclear", words=words)
    for day in _read_days(days, words):
        yield WeeklyTime(day, begins, ends)


def _read_clock(entry: "re.Match[str]", name: str, half: str | None, words: str) -> time:
    hour, minute = _number(entry[f"{name}_hour"]), entry[f"{name}_minute"]
    if half is not None and hour < _SHIFTED.get(half, 0):
        hour += _NOON
    if half == "am" and hour == _NOON:
        hour = 0
    quarters = {"半": 30, "一刻": 15, "三刻": 45}
    try:
        return time(hour, quarters.get(minute or "") or _number(minute or "0"))
    except ValueError as error:
        raise Invalid("times_unclear", words=words) from error


def _number(written: str) -> int:
    """Read a number below a hundred in digits or Chinese characters: 九, 十二, 四十五."""
    if written.isdigit():
        return int(written)
    plain = written.replace("两", "二").replace("〇", "零")
    tens, ten, ones = plain.rpartition("十")
    if not ten:
        return _DIGITS.index(ones)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def _read_days(days: str, words: str) -> Sequence[int]:
    found: list[int] = []
    for each in _EACH_DAY.finditer(days):
        name = each["day"].removeprefix("每个") if each["day"] not in _NAMED else each["day"]
        name = name if name in _NAMED else name.removeprefix("每")
        here = list(_NAMED.get(name) or [_read_day(name)])
        if each["to"]:
            if not found or here[0] < found[-1]:
                raise Invalid("times_unclear", words=words)
            here = list(range(found[-1], here[0] + 1))
        found.extend(here)
    return found


def _read_day(day: str) -> int:
    chinese = day[-1].replace("天", "日")
    if chinese in CHINESE_DAYS:
        return CHINESE_DAYS.index(chinese)
    return [name.casefold() for name in DAYS].index(day[:3])


def _instant(day: date, at: time, clock: Clock) -> datetime:
    return datetime.combine(day, at, clock.zone).astimezone(UTC)
