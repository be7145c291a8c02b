"""Danger first: at any moment, before consent and menus; and no word of it is lost."""

import pytest

from models.cases import Status
from tests.support.chat import Street

FIRE = "荷花小区3号楼着火了，快来人"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (FIRE, "119"),
        ("楼道里煤气味很大", "119"),
        ("我妈妈晕倒了", "120"),
        ("救命啊", "110"),
        ("楼下有人打人", "110"),
        ("我不想活了", "12356"),
        ("老人走失了找不到", "110"),
    ],
)
def test_the_number_to_call_comes_before_anything_else(
    street: Street, words: str, number: str
) -> None:
    zhang = street.person("张奶奶")
    zhang.says(words)
    assert number in zhang.screen[0].text
    first = "请网格员联系我" if number == "12356" else "已报警，也告诉网格员"
    assert list(zhang.screen[0].buttons) == [first, "不是紧急"]


def test_who_does_not_want_to_live_is_called_on_at_once(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("我不想活了")
    zhang.taps("请网格员联系我")
    zhang.sees("已按紧急登记")
    assert street.case("HF-2026-000001").is_urgent


def test_it_is_filed_at_once_and_without_consent(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says(FIRE)
    zhang.taps("已报警")
    filed = zhang.sees("已按紧急登记，编号 HF-2026-000001")
    assert "王网格" in filed.text
    wang.sees("【紧急 · 待签收】HF-2026-000001")
    assert street.case("HF-2026-000001").is_urgent
    assert zhang.presses == 1


def test_it_is_filed_before_the_place_is_asked(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    chen = street.staff("陈街道", "officer", "JD")
    zhang = street.person("张奶奶")
    zhang.says("着火了")
    zhang.taps("已报警")
    asked = zhang.sees("已按紧急登记，编号 JD-2026-000001")
    assert "在哪里" in asked.text
    chen.sees("【紧急")
    zhang.says("荷花小区3号楼")
    zhang.sees("地点已经转告：荷花小区3号楼")
    assert "地点：荷花小区3号楼" in wang.sees("【紧急").text


def test_more_words_of_danger_may_name_the_place(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("着火了")
    zhang.says("荷花小区3号楼着火了")
    zhang.says("三楼")
    zhang.taps("已报警")
    assert "三楼" in wang.sees("【紧急").text
    assert street.count_cases() == 1


def test_a_cry_after_filing_answers_where(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("着火了")
    zhang.taps("已报警")
    zhang.says("荷花小区3号楼着火了")
    zhang.sees("地点已经转告")
    wang.sees("【紧急")
    assert street.count_cases() == 1


def test_leaving_the_question_where_leaves_no_draft_of_what_is_filed(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("着火了")
    zhang.taps("已报警")
    zhang.says("取消")
    zhang.never_saw("没有提交")
    zhang.says("我要反映")
    zhang.sees_now("是什么事")


def test_without_staff_nobody_is_said_to_be_told(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says(FIRE)
    zhang.taps("已报警")
    assert "已告诉" not in zhang.sees("已按紧急登记").text


def test_a_false_alarm_is_a_report_like_any_other(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("荷花小区3号楼有煤气味")
    zhang.taps("不是紧急")
    zhang.sees_now("记录您的原话")
    zhang.taps("同意")
    assert "有煤气味" in zhang.sees("请看一下").text


def test_a_false_alarm_under_the_card_is_added_to_the_draft(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.says("还有煤气味")
    zhang.sees("开窗")
    zhang.taps("不是紧急")
    card = zhang.sees_now("请看一下").text
    assert "楼道灯不亮\n还有煤气味" in card


def test_danger_under_the_card_is_filed_and_the_card_asked_again(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.says("楼下着火了")
    zhang.taps("已报警")
    zhang.sees("已按紧急登记，编号 HF-2026-000001")
    zhang.sees_now("请看一下")
    zhang.taps("提交")
    zhang.sees("HF-2026-000002")


def test_danger_counts_before_consent_and_while_a_place_is_asked(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("路灯不亮")
    zhang.says("楼下打人了")
    zhang.sees_now("110")
    zhang.taps("不是紧急")
    zhang.sees_now("记录您的原话")
    zhang.taps("同意")
    zhang.says("老人晕倒了")
    zhang.sees_now("120")
    zhang.taps("不是紧急")
    assert "老人晕倒了" in zhang.last.text


def test_words_of_danger_in_an_answer_of_staff_are_not_lost(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("昨晚楼道着火，电线烧断，已经换好了")
    wang.sees_now("119")
    wang.taps("不是紧急")
    wang.sees("答复已发给反映人")
    zhang.sees("电线烧断，已经换好了")


def test_staff_who_call_for_help_are_asked_again_afterwards(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    chen = street.staff("陈街道", "officer", "JD")
    street.resident("张奶奶").reports()
    wang.taps("当场办结")
    wang.says("着火了，快来人")
    wang.taps("已报警")
    wang.sees("已按紧急登记")
    wang.sees_now("办了什么")
    chen.sees("【紧急")
    assert street.case("HF-2026-000001").status is Status.SUBMITTED


def test_danger_in_a_changed_message_counts(street: Street) -> None:
    zhang = street.resident("张奶奶")
    sent = zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.edits(sent, "楼道里着火了")
    zhang.sees_now("119")
    zhang.taps("不是紧急")
    zhang.sees("请看一下")


def test_going_back_to_the_card_keeps_the_words_of_danger(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    card = zhang.last
    zhang.says("楼下着火了")
    zhang.taps("提交", card)
    zhang.sees("HF-2026-000001")
    zhang.says("我要反映")
    assert "楼下着火了" in zhang.sees_now("没提交").text


def test_it_rings_at_night(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.passes(hours=14)
    zhang = street.person("张奶奶")
    zhang.says(FIRE)
    zhang.taps("已报警")
    wang.sees("【紧急")


def test_a_cry_behind_a_command_is_filed_without_the_command(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("/report 荷花小区3号楼着火了")
    zhang.taps("已报警")
    alert = wang.sees("【紧急").text
    assert "荷花小区3号楼着火了" in alert
    assert "/report" not in alert
