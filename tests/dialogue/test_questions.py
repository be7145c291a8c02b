"""Questions: typed answers, hints, back, cancel, drafts, commands in between, restarts."""

import pytest

from handlers.talking.frames import MOST_FRAMES
from handlers.talking.messages import Kind
from scheduler import jobs
from tests.support.chat import Person, Street


@pytest.fixture
def zhang(street: Street) -> Person:
    """A resident with a draft card before them."""
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.sees("请看一下")
    return zhang


@pytest.mark.parametrize(
    "written", ["1", "１", "1.", "提交", "提 交", " 提交。", "1 提交", "1、提交", "「提交」"]
)
def test_a_choice_may_be_written(zhang: Person, written: str) -> None:
    zhang.says(written)
    zhang.sees_now("已提交")


@pytest.mark.parametrize("written", ["4", "0", "谢谢", "在吗", "👍", "收到"])
def test_what_is_no_choice_gets_a_hint_and_the_question_again(
    street: Street, zhang: Person, written: str
) -> None:
    zhang.says(written)
    again = zhang.sees_now("请从下面选一项")
    assert "请看一下" in again.text
    assert street.count_cases() == 0


def test_a_number_is_no_choice_where_words_are_asked_for(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("路灯不亮")
    zhang.taps("同意")
    assert list(zhang.last.buttons) == ["返回", "取消"]
    zhang.says("2")
    assert "地点：2" in zhang.sees_now("请看一下").text


def test_a_sticker_under_a_question_gets_a_hint(zhang: Person) -> None:
    kind = Kind.OTHER
    zhang.sends(kind)
    assert "请看一下" in zhang.sees_now("请从下面选一项").text
    zhang.taps("改")
    zhang.taps("改内容")
    zhang.sends(kind)
    zhang.sees_now("请用文字")
    zhang.says("返回")
    zhang.taps("改地点")
    zhang.sends(kind)
    zhang.sees_now("请写小区和楼号")


@pytest.mark.parametrize("nothing", ["", "👍", "。。"])
def test_nothing_said_to_a_question_for_words_gets_a_hint(zhang: Person, nothing: str) -> None:
    zhang.taps("改")
    zhang.taps("改内容")
    zhang.says(nothing)
    zhang.sees_now("请再说几个字")
    zhang.taps("返回")
    zhang.taps("改地点")
    zhang.says(nothing)
    zhang.sees_now("请写小区和楼号")


def test_back_asks_the_question_before_again(zhang: Person) -> None:
    zhang.taps("改")
    zhang.sees("要改哪里")
    zhang.says("返回")
    zhang.sees_now("请看一下")
    zhang.says("/back")
    zhang.sees_now("记录您的原话")
    zhang.says("返回")
    zhang.sees_now("是什么事")
    zhang.says("返回")
    zhang.sees("第一步")
    zhang.says("下水道堵了")
    zhang.taps("同意")
    assert "下水道堵了" in zhang.sees("请看一下").text


def test_back_does_not_cross_what_was_done(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports()
    wang.taps("联系居民")
    assert "返回" not in wang.last.buttons
    wang.says("返回")
    wang.sees("第一步")
    assert "没有留电话" in wang.last.text


@pytest.mark.parametrize("word", ["取消", "/cancel", "／cancel", " 取消 "])
def test_a_draft_that_is_left_is_kept(street: Street, zhang: Person, word: str) -> None:
    zhang.says(word)
    zhang.sees_now("替您留一天")
    zhang.says("我要反映")
    offered = zhang.sees_now("没提交的事：\n楼道灯不亮")
    assert list(offered.buttons) == ["接着写", "另写一件"]
    zhang.says("接着写")
    zhang.sees_now("请看一下")
    zhang.taps("提交")
    zhang.sees("HF-2026-000001")
    zhang.says("我要反映")
    zhang.sees_now("是什么事")
    assert street.count_cases() == 1


def test_another_report_may_be_begun_beside_a_draft(zhang: Person) -> None:
    zhang.taps("更多")
    zhang.taps("取消，不提交")
    zhang.sees_now("替您留一天")
    zhang.says("我要反映")
    zhang.taps("另写一件")
    zhang.sees_now("是什么事")
    zhang.says("下水道堵了")
    zhang.taps("同意")
    zhang.taps("提交")
    zhang.sees("已提交")
    zhang.says("我要反映")
    zhang.sees_now("没提交的事：\n楼道灯不亮")


def test_a_draft_goes_after_a_day(street: Street, zhang: Person) -> None:
    zhang.says("取消")
    zhang.says("我要反映")
    street.passes(hours=25)
    with street.store.write() as session:
        assert jobs.forget_drafts(session, street.clock) == 1
    zhang.taps("接着写")
    zhang.sees_now("没有写到一半的事")
    zhang.says("我要反映")
    zhang.sees_now("是什么事")


def test_an_open_draft_is_reminded_of_once(street: Street, zhang: Person) -> None:
    street.passes(minutes=61)
    for expected in (1, 0):
        with street.store.write() as session:
            assert jobs.remind_drafts(session, street.clock) == expected
    street.deliver()
    zhang.sees_now("替您留着")
    zhang.taps("接着写")
    zhang.sees_now("请看一下")


def test_a_button_after_the_draft_went_is_out_of_date(street: Street, zhang: Person) -> None:
    street.passes(days=7)
    with street.store.write() as session:
        jobs.forget_drafts(session, street.clock)
    zhang.taps("提交")
    zhang.sees_now("已经过期")
    assert street.count_cases() == 0


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/mine", "还没有反映过"),
        ("进度", "还没有反映过"),
        ("/grid", "网格员"),
        ("帮助", "要找人请打"),
        ("人工", "要找人请打"),
        ("你是谁", "不是真人"),
        ("几点上班", "9:00"),
        ("HF-2026-000001", "没有找到这个编号"),
        ("你们都是废物", "您别着急"),
    ],
)
def test_a_command_in_the_middle_is_answered_and_the_question_asked_again(
    zhang: Person, command: str, answer: str
) -> None:
    zhang.says(command)
    zhang.sees(answer)
    zhang.sees_now("请看一下")
    zhang.taps("提交")
    zhang.sees("已提交")


def test_a_question_for_words_takes_words_that_are_commands_elsewhere(zhang: Person) -> None:
    zhang.taps("改")
    zhang.taps("改内容")
    zhang.says("进度")
    assert "进度\n\n地点" in zhang.sees_now("请看一下").text


def test_a_slash_command_is_one_anywhere(zhang: Person) -> None:
    zhang.taps("改")
    zhang.taps("改内容")
    zhang.says("/grid")
    zhang.sees("网格员")
    zhang.sees_now("重新说说")


def test_dialogues_lie_on_each_other(street: Street, zhang: Person) -> None:
    zhang.taps("改")
    zhang.taps("改地点")
    zhang.says("/join")
    zhang.sees_now("邀请码")
    zhang.says("取消")
    zhang.sees("已取消")
    zhang.sees_now("哪个小区")
    zhang.says("桂园")
    assert "地点：桂园" in zhang.sees_now("请看一下").text
    assert street.count_cases() == 0


def test_too_many_open_dialogues_lose_no_draft(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    for name in ("张奶奶", "赵大爷", "钱阿姨", "孙老师"):
        street.resident(name).reports()
    alerts = [shown for shown in wang.screen if "待签收" in shown.text]
    assert len(alerts) == MOST_FRAMES
    wang.says("单元门坏了，关不上")
    wang.taps("同意")
    for alert in alerts:
        wang.taps("当场办结", alert)
    for _ in alerts:
        wang.says("取消")
    wang.says("我要反映")
    wang.sees_now("没提交的事：\n单元门坏了")


def test_everything_survives_a_restart_between_any_two_messages(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.restarts()
    zhang = street.person("张奶奶")
    zhang.says("三号楼楼道灯不亮")
    street.restarts()
    zhang.taps("同意")
    street.restarts()
    zhang.says("荷花小区")
    street.restarts()
    zhang.taps("改")
    street.restarts()
    zhang.says("返回")
    street.restarts()
    zhang.taps("提交")
    zhang.sees("HF-2026-000001")
    street.restarts()
    wang.taps("当场办结")
    street.restarts()
    wang.says("换好了")
    street.restarts()
    zhang.taps("没解决")
    street.restarts()
    zhang.says("还是黑的")
    street.restarts()
    wang.sees("还是黑的")
    assert street.case("HF-2026-000001").round == 2
