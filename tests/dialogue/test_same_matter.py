"""One matter of several people: merged, followed, asked together, parted, come back."""

from datetime import timedelta

from models.cases import Outcome, Status
from models.timeline import Act
from services.reporters import tracking
from tests.dialogue.same_matter import FIRST, SECOND, opens, two_of_one_matter
from tests.support.chat import Person, Street


def test_two_reports_of_one_matter_get_one_answer(street: Street) -> None:
    wang, zhang, zhao = two_of_one_matter(street)
    zhao.sees(f"{SECOND} 和 {FIRST} 是同一件事")
    wang.says(FIRST)
    assert "另有 1 人等" in wang.last.text
    wang.taps("当场办结")
    wang.says("灯已换好")
    for each in (zhang, zhao):
        answered = each.sees("灯已换好")
        assert list(answered.buttons) == ["解决了", "没解决", "没人联系我"]
    zhao.never_saw("三号楼楼道灯不亮")
    zhao.taps("解决了")
    zhao.taps("基本满意")
    zhao.sees("记下了")
    wang.sees("有同样问题的居民说解决了")
    assert street.case(FIRST).status is Status.ANSWERED
    zhang.taps("解决了")
    street.passes(days=31)
    with street.store.write() as session:
        tracking.close_tracked(session, street.clock)
    assert street.case(FIRST).outcome is Outcome.SOLVED_CONFIRMED
    assert street.case(SECOND).outcome is Outcome.SOLVED_CONFIRMED
    assert street.acts(SECOND) == [Act.REPORTED, Act.MERGED, Act.CLOSED]


def test_whose_silence_was_not_asked_has_not_confirmed(street: Street) -> None:
    wang, zhang, _ = two_of_one_matter(street)
    wang.says(FIRST)
    wang.taps("当场办结")
    wang.says("灯已换好")
    zhang.taps("解决了")
    street.passes(days=31)
    with street.store.write() as session:
        tracking.close_tracked(session, street.clock)
    assert street.case(SECOND).outcome is Outcome.SOLVED_UNANSWERED


def test_who_is_not_helped_gets_their_own_case_back(street: Street) -> None:
    wang, zhang, zhao = two_of_one_matter(street)
    wang.says(FIRST)
    wang.taps("当场办结")
    wang.says("灯已换好")
    zhao.sees("灯已换好")
    zhao.taps("没人联系我")
    zhao.sees_now(f"您的 {SECOND} 改为单独重新办理（第 2 次）")
    assert "还差什么" in zhao.last.text
    again = wang.sees("【重办】")
    assert "没有人联系过" in again.text
    assert "签收" in again.buttons
    assert street.case(FIRST).status is Status.ANSWERED
    case = street.case(SECOND)
    assert (case.status, case.round, case.merged_into_id) == (Status.ACCEPTED, 2, None)
    assert street.acts(SECOND)[-1] is Act.REOPENED
    zhao.says("我这层还是黑的")
    zhao.sees_now(SECOND)
    assert "我这层还是黑的" in wang.sees(SECOND).text
    assert street.acts(SECOND)[-1] is Act.SUPPLEMENTED
    zhang.never_saw(SECOND)


def test_a_merged_case_can_be_parted_again(street: Street) -> None:
    wang, _, zhao = two_of_one_matter(street)
    due = street.case(SECOND).due_at
    opens(wang, "分开", SECOND)
    wang.says("不是同一盏灯")
    wang.sees("已分开")
    zhao.sees("改为单独办理")
    case = street.case(SECOND)
    assert (case.status, case.due_at) == (Status.ACCEPTED, due)
    wang.says(FIRST)
    assert "另有" not in wang.last.text


def test_a_case_is_not_merged_into_what_follows_it(street: Street) -> None:
    wang, _, _ = two_of_one_matter(street)
    opens(wang, "合并", FIRST)
    wang.taps("写编号")
    wang.says(SECOND)
    wang.sees_now("不能反过来合并")
    opens(wang, "合并", FIRST)
    wang.taps("写编号")
    wang.says("HF-2026-000777")
    wang.sees_now("没有找到")
    wang.says(FIRST)
    wang.sees_now("不能合并到自己")


def test_when_the_first_takes_it_back_the_others_are_still_helped(street: Street) -> None:
    wang, zhang, zhao = two_of_one_matter(street)
    zhang.says(FIRST)
    zhang.taps("撤回")
    zhang.taps("撤回")
    zhang.sees("已撤回")
    waiting = wang.sees("同一件事还有人在等")
    assert SECOND in waiting.text
    assert street.case(SECOND).status is Status.ACCEPTED
    zhao.says("进度")
    zhao.sees_now("已受理")


def test_a_merged_case_shows_where_it_is_handled(street: Street) -> None:
    wang, _, zhao = two_of_one_matter(street)
    zhao.says("进度")
    zhao.sees_now(f"已合并到 {FIRST}")
    zhao.says("怎么还没来")
    zhao.says(SECOND)
    zhao.taps("撤回")
    zhao.taps("已经好了")
    zhao.sees("不再办理")
    wang.sees("反映人说已经好了")
    assert street.case(SECOND).outcome is Outcome.WITHDRAWN
    assert street.case(FIRST).status is Status.SUBMITTED


def joined(street: Street) -> tuple[Person, Person, Person]:
    """Give a worker, a reporter, and somebody who has the same trouble."""
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports("三号楼楼道灯不亮，我腿脚不好")
    qian = street.person("钱某")
    qian.says(FIRST)
    return wang, zhang, qian


def test_a_stranger_sees_of_a_public_case_what_anybody_may_and_joins(street: Street) -> None:
    wang, zhang, qian = joined(street)
    shown = qian.sees_now("和风一网格")
    assert list(shown.buttons) == ["我也有这个问题"]
    qian.taps("我也有这个问题")
    qian.taps("同意")
    qian.sees_now("您也在等")
    qian.says("进度")
    assert FIRST in qian.sees_now("您关注的事").text
    wang.says(FIRST)
    wang.taps("当场办结")
    wang.says("灯已换好")
    qian.sees("灯已换好")
    qian.says("没好")
    qian.sees_now("可以另报一件")
    wang.sees("有同样问题的居民说没有解决")
    assert street.case(FIRST).status is Status.ANSWERED
    qian.never_saw("腿脚")
    qian.never_saw("张奶奶")
    zhang.never_saw("钱某")
    assert Act.JOINED in street.acts(FIRST)


def test_who_joins_an_answered_case_reads_the_answer_and_is_asked_at_once(street: Street) -> None:
    wang, _, qian = joined(street)
    wang.says(FIRST)
    wang.taps("当场办结")
    wang.says("灯已换好，张桂兰电话13800138000")
    qian.taps("我也有这个问题")
    qian.taps("同意")
    asked = qian.sees_now("已经答复：\n灯已换好")
    assert "13800138000" not in asked.text
    assert list(asked.buttons) == ["解决了", "没解决", "没人联系我", "不再关注"]
    qian.never_saw("办好了会告诉您")
    qian.taps("没解决")
    wang.sees("有同样问题的居民说没有解决")


def test_who_follows_no_longer_hears_nothing_more(street: Street) -> None:
    wang, _, qian = joined(street)
    qian.taps("我也有这个问题")
    qian.taps("同意")
    qian.taps("不再关注")
    qian.sees("不再告诉您了")
    wang.says(FIRST)
    wang.taps("当场办结")
    wang.says("灯已换好")
    qian.sees_nothing_new()
    qian.says(FIRST)
    assert list(qian.last.buttons) == ["我也有这个问题"]


def test_the_reporter_does_not_join_themselves(street: Street) -> None:
    _, zhang, qian = joined(street)
    token = next(iter(qian.last.buttons.values()))
    zhang.says(FIRST)
    assert "我也有这个问题" not in zhang.last.buttons
    zhang.presses_token(token)
    zhang.never_saw("您也在等")


def test_what_comes_back_while_it_is_watched_is_taken_up_again(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang, zhao = street.resident("张奶奶"), street.resident("赵大爷")
    zhang.reports("下水道堵了")
    wang.taps("当场办结")
    wang.says("已经疏通了")
    zhang.taps("解决了")
    street.passes(days=3)
    zhao.reports("下水道堵了")
    alert = wang.sees(f"30 天内同一地点：{FIRST}")
    assert list(alert.buttons) == ["签收", "联系居民", "当场办结", "退回", "算复发"]
    wang.taps("算复发", on=alert)
    again = wang.sees_now("已按复发重新办理（第 2 次）")
    assert "签收" in again.buttons
    zhang.sees("同一地点又有人反映")
    zhao.sees("是同一件事")
    case = street.case(FIRST)
    assert (case.status, case.round) == (Status.ACCEPTED, 2)
    assert case.due_at - street.clock.now() == timedelta(hours=24)
    assert street.acts(FIRST)[-1] is Act.RECURRED
    wang.taps("算复发", on=alert)
    wang.sees_now("没有正在跟踪的事")


def test_a_link_to_a_public_case_shows_a_stranger_the_same(street: Street) -> None:
    _, _, qian = joined(street)
    shown = qian.last.text
    qian.says(f"/start case-{street.case(FIRST).id}")
    assert qian.last.text == shown
    street.resident("赵大爷").reports("我家老两口天天喝酒吵架")
    qian.says(f"/start case-{street.case(SECOND).id}")
    qian.never_saw("邻里")
