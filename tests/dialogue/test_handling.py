"""What staff do with a case from the chat, and what its reporter hears of it."""

from handlers.talking.messages import Heard, Kind
from models.cases import Status
from models.timeline import Act
from tests.support.chat import Street

NUMBER = "HF-2026-000001"


def test_a_case_goes_from_alert_to_tracking(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    assert "已告诉和风一网格网格员 王网格" in zhang.last.text
    alert = wang.sees("待签收")
    assert list(alert.buttons) == ["签收", "联系居民", "当场办结", "退回"]
    wang.taps("签收")
    assert "12月2日9:30" in wang.sees("已签收").text
    zhang.sees("已转王网格办理")
    wang.taps("答复")
    wang.sees("办了什么")
    wang.says("灯已换好，师傅说能用两年。")
    wang.sees("答复已发给反映人")
    answered = zhang.sees("灯已换好")
    assert list(answered.buttons) == ["解决了", "没解决", "没人联系我"]
    assert answered.text.count("12345") == 1
    zhang.taps("解决了")
    zhang.sees("30 天")
    zhang.taps("基本满意")
    zhang.sees("记下了")
    wang.sees("确认已解决")
    case = street.case(NUMBER)
    assert (case.status, case.satisfaction, case.round) == (Status.TRACKING, 2, 1)
    assert street.acts(NUMBER)[-3:] == [Act.ANSWERED, Act.CONFIRMED, Act.RATED]


def test_only_the_managers_of_that_grid_are_told(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    li = street.staff("李网格", "grid_manager", "HF-02")
    street.resident("张奶奶").reports()
    wang.sees("待签收")
    li.sees_nothing_new()


def test_without_a_manager_the_community_is_told(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    sun.sees("待签收")
    assert "由工作人员安排" in zhang.last.text
    assert "网格员 孙社工" not in zhang.last.text


def test_without_a_community_worker_the_street_is_told(street: Street) -> None:
    chen = street.staff("陈街道", "officer", "JD")
    street.resident("张奶奶").reports()
    chen.sees("待签收")


def test_without_any_staff_it_waits_for_whoever_comes(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    assert "已登记" in zhang.last.text
    wang = street.staff("王网格", "grid_manager", "HF-01")
    wang.says("待办")
    assert NUMBER in wang.sees("等您办的 1 件").text


def test_a_manager_who_shut_the_bot_out_is_passed_over(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    wang.events(Heard(Kind.LEFT))
    street.resident("张奶奶").reports()
    sun.sees("待签收")
    wang.sees_nothing_new()
    wang.events(Heard(Kind.CAME_BACK))
    street.resident("赵大爷").reports()
    wang.sees("待签收")


def test_a_case_is_settled_on_the_spot(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("已经换了灯泡")
    wang.sees("答复已发给反映人")
    zhang.sees("已经换了灯泡")
    assert street.case(NUMBER).status is Status.ANSWERED
    assert street.acts(NUMBER) == [Act.REPORTED, Act.SETTLED]
    zhang.never_saw("已转王网格")


def test_a_returned_case_goes_to_the_community(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    due = street.case(zhang.reports()).due_at
    wang.taps("签收")
    wang.taps("退回")
    wang.says("属于供电公司")
    wang.sees("由上一级另行安排")
    returned = sun.sees("王网格退回，原因：属于供电公司")
    assert "楼道灯不亮" in returned.text
    assert "签收" in returned.buttons
    case = street.case(NUMBER)
    assert (case.status, case.owner_id, case.due_at) == (Status.ACCEPTED, None, due)
    sun.taps("签收")
    sun.sees("已签收")
    zhang.sees("已转孙社工办理")


def test_what_the_community_returns_goes_to_the_street(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    chen = street.staff("陈街道", "officer", "JD")
    street.resident("张奶奶").reports()
    wang.taps("退回")
    wang.says("属于供电公司")
    sun.taps("退回")
    sun.says("也不归社区")
    chen.sees("孙社工退回")


def test_what_nobody_else_can_take_stays_with_whoever_returned_it(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports()
    wang.taps("退回")
    wang.says("不归我管")
    wang.sees("没有别人能接")
    wang.says("待办")
    wang.sees(NUMBER)


def test_the_reason_of_a_return_is_not_for_the_reporter(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("退回")
    wang.says("这家人天天投诉")
    zhang.says("进度")
    assert "退回" in zhang.sees(NUMBER).text
    zhang.never_saw("天天投诉")


def test_looking_at_the_contact_is_written_down(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("联系居民")
    wang.sees("张奶奶没有留电话")
    wang.taps("不用")
    assert street.acts(NUMBER) == [Act.REPORTED, Act.CONTACT_VIEWED]
    zhang.says("进度")
    assert "查看联系方式" not in zhang.last.text
    zhang.says("我的资料")
    zhang.sees("看过")


def test_a_sentence_is_passed_on_and_the_answer_comes_back(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("签收")
    wang.taps("联系居民")
    wang.says("请问您下午在家吗？")
    wang.sees("话已发出")
    zhang.sees("王网格问您：\n请问您下午在家吗？")
    zhang.taps("补充")
    zhang.says("在家，三点以后都在")
    zhang.sees("记下了")
    wang.sees("在家，三点以后都在")


def test_a_short_answer_to_staff_needs_no_button(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    for answer in ("好的", "13800138000", "在家"):
        wang.taps("联系居民")
        wang.says("请问您下午在家吗？")
        zhang.sees("王网格问您")
        zhang.says(answer)
        zhang.sees_now("记下了")
        wang.sees(answer)


def test_a_longer_answer_to_staff_is_asked_about(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("联系居民")
    wang.says("请问您下午在家吗？")
    zhang.says("下午去医院，楼道灯在二楼拐角")
    zhang.sees_now("您这句话说的是 HF-2026-000001 吗")
    zhang.taps("补充这件")
    wang.sees("下午去医院")


def test_the_list_of_what_waits_puts_the_most_pressing_first(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang, zhao = street.resident("张奶奶"), street.resident("赵大爷")
    zhang.reports()
    zhao.reports("家里停水了")
    wang.says("/todo")
    listed = wang.sees("等您办的 2 件")
    assert list(listed.buttons) == ["签收 HF-2026-000002", "签收 HF-2026-000001", "代录"]
    wang.taps("签收 HF-2026-000002")
    wang.sees("HF-2026-000002 已签收")
    wang.says("/todo")
    listed = wang.sees("等您办的 2 件")
    assert list(listed.buttons) == ["办理 HF-2026-000002", "签收 HF-2026-000001", "代录"]
    wang.taps("办理 HF-2026-000002")
    assert "答复" in wang.sees("停水").buttons


def test_received_offers_what_is_unsigned(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    wang.says("收到")
    wang.sees("没有等您签收的事")
    street.resident("张奶奶").reports()
    street.resident("赵大爷").reports()
    wang.says("收到")
    offered = wang.sees("2 件待签收")
    assert list(offered.buttons) == ["签收 HF-2026-000001", "签收 HF-2026-000002"]
    wang.taps("签收 HF-2026-000002")
    wang.sees("HF-2026-000002 已签收")


def test_the_word_on_a_button_may_be_written(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.says("签收")
    wang.sees("已签收")
    wang.says("答复")
    wang.says("灯已换好")
    zhang.says("没人联系我")
    zhang.sees_now("重新办理（第 2 次）")


def test_words_in_reply_to_an_alert_can_be_the_answer(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.replies(wang.sees("待签收"), "刚去看过，灯泡已经换了")
    wang.sees("您说的是 HF-2026-000001")
    wang.taps("是，办完了")
    wang.sees("答复已发给反映人")
    zhang.sees("灯泡已经换了")


def test_words_in_reply_to_an_alert_can_be_passed_on(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.replies(wang.sees("待签收"), "下午三点去看，请留人")
    wang.taps("转告一句")
    zhang.sees("下午三点去看")


def test_at_night_only_urgent_matters_ring(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    street.passes(hours=14)
    zhang.reports()
    assert "夜里不打扰，11月24日7:00 告诉和风一网格网格员 王网格。" in zhang.last.text
    wang.sees_nothing_new()
    zhang.reports("水管爆裂了，水漫到楼下")
    assert "已告诉和风一网格网格员 王网格。" in zhang.last.text
    wang.sees("【紧急 · 待签收】HF-2026-000002")
    street.passes(hours=8)
    street.deliver()
    wang.sees("【待签收】HF-2026-000001")
