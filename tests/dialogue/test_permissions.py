"""Staff's buttons in the wrong hands: a polite word, nothing changes, nothing leaks."""

import pytest
from sqlmodel import select

from models.cases import Status
from models.outbox import OutMessage
from models.people import Account
from services.delivery.messages import open_body
from services.delivery.outbox import Address, post
from services.sealing import sealer_of
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"
SECRET = "孙子在学校被人欺负"
BUTTONS = ("签收", "联系居民", "当场办结", "退回")


def tries(person: Person, button: str) -> None:
    """Press a button of an alert, and answer what it may ask."""
    person.taps(button)
    person.says("已经处理完了，请放心")


def forward(street: Street, giver: Person, taker: Person) -> None:
    """Put an alert on another screen as if the offer had been stored for that account."""
    with street.store.write() as session:
        from_, to = (
            session.exec(select(Account).where(Account.outer_id == it.outer_id)).one()
            for it in (giver, taker)
        )
        row = session.exec(select(OutMessage).where(OutMessage.case_id == 1)).all()
        alert = next(each for each in row if each.account_id == from_.id)
        assert alert.body is not None
        saying = open_body(sealer_of(session, from_.key_id), alert.body)
        bare = saying.__class__((), saying.choices)
        address = Address(to.id, to.outer_id, sealer_of(session, to.key_id))
        post(session, address, bare, street.clock)
    street.deliver()


@pytest.fixture
def wang(street: Street) -> Person:
    """The manager of the grid, alerted of a case."""
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports(SECRET)
    wang.sees("待签收")
    return wang


@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize("role", ["nobody", "resident", "member", "supervisor", "neighbour"])
def test_a_staff_button_does_nothing_for_others(
    street: Street, wang: Person, role: str, button: str
) -> None:
    if role == "neighbour":
        other = street.staff("柳网格", "grid_manager", "LH-01")
    elif role == "resident":
        other = street.resident("赵大爷")
        other.reports("下水道堵了")
    elif role == "nobody":
        other = street.person("钱某")
        other.says("您好")
    else:
        other = street.staff("某人", role, "HF")
    before = street.acts(NUMBER)
    forward(street, wang, other)
    other.taps(button)
    assert any(word in other.last.text for word in ("不归您办", "没有找到这件民情")), (
        other.transcript()
    )
    other.never_saw(SECRET)
    other.never_saw("张奶奶")
    assert street.acts(NUMBER) == before
    assert street.case(NUMBER).status is Status.SUBMITTED


@pytest.mark.parametrize("button", BUTTONS)
def test_a_dismissed_manager_can_do_nothing_more(
    street: Street, wang: Person, button: str
) -> None:
    street.dismisses("王网格", "grid_manager", "HF-01")
    before = street.acts(NUMBER)
    tries(wang, button)
    assert street.acts(NUMBER) == before


def test_who_is_dismissed_while_writing_gets_the_words_back(street: Street, wang: Person) -> None:
    wang.taps("当场办结")
    street.dismisses("王网格", "grid_manager", "HF-01")
    wang.says("已经联系学校了")
    assert "已经联系学校了" in wang.sees_now("您写的没有发出").text
    assert street.case(NUMBER).status is Status.SUBMITTED


def test_a_reporter_cannot_handle_their_own_case(street: Street) -> None:
    chen = street.staff("陈街道", "officer", "JD")
    wang = street.staff("王网格", "grid_manager", "HF-01")
    wang.reports()
    chen.sees("待签收")
    assert "签收" not in wang.last.buttons


def test_somebody_elses_case_cannot_be_hurried_or_taken_back(street: Street, wang: Person) -> None:
    zhang, zhao = street.person("张奶奶"), street.resident("赵大爷")
    zhao.says("您好")
    filed = next(shown for shown in zhang.screen if NUMBER in shown.text)
    for token in filed.buttons.values():
        zhao.presses_token(token)
        zhao.sees_now("没有做任何改动")
    assert street.case(NUMBER).urged_at is None
    assert wang.screen


def test_a_supervisor_may_look_and_nothing_else(street: Street, wang: Person) -> None:
    du = street.staff("杜督办", "supervisor", "JD")
    du.says(NUMBER)
    assert list(du.sees_now(SECRET).buttons) == ["更多"]
    assert wang.screen
