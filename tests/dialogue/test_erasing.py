"""我的资料: what is stored can be taken along, and forgotten."""

import sqlite3
from pathlib import Path

from sqlmodel import select

from models.cases import Case, Outcome
from models.inbox import Event, EventState
from services.case_files import timeline
from tests.support.chat import Person, Street

WORDS = "三号楼楼道灯不亮，晚上看不见"


def a_reporter(street: Street) -> Person:
    """Give somebody who has handed a report in."""
    zhang = street.person("张奶奶")
    zhang.says(WORDS)
    zhang.taps("同意")
    zhang.says("荷花小区3号楼")
    zhang.taps("提交")
    zhang.sees("HF-")
    return zhang


def test_everything_told_can_be_taken_along(street: Street) -> None:
    zhang = a_reporter(street)
    zhang.says("我的资料")
    zhang.taps("导出")
    shown = zhang.sees(WORDS)
    assert "张奶奶" in shown.text


def test_a_person_is_asked_once_more_before_they_are_forgotten(street: Street) -> None:
    zhang = a_reporter(street)
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.sees("还有 1 件事没有答复")
    zhang.taps("不删除")
    zhang.sees("没有删除")
    zhang.says("进度")
    zhang.sees(WORDS)


def test_erasing_withdraws_what_waits_and_leaves_the_chain_whole(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = a_reporter(street)
    wang.taps("签收")
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.taps("撤回这些事")
    zhang.sees("已经删除")
    wang.sees("已撤回")
    with street.store.read() as session:
        case = session.exec(select(Case)).one()
        assert case.outcome is Outcome.WITHDRAWN
        assert timeline.is_intact(session, case)
        assert timeline.list_lines(session, case)[0].told is None
        states = set(session.exec(select(Event.state)).all())
    assert states == {EventState.DONE}


def test_who_was_forgotten_is_a_stranger_again(street: Street) -> None:
    zhang = a_reporter(street)
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.taps("撤回这些事")
    zhang.says("我的资料")
    zhang.sees("没有存您的资料")
    zhang.says("桂园的垃圾没人收拾")
    zhang.sees("记录您的原话")


def test_a_draft_does_not_outlive_whoever_wrote_it(street: Street) -> None:
    for ends in ("取消", None):
        zhang = a_reporter(street)
        zhang.says("桂园的垃圾没人收拾")
        if ends is not None:
            zhang.says(ends)
        zhang.says("我的资料")
        zhang.taps("撤回同意并删除")
        zhang.taps("撤回这些事")
        zhang.sees_now("已经删除")
        zhang.says("我要反映")
        zhang.sees_now("是什么事")
        assert "桂园" not in zhang.last.text
        zhang.says("取消")


def test_every_word_they_wrote_can_be_taken_along(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = a_reporter(street)
    zhang.taps("补充")
    zhang.says("是朝北那一侧的灯")
    wang.taps("当场办结")
    wang.says("灯泡换好了")
    zhang.taps("没解决")
    zhang.says("二楼的还黑着")
    zhang.says("我的资料")
    assert "打社区电话" not in zhang.last.text
    zhang.taps("导出")
    shown = zhang.sees(WORDS).text
    assert "是朝北那一侧的灯" in shown
    assert "二楼的还黑着" in shown
    assert "灯泡换好了" not in shown


def test_no_key_that_opened_their_words_is_left(street: Street) -> None:
    zhang = a_reporter(street)
    file = street.store.engine.url.database
    assert file is not None
    before = keys_in(Path(file))
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.taps("撤回这些事")
    after = keys_in(Path(file))
    assert len(before - after) == 2  # the person's and the account's


def test_staff_are_dismissed_before_they_are_forgotten(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    wang.says("我的资料")
    wang.taps("撤回同意并删除")
    wang.taps("删除")
    wang.sees("先请社区把职务撤掉")
    wang.says("待办")
    wang.sees("没有等您办的事")


def keys_in(file: Path) -> set[bytes]:
    """Read the wrapped keys that the store holds."""
    with sqlite3.connect(file) as connection:
        return {row[0] for row in connection.execute("SELECT wrapped FROM keys") if row[0]}
