"""Taking a case in from the chat: accepted, asked about, declined, disputed."""

from models.cases import CaseClass, Status
from models.categories import Category
from models.timeline import Act
from scheduler import jobs
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


def opens(worker: Person, label: str, number: str = NUMBER) -> None:
    """Open a case and press something under 更多."""
    worker.says(number)
    worker.taps("更多")
    worker.taps(label)


def test_a_clerk_accepts_a_case_with_one_press_under_its_card(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    street.resident("张奶奶").reports()
    opens(sun, "受理")
    card = sun.sees_now("要受理吗")
    assert list(card.buttons) == [
        "受理", "改类别", "改网格", "标为紧急", "标为复杂", "改三类", "取消"
    ]  # fmt: skip
    assert "荷花小区3号楼" in card.text
    sun.taps("受理", on=card)
    accepted = sun.sees_now("已受理，答复期限 12月2日9:30")
    assert next(iter(accepted.buttons)) == "签收"
    assert street.case(NUMBER).status is Status.ACCEPTED
    assert street.acts(NUMBER) == [Act.REPORTED, Act.ACCEPTED]


def test_what_is_changed_on_the_card_is_written_down_with_the_due_day(street: Street) -> None:
    li = street.staff("李网格", "grid_manager", "HF-02")
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    opens(sun, "受理")
    sun.taps("标为复杂")
    sun.taps("改类别")
    sun.taps("道路路灯")
    sun.taps("改三类")
    sun.taps("有条件解决")
    sun.taps("改网格")
    sun.taps("和风二网格")
    card = sun.sees("归：和风二网格")
    assert "复杂：是" in card.text
    sun.taps("受理", on=card)
    sun.sees_now("已受理，答复期限 12月14日9:30")
    case = street.case(NUMBER)
    assert (case.category, case.triage_class, case.is_complex) == (
        Category.STREET,
        CaseClass.SOLVABLE,
        True,
    )
    assert street.acts(NUMBER) == [Act.REPORTED, Act.CLASSED, Act.ACCEPTED]
    li.sees("待签收")
    zhang.says(NUMBER)
    zhang.sees_now("最迟 12月14日9:30 前答复")
    zhang.never_saw("有条件解决")
    zhang.never_saw("三类")


def test_a_grid_manager_is_not_offered_to_take_in(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports()
    wang.says(NUMBER)
    wang.taps("更多")
    assert list(wang.last.buttons) == ["发布待认领", "合并"]


def test_the_answer_to_the_one_question_takes_the_case_up_again(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    opens(sun, "请补充")
    sun.says("是哪一层的灯？")
    sun.sees("已问反映人")
    asked = zhang.sees("是哪一层的灯")
    assert list(asked.buttons) == ["补充"]
    assert street.case(NUMBER).status is Status.NEEDS_INFO
    zhang.taps("补充", on=asked)
    zhang.says("五楼的")
    zhang.sees("已转给办事的人")
    added = sun.sees("五楼的")
    assert "签收" in added.buttons
    assert street.case(NUMBER).status is Status.ACCEPTED
    opens(sun, "请补充")
    sun.sees_now("已经问过一次了")


def test_a_bare_answer_belongs_to_the_question(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    opens(sun, "请补充")
    sun.says("几楼？留个电话。")
    zhang.says("13800000000")
    zhang.sees("已转给办事的人")
    sun.sees("13800000000")
    assert street.case(NUMBER).status is Status.ACCEPTED


def test_a_decline_names_its_reason_and_the_next_door(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    chen = street.staff("陈街道", "officer", "JD")
    zhang = street.resident("张奶奶")
    zhang.reports()
    opens(sun, "不予受理")
    sun.says("。")
    assert "转给办事的人" not in sun.sees("再说几个字").text
    sun.says("高速路归省里管")
    sun.sees("该找谁")
    sun.says("省高速公路公司 12122")
    sun.sees("已告诉反映人该找谁")
    told = zhang.sees("不属本街道受理")
    assert "高速路归省里管" in told.text
    assert "12122" in told.text
    zhang.taps("不同意", on=told)
    zhang.says("灯在我们楼里")
    zhang.sees("已请街道重新看")
    disputed = chen.sees("【不同意】")
    assert "灯在我们楼里" in disputed.text
    chen.taps("更多", on=disputed)
    assert {"受理", "不予受理"} <= set(chen.sees_now("还可以这样办").buttons)
    chen.says("待办")
    assert "不同意不受理" in chen.sees_now(NUMBER).text
    assert street.case(NUMBER).status is Status.SUBMITTED
    opens(sun, "不予受理")
    sun.sees_now("要由街道来定")
    opens(chen, "不予受理")
    chen.says("确实不归街道")
    chen.says("省高速公路公司 12122")
    again = zhang.sees("确实不归街道")
    assert list(again.buttons) == []
    zhang.taps("不同意", on=told)
    zhang.taps("跳过")
    zhang.sees("已经提过一次不同意")


def test_staff_do_not_see_who_hides_until_a_supervisor_says_why(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    he = street.staff("何督办", "supervisor", "JD")
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("更多")
    zhang.taps("不让工作人员知道我是谁")
    zhang.sees_now("工作人员看不到您是谁")
    zhang.taps("提交")
    sun.sees("待签收")
    sun.taps("联系居民")
    sun.sees_now("不愿让工作人员知道是谁")
    sun.says("几号楼？")
    zhang.sees("几号楼")
    sun.never_saw("张奶奶")
    opens(sun, "请补充")
    sun.taps("取消")
    he.says(NUMBER)
    he.taps("更多")
    he.taps("解除匿名")
    he.says("涉及安全，需要上门")
    he.sees("已解除匿名")
    zhang.sees("涉及安全，需要上门")
    sun.says(NUMBER)
    sun.taps("联系居民")
    sun.sees_now("张奶奶")
    assert Act.ANONYMITY_LIFTED in street.acts(NUMBER)
    he.says(NUMBER)
    he.taps("更多")
    assert "解除匿名" not in he.last.buttons


def test_the_alert_of_whoever_triages_leads_to_all_of_it(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    street.resident("张奶奶").reports()
    alert = sun.sees("待签收")
    assert list(alert.buttons) == ["签收", "联系居民", "当场办结", "退回", "更多"]
    sun.taps("更多")
    sun.taps("受理")
    sun.taps("受理", on=sun.sees_now("要受理吗"))
    sun.sees_now("已受理")


def test_whoever_triages_opens_a_new_case_from_the_list(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    street.resident("张奶奶").reports()
    wang.says("待办")
    assert f"签收 {NUMBER}" in wang.sees_now(NUMBER).buttons
    sun.says("待办")
    listed = sun.sees_now(NUMBER)
    assert f"办理 {NUMBER}" in listed.buttons
    assert f"签收 {NUMBER}" not in listed.buttons
    sun.taps(f"办理 {NUMBER}")
    assert {"签收", "更多"} <= set(sun.sees_now("楼道灯不亮").buttons)
    sun.taps("更多")
    assert {"受理", "请补充", "不予受理"} <= set(sun.last.buttons)


def test_whoever_asked_hears_that_no_answer_came_and_the_late_one(street: Street) -> None:
    street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    opens(sun, "请补充")
    sun.says("是哪一层的灯？")
    street.passes(days=6)
    with street.store.write() as session:
        assert jobs.lapse_info(session, street.clock) == 1
    street.deliver()
    sun.sees("没有等到反映人补充")
    for words in ("五楼的", "快一点吧"):
        zhang.taps("补充")
        zhang.says(words)
    sun.sees("五楼的")
    sun.never_saw("快一点吧")
