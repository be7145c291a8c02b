"""A bug in a dialogue: the person is told, nothing is half written, the talk goes on."""

import logging
from typing import NoReturn

import pytest

from handlers import dialogues
from handlers.talking.messages import Reply
from handlers.talking.prompts import Place
from handlers.talking.talk import Talk
from models.cases import Case
from services.casework import alerts, offers
from services.reception import inbox
from tests.support.chat import Street


class BugError(Exception):
    """What a programmer overlooked."""


def fails(_talk: Talk) -> Reply:
    """Be a dialogue with a bug."""
    raise BugError


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep the expected tracebacks out of the way."""
    caplog.set_level(logging.CRITICAL)


def break_dialogue(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Give a dialogue a bug."""
    monkeypatch.setitem(dialogues.DIALOGUES, name, fails)


def test_the_person_is_told_and_a_human_will_look(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang = street.resident("张奶奶")
    break_dialogue(monkeypatch, "grid")
    zhang.says("/grid")
    apology = zhang.sees_now("对不起，您刚才的话我没能处理")
    assert apology.text.count("12345") == 1
    with street.store.read() as session:
        (letter,) = inbox.list_dead(session)
    assert letter.fault == "BugError"
    assert b"/grid" in (letter.payload or b"")


def test_the_conversation_is_where_it_was(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    card = zhang.last
    break_dialogue(monkeypatch, "grid")
    zhang.says("/grid")
    zhang.sees("我没能处理")
    zhang.taps("提交", card)
    zhang.sees_now("HF-2026-000001")


def test_other_people_in_the_same_batch_are_answered(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang, zhao = street.resident("张奶奶"), street.resident("赵大爷")
    break_dialogue(monkeypatch, "grid")
    with street.busy():
        zhang.says("/grid", "谢谢")
        zhao.says("进度")
    zhang.sees("我没能处理")
    zhang.sees("不客气")
    zhao.sees_now("还没有反映过")


def test_a_bug_after_writing_leaves_nothing_half_written(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    card = zhang.last

    def told(*_: object) -> NoReturn:
        raise BugError

    with monkeypatch.context() as patched:
        patched.setattr(alerts, "tell_responsible", told)
        zhang.taps("提交", card)
    zhang.sees("我没能处理")
    assert street.count_cases() == 0
    wang.sees_nothing_new()
    zhang.says("我的资料")
    zhang.sees("没有存您的资料")
    zhang.taps("提交")
    zhang.sees("HF-2026-000001")
    wang.sees("待签收")
    assert street.count_cases() == 1


def test_a_bug_after_the_act_undoes_the_act(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()

    def broken(_case: Case) -> NoReturn:
        raise BugError

    with monkeypatch.context() as patched:
        patched.setattr(offers, "to_handle", broken)
        wang.taps("签收")
    wang.sees("我没能处理")
    assert street.case("HF-2026-000001").owner_id is None
    zhang.never_saw("已转")
    wang.taps("签收")
    wang.sees("已签收")


def test_a_letter_that_is_mended_can_be_fed_in_again(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang = street.resident("张奶奶")
    with monkeypatch.context() as patched:
        break_dialogue(patched, "report")
        zhang.says("楼道灯不亮")
    zhang.sees("我没能处理")
    with street.store.write() as session:
        assert inbox.retry_dead(session, None) == 1
    street.think()
    street.deliver()
    zhang.sees_now("记录您的原话")


def test_a_bug_that_goes_away_is_not_spoken_of(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang = street.resident("张奶奶")
    grid, failures = dialogues.DIALOGUES["grid"], iter((True, True, False))

    def sometimes(talk: Talk) -> Reply:
        if next(failures):
            raise BugError
        return grid(talk)

    monkeypatch.setitem(dialogues.DIALOGUES, "grid", sometimes)
    zhang.says("/grid")
    zhang.sees_now("网格员")
    zhang.never_saw("对不起")


def test_an_answer_that_cannot_be_read_is_asked_for_again(
    street: Street, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    zhang = street.person("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")

    def fails_to_decode(_place: Place, stored: object) -> NoReturn:
        raise ValueError(stored)

    with monkeypatch.context() as broken:
        broken.setattr(Place, "decode", fails_to_decode)
        zhang.says("荷花小区3号楼")
        assert "请再说一次" in zhang.sees_now("哪个小区").text
    assert "荷花小区" not in caplog.text
    zhang.says("荷花小区3号楼")
    zhang.sees_now("请看一下")
