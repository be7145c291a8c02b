"""Prompts: what answers each kind of question, and what is said when it does not."""

from datetime import date

import pytest

from handlers.talking.asking import Given, Kept, NotTaken, Option, Prompt, Taken
from handlers.talking.frames import Json
from handlers.talking.messages import Heard, Kind
from handlers.talking.prompts import (
    MOST_WORDS,
    Number,
    Photos,
    Pick,
    Place,
    Several,
    Spot,
    Words,
    choose,
)
from services.texts.phrases import Phrase, verbatim

ASK = (verbatim("?"),)
RED, BLUE = Option(verbatim("红"), "red"), Option(verbatim("蓝"), "blue")
TODAY = date(2026, 11, 23)


def said(words: str, kind: Kind = Kind.TEXT) -> Given:
    return Given(Heard(kind, words))


def chose(value: Json) -> Given:
    return Given(Heard(Kind.PRESS), is_choice=True, value=value)


def hint(prompt: Prompt[object], given: Given) -> str:
    answer = prompt.take(given, None)
    assert isinstance(answer, NotTaken)
    return answer.hint.key


@pytest.mark.parametrize("words", ["灯坏了", "  灯坏了\n", "a", "1", "灯坏了👍", "\u202e灯坏了"])
def test_any_text_that_says_something_answers(words: str) -> None:
    assert Words(ASK).take(said(words), None) == Taken(words.strip())
    assert Words(ASK).put(None) == (ASK, ())


@pytest.mark.parametrize("words", ["", " ", "👍👍", "。。。", "\u200b\u200b", "___"])
def test_a_text_that_says_nothing_does_not(words: str) -> None:
    assert hint(Words(ASK), said(words)) == "talk.a_few_words_more"


@pytest.mark.parametrize("kind", [it for it in Kind if it is not Kind.TEXT])
def test_what_is_not_text_does_not_answer_a_question_for_words(kind: Kind) -> None:
    assert hint(Words(ASK), said("灯坏了", kind)) == "talk.words_please"


def test_a_text_may_be_asked_to_say_more() -> None:
    assert hint(Words(ASK, least=4), said("灯坏了!!!")) == "talk.a_few_words_more"
    assert Words(ASK, least=4).take(said("灯坏了啊"), None) == Taken("灯坏了啊")


def test_a_very_long_text_is_cut_and_a_choice_beside_it_taken() -> None:
    assert Words(ASK).take(said("灯" * 9999), None) == Taken("灯" * MOST_WORDS)
    skip = Words(ASK, extra=(RED,))
    assert skip.put(None) == (ASK, (RED,))
    assert skip.take(chose("red"), None) == Taken("red")
    assert skip.decode("red") == "red"
    for stored in (None, 3, ["灯"]):
        with pytest.raises(TypeError):
            skip.decode(stored)


def test_a_choice_is_taken_as_it_was_offered_and_nothing_else() -> None:
    pick = Pick[str](ASK, (RED, BLUE))
    assert pick.put(None) == (ASK, (RED, BLUE))
    assert pick.take(chose("blue"), None) == Taken("blue")
    assert hint(pick, said("绿")) == "talk.choose_one"
    assert pick.decode("blue") == "blue"
    with pytest.raises(ValueError, match="green"):
        pick.decode("green")


def value_of(answer: Taken | Kept | NotTaken) -> Json:
    assert isinstance(answer, Taken)
    return answer.value


def test_each_press_adds_or_takes_away_until_that_is_all() -> None:
    several = Several(ASK, (RED, BLUE))
    partial: Json = None
    for press, then in (("red", ["red"]), ("blue", ["red", "blue"]), ("red", ["blue"])):
        answer = several.take(chose(press), partial)
        assert answer == Kept(then)
        partial = then
    labels = [option.label for option in several.put(partial)[1]]
    assert labels == [RED.label, Phrase("talk.chosen", {"label": BLUE.label}),
                      Phrase("talk.that_is_all")]  # fmt: skip
    assert several.take(chose(None), partial) == Taken(["blue"])
    assert several.decode(["blue"]) == ["blue"]
    assert several.take(chose(None), None) == Taken([])
    assert hint(several, said("红")) == "talk.choose_one"


def find(words: str) -> int | None:
    return 7 if "荷花" in words else None


def test_a_place_is_words_or_a_pin() -> None:
    place = Place(ASK, find, (RED,))
    assert place.put(None) == (ASK, (RED,))
    known = value_of(place.take(said(" 荷花小区 3号楼 "), None))
    assert place.decode(known) == Spot("荷花小区 3号楼", area_id=7)
    unknown = value_of(place.take(said("桥头"), None))
    assert place.decode(unknown) == Spot("桥头")
    pin = Given(Heard(Kind.PLACE, latitude=39.9, longitude=-0.5))
    assert place.decode(value_of(place.take(pin, None))) == Spot("", None, 39.9, -0.5)
    assert place.decode(value_of(place.take(chose(None), None))) == Spot()
    assert place.decode(value_of(place.take(chose(7), None))) == Spot(area_id=7)
    for nowhere in (said("。。"), said("荷花", Kind.PHOTO), said("", Kind.VOICE)):
        assert hint(place, nowhere) == "talk.place_please"
    for stored in ("荷花", {"street": "荷花"}, None):
        with pytest.raises(TypeError):
            place.decode(stored)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("3", 3),
        ("３", 3),
        (" 12 ", 12),
        ("3户", 3),
        ("3 个", 3),
        ("020", 20),
        ("1", 1),
        ("20", 20),
    ],
)
def test_a_number_is_read_with_a_unit_behind_it(words: str, number: int) -> None:
    prompt = Number(ASK, 1, 20)
    taken = prompt.take(said(words), None)
    assert taken == Taken(number)
    assert prompt.decode(value_of(taken)) == number
    assert prompt.put(None) == (ASK, ())


@pytest.mark.parametrize(
    "words", ["", "0", "21", "-3", "3.5", "三", "3或4", "9" * 30, "3号楼左边", "3 4"]
)
def test_what_is_no_number_between_the_bounds_is_asked_again(words: str) -> None:
    answer = Number(ASK, 1, 20).take(said(words), None)
    assert isinstance(answer, NotTaken)
    assert answer.hint == Phrase("talk.number_please", {"least": 1, "most": 20})


def test_photos_are_gathered_until_that_is_all_or_enough() -> None:
    photos = Photos(ASK, most=2)
    assert [option.label.key for option in photos.put(None)[1]] == ["talk.skip"]
    one = Given(Heard(Kind.PHOTO, attachment="a"))
    assert photos.take(one, None) == Kept(["a"])
    asked, options = photos.put(["a"])
    assert asked[-1] == Phrase("talk.photos_so_far", {"count": 1})
    assert [option.label.key for option in options] == ["talk.that_is_all"]
    assert photos.take(one, ["b"]) == Taken(["b", "a"])
    assert photos.take(chose(None), ["b"]) == Taken(["b"])
    assert photos.take(chose(None), None) == Taken([])
    assert photos.decode(["b"]) == ["b"]
    assert hint(photos, said("一张照片")) == "talk.photo_please"


LABELS = ("提交", "改", "更多…", "3号楼")


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("提交", 0), (" 提交。", 0), ("【提交】", 0), ("1", 0), ("１", 0), ("1 提交", 0),
        ("1、提交", 0), ("2", 1), ("更多", 2), ("3号楼", 3), ("4", 3), ("4 3号楼", 3),
        ("", None), ("0", None), ("5", None), ("11", None), ("提交吧", None), ("2 提交", None),
        ("👍", None), ("-1", 0),
    ],
)  # fmt: skip
def test_a_choice_is_named_by_its_number_or_its_words(words: str, index: int | None) -> None:
    assert choose(LABELS, words) == index


def test_where_numbers_mean_something_else_only_words_choose() -> None:
    assert choose(LABELS, "1", by_number=False) is None
    assert choose(LABELS, "提交", by_number=False) == 0
