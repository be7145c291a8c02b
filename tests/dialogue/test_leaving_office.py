"""Who left the office, who shut us out, and whom a complaint is about."""

from sqlmodel import select

from models.cases import Case, Status
from tests.support.chat import Person, Street


def a_signed_case(street: Street, wang: Person) -> Person:
    """Give the reporter of a case that 王网格 has signed."""
    zhang = street.resident("张奶奶")
    zhang.reports("荷花小区三号楼楼道灯不亮")
    wang.taps("签收")
    return zhang


def test_a_case_whose_owner_left_can_be_taken_on_by_a_colleague(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    li = street.staff("李敏", "clerk", "HF")
    zhang = a_signed_case(street, wang)
    street.dismisses("王网格", "grid_manager", "HF-01")
    li.says("待办")
    li.taps("签收 HF-2026-000001")
    li.sees("已签收")
    zhang.sees("已转李敏办理")
    with street.store.read() as session:
        assert session.exec(select(Case)).one().status is Status.HANDLING


def test_a_complaint_about_staff_goes_to_the_street_alone(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙主任", "officer", "JD")
    zhang = street.resident("张奶奶")
    zhang.reports("投诉荷花小区网格员王大力态度恶劣，工作人员推诿不作为")
    sun.sees("待签收")
    wang.never_saw("推诿")
    wang.says("待办")
    wang.sees("没有等您办的事")
