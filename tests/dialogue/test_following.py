"""Looking at one's own cases, and at case numbers however they are written."""

import pytest

from tests.support.chat import Street

NUMBER = "HF-2026-000001"


def test_somebody_without_cases_is_told_how_to_begin(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("/mine")
    zhang.sees_now("还没有反映过")


def test_one_case_is_shown_at_once(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    for words in ("进度", "我的民情", "我反映的事", "/mine"):
        zhang.says(words)
        shown = zhang.sees_now(NUMBER)
        assert "受理 · 已提交" in shown.text
        assert "谁在办：正在安排" in shown.text
        assert "最迟 12月2日9:30 前答复" in shown.text
        assert list(shown.buttons) == ["补充", "催一下", "撤回"]


def test_several_cases_are_a_list(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.reports("下水道堵了")
    wang.taps("签收")
    zhang.says("进度")
    listed = zhang.sees("您反映的事")
    assert "HF-2026-000002 · 办理 · 办理中" in listed.text
    assert list(listed.buttons) == ["HF-2026-000002", NUMBER]
    zhang.taps("HF-2026-000002")
    assert "王网格" in zhang.sees_now("下水道堵了").text


def test_an_answered_case_shows_its_answer_and_asks_again(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("换了灯泡")
    zhang.says("进度")
    shown = zhang.sees_now("公示 · 已答复")
    assert "换了灯泡" in shown.text
    assert list(shown.buttons) == ["解决了", "没解决", "没人联系我"]


def test_the_class_and_inner_steps_are_not_shown(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("签收")
    zhang.says("进度")
    shown = zhang.sees_now(NUMBER).text
    assert "签收" in shown
    for inner in ("有条件解决", "不能解决", "转办", "受理\n"):
        assert inner not in shown


@pytest.mark.parametrize(
    "written",
    [
        "HF-2026-000001",
        "HF2026000001",
        "hf-2026-000001",
        "ＨＦ－２０２６－０００００１",
        "hf 2026 000001",
        "HF-2026-1",
        "2026-000001",
        "000001",
        "编号HF-2026-000001",
        "查HF-2026-000001",
        "HF-2026-000001怎么样了",
        " HF-2026-000001。",
    ],
)
def test_a_number_is_understood_in_every_spelling(street: Street, written: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says(written)
    zhang.sees_now("楼道灯不亮")


@pytest.mark.parametrize("written", ["HF-2026-000001", "000001", "HF-2026-000777"])
def test_a_stranger_learns_nothing_from_a_number(street: Street, written: str) -> None:
    street.resident("张奶奶").reports("我家老两口天天喝酒吵架")
    zhao = street.resident("赵大爷")
    zhao.reports("下水道堵了")
    qian = street.person("钱某")
    for other in (zhao, qian):
        other.says(written)
        other.sees_now("没有找到这个编号")
        other.never_saw("喝酒")


def test_staff_see_a_case_of_their_area_with_what_they_may_do(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    du = street.staff("杜督办", "supervisor", "JD")
    liu = street.staff("柳网格", "grid_manager", "LH-01")
    street.resident("张奶奶").reports()
    wang.says(NUMBER)
    assert "签收" in wang.sees_now("楼道灯不亮").buttons
    du.says(NUMBER)
    assert list(du.sees_now("楼道灯不亮").buttons) == ["更多"]
    liu.says(NUMBER)
    assert list(liu.sees_now("和风一网格").buttons) == ["我也有这个问题"]
    liu.never_saw("楼道灯不亮")


def test_the_person_responsible_and_the_phone_are_shown(street: Street) -> None:
    street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("/grid")
    zhang.sees("您住哪个小区")
    zhang.says("荷花小区3号楼")
    shown = zhang.sees_now("网格员：王网格")
    assert "荷花小区3号楼" in shown.text
    assert shown.text.count("12345") == 1
    zhang.says("我的网格员")
    zhang.sees_now("网格员：王网格")


def test_where_somebody_last_reported_is_offered_as_where_they_live(street: Street) -> None:
    street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("荷花小区3号楼楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    zhang.says("我的网格员")
    assert "荷花小区3号楼" in zhang.sees_now("您住哪个小区").buttons
    zhang.taps("荷花小区3号楼")
    zhang.sees_now("网格员：王网格")
    zhang.says("我的网格员")
    zhang.sees_now("网格员：王网格")


def test_a_clerk_is_not_called_a_grid_manager(street: Street) -> None:
    street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.says("/grid")
    zhang.sees_now("暂缺")
    zhang.never_saw("孙社工")


def test_an_estate_nobody_knows_leaves_the_phone(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("/grid")
    zhang.says("火星小区")
    assert "12345" in zhang.sees_now("没有找到这个小区").text


def test_what_is_stored_can_be_seen_and_corrected(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("/me")
    zhang.sees_now("没有存您的资料")
    zhang.reports()
    zhang.says("我的资料")
    shown = zhang.sees_now("称呼：张奶奶")
    assert "反映过 1 件" in shown.text
    assert "荷花小区3号楼" in shown.text
    zhang.taps("改称呼")
    zhang.says("张桂兰")
    zhang.sees_now("改好了")
    zhang.says("我的资料")
    zhang.taps("改电话")
    zhang.says("13800138000")
    zhang.says("我的资料")
    assert "13800138000" in zhang.sees_now("称呼：张桂兰").text


def test_stopping_leaves_the_own_cases(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("退订")
    zhang.sees_now("除了您自己的事")
    wang.taps("签收")
    zhang.sees("已转王网格办理")


def test_what_the_office_does_for_itself_is_not_told_to_the_reporter(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("联系居民")
    wang.says("明天上午来看")
    qian = street.person("钱某")
    qian.says(NUMBER)
    qian.taps("我也有这个问题")
    qian.taps("同意")
    zhang.says("进度")
    shown = zhang.sees_now("经过：").text
    assert "提交" in shown.partition("经过")[2]
    assert "明天上午来看" in shown
    for inner in ("查看联系方式", "附议", "督办"):
        assert inner not in shown


def test_the_beginning_and_the_newest_answer_stay_in_a_long_story(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("换了灯泡")
    for count in range(8):
        zhang.taps("补充")
        zhang.says(f"补充第{count}句话")
    zhang.says(NUMBER)
    past = zhang.sees_now("经过：").text.partition("经过")[2]
    assert "补充第7句话" in past
    assert "补充第1句话" not in past
    assert "提交" in past
    assert "换了灯泡" in past


def test_a_declined_case_still_names_the_next_door(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    sun.taps("更多")
    sun.taps("不予受理")
    sun.says("高速路归省里管")
    sun.says("省高速公路公司 12122")
    zhang.says(NUMBER)
    shown = zhang.sees_now("不予受理：高速路归省里管").text
    assert "请找：省高速公路公司 12122" in shown
    assert "办理人" not in shown
    assert "正在安排" not in shown
