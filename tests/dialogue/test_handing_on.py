"""Handing a case on from the chat: to a person, a unit, an outside body; and giving it back."""

from models.access import Role
from models.cases import Status
from models.timeline import Act
from models.units import UnitKind
from scheduler import jobs
from services.areas import areas
from services.identity import invitations
from services.office.units import UnitEntry, add_unit
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


def a_unit(street: Street, code: str, name: str, **entry: object) -> int:
    """Add a unit; give its id."""
    with street.store.write() as session:
        return add_unit(session, UnitEntry(code, name, **entry), street.clock).id  # type: ignore[arg-type]


def a_liaison(street: Street, unit_id: int, name: str = "周联络") -> Person:
    """Give somebody who joined as the liaison of a unit."""
    with street.store.write() as session:
        place = areas.get_street(session)
        (code,) = invitations.invite(session, Role.LIAISON, place, street.clock, unit_id=unit_id)
    person = street.person(name)
    person.says(f"加入 {code}")
    joined = person.sees("已加入：")
    assert "共建单位联络员" in joined.text
    assert "清河街道" not in joined.text
    assert list(joined.buttons) == ["待办"]
    return person


def test_a_clerk_hands_a_case_to_a_manager_in_three_presses(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun.says(NUMBER)
    sun.presses = 0
    sun.taps("更多")
    assert "转办" in sun.last.buttons
    sun.taps("转办")
    assert next(iter(sun.sees("转给谁办").buttons)) == "王网格（网格员，和风一网格）"
    sun.taps("王网格")
    sun.sees("已转王网格办理，等对方签收")
    assert sun.presses == 3
    alert = wang.sees("孙社工转给您办理")
    assert "楼道灯不亮" in alert.text
    assert {"签收", "退回"} <= set(alert.buttons)
    wang.taps("签收")
    zhang.sees("已转王网格办理")
    assert street.acts(NUMBER)[-2:] == [Act.ASSIGNED, Act.SIGNED]


def test_a_unit_is_found_by_a_part_of_its_name(street: Street) -> None:
    unit = a_unit(street, "WY", "荷花物业公司")
    a_unit(street, "LH", "柳湖物业公司")
    sun = street.staff("孙社工", "clerk", "HF")
    zhou = a_liaison(street, unit)
    street.resident("张奶奶").reports()
    sun.says(NUMBER)
    sun.taps("更多")
    sun.taps("转办")
    sun.taps("找单位")
    sun.says("不存在")
    sun.sees("没有找到名称里有“不存在”的单位")
    sun.says("物业")
    assert list(sun.sees("是哪个单位").buttons) == [
        "柳湖物业公司（共建单位）",
        "荷花物业公司（共建单位）",
        "返回",
        "取消",
    ]
    sun.taps("柳湖")
    sun.sees("minqing invite liaison --unit LH")
    sun.says(NUMBER)
    sun.taps("更多")
    sun.taps("转办")
    sun.taps("找单位")
    sun.says("荷花")
    sun.sees("已转荷花物业公司办理")
    zhou.sees("孙社工转给您办理")
    zhou.says("待办")
    assert list(zhou.sees("荷花物业公司：已转办").buttons) == [f"签收 {NUMBER}"]
    zhou.taps(f"签收 {NUMBER}")


def test_a_liaison_works_the_case_of_their_unit(street: Street) -> None:
    zhou = a_liaison(street, a_unit(street, "WY", "荷花物业公司"))
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    sun.says(NUMBER)
    sun.taps("更多")
    sun.taps("转办")
    sun.taps("荷花物业")
    zhou.taps("签收")
    signed = zhou.sees("已签收")
    assert list(signed.buttons)[:3] == ["答复", "联系居民", "退回"]
    zhang.sees("已转荷花物业公司（周联络）办理")
    zhang.says("进度")
    zhang.sees_now("谁在办：荷花物业公司")
    zhou.says(NUMBER)
    zhou.taps("更多")
    zhou.taps("记进展")
    zhou.says("师傅明天上门")
    zhou.sees("进展记下了")
    zhang.never_saw("师傅明天上门")
    zhang.says("进度")
    assert "师傅明天上门" in zhang.last.text
    zhou.says(NUMBER)
    zhou.taps("答复")
    zhou.says("灯已换好")
    zhang.sees("灯已换好")
    assert street.case(NUMBER).status is Status.ANSWERED
    zhang.taps("没解决")
    again = zhou.sees("【重办】")  # it is nobody's now: theirs only if handed on once more
    assert list(again.buttons) == []
    assert "签收" in sun.sees("【重办】").buttons


def test_a_letter_is_written_sent_chased_and_answered(street: Street) -> None:
    a_unit(street, "GD", "供电公司", kind=UnitKind.OUTSIDE, phone="95598")
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports("荷花小区三号楼楼道灯不亮，我是张桂英")
    sun.says(NUMBER)
    sun.taps("更多")
    sun.taps("转办")
    sun.taps("供电公司")
    sun.sees("事由写什么")
    sun.says("请找张奶奶 13812345678")
    sun.sees("不能写反映人的姓名和任何电话")
    sun.says("楼道公用照明无电")
    letter = sun.sees("转办函写好了")
    for part in ("〔2026〕1号", "楼道公用照明无电", "荷花小区3号楼", "孙社工"):
        assert part in letter.text
    for part in ("张桂英", "张奶奶"):
        assert part not in letter.text
    assert list(letter.buttons) == ["已发出"]
    zhang.never_saw("供电公司")
    sun.taps("已发出")
    zhang.sees("供电公司（孙社工跟办）")
    sun.sees("转办函已发出")
    street.passes(days=4)
    with street.store.write() as session:
        assert jobs.chase_letters(session, street.clock) == 1
    street.deliver()
    assert list(sun.sees("请催一下供电公司（95598）").buttons) == ["已催", "已回复"]
    sun.taps("已催")
    sun.sees("已催 1 次")
    sun.taps("已回复")
    sun.says("供电公司已修好线路")
    sun.sees("答复已发给反映人")
    zhang.sees("供电公司已修好线路")
    assert street.acts(NUMBER)[-3:] == [Act.LETTER_SENT, Act.CHASED, Act.ANSWERED]


def test_a_long_list_of_units_is_read_page_by_page(street: Street) -> None:
    for number in range(11):
        a_unit(street, f"D{number:02}", f"第{number:02}科", kind=UnitKind.DEPARTMENT)
    sun = street.staff("孙社工", "clerk", "HF")
    street.resident("张奶奶").reports()
    sun.says(NUMBER)
    sun.taps("更多")
    sun.taps("转办")
    first = list(sun.sees("转给谁办").buttons)
    assert first[-3:] == ["后面 3 个", "找单位", "取消"]
    assert len(first) == 11
    sun.taps("后面 3 个")
    assert list(sun.last.buttons) == [
        "第08科（职能部门）", "第09科（职能部门）", "第10科（职能部门）",
        "从头看", "找单位", "取消",
    ]  # fmt: skip
    sun.taps("从头看")
    assert list(sun.last.buttons) == first


def test_a_clerk_hands_it_to_another_and_says_why(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhao = street.staff("赵网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports()
    wang.taps("签收")
    sun.says(NUMBER)
    sun.taps("更多")
    sun.taps("改派")
    assert not any(label.startswith("王网格") for label in sun.last.buttons)
    sun.taps("赵网格")
    sun.sees("为什么改派给赵网格")
    sun.says("王网格休假")
    sun.sees("已转赵网格办理")
    wang.sees("已改派给赵网格")
    zhao.sees("改派给您办理，原因：王网格休假")
    wang.taps("答复")
    wang.sees("已转赵网格办理")
    zhao.taps("签收")
    zhao.sees("已签收")


def test_the_second_return_reaches_the_backstop_who_cannot_return_it(street: Street) -> None:
    unit = a_unit(street, "DD", "网格中心", is_backstop=True)
    zhou = a_liaison(street, unit)
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    street.resident("张奶奶").reports()
    wang.taps("退回")
    wang.says("不归网格")
    sun.sees("不归网格")
    sun.taps("退回")
    sun.says("也不归社区")
    alert = zhou.sees("已被退回两次")
    assert list(alert.buttons) == ["签收", "联系居民"]
    sun.says(NUMBER)
    sun.taps("更多")
    sun.taps("改派")
    assert not any(label.startswith("网格中心") for label in sun.last.buttons)
    zhou.taps("签收")
    zhou.sees("已签收")


def test_only_who_may_is_offered_to_hand_on(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.says(NUMBER)
    wang.taps("更多")
    assert wang.last.buttons
    assert "转办" not in wang.last.buttons
    sun = street.staff("孙社工", "clerk", "HF")
    sun.says(NUMBER)
    sun.taps("更多")
    shown = sun.last
    street.dismisses("孙社工", "clerk", "HF")
    sun.taps("转办", shown)
    assert "转给谁办" not in sun.last.text
