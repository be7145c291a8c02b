"""Weekly times as people write them and as they are kept, and where two terms clash."""

from datetime import UTC, date, datetime, time

import pytest

from models.errors import Invalid
from models.people import Language
from services.clock import SetClock
from services.posts.weekly_times import (
    Term,
    WeeklyTime,
    find_clash,
    list_times,
    read_times,
    say_times,
    write_times,
)
from services.texts.phrases import put_into_words
from services.texts.posts.openings import say_weekly

NINE_TO_ELEVEN = "Sat 09:00-11:00"
CLOCK = SetClock(datetime(2026, 11, 16, 2, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("", ""),
        (" 。", ""),
        (NINE_TO_ELEVEN, NINE_TO_ELEVEN),
        ("sat 9:00-11:00", NINE_TO_ELEVEN),
        ("Saturday 9-11", NINE_TO_ELEVEN),
        ("周六9-11", NINE_TO_ELEVEN),
        ("周六 9:00-11:00", NINE_TO_ELEVEN),
        ("周六 9:00—11:00", NINE_TO_ELEVEN),
        ("周六9：00～11：00", NINE_TO_ELEVEN),
        ("周六9点到11点", NINE_TO_ELEVEN),
        ("周六9点至11点", NINE_TO_ELEVEN),
        ("星期六9时-11时", NINE_TO_ELEVEN),
        ("禮拜六上午９點到１１點", NINE_TO_ELEVEN),
        ("每周六上午9点到11点。", NINE_TO_ELEVEN),
        ("每周六，上午9点到11点", NINE_TO_ELEVEN),
        ("每个周六上午9点到11点", NINE_TO_ELEVEN),
        ("六 9:00-11:00", NINE_TO_ELEVEN),
        ("周六早上九点到十一点", NINE_TO_ELEVEN),
        ("周六上午九点至十一点整", NINE_TO_ELEVEN),
        ("周六9点半到11点", "Sat 09:30-11:00"),
        ("周六9点半-11点15分", "Sat 09:30-11:15"),
        ("周六九点一刻到十点三刻", "Sat 09:15-10:45"),
        ("周日下午2点到4点", "Sun 14:00-16:00"),
        ("周天下午两点到四点", "Sun 14:00-16:00"),
        ("星期天14:00-16:00", "Sun 14:00-16:00"),
        ("周三晚上7点-8点半", "Wed 19:00-20:30"),
        ("周三19:00-20:30", "Wed 19:00-20:30"),
        ("周三傍晚6点到7点", "Wed 18:00-19:00"),
        ("周三中午12点到1点", "Wed 12:00-13:00"),
        ("周三上午9点到下午3点", "Wed 09:00-15:00"),
        ("周三9点到下午3点", "Wed 09:00-15:00"),
        ("周三 2pm-4pm", "Wed 14:00-16:00"),
        ("Wed 9am-11:30am", "Wed 09:00-11:30"),
        ("周六、周日9点到11点", "Sat 09:00-11:00; Sun 09:00-11:00"),
        ("周六周日9点到11点", "Sat 09:00-11:00; Sun 09:00-11:00"),
        ("周六日9点到11点", "Sat 09:00-11:00; Sun 09:00-11:00"),
        ("周六和周日9点到11点", "Sat 09:00-11:00; Sun 09:00-11:00"),
        ("周末9-11", "Sat 09:00-11:00; Sun 09:00-11:00"),
        ("weekends 9:00-11:00", "Sat 09:00-11:00; Sun 09:00-11:00"),
        ("周一、三9:00-11:00", "Mon 09:00-11:00; Wed 09:00-11:00"),
        ("周一三9:00-11:00", "Mon 09:00-11:00; Wed 09:00-11:00"),
        ("Mon, Wed 9:00-11:00", "Mon 09:00-11:00; Wed 09:00-11:00"),
        ("周六 9:00-11:00；周三 19:00-20:30", "Wed 19:00-20:30; Sat 09:00-11:00"),
        ("周六 9:00-11:00\n周三 19:00-20:30", "Wed 19:00-20:30; Sat 09:00-11:00"),
        ("周六 9:00-11:00，周三 19:00-20:30", "Wed 19:00-20:30; Sat 09:00-11:00"),
        ("周六 9:00-11:00 周三 19:00-20:30", "Wed 19:00-20:30; Sat 09:00-11:00"),
        ("周六 9:00-11:00、14:00-16:00", "Sat 09:00-11:00; Sat 14:00-16:00"),
        ("周六上午9点到11点，下午2点到4点", "Sat 09:00-11:00; Sat 14:00-16:00"),
        ("Sat 9:00-11:00; Wed 19:00-20:30", "Wed 19:00-20:30; Sat 09:00-11:00"),
        ("周五至周六 9-11", "Fri 09:00-11:00; Sat 09:00-11:00"),
        ("周五到周六9点到11点", "Fri 09:00-11:00; Sat 09:00-11:00"),
        ("Fri-Sat 9:00-11:00", "Fri 09:00-11:00; Sat 09:00-11:00"),
        ("周六9-11和周三19-20:30", "Wed 19:00-20:30; Sat 09:00-11:00"),
        ("周六9点到11点。周三晚七点到八点半。", "Wed 19:00-20:30; Sat 09:00-11:00"),
        ("周二十点到十二点", "Tue 10:00-12:00"),
        ("周一三点到五点", "Mon 03:00-05:00"),
        ("周六2点到下午4点", "Sat 14:00-16:00"),
        ("周六 12am-1am", "Sat 00:00-01:00"),
        ("周六 0:00-23:59", "Sat 00:00-23:59"),
    ],
)
def test_weekly_times_are_read_as_people_write_them(words: str, kept: str) -> None:
    assert write_times(read_times(words)) == kept
    assert write_times(read_times(kept)) == kept


@pytest.mark.parametrize("words", ["每天 18:30-19:30", "天天18:30-19:30", "daily 18:30-19:30"])
def test_every_day_is_seven_days(words: str) -> None:
    assert [each.weekday for each in read_times(words)] == list(range(7))


@pytest.mark.parametrize(
    "words",
    ["工作日7:30-8:30", "每个工作日7:30-8:30", "周一至周五7点半到8点半", "周一到五7:30-8:30",
     "weekdays 7:30-8:30", "Mon-Fri 7:30-8:30"],
)  # fmt: skip
def test_working_days_are_five(words: str) -> None:
    assert [each.weekday for each in read_times(words)] == list(range(5))
    assert {each[1:] for each in read_times(words)} == {(time(7, 30), time(8, 30))}


@pytest.mark.parametrize(
    "words",
    [
        "有空就来",
        "周六",
        "9:00-11:00",
        "周六 11:00-9:00",
        "周六 9:00-9:00",
        "周六 9:00",
        "周六 25:00-26:00",
        "周六 9:70-10:00",
        "周六 22:00-次日6:00",
        "周六至周三 9-11",
        "周六 9-11，周六 10-12",
        "周八 9-11",
        "Sat 9:00-11:00 rain or shine",
        "sometimes 9:00-11:00",
        "2026-12-01 9:00-11:00",
        "周六 9:00-11:00-13:00",
    ],
)
def test_what_is_not_clear_is_refused_with_the_words(words: str) -> None:
    with pytest.raises(Invalid, match="times_unclear") as refused:
        read_times(words)
    assert refused.value.fields["words"] == words


@pytest.mark.parametrize(
    ("words", "said", "english"),
    [
        ("周六9-11", "周六 9:00–11:00", "Sat 9:00–11:00"),
        ("周六日9-11", "周六、周日 9:00–11:00", "Sat, Sun 9:00–11:00"),
        ("工作日7:30-8:30", "周一至周五 7:30–8:30", "Mon to Fri 7:30–8:30"),
        ("每天9-11", "每天 9:00–11:00", "daily 9:00–11:00"),
        ("周三9-11;周六14-16", "周三 9:00–11:00、周六 14:00–16:00",
         "Wed 9:00–11:00, Sat 14:00–16:00"),
    ],
)  # fmt: skip
def test_days_of_the_same_hours_are_said_together(words: str, said: str, english: str) -> None:
    times = read_times(words)
    assert say_times(times) == said
    assert put_into_words(say_weekly(times)) == said
    assert put_into_words(say_weekly(times), language=Language.ENGLISH) == english
    assert read_times(said) == times


def test_no_times_are_to_be_agreed() -> None:
    assert say_times(()) == ""
    assert put_into_words(say_weekly(())) == "时间另约"


def a_term(words: str, first: str = "2026-11-16", last: str = "2026-11-29") -> Term:
    return Term(read_times(words), date.fromisoformat(first), date.fromisoformat(last))


def test_the_times_of_a_term_are_instants_the_last_day_included() -> None:
    found = list(list_times(a_term("周日9-11;周一8-9"), CLOCK))
    assert [begins.isoformat() for begins, _ in found] == [
        "2026-11-16T00:00:00+00:00",
        "2026-11-22T01:00:00+00:00",
        "2026-11-23T00:00:00+00:00",
        "2026-11-29T01:00:00+00:00",
    ]
    assert found[0][1] == datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other", "is_clash"),
    [
        (a_term("周六9-11"), a_term("周六10-12"), True),
        (a_term("周六9-11"), a_term("周六11-12"), False),
        (a_term("周六9-11"), a_term("周日9-11"), False),
        (a_term("周六9-12"), a_term("周六10-11"), True),
        (a_term("周六9-11"), a_term("周六9-11", "2026-11-30", "2026-12-31"), False),
        (a_term("周六9-11"), a_term("周六9-11", "2026-11-29", "2026-12-31"), False),
        (a_term("周日9-11"), a_term("周日9-11", "2026-11-29", "2026-12-31"), True),
        (a_term(""), a_term("周六9-11"), False),
    ],
)
def test_two_terms_clash_where_their_hours_overlap(
    one: Term, other: Term, *, is_clash: bool
) -> None:
    assert (find_clash(one, other) is not None) is is_clash
    assert (find_clash(other, one) is not None) is is_clash


def test_the_clash_is_named_with_the_time_of_the_first() -> None:
    clash = find_clash(a_term("周三8-9;周六9-11"), a_term("周六10-12"))
    assert clash == WeeklyTime(5, time(9), time(11))
