"""Whose a case is that staff wrote down, and who learns what by it."""

from models.cases import Case
from services.identity import people
from tests.support.chat import Street
from tests.support.entries import NUMBER, enters, receipt_of


def test_whoever_wrote_it_down_cannot_say_for_the_reporter_that_it_is_solved(
    street: Street,
) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    enters(sun)
    sun.taps("提交")
    sun.taps("签收")
    sun.taps("答复")
    sun.says("灯已换好，师傅说能用两年。")
    sun.sees("请打电话告诉本人")
    assert "灯已换好" in sun.sees("请打电话告诉本人").text
    assert all("解决了" not in shown.buttons for shown in sun.screen)
    sun.says("进度")
    sun.sees("没有")


def test_who_does_not_agree_is_not_kept(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.says("登记")
    sun.taps("窗口")
    sun.says("荷花小区三号楼楼道灯不亮")
    sun.says("张奶奶，13800000001")
    sun.taps("不留联系方式")
    assert "反映人：没有留" in sun.sees("请核对").text
    sun.taps("提交")
    assert street.case(NUMBER).reporter_id is None
    assert b"13800000001" not in street.stored_bytes()


def test_somebody_who_calls_again_is_the_same_reporter(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    for who in ("张奶奶 13800000001", "13800000001，张奶奶", "张小明 13800000001"):
        enters(sun, who=who)
        sun.taps("提交")
    found = [street.case(f"HF-2026-00000{number}").reporter_id for number in (1, 2, 3)]
    assert found[0] == found[1] != found[2]


def test_somebody_known_online_is_told_there_when_the_clerk_says_it_is_them(
    street: Street,
) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    with street.store.write() as session:
        person_id = session.get_one(Case, 1).reporter_id
        assert person_id is not None
        people.set_phone(session, person_id, "13800000001")
    sun = street.staff("孙社工", "clerk", "HF")
    enters(sun)
    assert "张**" in sun.sees("是同一位吗").text
    sun.taps("是同一位")
    sun.taps("提交")
    assert "楼道灯不亮" in zhang.sees("您向社区反映的事已登记").text
    assert street.case("HF-2026-000002").reporter_id == person_id
    zhang.says("进度")
    zhang.sees("HF-2026-000002")


def test_a_number_alone_makes_nobody_the_reporter(street: Street) -> None:
    mallory = street.resident("马某")
    mallory.reports("楼下有积水")
    sun = street.staff("孙社工", "clerk", "HF")
    with street.store.write() as session:
        people.set_phone(session, session.get_one(Case, 1).reporter_id or 0, "13800000001")
    enters(sun)
    sun.taps("不是")
    sun.taps("提交")
    mallory.never_saw("HF-2026-000002")
    mallory.says("HF-2026-000002")
    mallory.never_saw("张奶奶")


def test_a_number_left_later_shows_nothing_but_the_query_code_shows_the_step(
    street: Street,
) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    enters(sun)
    sun.taps("提交")
    receipt = receipt_of(sun)
    zhang = street.resident("张奶奶")
    zhang.says("人工")
    zhang.taps("请社区回电")
    zhang.taps("同意")
    zhang.says("13800000001")
    zhang.never_saw(NUMBER)
    zhang.says(receipt)
    shown = zhang.sees(NUMBER)
    assert "已提交" in shown.text
    assert "楼道灯" not in shown.text


def test_an_informant_learns_nobodys_name_from_a_number(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    with street.store.write() as session:
        people.set_phone(session, session.get_one(Case, 1).reporter_id or 0, "13800000001")
    wu = street.staff("吴信息员", "informant", "HF")
    wu.says("代录")
    wu.says("荷花小区三号楼楼道灯不亮")
    wu.says("13800000001")
    wu.taps("本人同意")
    assert "请核对" in wu.last.text
    wu.never_saw("张**")


def test_a_resident_or_a_member_may_write_nothing_down_for_others(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("代录")
    zhang.sees("不归您办")
    assert "代录" not in zhang.screen[0].buttons
    dang = street.staff("党员老李", "member", "HF")
    dang.says("/enter")
    dang.sees("不归您办")
