"""What a reporter does with their own case: hurry, add, take back, judge the answer."""

import pytest

from models.cases import Outcome, Status
from models.timeline import Act
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


@pytest.fixture
def wang(street: Street) -> Person:
    """The manager of the grid."""
    return street.staff("王网格", "grid_manager", "HF-01")


@pytest.fixture
def zhang(street: Street, wang: Person) -> Person:
    """A resident with one case."""
    assert wang.screen
    zhang = street.resident("张奶奶")
    zhang.reports()
    return zhang


def answers(wang: Person, words: str = "灯已换好") -> None:
    """Let the manager settle the newest case."""
    wang.taps("当场办结")
    wang.says(words)
    wang.sees("答复已发给反映人")


def test_not_solved_does_it_again_under_its_number(
    street: Street, wang: Person, zhang: Person
) -> None:
    answers(wang)
    zhang.taps("没解决")
    zhang.sees("HF-2026-000001 重新办理（第 2 次），编号不变")
    again = wang.sees("【重办】HF-2026-000001")
    assert "签收" in again.buttons
    zhang.says("二楼的还不亮")
    zhang.sees("记下了")
    wang.sees("二楼的还不亮")
    case = street.case(NUMBER)
    assert (case.status, case.round, case.owner_id) == (Status.ACCEPTED, 2, None)
    wang.taps("签收", again)
    answers_again = wang.sees("已签收")
    wang.taps("答复", answers_again)
    wang.says("二楼也换了")
    zhang.sees("二楼也换了")
    zhang.taps("解决了")
    assert street.case(NUMBER).status is Status.TRACKING


def test_the_word_after_not_solved_may_be_skipped(wang: Person, zhang: Person) -> None:
    answers(wang)
    zhang.taps("没解决")
    zhang.taps("跳过")
    zhang.sees_now("好的")
    zhang.says("谢谢")
    zhang.sees_now("不客气")


def test_leaving_the_word_after_not_solved_does_not_take_it_back(
    street: Street, wang: Person, zhang: Person
) -> None:
    answers(wang)
    zhang.taps("没解决")
    assert list(zhang.last.buttons) == ["跳过"]
    zhang.says("取消")
    assert "已取消" not in zhang.last.text
    assert street.case(NUMBER).round == 2


def test_only_what_matters_is_pushed_to_the_reporter(
    street: Street, wang: Person, zhang: Person
) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    seen = len(zhang.screen)
    wang.taps("联系居民")
    wang.says("不用")
    wang.taps("退回")
    wang.says("属于供电公司")
    sun.taps("签收")
    sun.taps("答复")
    sun.says("换好了")
    assert len(zhang.screen) == seen + 2
    zhang.sees("已转孙社工")
    zhang.sees_now("换好了")


def test_nobody_was_in_touch_is_said_to_the_office(
    street: Street, wang: Person, zhang: Person
) -> None:
    answers(wang)
    zhang.taps("没人联系我")
    assert "没有人联系过" in wang.sees("【重办】").text
    assert street.case(NUMBER).round == 2


def test_thanks_does_not_answer_whether_it_is_solved(
    street: Street, wang: Person, zhang: Person
) -> None:
    answers(wang)
    zhang.says("谢谢")
    zhang.sees_now("不客气")
    assert street.case(NUMBER).status is Status.ANSWERED
    zhang.taps("解决了")
    zhang.sees("30 天")


def test_more_words_reach_whoever_has_it(wang: Person, zhang: Person) -> None:
    zhang.taps("补充")
    zhang.sees("要补充什么")
    zhang.says("是二楼拐角那盏")
    zhang.sees("记下了")
    assert "签收" in wang.sees("反映人补充：\n是二楼拐角那盏").buttons


def test_a_case_is_hurried_once_a_day(street: Street, wang: Person, zhang: Person) -> None:
    due = street.case(NUMBER).due_at
    zhang.taps("催一下")
    zhang.sees("已替您催了")
    wang.sees("反映人在催")
    zhang.taps("催一下")
    zhang.sees("今天已经替您催过了")
    street.passes(days=1)
    zhang.says("怎么还没来")
    zhang.sees_now("已替您催了")
    assert street.case(NUMBER).due_at == due
    assert street.acts(NUMBER) == [Act.REPORTED, Act.URGED, Act.URGED]


def test_a_hurried_case_comes_first_in_the_list(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhao = street.resident("赵大爷")
    zhao.reports("单元门坏了")
    zhao.taps("催一下")
    wang.says("待办")
    assert next(iter(wang.sees("等您办的 2 件").buttons)) == "签收 HF-2026-000002"
    assert zhang.screen


def test_taking_back_is_asked_once_more(street: Street, wang: Person, zhang: Person) -> None:
    filed = zhang.last
    zhang.taps("撤回", filed)
    zhang.sees("要撤回")
    zhang.taps("不撤回")
    zhang.sees("继续办理")
    zhang.taps("撤回", filed)
    zhang.taps("撤回", zhang.last)
    zhang.sees("已撤回")
    wang.sees("反映人已撤回")
    case = street.case(NUMBER)
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.WITHDRAWN)


def test_it_mended_itself(street: Street, wang: Person, zhang: Person) -> None:
    wang.taps("签收")
    zhang.says("好了")
    zhang.sees_now("已经好了，不用再来人了，是吗")
    zhang.taps("还没好")
    zhang.sees("继续办理")
    zhang.says("修好了，谢谢")
    zhang.taps("是，已经好了")
    zhang.sees("记下了，不再办理")
    wang.sees("反映人说已经好了")
    assert street.case(NUMBER).outcome is Outcome.WITHDRAWN


def test_well_said_after_the_answer_confirms_it(
    street: Street, wang: Person, zhang: Person
) -> None:
    answers(wang)
    zhang.says("好了")
    zhang.sees_now("30 天")
    assert street.case(NUMBER).is_solved


def test_broken_again_while_tracking_does_it_again(
    street: Street, wang: Person, zhang: Person
) -> None:
    answers(wang)
    zhang.taps("解决了")
    street.passes(days=10)
    zhang.says("灯又不亮了")
    zhang.sees_now("重新办理（第 2 次）")
    assert "灯又不亮了" in wang.sees("【重办】").text


def test_broken_again_before_the_answer_is_asked_about(wang: Person, zhang: Person) -> None:
    zhang.says("又不亮了")
    zhang.sees_now("说的是 HF-2026-000001 吗")
    zhang.taps("补充这件")
    wang.sees("又不亮了")


def test_a_correction_is_added_to_the_case(wang: Person, zhang: Person) -> None:
    zhang.says("是4号楼")
    zhang.sees_now("说的是 HF-2026-000001 吗")
    zhang.taps("补充这件")
    zhang.sees("记下了")
    wang.sees("是4号楼")


def test_unclear_words_of_a_reporter_may_be_another_matter(street: Street, zhang: Person) -> None:
    zhang.says("你们这个事情什么情况嘛真是的")
    zhang.sees_now("说的是 HF-2026-000001 吗")
    zhang.taps("另报一件")
    zhang.sees_now("请看一下")
    zhang.taps("提交")
    zhang.sees("HF-2026-000002")
    assert street.count_cases() == 2


def test_a_clear_new_matter_is_a_new_draft(zhang: Person) -> None:
    zhang.says("下水道堵了，污水漫出来")
    zhang.sees_now("请看一下")


def test_with_several_cases_the_right_one_is_asked_for(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.reports("下水道堵了")
    zhang.says("怎么还没来")
    which = zhang.sees_now("您说的是哪一件")
    assert list(which.buttons) == ["HF-2026-000002 下水道堵了", "HF-2026-000001 楼道灯不亮"]
    zhang.taps("HF-2026-000001")
    zhang.sees_now("HF-2026-000001 已替您催了")
    wang.sees("HF-2026-000001 反映人在催")
    assert street.case("HF-2026-000002").urged_at is None


def test_words_about_one_of_several_cases_go_with_the_press(wang: Person, zhang: Person) -> None:
    answers(wang)
    zhang.taps("解决了")
    zhang.reports("下水道堵了")
    answers(wang, "通了")
    zhang.taps("解决了")
    zhang.says("又堵了")
    zhang.taps("HF-2026-000002")
    zhang.sees_now("HF-2026-000002 重新办理")
    assert "又堵了" in wang.sees("【重办】HF-2026-000002").text


def test_a_reply_to_a_message_goes_to_its_case(
    street: Street, wang: Person, zhang: Person
) -> None:
    first = next(shown for shown in zhang.screen if NUMBER in shown.text)
    zhang.reports("下水道堵了")
    zhang.replies(first, "灯在二楼拐角")
    zhang.sees_now("HF-2026-000001 记下了")
    wang.sees("HF-2026-000001 反映人补充")
    zhang.replies(first, "怎么还没来")
    zhang.sees_now("HF-2026-000001 已替您催了")
    assert street.case("HF-2026-000002").urged_at is None


def test_a_reply_in_the_middle_of_a_report_leaves_the_report_open(
    wang: Person, zhang: Person
) -> None:
    first = next(shown for shown in zhang.screen if NUMBER in shown.text)
    zhang.says("下水道堵了")
    zhang.replies(first, "灯在二楼拐角")
    zhang.sees("HF-2026-000001 记下了")
    zhang.sees_now("请看一下")
    zhang.taps("提交")
    zhang.sees("HF-2026-000002")
    assert "二楼拐角" not in wang.sees("HF-2026-000002").text


def test_somebody_without_a_case_is_told_so(street: Street) -> None:
    zhao = street.resident("赵大爷")
    zhao.says("好了")
    zhao.sees_now("没有正在办的事")
    zhao.says("路灯怎么还没修好")
    zhao.sees_now("记录您的原话")


def test_an_answer_is_rated_once_and_only_while_it_is_the_newest(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("灯泡换好了")
    asked = zhang.sees("请问解决了吗")
    zhang.taps("解决了")
    rated = zhang.sees("您满意吗")
    zhang.taps("满意", on=rated)
    zhang.sees_now("记下了")
    zhang.taps("不满意", on=rated)
    zhang.sees_now("已经评过")
    assert street.case("HF-2026-000001").satisfaction == 3
    zhang.taps("没解决", on=asked)
    zhang.taps("跳过")
    zhang.taps("不满意", on=rated)
    zhang.sees("已经评过")
    assert street.case("HF-2026-000001").satisfaction is None
