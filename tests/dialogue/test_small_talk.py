"""What is no report: greetings, questions, commands alone, swearing, and wanting a person."""

import pytest

from services import facts
from tests.support.chat import Street


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("您好", "您好"),
        ("谢谢您", "不客气"),
        ("在吗", "在的"),
        ("👍", "好的"),
        ("😀😀😀", "好的"),
        ("好的", "好的"),
        ("3", "没看懂"),
        ("13800138000", "号码看到了"),
        ("你是谁", "不是真人"),
        ("收到", "没看懂"),
    ],
)
def test_small_talk_gets_a_short_word_and_the_menu(
    street: Street, words: str, answer: str
) -> None:
    zhang = street.resident("张奶奶")
    zhang.says(words)
    assert list(zhang.sees_now(answer).buttons) == ["我要反映", "我反映的事", "找人工"]
    assert street.count_cases() == 0


@pytest.mark.parametrize("words", ["人工", "转人工", "我不会打字", "/help", "帮助"])
def test_whoever_wants_a_person_gets_the_phone_and_a_callback(street: Street, words: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.says(words)
    shown = zhang.sees_now("要找人请打 12345")
    assert "请社区回电" in shown.buttons


def test_a_callback_takes_only_a_number(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.says("请社区回电")
    zhang.taps("请社区回电")
    zhang.taps("同意")
    zhang.sees("请写电话号码")
    zhang.says("我的电话是13800138000")
    zhang.sees("不像电话号码")
    zhang.says("13800138000")
    zhang.sees("已请社区回电，编号 HF-2026-000001")
    assert street.case("HF-2026-000001").asks_call
    alert = wang.sees("请社区给我回个电话")
    assert "13800138000" not in alert.text
    wang.taps("联系居民")
    wang.sees("13800138000")


def test_swearing_gets_a_calm_word_and_with_a_matter_it_is_filed(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.says("你们都是废物")
    zhang.sees_now("您别着急")
    zhang.says("妈的楼道灯坏了半个月没人修")
    zhang.taps("同意")
    zhang.taps("提交")
    assert "妈的楼道灯坏了" in wang.sees("待签收").text


def test_a_question_is_answered_and_may_still_be_a_report(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("你们几点上班")
    answered = zhang.sees_now("9:00–17:00")
    assert list(answered.buttons) == ["不是问这个，我要反映"]
    zhang.taps("不是问这个")
    zhang.taps("同意")
    assert "你们几点上班" in zhang.sees("请看一下").text


def test_the_office_phone_is_said_once_in_its_answer(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("社区电话多少")
    assert zhang.sees_now("社区电话：12345").text.count("12345") == 1


def test_who_is_my_manager_is_answered_with_a_way_to_report(street: Street) -> None:
    street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.says("谁是我的网格员")
    shown = zhang.sees_now("网格员：王网格")
    assert list(shown.buttons) == ["不是问这个，我要反映"]


def test_an_answer_that_the_operator_wrote_is_found_by_its_words(street: Street) -> None:
    with street.store.write() as session:
        facts.set_fact(
            session, "居住证", "带身份证到一楼2号窗口。", street.clock, "居住证、暂住证"
        )
    zhang = street.resident("张奶奶")
    zhang.says("暂住证怎么办理")
    zhang.sees_now("一楼2号窗口")


def test_a_question_nobody_can_answer_begins_a_draft(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("高龄补贴怎么申请")
    zhang.sees_now("记录您的原话")


@pytest.mark.parametrize("word", ["菜单", "开始", "/start", "／start", " 菜单。", "菜單"])
def test_the_menu_shows_what_one_may_do(street: Street, word: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.says(word)
    menu = ["我要反映", "我反映的事", "我的网格员", "看公示"]
    assert list(zhang.sees_now("您好").buttons) == [*menu, "语言 Language"]
    zhang.reports()
    zhang.says(word)
    assert list(zhang.sees_now("您好").buttons) == menu


def test_the_menu_of_staff_has_their_list(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    wang.says("菜单")
    assert "待办" in wang.sees_now("您好").buttons


def test_an_unknown_command_gets_help(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("/dance")
    zhang.sees_now("有事直接说")


@pytest.mark.parametrize("words", ["投诉物业乱收费", "报修三号楼电梯坏了", "我要反映路灯不亮"])
def test_a_command_word_inside_a_sentence_is_a_report(street: Street, words: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.says(words)
    zhang.taps("同意")
    assert words in zhang.sees("请看一下").text


@pytest.mark.parametrize("word", ["取消", "返回", "/cancel", "/back"])
def test_nothing_open_cannot_be_left(street: Street, word: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.says(word)
    assert "我要反映" in zhang.sees_now("没有要取消的事").buttons


def test_a_resident_has_no_list_of_work(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("/todo")
    zhang.sees_now("没有等您办的事")


def test_a_button_that_carries_words_acts_once(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("几点上班")
    answered = zhang.last
    zhang.taps("不是问这个", on=answered)
    zhang.says("取消")
    seen = len(zhang.screen)
    zhang.taps("不是问这个", on=answered)
    (shown,) = zhang.screen[seen:]
    assert "过期" in shown.text


def test_a_callback_goes_where_the_newest_case_is(street: Street) -> None:
    street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("荷花小区楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    zhang.sees("HF-2026-000001")
    zhang.says("请社区回电")
    zhang.taps("请社区回电")
    zhang.says("13800138000")
    zhang.sees("已请社区回电，编号 HF-2026-000002")
