"""From a resident's first words to a case number."""

import re

import pytest

from models.cases import Status
from services.areas import areas
from tests.support.chat import Street


def test_a_report_takes_two_presses_and_one_typed_answer(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("三号楼楼道灯不亮，晚上看不见")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("哪个小区")
    zhang.says("荷花小区3号楼")
    zhang.sees("请看一下")
    zhang.taps("提交")
    filed = zhang.sees("已提交").text
    assert zhang.presses == 2
    assert "HF-2026-000001" in filed
    assert re.search(r"查询码 [2-9A-Z]{8}", filed)
    assert "第一步：受理" in filed
    assert "12月2日9:30 前" in filed
    assert "12345" in filed


def test_the_second_report_takes_one_press(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.presses = 0
    zhang.says("下水道堵了，水漫出来了")
    zhang.sees_now("请看一下")
    zhang.taps("提交")
    zhang.sees("HF-2026-000002")
    assert zhang.presses == 1


def test_a_place_in_the_words_is_not_asked_for(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("荷花小区三号楼的灯不亮了")
    zhang.taps("同意")
    assert "地点：荷花小区3号楼" in zhang.sees("请看一下").text


def test_a_place_known_from_the_poster_is_not_asked_for(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("/start area-HF-HH-3")
    assert "荷花小区3号楼" in zhang.sees("您好").text
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    assert "地点：荷花小区3号楼" in zhang.sees("请看一下").text


def test_words_sent_right_after_the_poster_was_scanned_know_it_too(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("/start area-HF-HH-3", "楼道灯不亮")
    zhang.taps("同意")
    assert "地点：荷花小区3号楼" in zhang.sees("请看一下").text


def test_a_poster_of_a_place_that_is_gone_still_opens_the_menu(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("/start area-GONE")
    assert "我要反映" in zhang.sees("您好").buttons


def test_the_estate_alone_is_enough_after_words_that_named_the_building(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("三号楼楼道灯不亮")
    zhang.taps("同意")
    zhang.says("荷花小区")
    zhang.taps("提交")
    zhang.sees("HF-2026-000001")
    wang.sees("待签收")
    with street.store.read() as session:
        building = areas.get_area(session, "HF-HH-3").id
    assert street.case("HF-2026-000001").area_id == building


def test_a_place_nobody_knows_is_taken_as_it_was_said(street: Street) -> None:
    chen = street.staff("陈街道", "officer", "JD")
    zhang = street.person("张奶奶")
    zhang.says("路灯不亮")
    zhang.taps("同意")
    zhang.says("老粮站后面")
    assert "地点：老粮站后面" in zhang.sees("请看一下").text
    zhang.taps("提交")
    zhang.sees("JD-2026-000001")
    assert "地点：老粮站后面" in chen.sees("待签收").text


def test_the_place_of_a_report_far_away_does_not_become_their_home(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports("桂园门口的路灯不亮")
    zhang.says("楼道灯也不亮")
    assert "地点：荷花小区3号楼" in zhang.sees("请看一下").text


def test_the_card_shows_a_guess_of_the_kind_but_never_asks_for_it(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("家里停水两天了")
    zhang.taps("同意")
    card = zhang.sees("请看一下")
    assert "大概是：供水排水" in card.text
    assert list(card.buttons) == ["提交", "改", "更多"]


def test_the_card_says_nothing_of_a_kind_it_cannot_guess(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("想请你们来看一看这个事情")
    zhang.taps("同意")
    assert "其他" not in zhang.sees("请看一下").text


def test_words_and_place_can_be_changed_on_the_card(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-02")
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("改")
    zhang.taps("改内容")
    zhang.says("单元门关不上")
    assert "单元门关不上" in zhang.last.text
    zhang.taps("改")
    zhang.taps("改地点")
    zhang.says("桂园")
    assert "地点：桂园" in zhang.last.text
    zhang.taps("提交")
    alert = wang.sees("待签收").text
    assert "单元门关不上" in alert
    assert "楼道灯" not in alert


def test_a_phone_can_be_left_from_the_card(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("更多")
    zhang.taps("留电话")
    zhang.says("一三八")
    zhang.sees("不像电话号码")
    zhang.says("138 0013 8000")
    assert "回电：13800138000" in zhang.last.text
    zhang.taps("提交")
    assert "13800138000" not in wang.sees("待签收").text
    wang.taps("联系居民")
    wang.sees("13800138000")


def test_a_phone_number_written_under_the_card_is_where_to_call(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.says("0571-88886666")
    assert "回电：057188886666" in zhang.sees("回电").text


def test_the_phone_they_gave_before_is_one_press(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.says("13800138000")
    zhang.taps("提交")
    zhang.says("下水道堵了")
    zhang.taps("更多")
    zhang.taps("留电话")
    zhang.taps("还是尾号 8000")
    assert "回电：13800138000" in zhang.last.text


def test_a_case_can_be_kept_off_the_board(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("更多")
    zhang.taps("不对外公开")
    assert "不对外公开" in zhang.last.text
    zhang.taps("提交")
    assert street.case("HF-2026-000001").is_private


def test_nothing_is_filed_without_consent(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("不同意")
    refused = zhang.sees("没有提交")
    assert refused.text.count("12345") == 1
    assert street.count_cases() == 0
    zhang.says("楼道灯不亮")
    zhang.sees("记录您的原话")


def test_consent_is_asked_for_once(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.reports("下水道堵了")
    assert sum("记录您的原话" in shown.text for shown in zhang.screen) == 1


def test_a_long_text_is_filed_whole_and_shown_short(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮" + "，真的很黑" * 999)
    zhang.taps("同意")
    assert len(zhang.sees("请看一下").text) < 800
    zhang.taps("提交")
    assert street.case("HF-2026-000001").status is Status.SUBMITTED
    assert len(wang.sees("待签收").text) < 600


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u202e", "。。。", "……！"])
def test_text_that_says_nothing_gets_a_plain_word(street: Street, nothing: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.says(nothing)
    assert "我要反映" in zhang.sees_now("没看懂").buttons


def test_characters_that_cannot_be_seen_are_gone_from_the_card(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道\u200b灯\u202e不亮")
    zhang.taps("同意")
    assert "楼道灯不亮" in zhang.sees("请看一下").text


def test_an_advert_is_asked_about_once(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("低息贷款 加微信 abc12345")
    zhang.sees("您是要反映这件事吗")
    zhang.taps("不是")
    zhang.sees_now("直接说就行")
    assert street.count_cases() == 0
    zhang.says("低息贷款 加微信 abc12345")
    zhang.taps("是，我要反映")
    zhang.sees("记录您的原话")


def test_the_command_asks_what_happened(street: Street) -> None:
    zhang = street.resident("张奶奶")
    for words in ("/report", "我要反映", "投诉"):
        zhang.says(words)
        zhang.sees_now("是什么事")
        zhang.says("取消")


def test_the_command_takes_words_behind_it(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("/report 楼道灯不亮")
    zhang.taps("同意")
    assert "楼道灯不亮" in zhang.sees("请看一下").text
