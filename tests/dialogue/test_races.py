"""Two people at once, and things that changed while somebody was writing."""

import pytest

from models.cases import Status
from models.timeline import Act
from scheduler import jobs
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


@pytest.fixture
def wang(street: Street) -> Person:
    """A manager of the grid."""
    return street.staff("王网格", "grid_manager", "HF-01")


@pytest.fixture
def li(street: Street) -> Person:
    """The other manager of the grid."""
    return street.staff("李网格", "grid_manager", "HF-01")


@pytest.fixture
def zhang(street: Street, wang: Person, li: Person) -> Person:
    """A resident with one case."""
    assert wang.screen
    assert li.screen
    zhang = street.resident("张奶奶")
    zhang.reports()
    return zhang


def test_the_second_to_sign_is_told_who_has_it(
    street: Street, wang: Person, li: Person, zhang: Person
) -> None:
    wang.taps("签收")
    li.taps("签收")
    li.sees("已由王网格签收")
    wang.taps("签收", next(it for it in wang.screen if "待签收" in it.text))
    wang.sees("您已经签收了")
    assert street.acts(NUMBER).count(Act.SIGNED) == 1
    assert sum("已转" in shown.text for shown in zhang.screen) == 1


@pytest.mark.parametrize("button", ["当场办结", "退回"])
def test_what_a_colleague_has_is_refused_before_a_word_is_written(
    wang: Person, li: Person, zhang: Person, button: str
) -> None:
    wang.taps("签收")
    li.taps(button)
    li.sees_now("已由王网格签收")
    assert zhang.screen


@pytest.mark.parametrize("button", ["当场办结", "退回"])
def test_what_a_colleague_signs_meanwhile_gives_the_words_back(
    street: Street, wang: Person, li: Person, zhang: Person, button: str
) -> None:
    li.taps(button)
    wang.taps("签收")
    li.says("灯泡已经换了两个")
    refused = li.sees_now("已由王网格签收")
    assert "您写的没有发出：\n灯泡已经换了两个" in refused.text
    zhang.never_saw("换了两个")
    assert street.case(NUMBER).status is Status.HANDLING


def test_what_is_withdrawn_meanwhile_gives_the_words_back(
    street: Street, wang: Person, zhang: Person
) -> None:
    wang.taps("签收")
    wang.taps("答复")
    zhang.says("好了")
    zhang.taps("是，已经好了")
    wang.sees("不用再办")
    wang.says("灯泡已经换了两个")
    assert "灯泡已经换了两个" in wang.sees_now("反映人已经撤回").text
    assert street.case(NUMBER).status is Status.CLOSED
    zhang.never_saw("换了两个")


@pytest.mark.parametrize("button", ["签收", "当场办结", "退回"])
def test_what_is_withdrawn_cannot_be_handled(wang: Person, zhang: Person, button: str) -> None:
    zhang.says("好了")
    zhang.taps("是，已经好了")
    wang.taps(button)
    wang.sees_now("反映人已经撤回")


@pytest.mark.parametrize("button", ["签收", "当场办结", "退回"])
def test_what_is_answered_cannot_be_handled(
    wang: Person, li: Person, zhang: Person, button: str
) -> None:
    wang.taps("当场办结")
    wang.says("换好了")
    li.taps(button)
    li.sees_now("已经答复过了")
    assert zhang.screen


def test_an_answer_of_an_old_round_cannot_be_judged(
    street: Street, wang: Person, zhang: Person
) -> None:
    wang.taps("当场办结")
    wang.says("换好了")
    first = zhang.last
    zhang.taps("没解决", first)
    zhang.taps("跳过")
    wang.taps("当场办结", next(it for it in wang.screen if "重办" in it.text))
    wang.says("又换了一个")
    for label in ("解决了", "没解决", "没人联系我"):
        zhang.taps(label, first)
        zhang.sees_now("已有新的进展")
    case = street.case(NUMBER)
    assert (case.status, case.round) == (Status.ANSWERED, 2)


def test_a_withdrawal_that_comes_too_late_is_told_so(
    street: Street, wang: Person, zhang: Person
) -> None:
    filed = zhang.last
    zhang.taps("撤回", filed)
    question = zhang.last
    wang.taps("当场办结")
    wang.says("换好了")
    zhang.taps("撤回", question)
    zhang.sees_now("已经答复了")
    zhang.taps("催一下", filed)
    zhang.sees_now("已经答复了")
    assert street.case(NUMBER).status is Status.ANSWERED


def test_words_for_a_case_that_closed_meanwhile_are_given_back(
    street: Street, wang: Person, zhang: Person
) -> None:
    wang.taps("当场办结")
    wang.says("换好了")
    zhang.taps("解决了")
    filed = next(it for it in zhang.screen if "查询码" in it.text)
    zhang.taps("补充", filed)
    street.passes(days=31)
    with street.store.write() as session:
        assert jobs.end_tracking(session, street.clock) == 1
    zhang.says("灯罩也裂了，请换")
    assert "灯罩也裂了" in zhang.sees_now("已经办结").text


def test_presses_of_two_people_in_one_batch_count_in_their_order(
    street: Street, wang: Person, li: Person, zhang: Person
) -> None:
    assert zhang.screen
    with street.busy():
        wang.taps("签收")
        li.taps("签收")
    wang.sees("已签收")
    li.sees("已由王网格签收")


def test_an_answer_and_a_withdrawal_in_one_batch(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.says("好了")
    wang.taps("当场办结")
    with street.busy():
        zhang.taps("是，已经好了")
        wang.says("换好了灯泡")
    zhang.sees("不再办理")
    assert "换好了灯泡" in wang.sees("反映人已经撤回").text
    assert street.acts(NUMBER)[-1] is Act.WITHDRAWN
