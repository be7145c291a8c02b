"""More time, the plan, an explanation, a call afterwards, and the list of what waits."""

from datetime import timedelta

import pytest

from handlers.talking.messages import Heard, Kind
from models.cases import Status
from models.timeline import Act
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


@pytest.fixture
def wang(street: Street) -> Person:
    return street.staff("王网格", "grid_manager", "HF-01")


@pytest.fixture
def sun(street: Street) -> Person:
    return street.staff("孙社工", "clerk", "HF")


@pytest.fixture
def zhang(street: Street, wang: Person, sun: Person) -> Person:
    """Give the reporter of a case that 王网格 has signed."""
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("签收")
    assert sun.name
    return zhang


def goes_away(zhang: Person) -> None:
    """Leave a phone number, and shut us out: only a call reaches them."""
    zhang.says("我的资料")
    zhang.taps("改电话")
    zhang.says("13800138000")
    zhang.events(Heard(Kind.LEFT))


def more(person: Person, label: str) -> None:
    """Open the case and press something under 更多."""
    person.says(NUMBER)
    person.taps("更多")
    person.taps(label)


def test_more_time_is_asked_granted_and_told(
    street: Street, wang: Person, sun: Person, zhang: Person
) -> None:
    more(wang, "申请延期")
    assert list(wang.sees("想延几个工作日").buttons) == ["3 天", "5 天", "10 天", "写天数", "取消"]
    wang.taps("5 天")
    wang.says("配件要等")
    wang.sees("延期申请已送上级")
    request = sun.sees("王网格申请延 5 个工作日")
    assert list(request.buttons) == ["同意", "不同意"]
    sun.says("待办")
    assert f"批延期 {NUMBER}" in sun.sees("申请延 5 天").buttons
    sun.taps(f"批延期 {NUMBER}")
    sun.taps("同意")
    sun.sees("已同意延期，新期限 12月9日9:30")
    wang.sees("延期批了")
    assert "配件要等" in zhang.sees("要晚一些").text
    sun.taps("同意", request)
    sun.sees("已经处理")
    assert street.case(NUMBER).extensions == 1


def test_more_time_is_refused_with_a_reason(
    street: Street, wang: Person, sun: Person, zhang: Person
) -> None:
    more(wang, "申请延期")
    wang.taps("写天数")
    wang.says("99")
    wang.sees("15")
    wang.says("2")
    wang.says("配件要等")
    sun.sees("申请延 2 个工作日")
    sun.taps("不同意")
    sun.says("今天先修")
    sun.sees("没有同意延期")
    assert "今天先修" in wang.sees("延期没有批").text
    zhang.never_saw("今天先修")
    assert street.acts(NUMBER)[-1] is Act.EXTENSION_REFUSED


def test_after_the_limit_the_owner_hears_so_before_writing_a_word(
    street: Street, wang: Person, zhang: Person
) -> None:
    assert zhang.name
    street.passes(days=10)
    more(wang, "申请延期")
    wang.sees_now("已经过了期限，不能再申请延期")


def test_a_case_goes_into_the_plan_and_is_taken_up_early(
    street: Street, wang: Person, zhang: Person
) -> None:
    more(wang, "列入计划")
    wang.says("明年和管道一起改")
    wang.taps("写日期")
    wang.says("随便")
    wang.sees("请写一个日期")
    wang.says("2029年1月1日")
    wang.sees("一年以内")
    assert street.case(NUMBER).status is Status.HANDLING
    wang.says("3月1日")
    wang.sees("2027年3月1日复查")
    assert "明年和管道一起改" in zhang.sees("已列入计划，2027年3月1日复查").text
    wang.says(NUMBER)
    assert list(wang.last.buttons) == ["提前办理", "联系居民", "更多"]
    wang.taps("提前办理")
    wang.sees("重新办理")
    assert street.case(NUMBER).status is Status.HANDLING


def test_a_month_is_one_press(wang: Person, zhang: Person) -> None:
    more(wang, "列入计划")
    wang.says("下个月统一换")
    wang.taps("1个月")
    wang.sees("2026年12月23日复查")
    zhang.sees("下个月统一换")


def test_what_cannot_be_solved_is_explained(street: Street, wang: Person, zhang: Person) -> None:
    more(wang, "不能解决，说明原因")
    wang.says("产权属于铁路，请找铁路局")
    wang.sees("答复已发给反映人")
    answered = zhang.sees("现在解决不了")
    assert "铁路局" in answered.text
    assert list(answered.buttons) == ["解决了", "没解决", "没人联系我"]
    case = street.case(NUMBER)
    assert (case.status, case.is_explained) == (Status.ANSWERED, True)


def test_whom_no_message_reaches_is_called_by_a_colleague(
    street: Street, wang: Person, sun: Person, zhang: Person
) -> None:
    goes_away(zhang)
    wang.taps("答复")
    wang.says("灯已换好")
    wang.says("待办")
    wang.sees("没有等您办的事")
    sun.says("待办")
    assert next(iter(sun.sees("待回访").buttons)) == f"回访 {NUMBER}"
    sun.taps(f"回访 {NUMBER}")
    assert "答复是：灯已换好" in sun.sees("请问本人，解决了吗").text
    sun.taps("没打通")
    sun.sees("改天再打")
    sun.says("待办")
    sun.taps(f"回访 {NUMBER}")
    sun.taps("解决了")
    sun.taps("基本满意")
    sun.sees("本人确认已解决")
    case = street.case(NUMBER)
    assert (case.status, case.is_solved, case.satisfaction) == (Status.TRACKING, True, 2)
    assert street.acts(NUMBER).count(Act.CONTACT_VIEWED) == 2
    assert street.acts(NUMBER)[-3:] == [Act.CALLED_BACK, Act.CONFIRMED, Act.RATED]


def test_a_list_says_what_is_overdue_and_names_another_year(
    street: Street, wang: Person, sun: Person, zhang: Person
) -> None:
    sun.says("待办")
    assert "2026年" not in sun.last.text
    street.clock.move(timedelta(days=60))
    wang.says("待办")
    late = wang.sees("已超期")
    assert "2026年12月" in late.text
    goes_away(zhang)
    wang.taps(f"办理 {NUMBER}")
    wang.taps("答复")
    wang.says("灯已换好")
    sun.says("待办")
    assert "待回访 · 1月" in sun.last.text
    assert "答复\n" in sun.last.text


def test_not_solved_on_the_phone_is_done_again(
    street: Street, wang: Person, sun: Person, zhang: Person
) -> None:
    goes_away(zhang)
    wang.taps("答复")
    wang.says("灯已换好")
    more(wang, "电话回访")
    wang.sees("请让同事来回访")
    more(sun, "电话回访")
    sun.taps("没解决")
    sun.says("又不亮了")
    sun.sees("重新办理")
    assert "又不亮了" in wang.sees("【重办】").text
    assert street.case(NUMBER).round == 2


def test_a_long_list_of_what_waits_has_its_rest_under_one_press(
    street: Street, wang: Person
) -> None:
    zhang = street.resident("张奶奶")
    for _ in range(12):
        zhang.reports()
    wang.says("待办")
    first = wang.sees("等您办的 12 件")
    shown = [it for it in first.buttons if it.startswith("签收")]
    assert len(shown) == 10
    wang.taps("后面 2 件")
    rest = [it for it in wang.last.buttons if it.startswith("签收")]
    assert sorted(shown + rest) == [f"签收 HF-2026-{serial:06}" for serial in range(1, 13)]
    street.passes(days=30)
    wang.says("待办")
    assert "已超期" in wang.last.text


@pytest.mark.parametrize("label", ["申请延期", "转办", "改派"])
def test_the_way_out_of_a_choice_is_on_the_screen(
    sun: Person, wang: Person, zhang: Person, label: str
) -> None:
    zhang.reports()
    if label == "转办":
        sun.says("HF-2026-000002")
        sun.taps("更多")
        sun.taps(label)
        person = sun
    else:
        person = wang if label == "申请延期" else sun
        more(person, label)
    person.taps("取消", on=person.last)
    assert "已取消" in person.last.text
    assert "「楼道灯不亮」" in person.last.text


def test_the_way_out_of_a_call_back_is_on_the_screen(
    wang: Person, sun: Person, zhang: Person
) -> None:
    assert zhang.name
    wang.taps("答复")
    wang.says("灯已换好")
    more(sun, "电话回访")
    sun.sees("解决了吗")
    sun.taps("取消", on=sun.last)
    sun.sees("好的")


def test_what_is_left_of_two_open_questions_is_named(
    street: Street, wang: Person, zhang: Person
) -> None:
    other = zhang.reports("下水道堵了")
    wang.taps("退回")
    more(wang, "列入计划")
    wang.says("取消")
    assert "「楼道灯不亮」" in wang.sees("已取消").text
    assert "取消" in wang.sees_now(other).buttons
    assert "下水道堵了" in wang.last.text
    assert street.case(other).status is Status.SUBMITTED


def test_who_left_no_phone_is_called_no_more(
    street: Street, wang: Person, sun: Person, zhang: Person
) -> None:
    zhang.events(Heard(Kind.LEFT))
    wang.taps("答复")
    wang.says("灯已换好")
    more(sun, "电话回访")
    card = sun.sees("没有留电话")
    assert "反映的是：楼道灯不亮\n答复是：灯已换好" in card.text
    assert all(line == line.rstrip() for line in card.text.splitlines())
    sun.taps("打不通或没有电话")
    sun.sees("不用再打了")
    sun.says("待办")
    assert f"回访 {NUMBER}" not in sun.last.buttons
    assert street.acts(NUMBER)[-1] is Act.NO_WAY_TO_CALL
    assert street.case(NUMBER).is_solved is None


def test_a_day_written_at_the_choice_of_months_is_taken(
    street: Street, wang: Person, zhang: Person
) -> None:
    more(wang, "列入计划")
    wang.says("明年和管道一起改")
    wang.says("随便")
    wang.sees("请从下面选一项，或写一个日期")
    wang.says("2029年1月1日")
    wang.sees("一年以内")
    wang.says("3月1日")
    zhang.sees("2027年3月1日复查")
    assert street.case(NUMBER).status is Status.SHELVED
