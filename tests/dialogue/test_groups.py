"""What the bot says in groups, and what it never says there."""

import pytest
from sqlmodel import select

from handlers.talking.messages import Kind
from models.groups import GroupKind
from models.media import Attachment
from tests.support.bound import bound, kinds_in_force
from tests.support.chat import Person, Street
from tests.support.group_chat import Group


@pytest.fixture
def li(street: Street) -> Person:
    """The manager of the first grid."""
    return street.staff("李敏", "grid_manager", "HF-01")


@pytest.fixture
def residents(street: Street, li: Person) -> Group:
    """The residents' group of the first grid."""
    return bound(street, li, "荷花邻里", "HF-01", "居民群")


@pytest.fixture
def workers(street: Street, li: Person) -> Group:
    """The grid managers' group of the first grid."""
    return bound(street, li, "一网格工作群", "HF-01", "网格员群")


def test_what_is_said_in_a_residents_group_goes_on_in_private(
    street: Street, residents: Group
) -> None:
    wang = street.person("王婶")
    residents.hears(wang, "/report 三号楼楼道灯不亮，电话13800000000")
    shown = residents.last
    assert "私下" in shown.text
    assert all("楼道灯" not in it.text and "138" not in it.text for it in residents.screen)
    wang.follows(shown, "私下接着说")
    wang.taps("同意")
    assert "楼道灯不亮" in wang.sees("楼道灯").text
    wang.taps("提交")
    number = wang.sees("HF-2026-").text
    assert "HF-2026-000001" in number
    assert "HF-2026-000001" in residents.last.text
    assert all("灯" not in it.text and "王婶" not in it.text for it in residents.screen)


def test_the_receipt_in_the_group_follows_the_case_in_place(
    street: Street, residents: Group, li: Person
) -> None:
    wang = street.person("王婶")
    residents.hears(wang, "/report 楼道灯不亮")
    wang.follows(residents.last, "私下接着说")
    wang.taps("同意")
    wang.says("荷花小区3号楼")
    wang.taps("提交")
    count = len(residents.screen)
    assert "已提交" in residents.last.text
    li.taps("签收")
    assert "办理中" in residents.last.text
    assert len(residents.screen) == count


def test_a_photo_shown_in_the_group_goes_along(street: Street, residents: Group) -> None:
    wang = street.person("王婶")
    residents.is_shown(wang, Kind.PHOTO, "荷花小区3号楼楼道灯不亮")
    wang.follows(residents.last, "私下接着说")
    wang.taps("同意")
    assert "照片" in wang.last.text
    wang.taps("提交")
    with street.store.read() as session:
        [photo] = session.exec(select(Attachment)).all()
    assert photo.case_id is not None


def test_whose_link_it_is_not_begins_anew(street: Street, residents: Group) -> None:
    wang, zhao = street.person("王婶"), street.person("赵叔")
    residents.hears(wang, "/report 我家漏水了，三号楼201")
    zhao.follows(residents.last, "私下接着说")
    zhao.never_saw("漏水")
    assert "什么事" in zhao.last.text


def test_danger_in_a_group_gets_the_number_to_call_first(street: Street, residents: Group) -> None:
    wang = street.person("王婶")
    residents.hears(wang, "三号楼着火了")
    assert "119" in residents.last.text
    assert "三号楼" not in residents.last.text
    wang.follows(residents.last, "私下接着说")
    assert "119" in wang.last.text
    wang.taps("已报警")
    assert street.count_cases() == 1


def test_a_code_said_in_a_group_is_not_taken(street: Street, residents: Group) -> None:
    wang = street.person("王婶")
    code = street.invitation("member", "HF-01")
    residents.hears(wang, f"/join {code}")
    assert "不要发在群里" in residents.last.text
    assert code not in residents.last.text


def test_who_is_responsible_is_told_in_the_group(residents: Group, street: Street) -> None:
    residents.hears(street.person("王婶"), "/grid")
    assert "李敏" in residents.last.text


def test_a_work_card_names_no_resident(street: Street, workers: Group) -> None:
    street.resident("王婶").reports("三号楼楼道灯不亮，找王婶13800000000")
    assert "和风一网格" in workers.last.text
    assert "灯不亮" not in workers.last.text
    assert "王婶" not in workers.last.text
    assert list(workers.last.buttons) == ["签收"]


def test_the_first_who_presses_a_card_has_it(street: Street, workers: Group, li: Person) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    number = street.resident("王婶").reports()
    with street.slow_delivery():
        workers.presses(li, "签收")
        workers.presses(sun, "签收")
    assert li.sees(f"已签收 {number}").is_whisper
    assert sun.sees("已由李敏签收").is_whisper
    assert "承办：李敏" in workers.last.text
    assert "签收" not in workers.last.buttons


def test_a_card_whose_look_is_the_same_is_left_alone(street: Street, workers: Group) -> None:
    wang = street.resident("王婶")
    wang.reports()
    shown = workers.last
    wang.taps("补充")
    wang.says("是二楼的灯")
    assert workers.last is shown


def test_a_resident_who_presses_a_card_signs_nothing(street: Street, workers: Group) -> None:
    wang = street.resident("王婶")
    number = wang.reports()
    workers.presses(wang, "签收")
    assert wang.sees("不归您办").is_whisper
    assert street.case(number).owner_id is None


def test_a_card_opens_in_private_for_who_may_see_it(
    street: Street, workers: Group, li: Person
) -> None:
    street.resident("王婶").reports("楼道灯不亮")
    zhao = street.person("赵叔")
    zhao.follows(workers.last, "私下打开")
    zhao.never_saw("楼道灯")
    li.follows(workers.last, "私下打开")
    assert "楼道灯不亮" in li.last.text


def test_what_is_sensitive_is_on_no_card(street: Street, workers: Group) -> None:
    before = len(workers.screen)
    street.resident("王婶").reports("网格员态度恶劣，骂人")
    assert len(workers.screen) == before


def test_a_group_that_moves_stays_bound_and_gets_its_cards_anew(
    street: Street, workers: Group, li: Person
) -> None:
    number = street.resident("王婶").reports()
    workers.moves()
    workers.presses(li, "签收")
    assert street.case(number).owner_id is not None
    assert li.last.is_whisper
    assert number in workers.last.text
    assert workers.last.edits == ""
    assert kinds_in_force(street) == [GroupKind.GRID_MANAGERS]


def test_a_group_bound_anew_keeps_its_cards(street: Street, workers: Group, li: Person) -> None:
    street.resident("王婶").reports()
    workers.hears(li, "/bind HF-01")
    workers.presses(li, "改成")
    workers.presses(li, "网格员群")
    workers.presses(li, "签收")
    assert "承办：李敏" in workers.transcript()
    assert "待签收" not in workers.transcript()


def test_a_receipt_is_posted_only_where_receipts_belong(street: Street, li: Person) -> None:
    members = bound(street, li, "党员之家", "HF-01", "党员群")
    wang = street.person("王婶")
    members.hears(wang, "/report 荷花小区3号楼楼道灯不亮")
    wang.follows(members.last, "私下接着说")
    wang.taps("同意")
    before = len(members.screen)
    wang.taps("提交")
    wang.sees("已提交")
    assert len(members.screen) == before


def test_what_somebody_says_again_and_again_is_answered_once(
    street: Street, residents: Group
) -> None:
    wang = street.person("王婶")
    before = len(residents.screen)
    with street.slow_delivery():
        for _ in range(5):
            residents.hears(wang, "/help")
            residents.hears(wang, "/report 灯不亮")
    assert len(residents.screen) == before + 2
