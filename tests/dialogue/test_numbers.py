"""Choosing by number on a door without buttons: what is written, and what it then means."""

import pytest
from sqlmodel import col, select

from models.outbox import OutMessage
from models.people import Door
from services.delivery.numbering import ON_BUTTONS
from tests.support.chat import Person, Street


@pytest.fixture
def wechat(street: Street) -> Street:
    """Let everybody come in through the official account."""
    street.door = Door.WECHAT
    return street


def has_draft(street: Street) -> Person:
    """Give a resident who sees the card of a report."""
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.says("1")
    zhang.sees_now("1 提交\n2 改\n3 更多")
    return zhang


@pytest.mark.parametrize(
    "words", ["1", "１", "1.", "①", "一", "第1个", "选1", "1号", "1 提交", "提交"]
)
def test_a_choice_of_the_open_question_is_written(wechat: Street, words: str) -> None:
    zhang = has_draft(wechat)
    zhang.says(words)
    zhang.sees("已提交")


def test_in_traditional_and_english_numbers_are_the_same(wechat: Street) -> None:
    zhang = has_draft(wechat)
    zhang.says("第１個")
    zhang.sees("已提交")
    li = wechat.resident("Li")
    li.says("English")
    li.says("The lamp in my staircase is broken")
    li.says("No. 1")
    assert "1 Submit" in li.last.text
    li.says("1")
    li.sees("Submitted")


def test_the_ways_out_are_words_and_no_number_leads_out(wechat: Street) -> None:
    zhang = wechat.resident("张奶奶")
    zhang.says("我要反映")
    zhang.sees_now("回复“取消”不办了")
    zhang.says("1")
    zhang.sees_now("请再说几个字")
    zhang.says("取消")
    zhang.sees("已取消")


def test_the_number_behind_the_last_line_is_no_way_out(wechat: Street) -> None:
    secretary = wechat.staff("周书记", "clerk", "HF")
    secretary.says(f"加入 {wechat.invitation('clerk', 'LH')}")
    secretary.says("定岗")
    secretary.taps("环境卫生清理")
    lines = [it for it in secretary.last.buttons.values() if it.isdigit()]
    assert "取消" in secretary.last.buttons
    secretary.says(str(len(lines) + 1))
    secretary.sees("这个数字现在没有对应的事")  # the list before had it
    secretary.sees_now("开在哪里")


def test_a_room_number_is_words_of_the_draft(wechat: Street) -> None:
    zhang = has_draft(wechat)
    zhang.says("302")
    assert "302" in zhang.sees_now("1 提交").text
    zhang.says("7")
    zhang.sees_now("请从下面选一项")


def test_what_a_message_offered_is_started_by_its_number(wechat: Street) -> None:
    wang = wechat.staff("王网格", "grid_manager", "HF-01")
    wechat.passes(minutes=1)
    wechat.resident("张奶奶").reports()
    assert "1 签收\n2 联系居民\n3 当场办结" in wang.sees("待签收").text
    wang.says("3")
    wang.says("换了灯泡")
    wang.sees_now("答复已发给反映人")


def test_a_number_of_the_open_question_goes_before_one_of_a_message(wechat: Street) -> None:
    wang = wechat.staff("王网格", "grid_manager", "HF-01")
    wang.says("楼道堆了杂物")
    wang.says("1")
    wang.sees("请看一下")
    wechat.resident("张奶奶").reports()
    assert "4 签收" in wang.sees("待签收").text
    wang.says("4")
    wang.sees("已签收")
    wang.says("1")
    wang.sees("已提交")


def test_a_number_of_a_question_that_is_over_changes_nothing(wechat: Street) -> None:
    zhang = has_draft(wechat)
    zhang.says("取消")
    zhang.says("1")
    zhang.sees_now("这个数字现在没有对应的事")
    zhang.says("进度")
    zhang.never_saw("已提交")


def test_a_number_that_nobody_showed_gets_a_short_word(wechat: Street) -> None:
    zhang = wechat.person("张奶奶")
    zhang.says("9")
    zhang.sees_now("没看懂")
    zhang.says("第9个")
    zhang.sees_now("这个数字现在没有对应的事")


def test_beside_the_numbers_of_a_list_it_stays_and_is_shown_again(wechat: Street) -> None:
    zhang = wechat.resident("张奶奶")
    zhang.reports()
    for _ in range(2):
        zhang.says("9")
        assert "1 补充\n2 催一下\n3 撤回" in zhang.sees_now("请回 1–3").text
    zhang.says("1")
    zhang.sees_now("要补充什么")


def test_a_list_of_staff_that_is_shown_again_names_its_case(wechat: Street) -> None:
    wang = wechat.staff("王网格", "grid_manager", "HF-01")
    wechat.passes(minutes=1)
    wechat.resident("张奶奶").reports()
    wang.says("9")
    assert "1 签收" in wang.sees_now("楼道灯不亮").text
    assert "请回 1–4" in wang.last.text
    wang.says("1")
    wang.sees("已签收")


def test_two_digits_that_nobody_showed_are_a_case(wechat: Street) -> None:
    zhang = wechat.resident("张奶奶")
    number = [zhang.reports() for _ in range(10)][-1]
    zhang.says("10")
    assert number in zhang.sees_now("楼道灯不亮").text


def test_where_a_number_is_asked_for_it_is_the_answer(wechat: Street) -> None:
    secretary = wechat.staff("周书记", "clerk", "HF")
    secretary.says("定岗")
    secretary.taps("环境卫生清理")
    assert "也可以回复：1、2、3、5、10" in secretary.sees_now("要几个人").text
    secretary.says("5")
    secretary.says("1")
    secretary.taps("跳过")
    assert "名额：5" in secretary.last.text


def test_what_a_question_for_words_really_lists_is_chosen_by_number(wechat: Street) -> None:
    zhang = wechat.resident("张奶奶")
    zhang.says("报到")
    assert "1 " in zhang.last.text
    zhang.says("2")
    zhang.sees_now("姓名")


@pytest.mark.parametrize("words", ["导出", "導出", "5 导出", "Export"])
def test_a_resident_may_write_what_stands_in_a_line(wechat: Street, words: str) -> None:
    zhang = wechat.resident("张奶奶")
    number = zhang.reports()
    zhang.says("我的资料")
    assert number not in zhang.last.text
    zhang.says(words)
    assert number in zhang.last.text


def test_the_same_words_that_no_line_showed_are_words(wechat: Street, street: Street) -> None:
    zhang = wechat.resident("张奶奶")
    zhang.says("导出")
    assert "存着您的资料" not in zhang.last.text
    street.door = Door.TELEGRAM
    li = street.resident("李叔")
    li.reports()
    li.says("我的资料")
    li.says("导出")
    li.sees_now("您这句话说的是")


def test_a_line_of_before_is_chosen_by_its_words_under_another_question(wechat: Street) -> None:
    wang = wechat.staff("王网格", "grid_manager", "HF-01")
    wechat.resident("张奶奶").reports()
    wang.says("楼道堆了杂物")
    wang.says("1")
    wang.sees_now("请看一下")
    wang.says("签收")
    wang.sees("已签收")
    assert "签收" not in wang.last.text


def test_on_a_door_with_buttons_nothing_is_chosen_by_a_message_s_number(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports()
    assert "1 签收" not in wang.sees("待签收").text
    wang.says("1")
    wang.sees_now("没看懂")
    wang.says("第9个")
    wang.never_saw("这个数字")


@pytest.mark.parametrize("words", ["case-1", "Case-1", "case－1", "「case-1」", "case - 1"])
def test_a_bare_link_is_followed(wechat: Street, words: str) -> None:
    zhang = wechat.resident("张奶奶")
    number = zhang.reports()
    zhang.says(words)
    assert number in zhang.sees_now("楼道灯不亮").text


def test_a_poster_s_code_says_where_somebody_lives(wechat: Street) -> None:
    zhang = wechat.person("张奶奶")
    zhang.says("area-HF-HH-3")
    zhang.sees_now("荷花小区")


def test_a_bare_invitation_is_taken(wechat: Street) -> None:
    wang = wechat.person("王网格")
    wang.says(f"join-{wechat.invitation('grid_manager', 'HF-01')}")
    wang.sees("已加入")


def test_a_bare_link_is_followed_in_the_middle_of_a_question(wechat: Street) -> None:
    zhang = wechat.resident("张奶奶")
    number = zhang.reports()
    zhang.says("我要反映")
    zhang.says("case-1")
    zhang.sees(number)


def test_what_only_looks_like_a_link_is_words(wechat: Street) -> None:
    zhang = wechat.resident("张奶奶")
    zhang.says("wi-fi")
    assert "您好" not in zhang.last.text
    zhang.says("取消")
    zhang.says("wi-fi-坏了好几天")
    zhang.says("1")
    assert "wi-fi-坏了好几天" in zhang.sees_now("请看一下").text


def test_where_a_question_stands_on_buttons_a_number_is_that_of_a_line(street: Street) -> None:
    street.door = Door.WECOM
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("我的资料")
    zhang.sees_now("1 改称呼")
    zhang.says("桂园门口的井盖松了")
    zhang.sees_now("请看一下")
    with street.store.write() as session:
        row = session.exec(select(OutMessage).order_by(col(OutMessage.id).desc())).first()
        assert row is not None
        row.first_number = ON_BUTTONS
    zhang.says("1")
    zhang.sees_now("怎么称呼您")
    zhang.says("取消")
    zhang.says("提交")
    zhang.sees("已提交")
