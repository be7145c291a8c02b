"""A group is told which area it belongs to, and as what; by whom, and by whom not."""

import pytest
from sqlmodel import select

from handlers.talking.messages import Kind
from models.groups import Group as Bound
from models.groups import GroupKind
from models.people import Account
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


def test_a_group_that_is_new_is_greeted_and_told_how_to_bind_it(street: Street) -> None:
    group = street.group("荷花邻里")
    assert "/bind" in group.last.text
    assert list(group.last.links) == ["有事私下说"]


def test_a_group_is_bound_to_an_area_by_its_worker(street: Street, li: Person) -> None:
    group = street.group("荷花邻里")
    group.hears(li, "/bind HF-01")
    assert "和风一网格" in group.last.text
    group.presses(li, "居民群")
    assert "已绑定：和风一网格，居民群" in group.last.text
    assert kinds_in_force(street) == [GroupKind.RESIDENTS]


def test_who_works_elsewhere_binds_nothing(street: Street) -> None:
    stranger = street.staff("周强", "grid_manager", "LH-01")
    group = street.group("荷花邻里")
    group.hears(stranger, "/bind HF-01")
    assert "不归您办" in group.last.text
    assert kinds_in_force(street) == []


def test_a_resident_binds_nothing(street: Street) -> None:
    group = street.group("荷花邻里")
    group.hears(street.resident("王婶"), "/bind HF-01")
    assert "工作人员" in group.last.text
    assert kinds_in_force(street) == []


def test_an_anonymous_administrator_binds_nothing(street: Street) -> None:
    group = street.group("荷花邻里")
    group.hears_nobody("/bind HF-01")
    assert "匿名" in group.last.text
    assert kinds_in_force(street) == []


def test_an_unknown_code_gets_a_word(street: Street, li: Person) -> None:
    group = street.group("荷花邻里")
    group.hears(li, "/bind XX-99")
    assert "XX-99" in group.last.text
    assert kinds_in_force(street) == []


def test_a_group_can_belong_to_several_areas(street: Street) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    group = street.group("和风工作群")
    group.hears(sun, "/bind HF-01 HF-02")
    group.presses(sun, "网格员群")
    assert "和风一网格、和风二网格" in group.last.text


def test_another_area_is_added_to_a_bound_group(street: Street) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    group = bound(street, sun, "和风工作群", "HF-01", "网格员群")
    group.hears(sun, "/bind HF-02")
    group.presses(sun, "再加上")
    assert "和风一网格、和风二网格" in group.last.text
    assert kinds_in_force(street) == [GroupKind.GRID_MANAGERS]


def test_a_binding_can_be_ended(street: Street, residents: Group, li: Person) -> None:
    residents.hears(li, "/bind")
    residents.presses(li, "解除绑定")
    assert "已解除" in residents.last.text
    assert kinds_in_force(street) == []


def test_a_button_of_somebody_elses_question_gets_a_polite_word_alone(
    street: Street, li: Person
) -> None:
    wang = street.resident("王婶")
    group = street.group("荷花邻里")
    group.hears(li, "/bind HF-01")
    before = len(group.screen)
    group.presses(wang, "居民群")
    assert wang.sees("不是给您的").is_whisper
    assert len(group.screen) == before
    assert kinds_in_force(street) == []


def test_a_group_that_threw_us_out_is_told_nothing_and_bound_still_when_we_return(
    street: Street, residents: Group
) -> None:
    residents.tells(Kind.LEFT)
    residents.tells(Kind.CAME_BACK)
    assert "回来了" in residents.last.text
    assert kinds_in_force(street) == [GroupKind.RESIDENTS]


def test_a_group_that_moves_between_question_and_answer_is_bound_under_its_new_id(
    street: Street, li: Person
) -> None:
    group = street.group("荷花邻里")
    group.hears(li, "/bind HF-01")
    group.moves()
    said_before = len(group.screen)
    group.presses(li, "居民群")
    assert "已绑定：和风一网格，居民群" in group.last.text
    assert len(group.screen) == said_before + 1
    with street.store.read() as session:
        account_id = session.exec(select(Bound.account_id)).one()
        assert session.get_one(Account, account_id).outer_id == group.outer_id


def test_who_manages_another_grid_adds_it_without_asking(street: Street, workers: Group) -> None:
    zhou = street.staff("周强", "grid_manager", "HF-02")
    workers.hears(zhou, "/bind HF-02")
    assert not any(label.startswith("改成") for label in workers.last.buttons)
    workers.presses(zhou, "再加上")
    assert "和风一网格、和风二网格" in workers.last.text
