"""Openings: how they are named, and what is said when one is opened, changed or closed."""

from collections.abc import Sequence

from services.posts.weekly_times import WeeklyTime, group_times
from services.texts.phrases import Phrase, Template

NAMED = Template("opening.named", "{post} · {area} · {times}", "{post} · {area} · {times}")
TIMES_OPEN = Template("opening.times_open", "时间另约", "times to be agreed")
DAILY = Template("opening.daily", "每天", "daily")
WEEKDAYS = tuple(
    Template(f"opening.weekday_{number}", *words)
    for number, words in enumerate(
        (
            ("周一", "Mon"),
            ("周二", "Tue"),
            ("周三", "Wed"),
            ("周四", "Thu"),
            ("周五", "Fri"),
            ("周六", "Sat"),
            ("周日", "Sun"),
        )
    )
)
DAYS_TO = Template("opening.days_to", "{first}至{last}", "{first} to {last}")
AND = Template("opening.and", "{one}、{other}", "{one}, {other}")
AT = Template("opening.at", "{days} {hours}", "{days} {hours}")

COVER_NOT_NEEDED = Template(
    "opening.cover_not_needed",
    "{at} 那一班不用您顶班了：请您顶班的人已不在这个岗位。谢谢您愿意帮忙。",
    "You need not stand in on {at}: whoever asked you holds that post no more. Thank you.",
)
SHIFT_CANCELLED = Template(
    "opening.shift_cancelled",
    "这一班取消了，您不用来：\n{name}\n{at}\n原因：{reason}",
    "This shift is cancelled, you need not come:\n{name}\n{at}\nWhy: {reason}",
)
CLOSED = Template(
    "opening.closed",
    "这个岗位撤了，以后的班都取消：\n{name}\n原因：{reason}\n做过的服务都记着，谢谢您。",
    "This post was closed and its coming shifts are cancelled:\n{name}\nWhy: {reason}\n"
    "What you served stays on record. Thank you.",
)
CLOSED_WAITING = Template(
    "opening.closed_waiting",
    "您在候补的岗位撤了：\n{name}\n原因：{reason}\n别的岗位欢迎您认领。",
    "The post that you waited for was closed:\n{name}\nWhy: {reason}\n"
    "You are welcome to claim another.",
)
TERM_OVER = Template(
    "opening.term_over",
    "这个岗位到期了：\n{name}\n做过的服务都记着，谢谢您。",
    "The term of this post is over:\n{name}\nWhat you served stays on record. Thank you.",
)
TERM_OVER_WAITING = Template(
    "opening.term_over_waiting",
    "您在候补的岗位到期了：\n{name}\n别的岗位欢迎您认领。",
    "The term of the post that you waited for is over:\n{name}\nYou are welcome to claim another.",
)
PLACE_CHANGED = Template(
    "opening.place_changed",
    "您的岗位换了集合地点：\n{name}\n新地点：{place}",
    "The meeting place of your post has changed:\n{name}\nNow: {place}",
)


def say_weekly(times: Sequence[WeeklyTime]) -> Phrase:
    """Say weekly times in the reader's language, days of the same hours together."""
    said: Phrase | None = None
    for days, begins, ends in group_times(times):
        hours = f"{begins.hour}:{begins:%M}–{ends.hour}:{ends:%M}"
        each = AT(days=_say_days(days), hours=hours)
        said = each if said is None else AND(one=said, other=each)
    return TIMES_OPEN() if said is None else said


def _say_days(days: Sequence[int]) -> Phrase:
    if len(days) == len(WEEKDAYS):
        return DAILY()
    first, last = days[0], days[-1]
    if len(days) > 2 and last - first == len(days) - 1:  # noqa: PLR2004 - two are both named
        return DAYS_TO(first=WEEKDAYS[first](), last=WEEKDAYS[last]())
    said = WEEKDAYS[first]()
    for day in days[1:]:
        said = AND(one=said, other=WEEKDAYS[day]())
    return said
