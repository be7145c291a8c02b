"""The link to the desk: who gets one, where it leads, and what ends it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models.desk import DeskLink, DeskSession
from models.errors import Refusal
from models.people import Door
from scheduler import jobs
from scheduler.timetable import run_job
from services.identity import desk
from tests.support.chat import Person, Street
from tests.support.second_doors import a_code, linked, person_of

PAGES = "https://street.example"


@pytest.fixture(autouse=True)
def _pages(street: Street) -> None:
    street.store.rules = replace(street.store.rules, public_url=PAGES)


def the_code(person: Person) -> str:
    found = re.search(r"/console/sign-in\?code=([\w-]+)", person.sees_now("10 分钟内有效").text)
    assert found is not None
    return found[1]


def is_good(street: Street, code: str) -> bool:
    with street.store.read() as session:
        try:
            desk.check_link(session, code, street.clock)
        except Refusal:
            return False
    return True


@pytest.mark.parametrize("words", ["工作台", "打开工作台", "办公桌", "Desk", "/desk"])
@pytest.mark.parametrize(("role", "area"), [("clerk", "HF"), ("admin", "JD"), ("liaison", "JD")])
def test_staff_are_given_a_link_that_opens_their_desk(
    street: Street, words: str, role: str, area: str
) -> None:
    sun = street.staff("孙洁", role, area)
    sun.says(words)
    assert f"{PAGES}/console/sign-in?code=" in sun.last.text
    with street.store.read() as session:
        assert desk.check_link(session, the_code(sun), street.clock) == person_of(street, sun)


@pytest.mark.parametrize("role", ["clerk", "officer", "admin", "supervisor"])
def test_the_menu_of_staff_offers_the_desk(street: Street, role: str) -> None:
    sun = street.staff("孙洁", role, "JD")
    sun.says("菜单")
    sun.taps("打开工作台")
    assert is_good(street, the_code(sun))


def test_what_a_long_menu_leaves_out_is_behind_its_last_button(street: Street) -> None:
    gao = street.staff("高明", "officer", "JD")
    gao.says("菜单")
    assert "我不在" not in gao.last.buttons
    gao.taps("更多功能")
    assert "我不在" in gao.last.buttons


@pytest.mark.parametrize("role", ["", "member", "volunteer", "informant"])
def test_the_desk_is_for_staff(street: Street, role: str) -> None:
    zhang = street.resident("张奶奶")
    if role:
        zhang.says(f"加入 {street.invitation(role, 'HF')}")
    zhang.says("菜单")
    assert "打开工作台" not in zhang.last.buttons
    zhang.says("工作台")
    zhang.sees_now("工作台是给工作人员用的")
    with street.store.read() as session:
        assert session.exec(select(DeskLink)).all() == []


def test_a_report_about_a_desk_is_a_report(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("社区的工作台坏了没人修")
    assert "工作台是给" not in zhang.last.text


def test_without_an_address_it_is_said_who_can_help(street: Street) -> None:
    street.store.rules = replace(street.store.rules, public_url="")
    zhang, sun = street.resident("张奶奶"), street.staff("孙洁", "clerk", "HF")
    sun.says("工作台")
    sun.sees_now("MINQING_WEB__PUBLIC_URL")
    zhang.says("工作台")
    zhang.sees_now("工作台是给工作人员用的")
    browser = linked(street, sun, Door.BROWSER)
    browser.says("工作台")
    assert "\n/console/sign-in?code=" in browser.last.text
    assert is_good(street, the_code(browser))


def test_a_group_never_sees_a_link(street: Street) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    group = street.group("工作群")
    group.hears(sun, "/desk")
    assert "sign-in" not in group.last.text
    with street.store.read() as session:
        assert session.exec(select(DeskLink)).all() == []


def test_links_are_not_given_without_end(street: Street) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    for _ in range(10):
        sun.says("工作台")
        assert is_good(street, the_code(sun))
    sun.says("工作台")
    assert "sign-in" not in sun.last.text
    street.passes(hours=1)
    sun.says("工作台")
    assert is_good(street, the_code(sun))


def a_seat(session: Session, street: Street, person: Person) -> tuple[str, str]:
    """Give somebody an open desk, and a link that was not used."""
    person_id = person_of(street, person)
    assert person_id is not None
    token = desk.sit_down(session, person_id, "Firefox", street.clock)
    return token, desk.issue_link(session, person_id, street.clock)


def test_another_door_that_joins_or_is_signed_out_closes_the_desk(street: Street) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    for change in ("joins", "leaves"):
        with street.store.write() as session:
            token, code = a_seat(session, street, sun)
        if change == "joins":
            zhang = street.resident("张奶奶")
            zhang.reports()
            zhang.says(f"关联 {a_code(sun)}")
            zhang.taps("都是我本人")
        else:
            street.passes(days=2)
            with street.store.write() as session:
                token, code = a_seat(session, street, sun)
            sun.says("我的资料")
            sun.taps("退出")
        with street.store.read() as session:
            assert desk.find_session(session, token, street.clock) is None
        assert not is_good(street, code)


def test_whoever_is_erased_leaves_no_trace_at_the_desk(street: Street) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    with street.store.write() as session:
        a_seat(session, street, sun)
    street.dismisses("孙洁", "clerk", "HF")
    sun.says("我的资料")
    sun.taps("撤回同意并删除")
    sun.taps("删除")
    sun.sees_now("已经删除")
    with street.store.read() as session:
        assert session.exec(select(DeskLink)).all() == []
        assert session.exec(select(DeskSession)).all() == []


def test_what_was_over_a_month_ago_is_forgotten_at_night(street: Street) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    with street.store.write() as session:
        a_seat(session, street, sun)
    street.passes(days=29)
    with street.store.write() as session:
        a_seat(session, street, sun)
    assert run_job(street.store, jobs.forget_seats, street.clock) == 0
    street.passes(days=1, hours=13)
    assert run_job(street.store, jobs.forget_seats, street.clock) > 0
    with street.store.read() as session:
        (left,) = session.exec(select(DeskSession)).all()
        assert left.ends_at > street.clock.now() - timedelta(days=30)


@pytest.mark.parametrize("role", ["clerk", "admin"])
def test_who_is_asked_for_a_name_may_go_to_the_desk_instead(street: Street, role: str) -> None:
    wang = street.person("")
    wang.says(f"加入 {street.invitation(role, 'HF')}")
    wang.sees_now("怎么称呼您")
    wang.says("工作台")
    assert any(f"{PAGES}/console/sign-in?code=" in it.text for it in wang.screen)
