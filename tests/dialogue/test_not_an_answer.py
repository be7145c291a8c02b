"""Command words and case numbers that are written while a question is open are not its answer."""

import pytest

from models.cases import Status
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


@pytest.fixture
def wang(street: Street) -> Person:
    return street.staff("王网格", "grid_manager", "HF-01")


@pytest.mark.parametrize("word", ["待办", "公示", "三率", "代录", "我不在", NUMBER])
def test_what_is_only_a_command_is_not_sent_as_what_was_done(
    street: Street, wang: Person, word: str
) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says(word)
    zhang.never_saw("已答复")
    assert street.case(NUMBER).status is Status.SUBMITTED


def test_the_question_stays_open_and_takes_the_words_after_it(
    street: Street, wang: Person
) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("联系居民")
    wang.says("待办")
    wang.sees("等您办的 1 件")
    wang.sees_now("转告或问反映人一句话")
    wang.says("待办的事明天来修")
    zhang.sees("待办的事明天来修")


def test_a_case_number_under_what_is_missing_shows_the_case(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("灯已换好")
    zhang.taps("没解决")
    zhang.sees("还差什么")
    zhang.says("hf2026000001")
    zhang.sees("第 2 次办理")
    zhang.sees("还差什么")
    wang.never_saw("反映人补充")
    zhang.says("二楼的还没换")
    wang.sees("二楼的还没换")


def test_a_residents_free_words_may_be_a_command_word(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("灯已换好")
    zhang.taps("没解决")
    zhang.says("公示栏")
    wang.sees("公示栏")
