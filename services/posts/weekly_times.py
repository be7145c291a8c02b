"""Weekly times, as people write them and as they are kept: `Sat 09:00-11:00; Wed 19:00-20:30`."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from models.errors import Invalid
from services.clock import Clock
from services.wording import squeeze

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CHINESE_DAYS = "一二三四五六日"
DAY = timedelta(days=1)

_DAY = r"(?:(?:周|星期|礼拜)?[一二三四五六日天]|[a-z]{3,9})"
_DAYS = (
    r"(?:每天|每日|天天|daily|everyday|每?工作日|weekdays|每?周末|weekends?"
    rf"|每?{_DAY}(?:[-至到,]{_DAY})*)"
)
_CLOCK = r"(\d{1,2})(?:[:点时](\d{1,2}|半)?分?)?"
_ENTRY = re.compile(
    rf"(?P<days>{_DAYS})?,?(?P<half>上午|下午|晚上|早上|中午)?{_CLOCK}[-至到]{_CLOCK}[;,]*"
)
_NAMED = {
    "每天": range(7),
    "每日": range(7),
    "天天": range(7),
    "daily": range(7),
    "everyday": range(7),
    "工作日": range(5),
    "weekdays": range(5),
    "周末": range(5, 7),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
}
_AFTERNOON = {"下午", "晚上"}
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
    dict.fromkeys("—–－~～", "-") | dict.fromkeys("、，,", ",") | {"；": ";", "\n": ";", "/": ";"}
)


def _read_entry(entry: "re.Match[str]", days: str, words: str) -> Iterator[WeeklyTime]:
    half = entry["half"]
    begins = _read_clock(entry[3], entry[4], half, words)
    ends = _read_clock(entry[5], entry[6], half, words)
    if ends <= begins:
        raise Invalid("times_unclear", words=words)
    for day in _read_days(days, words):
        yield WeeklyTime(day, begins, ends)


def _read_clock(hour: str, minute: str | None, half: str | None, words: str) -> time:
    shift = _NOON if half in _AFTERNOON and int(hour) < _NOON else 0
    minutes = 30 if minute == "半" else int(minute or 0)
    try:
        return time(int(hour) + shift, minutes)
    except ValueError as error:
        raise Invalid("times_unclear", words=words) from error


def _read_days(days: str, words: str) -> Sequence[int]:
    days = days if days in _NAMED else days.removeprefix("每")
    if days in _NAMED:
        return list(_NAMED[days])
    found: list[int] = []
    for part in days.split(","):
        ends = [_read_day(each, words) for each in re.split("[-至到]", part)]
        if len(ends) > 1 and ends[-1] < ends[0]:
            raise Invalid("times_unclear", words=words)
        found.extend(range(ends[0], ends[-1] + 1))
    return found


def _read_day(day: str, words: str) -> int:
    chinese = day[-1].replace("天", "日")
    if chinese in CHINESE_DAYS:
        return CHINESE_DAYS.index(chinese)
    for number, name in enumerate(DAYS):
        if day.startswith(name.casefold()):
            return number
    raise Invalid("times_unclear", words=words)


def _instant(day: date, at: time, clock: Clock) -> datetime:
    return datetime.combine(day, at, clock.zone).astimezone(UTC)
