"""Words that come in pieces, pins, and words that are changed after they were sent."""

import pytest

from models.timeline import Act
from tests.support.chat import Street

LINES = ("楼道", "灯", "坏了", "三天了", "晚上", "看不见", "老人", "怕摔", "请来", "修一下")


def test_ten_lines_in_a_moment_are_one_draft(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says(*LINES)
    assert len(zhang.screen) == 2
    zhang.taps("同意")
    assert "\n".join(LINES) in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert street.count_cases() == 1


def test_lines_written_before_the_question_was_shown_belong_to_the_words(street: Street) -> None:
    zhang = street.person("张奶奶")
    with street.slow_delivery():
        zhang.says("路灯不亮")
        zhang.says("晚上看不见")
        zhang.says("三天了")
    assert len(zhang.screen) == 1
    zhang.taps("同意")
    with street.slow_delivery():
        zhang.says("荷花小区")
        zhang.says("是门口那盏")
    assert "路灯不亮\n晚上看不见\n三天了\n是门口那盏" in zhang.sees_now("请看一下").text


def test_a_line_written_before_the_place_was_asked_is_no_place(street: Street) -> None:
    zhao = street.person("赵大爷")
    zhao.says("路灯不亮")
    with street.slow_delivery():
        zhao.taps("同意")
        zhao.says("晚上看不见路")
    zhao.sees_now("哪个小区")
    zhao.says("荷花小区")
    card = zhao.sees_now("请看一下").text
    assert "路灯不亮\n晚上看不见路" in card
    assert "地点：荷花小区" in card


def test_lines_written_after_the_question_was_shown_join_the_draft(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.says("三天了")
    zhang.sees_now("记下了")
    zhang.taps("同意")
    for line in ("怕摔", "是二楼那盏灯", "302", "又不亮了"):
        zhang.says(line)
    assert (
        "楼道灯不亮\n三天了\n怕摔\n是二楼那盏灯\n302\n又不亮了" in zhang.sees_now("请看一下").text
    )


def test_a_fragment_is_asked_about_and_not_once_more_is_known(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("路灯")
    zhang.sees_now("您是要反映这件事吗")
    zhang.says("三天没亮了")
    zhang.sees_now("记录您的原话")
    zhang.taps("同意")
    assert "路灯\n三天没亮了" in zhang.sees("请看一下").text


def test_the_change_of_a_line_changes_the_draft(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    second = zhang.says("三楼的")
    zhang.taps("同意")
    zhang.edits(second, "四楼的")
    card = zhang.sees_now("请看一下").text
    assert "楼道灯不亮\n四楼的" in card
    assert "三楼" not in card


def test_a_change_may_name_the_place(street: Street) -> None:
    zhang = street.person("张奶奶")
    sent = zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.sees("哪个小区")
    zhang.edits(sent, "荷花小区3号楼楼道灯不亮")
    assert "地点：荷花小区3号楼" in zhang.sees_now("请看一下").text


def test_a_false_alarm_can_still_be_changed(street: Street) -> None:
    zhang = street.resident("张奶奶")
    sent = zhang.says("楼道有煤气味")
    zhang.taps("不是紧急")
    zhang.taps("同意")
    zhang.edits(sent, "楼道有油漆味")
    assert "油漆味" in zhang.sees_now("请看一下").text
    assert "煤气味" not in zhang.last.text


def test_a_change_after_filing_is_offered_as_a_supplement(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    sent = zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    zhang.edits(sent, "二楼楼道灯不亮")
    zhang.sees_now("说的是 HF-2026-000001 吗")
    zhang.taps("补充这件")
    zhang.sees_now("记下了")
    wang.sees("二楼楼道灯不亮")
    assert street.acts("HF-2026-000001") == [Act.REPORTED, Act.SUPPLEMENTED]


def test_a_change_that_comes_too_late_is_said_to_be(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    sent = wang.says("换好了灯泡")
    wang.sees("答复已发给反映人")
    wang.edits(sent, "换好了两个灯泡")
    wang.sees_now("请再发一句")
    zhang.never_saw("两个灯泡")


def test_a_changed_greeting_says_nothing(street: Street) -> None:
    zhang = street.resident("张奶奶")
    sent = zhang.says("谢谢")
    zhang.sees("不客气")
    zhang.edits(sent, "谢谢您")
    zhang.sees_nothing_new()


def test_a_pin_alone_asks_what_happened_there(street: Street) -> None:
    chen = street.staff("陈街道", "officer", "JD")
    zhang = street.person("张奶奶")
    zhang.shares(30.25, 120.16)
    zhang.sees_now("位置收到了")
    zhang.says("井盖上面的栏杆断了")
    zhang.taps("同意")
    assert "您发的位置" in zhang.sees_now("请看一下").text
    zhang.taps("提交")
    assert "30.25000,120.16000" in chen.sees("待签收").text


def test_a_pin_answers_where_it_is(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("路灯不亮")
    zhang.taps("同意")
    zhang.shares(30.25, 120.16)
    assert "您发的位置" in zhang.sees_now("请看一下").text


def test_a_pin_under_another_question_joins_the_draft(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.shares(30.25, 120.16)
    zhang.sees_now("记录您的原话")
    zhang.taps("同意")
    card = zhang.sees_now("请看一下")
    assert "荷花小区3号楼 （您发的位置）" in card.text
    zhang.shares(30.26, 120.17)
    zhang.taps("提交")
    assert "荷花小区3号楼 地图位置 30.26000,120.17000" in wang.sees("待签收").text


LABEL = "荷花小区5号楼"


def test_what_a_map_calls_the_place_is_read_as_words_are(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("路灯不亮")
    zhang.taps("同意")
    zhang.shares(30.25, 120.16, LABEL)
    zhang.taps("提交")
    told = wang.sees("待签收").text
    assert "荷花小区5号楼 地图位置 30.25000,120.16000 https://uri.amap.com/marker?" in told
    assert "?position=120.16000,30.25000&coordinate=wgs84\n" in told


@pytest.mark.parametrize("is_first", [True, False])
def test_so_it_is_where_the_pin_came_alone_or_under_another_question(
    street: Street, *, is_first: bool
) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    if is_first:
        zhang.shares(30.25, 120.16, LABEL)
    zhang.says("路灯不亮")
    if not is_first:
        zhang.shares(30.25, 120.16, LABEL)
    zhang.taps("同意")
    assert LABEL in zhang.sees_now("请看一下").text
    zhang.taps("提交")
    assert "荷花小区5号楼 地图位置" in wang.sees("待签收").text


def test_a_pin_helps_in_danger(street: Street) -> None:
    chen = street.staff("陈街道", "officer", "JD")
    zhang = street.person("张奶奶")
    zhang.says("着火了")
    zhang.shares(30.25, 120.16)
    zhang.taps("已报警")
    assert "30.25000,120.16000" in chen.sees("【紧急").text


def test_a_pin_where_no_place_is_wanted_does_no_harm(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports()
    wang.taps("当场办结")
    wang.shares(30.25, 120.16)
    wang.sees_now("办了什么")
