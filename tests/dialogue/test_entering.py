"""What staff write down for others: how it is asked, and what becomes of it."""

import pytest

from models.cases import Case, Channel, Status
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.identity import people
from tests.support.chat import Street
from tests.support.entries import NUMBER, enters


@pytest.mark.parametrize(
    ("button", "channel"),
    [
        ("来电", Channel.HOTLINE),
        ("来信来访", Channel.VISIT_LETTER),
        ("窗口", Channel.WINDOW),
        ("座谈会", Channel.FORUM),
    ],
)
def test_what_came_by_any_way_becomes_a_case_of_whoever_said_it(
    street: Street, button: str, channel: Channel
) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    enters(sun, button)
    card = sun.sees("请核对")
    assert "张奶奶 13800000001" in card.text
    sun.taps("提交")
    assert NUMBER in sun.sees("请把编号和查询码读给反映人").text
    assert "楼道灯不亮" in wang.sees("待签收").text
    case = street.case(NUMBER)
    assert (case.channel, case.status) == (channel, Status.SUBMITTED)
    assert case.entered_by_id is not None
    assert case.reporter_id not in (None, case.entered_by_id)
    assert street.acts(NUMBER) == [Act.REPORTED]
    wang.taps("联系居民")
    wang.sees("张奶奶 13800000001")


def test_a_call_takes_three_presses_and_two_answers(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.presses = 0
    enters(sun)
    sun.taps("提交")
    sun.sees("已登记")
    assert sun.presses == 3


def test_without_contact_nobody_is_kept_and_nobody_is_called(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    enters(sun, who="")
    sun.taps("提交")
    sun.taps("签收")
    sun.sees("已签收")
    assert street.case(NUMBER).reporter_id is None
    sun.never_saw("请打电话告诉本人")
    sun.taps("联系居民")
    sun.sees("没有留电话")


def test_a_wrong_number_is_asked_for_again(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.says("代录")
    sun.taps("来电")
    sun.says("荷花小区三号楼楼道灯不亮")
    for wrong in ("张奶奶 138000", "张奶奶 138000000012345"):
        sun.says(wrong)
        sun.sees("不像电话号码")
    sun.says("13800000001 张奶奶")
    sun.taps("本人同意")
    assert "反映人：张奶奶 13800000001" in sun.sees("请核对").text


def test_the_place_is_asked_where_the_words_do_not_say(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.says("代录")
    sun.taps("来电")
    sun.says("楼道灯不亮")
    sun.sees("在哪里")
    sun.says("荷花小区3号楼")
    sun.taps("不留联系方式")
    sun.taps("提交")
    with street.store.read() as session:
        case = session.get_one(Case, 1)
        assert areas.area_of(session, case.area_id).code == "HF-HH-3"


def test_everything_on_the_card_can_be_changed(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    enters(sun)
    sun.taps("改")
    sun.taps("改内容")
    sun.says("楼道灯一闪一闪")
    sun.taps("改")
    sun.taps("改地点")
    sun.says("桂园门口")
    sun.taps("改")
    sun.taps("改反映人")
    sun.says("李大爷 13900000002")
    sun.taps("本人同意")
    sun.taps("不对外公开")
    card = sun.last.text
    for shown in ("楼道灯一闪一闪", "桂园门口", "李大爷 13900000002", "不对外公开"):
        assert shown in card
    sun.taps("提交")
    case = street.case(NUMBER)
    assert case.is_private
    with street.store.read() as session:
        assert case.reporter_id is not None
        assert people.contact_of(session, case.reporter_id) == ("李大爷", "13900000002")
        assert timeline.first_told(session, case)["words"] == "楼道灯一闪一闪"


def test_an_informant_writes_down_by_that_way_alone(street: Street) -> None:
    wu = street.staff("吴信息员", "informant", "HF")
    wu.says("代录")
    wu.says("荷花小区三号楼楼道灯不亮")
    wu.taps("我自己反映")
    wu.taps("提交")
    case = street.case(NUMBER)
    assert (case.channel, case.entered_by_id) == (Channel.INFORMANT, None)
    wu.says("代录")
    wu.says("荷花小区三号楼水管漏水")
    wu.says("李大爷 13900000002")
    wu.taps("本人同意")
    wu.taps("提交")
    second = street.case("HF-2026-000002")
    assert (second.channel, second.entered_by_id) == (Channel.INFORMANT, case.reporter_id)


def test_what_an_informant_reports_comes_in_by_that_way(street: Street) -> None:
    wu = street.staff("吴信息员", "informant", "HF")
    wu.says("荷花小区三号楼楼道灯不亮")
    if "同意" in wu.last.buttons:
        wu.taps("同意")
    wu.taps("提交")
    assert street.case(NUMBER).channel is Channel.INFORMANT


def test_the_menu_and_the_list_of_what_waits_offer_it(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.says("菜单")
    assert "代录" in sun.last.buttons
    sun.says("待办")
    assert "代录" in sun.last.buttons
    enters(sun, who="")
    sun.taps("提交")
    street.staff("王网格", "grid_manager", "HF-01")
    sun.says("待办")
    assert list(sun.last.buttons)[-1].startswith("代录")


def test_a_place_elsewhere_can_be_written_down_and_is_told_there(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    li = street.staff("李网格", "grid_manager", "HF-02")
    enters(wang, words="桂园门口井盖松了")
    wang.taps("提交")
    li.sees("待签收")
    wang.never_saw("待签收")


def test_what_was_left_half_way_is_kept(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.says("代录")
    sun.taps("座谈会")
    sun.says("荷花小区三号楼楼道灯不亮")
    sun.says("取消")
    sun.says("我要反映")
    sun.taps("接着")
    sun.sees("是谁反映的")
    sun.taps("不留联系方式")
    sun.taps("提交")
    assert street.case(NUMBER).channel is Channel.FORUM
