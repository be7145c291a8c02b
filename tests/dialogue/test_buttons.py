"""Buttons that are old, pressed twice, or not meant for whoever presses them."""

import pytest

from handlers.talking.buttons import message_token, question_token
from models.cases import Status
from tests.support.chat import Street


def test_a_button_of_an_earlier_question_does_nothing(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    consent = zhang.last
    zhang.taps("同意")
    zhang.taps("不同意", consent)
    zhang.sees_now("已经过期，没有做任何改动")
    zhang.taps("提交")
    zhang.sees("已提交")


def test_a_button_pressed_twice_acts_once(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    card = zhang.last
    for _ in range(3):
        zhang.taps("提交", card)
    zhang.sees_now("已经提交过了，编号 HF-2026-000001")
    zhang.never_saw("已经过期")
    assert street.count_cases() == 1
    zhang.reports("下水道堵了")
    zhang.taps("改", card)
    zhang.sees_now("已经提交过了，编号 HF-2026-000001")


def test_a_button_that_asks_for_words_may_be_pressed_twice(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    filed = zhang.last
    zhang.taps("补充", filed)
    zhang.taps("补充", filed)
    zhang.says("是二楼")
    zhang.sees_now("记下了")
    zhang.says("谢谢")
    zhang.sees_now("不客气")
    wang.sees("是二楼")


def test_the_menu_pressed_again_leads_back_to_the_open_report(street: Street) -> None:
    zhang = street.resident("张奶奶")
    menu = zhang.last
    zhang.taps("我要反映", menu)
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("我要反映", menu)
    assert "楼道灯不亮" in zhang.sees_now("请看一下").text
    zhang.taps("提交")
    assert street.count_cases() == 1


def test_a_judgement_pressed_twice_counts_once(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("换好了")
    answered = zhang.last
    zhang.taps("解决了", answered)
    zhang.taps("解决了", answered)
    zhang.sees_now("您已经评过")
    zhang.taps("不满意")
    zhang.sees_now("记下了")


def test_somebody_elses_answer_cannot_be_pressed(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    token = zhang.last.buttons["提交"]
    qian = street.person("钱某")
    qian.presses_token(token)
    qian.sees_now("不是给您的")
    assert street.count_cases() == 0
    zhang.taps("提交")
    zhang.sees("已提交")


def test_somebody_elses_offer_cannot_be_pressed(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports()
    qian = street.person("钱某")
    for token in wang.sees("待签收").buttons.values():
        qian.presses_token(token)
        assert "HF-2026" not in qian.sees_now("已经过期").text
    assert street.case("HF-2026-000001").status is Status.SUBMITTED


@pytest.mark.parametrize(
    "token",
    [
        "",
        "junk",
        "q1",
        "q1.1.zzzz",
        "m0.0",
        question_token(1, 1, 99),
        question_token(1, 99, 0),
        message_token(1, 99),
        message_token(2**40, 0),
        question_token(2**60, 0, 0),
    ],
)
def test_a_forged_button_gets_a_polite_word(street: Street, token: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.presses_token(token)
    assert "没有做任何改动" in zhang.last.text
    zhang.taps("同意")
    zhang.sees("请看一下")


def test_a_button_under_an_old_message_still_works(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    street.passes(days=6)
    wang.taps("签收")
    wang.sees("已签收")


def test_pressing_an_open_question_below_leaves_what_lies_above(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    card = zhang.last
    zhang.says("加入")
    zhang.sees_now("邀请码")
    zhang.taps("提交", card)
    zhang.sees_now("已提交")
    zhang.says("谢谢")
    zhang.sees_now("不客气")


@pytest.mark.parametrize("token", ["m{0}.0", "q{0}.1.0", "q1.{0}.0"])
def test_a_number_larger_than_any_row_is_an_old_button(street: Street, token: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.presses_token(token.format("z" * 13))
    zhang.sees_now("已经过期")
