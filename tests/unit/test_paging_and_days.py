"""A list read page by page, and a day as people write it."""

from datetime import date

import pytest

from handlers.talking.asking import Given, Kept, NotTaken, Option, Taken
from handlers.talking.days import Day
from handlers.talking.messages import Heard, Kind
from handlers.talking.paging import SHOWN, PickFrom
from services.texts.phrases import verbatim

NOW = date(2026, 11, 23)
LATEST = date(2027, 11, 23)
REFUSED = verbatim("not that day")
MANY = [Option(verbatim(str(number)), str(number)) for number in range(SHOWN + 1)]
FIND = Option(verbatim("find"), "find")


def said(words: str) -> Given:
    return Given(Heard(Kind.TEXT, words))


def pressed(value: object) -> Given:
    return Given(Heard(Kind.PRESS), is_choice=True, value=value)  # type: ignore[arg-type]


def test_a_short_list_has_no_pages() -> None:
    prompt = PickFrom((), MANY[:SHOWN], extra=(FIND,))
    assert list(prompt.put(None)[1]) == [*MANY[:SHOWN], FIND]
    assert prompt.take(pressed("3"), None) == Taken("3")
    assert isinstance(prompt.take(said("whoever"), None), NotTaken)


def test_a_long_list_is_turned_and_begins_again() -> None:
    prompt = PickFrom((), MANY, extra=(FIND,))
    turn = prompt.put(None)[1][SHOWN]
    assert prompt.take(pressed(turn.value), None) == Kept(SHOWN)
    assert [option.value for option in prompt.put(SHOWN)[1]] == [str(SHOWN), turn.value, "find"]
    assert prompt.take(pressed(turn.value), SHOWN) == Kept(0)
    assert prompt.put("nonsense") == prompt.put(None) == prompt.put(99)


def test_a_choice_that_is_gone_is_asked_again() -> None:
    prompt = PickFrom((), MANY, extra=(FIND,))
    assert prompt.decode("8") == "8"
    assert prompt.decode("find") == "find"
    with pytest.raises(ValueError, match="9"):
        prompt.decode("9")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12月3日", date(2026, 12, 3)),
        ("１２月３号", date(2026, 12, 3)),
        ("3/12", date(2027, 3, 12)),
        ("11月23日", date(2027, 11, 23)),
        ("2027年3月12日", date(2027, 3, 12)),
        ("2027-03-12", date(2027, 3, 12)),
        (" 2027. 3. 12 ", date(2027, 3, 12)),
    ],
)
def test_a_day_is_read_as_people_write_it(words: str, day: date) -> None:
    prompt = Day((), NOW, LATEST, REFUSED)
    taken = prompt.take(said(words), None)
    assert isinstance(taken, Taken)
    assert prompt.decode(taken.value) == day


@pytest.mark.parametrize(
    "words", ["", "明天", "13月1日", "2月30日", "2027", "12月3日9点", "2月29日"]
)
def test_what_is_no_day_is_asked_again(words: str) -> None:
    assert isinstance(Day((), NOW, LATEST, REFUSED).take(said(words), None), NotTaken)


@pytest.mark.parametrize("words", ["2026年11月23日", "2026年11月22日", "2027年11月24日"])
def test_a_day_that_is_past_or_too_far_is_refused(words: str) -> None:
    assert Day((), NOW, LATEST, REFUSED).take(said(words), None) == NotTaken(REFUSED)
