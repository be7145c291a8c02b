"""Choices as numbered lines, and numbers as people write them."""

import json
from datetime import date

import pytest

from bot.doors import Button
from bot.speaking.numbered import lines, with_lines
from handlers.talking.asking import CANCEL, Option, Prompt, choices_of, put_question
from handlers.talking.days import Day, MonthsOrDay
from handlers.talking.numbers import read_number
from handlers.talking.past_days import PastDay
from handlers.talking.prompts import Number, Pick, Words
from handlers.understanding.labels import count_choices
from models.people import Language
from services.delivery.messages import Choice, Command, Saying, open_body, seal_body
from services.delivery.numbering import list_numbered
from services.sealing import Sealer
from services.texts import talk as texts
from services.texts.phrases import phrase_to_json, verbatim

SEALER = Sealer(bytes(32))
DAY = date(2026, 11, 23)
SUBMIT, CHANGE = Button("提交", "q1.1.0"), Button("改", "q1.1.1")
BACK = Button("返回", "q1.1.2", is_way_out=True)
CANCEL_BUTTON = Button("取消", "q1.1.3", is_way_out=True)


def test_choices_stand_one_a_line_with_their_numbers() -> None:
    assert lines([SUBMIT, CHANGE]) == "1 提交\n2 改"
    assert lines([SUBMIT, CHANGE], 4) == "4 提交\n5 改"


def test_the_ways_out_have_one_line_and_no_number() -> None:
    assert lines([SUBMIT, BACK, CANCEL_BUTTON]) == ("1 提交\n回复“返回”改上一步，回复“取消”不办了")
    assert lines([CANCEL_BUTTON]) == "回复“取消”不办了"


def test_the_ways_out_are_said_in_the_language_of_the_reader() -> None:
    english = [
        Button("Back", "q1.1.0", is_way_out=True),
        Button("Cancel", "q1.1.1", is_way_out=True),
    ]
    assert lines(english, language=Language.ENGLISH) == (
        "Reply “Back” to change the last step, “Cancel” to leave it"
    )
    assert "上一步" in lines([BACK, CANCEL_BUTTON], language=Language.TRADITIONAL)
    assert "回覆" in lines([BACK, CANCEL_BUTTON], language=Language.TRADITIONAL)


def test_what_is_answered_by_a_number_itself_is_written_as_a_word() -> None:
    offered = [Button(it, "q1.1.0", is_by_word=True) for it in ("1", "2", "5")]
    assert lines(offered) == "也可以回复：1、2、5"


def test_a_link_in_a_group_says_what_to_send_in_private() -> None:
    assert lines([Button("私下看", "", "case-12")]) == "私下看：私下发给我 case-12"


def test_a_list_that_has_its_numbers_gets_no_second_ones() -> None:
    assert lines([Button("1 和风社区", "q1.1.0"), Button("2 兰花社区", "q1.1.1")]) == (
        "1 和风社区\n2 兰花社区"
    )


def test_lines_stand_below_the_text_with_a_line_between() -> None:
    assert with_lines("请看一下", [SUBMIT]) == "请看一下\n\n1 提交"
    assert with_lines("请看一下", []) == "请看一下"
    assert with_lines("", [SUBMIT]) == "1 提交"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *((it, 2) for it in ("2", "２", "2.", "2、", "②", "⑵", "二", "两个", "第2个", "第二个")),
        *(
            (it, 2)
            for it in ("选2", "我选2", "2号", "第二项", " 2 。", "2️⃣", "回复2", "㈡", "No. 2")
        ),
        *(("10", 10), ("十", 10), ("十二", 12), ("二十一", 21), ("99", 99)),
        *((it, None) for it in ("302", "2号楼", "2 楼灯不亮", "", "第二天", "2月3日", "一直不亮")),
    ],
)
def test_a_number_is_read_as_people_write_it(words: str, number: int | None) -> None:
    assert read_number(words) == number


@pytest.mark.parametrize("words", ["2号", "2个", "两个", "要2个"])
def test_where_words_are_asked_for_a_house_or_a_count_is_no_choice(words: str) -> None:
    assert read_number(words, is_surely=True) is None
    assert read_number(words) == 2


def test_what_has_no_number_is_kept_with_a_message() -> None:
    choices = (
        Choice(verbatim("提交")),
        Choice(verbatim("5"), is_by_word=True),
        Choice(verbatim("取消"), is_way_out=True),
    )
    kept = open_body(SEALER, seal_body(SEALER, Saying((verbatim("?"),), choices)))
    assert kept.choices == choices


def test_a_body_of_an_older_release_is_read() -> None:
    label = phrase_to_json(verbatim("看"))
    offer = [[label], [label, "case-1"], [label, "case", {"case": 1}]]
    sealed = SEALER.seal(json.dumps({"say": [], "offer": offer}))
    assert open_body(SEALER, sealed).choices == (
        Choice(verbatim("看")),
        Choice(verbatim("看"), link="case-1"),
        Choice(verbatim("看"), Command("case", {"case": 1})),
    )


def test_which_questions_a_number_answers_by_itself() -> None:
    ask, day = (verbatim("?"),), Day((), *(DAY, DAY), verbatim("no"))
    one = (Option(verbatim("一"), 1),)
    by_number: list[Prompt[object]] = [
        Number(ask, 1, 9, one),
        MonthsOrDay(ask, one, day),
        PastDay(ask, "2026-11-23"),
        Words(ask, extra=one, takes_numbers=True),
    ]
    for prompt in by_number:
        _, options = prompt.put(None)
        question = put_question("key", prompt, options, 1, None)
        assert count_choices(question) == 0, prompt
        assert list_numbered(choices_of(options, question), is_private=True) == []
    by_line: list[Prompt[object]] = [Words(ask, extra=one), Pick[int](ask, one)]
    for prompt in by_line:
        _, options = prompt.put(None)
        question = put_question("key", prompt, options, 1, None)
        assert count_choices(question) == 1
        assert list_numbered(choices_of(options, question), is_private=True) == [0]


def test_a_way_out_is_no_choice_that_counts() -> None:
    options = [Option(verbatim("跳过"), ""), Option(texts.CANCEL(), CANCEL)]
    question = put_question("key", Words((verbatim("?"),)), options, 1, None)
    assert count_choices(question) == 1
    assert [it.is_way_out for it in choices_of(options, question)] == [False, True]


def test_in_a_group_only_the_answers_to_a_question_have_numbers() -> None:
    choices = (
        Choice(verbatim("签收"), Command("sign", {"case": 1})),
        Choice(verbatim("私下看"), link="case-1"),
        Choice(verbatim("居民群")),
    )
    assert list_numbered(choices, is_private=True) == [0, 1, 2]
    assert list_numbered(choices, is_private=False) == [2]
