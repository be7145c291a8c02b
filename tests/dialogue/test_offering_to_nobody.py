"""A case that nobody can be told of, or no post fits: whoever offers it hears so."""

import pytest
from sqlmodel import select

from models.case_offers import CaseOffer
from tests.support.chat import Person, Street
from tests.support.offering import NUMBER, SUMMARY, WORDS, put_before_members

LAMP = "楼道灯不亮"


@pytest.fixture
def li(street: Street) -> Person:
    """The manager of the first grid, where no members' group is."""
    return street.staff("李敏", "grid_manager", "HF-01")


def _offers(street: Street) -> list[str]:
    with street.store.read() as session:
        return [it.summary for it in session.exec(select(CaseOffer))]


def test_who_reaches_nobody_hears_what_to_do(street: Street, li: Person) -> None:
    street.resident("张奶奶").reports(WORDS)
    put_before_members(li)
    assert "/bind" in li.sees("还没有人收到").text
    assert "0 位" not in li.transcript()
    assert _offers(street) == [SUMMARY]


@pytest.mark.parametrize(("press", "count"), [("仍发布", 1), ("不发布", 0)])
def test_what_no_post_fits_is_offered_when_wanted_all_the_same(
    street: Street, li: Person, press: str, count: int
) -> None:
    street.resident("张奶奶").reports(LAMP)
    li.says(NUMBER)
    li.taps("更多")
    li.taps("发布待认领")
    li.sees("没有对应的岗位，仍发布待认领？")
    li.taps(press)
    if count:
        li.sees("请写一句话")
        li.says("换一盏路灯")
        li.sees("已发布待认领")
    else:
        li.sees("没有发布")
    assert len(_offers(street)) == count
