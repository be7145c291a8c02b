"""Coming to the desk, staying there for a while, and leaving it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import create_engine
from sqlmodel import select

from models.access import Role
from models.desk import DeskLink, DeskSession
from models.people import Door
from services import demo, marks
from services.areas import areas
from services.identity import accounts, people
from services.identity import desk as sessions
from services.office import access
from tests.support.desks import Browser, Office
from web.desk.parts import Desk
from web.limits import Buckets
from web.pages import with_calls

SIGN_IN = "/console/sign-in"
PREVIEW = "TelegramBot (like TwitterBot)"


def a_link(office: Office, person_id: int) -> str:
    with office.store.write() as session:
        return f"{SIGN_IN}?code={sessions.issue_link(session, person_id, office.clock)}"


async def enters(browser: Browser, link: str) -> None:
    await browser.opens(link)
    await browser.presses("进入工作台")


def uses(office: Office) -> list[bool]:
    with office.store.read() as session:
        return [it.used_at is not None for it in session.exec(select(DeskLink))]


def seats(office: Office) -> Sequence[DeskSession]:
    return office.rows(DeskSession)


async def test_looking_at_a_link_uses_nothing_up(office: Office) -> None:
    link = a_link(office, office.appoints(Role.CLERK, "XF", "孙洁"))
    preview, browser = office.newcomer("192.0.2.9", PREVIEW), office.newcomer()
    await preview.opens(link)
    assert (await preview.client.head(link)).status_code == 200
    assert uses(office) == [False]
    await browser.opens(link)
    browser.sees("您将以“孙洁”的身份进入工作台")
    assert browser.headers["cache-control"] == "no-store"
    assert "noindex" in browser.headers["x-robots-tag"]
    await browser.presses("进入工作台")
    assert (browser.path, browser.status) == ("/console", 200)
    browser.sees("待办", "孙洁")
    assert uses(office) == [True]
    assert [it.browser for it in seats(office)] == ["firefox"]


async def test_who_gave_no_name_is_called_by_what_they_are(office: Office) -> None:
    browser = office.newcomer()
    await browser.opens(a_link(office, office.appoints(Role.ADMIN, "JD", "")))
    browser.sees("您将以“管理员”的身份进入工作台")
    await browser.presses("进入工作台")
    assert '/console/seat">管理员</a>' in browser.page


async def test_a_link_opens_once(office: Office) -> None:
    link = a_link(office, office.appoints(Role.CLERK, "XF"))
    first, second = office.newcomer(), office.newcomer("192.0.2.2")
    await second.opens(link)
    await enters(first, link)
    await second.presses("进入工作台")
    assert second.status == 409
    second.sees("已经用过")
    await second.opens()
    assert second.path == SIGN_IN
    await second.opens(link)
    second.sees("已经用过")


async def test_a_link_is_good_for_ten_minutes(office: Office) -> None:
    link = a_link(office, office.appoints(Role.CLERK, "XF"))
    browser = office.newcomer()
    await browser.opens(link)
    office.clock.move(timedelta(minutes=10))
    await browser.presses("进入工作台")
    assert browser.status == 409
    browser.sees("过期")
    assert seats(office) == []


@pytest.mark.parametrize("code", ["x", "x" * 5000, "%00", "测"])
async def test_what_is_no_link_says_how_to_get_one(office: Office, code: str) -> None:
    browser = office.newcomer()
    await browser.opens(f"{SIGN_IN}?code={code}")
    assert browser.status == 404
    browser.sees("在聊天里发“工作台”")
    await browser.submits(SIGN_IN, code=code)
    assert browser.status == 404


async def test_a_newer_link_ends_the_one_before(office: Office) -> None:
    person_id = office.appoints(Role.CLERK, "XF")
    older, newer = a_link(office, person_id), a_link(office, person_id)
    browser = office.newcomer()
    await browser.opens(older)
    browser.sees("过期")
    await enters(browser, newer)
    assert browser.path == "/console"


async def test_who_has_no_role_any_more_is_out_at_the_next_page(office: Office) -> None:
    clerk = await office.a_clerk()
    link = a_link(office, clerk.person_id)
    with office.store.write() as session:
        where = areas.get_area(session, "XF")
        access.dismiss(session, clerk.person_id, Role.CLERK, where, office.clock)
    await clerk.opens()
    assert clerk.path == SIGN_IN
    await clerk.opens(link)
    assert clerk.status == 403
    clerk.sees("工作台是给工作人员用的")


async def test_a_desk_where_nothing_happens_closes(office: Office) -> None:
    clerk = await office.a_clerk()
    office.clock.move(timedelta(minutes=119))
    await clerk.opens()
    assert clerk.path == "/console"
    office.clock.move(timedelta(minutes=119))
    await clerk.opens()
    assert clerk.path == "/console", "what was opened keeps it open"
    office.clock.move(timedelta(hours=2))
    await clerk.opens()
    assert clerk.path == SIGN_IN


async def test_no_desk_stays_open_for_ever(office: Office) -> None:
    clerk = await office.a_clerk()
    for _ in range(11):
        office.clock.move(timedelta(hours=1))
        await clerk.opens()
    assert clerk.path == "/console"
    office.clock.move(timedelta(hours=1))
    await clerk.opens()
    assert clerk.path == SIGN_IN


async def test_who_leaves_is_out(office: Office) -> None:
    clerk = await office.a_clerk()
    kept = clerk.client.cookies["minqing_desk"]
    await clerk.presses("退出")
    clerk.sees("已退出工作台")
    clerk.client.cookies.set("minqing_desk", kept, domain="desk.test", path="/console")
    await clerk.opens()
    assert clerk.path == SIGN_IN


async def test_two_browsers_of_one_person_know_nothing_of_each_other(office: Office) -> None:
    clerk = await office.a_clerk()
    other = office.sits(clerk.person_id)
    await other.opens()
    await clerk.presses("退出")
    await other.opens()
    assert other.path == "/console"


async def test_who_sat_here_before_sits_here_no_longer(office: Office) -> None:
    browser = await office.a_clerk()
    await enters(browser, a_link(office, office.appoints(Role.OFFICER, "JD", "高明")))
    browser.sees("高明")
    assert [it.ended_at is not None for it in seats(office)] == [True, False]


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}],
)
async def test_a_form_of_another_site_does_nothing(
    office: Office, headers: dict[str, str]
) -> None:
    link = a_link(office, office.appoints(Role.CLERK, "XF"))
    browser = office.newcomer()
    code = link.partition("=")[2]
    answer = await browser.client.post(SIGN_IN, data={"code": code}, headers=headers)
    assert (answer.status_code, uses(office)) == (403, [False])
    clerk = await office.a_clerk()
    assert (await clerk.client.post("/console/sign-out", headers=headers)).status_code == 403
    await clerk.opens()
    assert clerk.path == "/console"


async def test_links_cannot_be_tried_without_end(office: Office) -> None:
    slow = Desk(office.store, office.clock, entering=Buckets(3, 1000))
    house = Office(office.store, office.clock, slow)
    guesser, other = house.newcomer(), house.newcomer("192.0.2.7")
    for number in range(3):
        await guesser.opens(f"{SIGN_IN}?code={number}")
        assert guesser.status == 404
    await guesser.opens(f"{SIGN_IN}?code=4")
    assert guesser.status == 429
    await guesser.submits(SIGN_IN, code="5")
    assert guesser.status == 429
    guesser.sees("试得太多了")
    await enters(other, a_link(office, office.appoints(Role.CLERK, "XF")))
    assert other.path == "/console"


async def test_somebody_without_a_desk_is_given_none(office: Office) -> None:
    for role in (Role.RESIDENT, Role.VOLUNTEER, Role.MEMBER, Role.INFORMANT):
        person_id = office.appoints(role, "XF")
        with office.store.read() as session:
            assert not sessions.may_enter(session, person_id)
    for role in (Role.CLERK, Role.GRID_MANAGER, Role.OFFICER, Role.SUPERVISOR, Role.ADMIN):
        await office.comes(role, "XF")
    await office.a_liaison()


async def test_invented_people_sit_there_only_in_a_demonstration(office: Office) -> None:
    with office.store.write() as session:
        account = accounts.ensure_account(session, Door.BROWSER, "web", "demo:sun", office.clock)
        sun = people.consent(session, account.id, "孙洁", office.clock)
        where = areas.get_area(session, "XF")
        access.appoint(session, sun, Role.CLERK, where, office.clock)
    browser = office.newcomer()
    await browser.opens(SIGN_IN)
    browser.misses("孙洁")
    await browser.submits(SIGN_IN, demo="sun")
    assert browser.status == 404
    with office.store.write() as session:
        marks.set_mark(session, demo.MARK, "now")
    await browser.opens(SIGN_IN)
    browser.misses("张奶奶")
    await browser.presses("孙洁")
    assert browser.path == "/console"
    await browser.submits(SIGN_IN, demo="zhang")
    assert browser.status == 404


async def test_while_the_store_is_gone_a_page_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = a_link(office, office.appoints(Role.CLERK, "XF"))
    clerk = await office.a_clerk()
    monkeypatch.setattr(office.store, "engine", create_engine("sqlite:////nowhere/at/all.db"))
    for path in ("/console", SIGN_IN, link):
        await clerk.opens(path)
        assert clerk.status == 503, path
        clerk.sees("现在存不下来", "12345")
    for path in (SIGN_IN, "/console/sign-out"):
        await clerk.submits(path, code="x")
        assert clerk.status == 503, path
    monkeypatch.undo()
    await clerk.opens()
    assert clerk.path == "/console"


@pytest.mark.parametrize("address", ["", "https://evil.example", "http://[::1]:8080"])
def test_the_chat_page_makes_a_link_to_the_desk_one_to_press(address: str) -> None:
    shown = with_calls(f"请打开：\n{address}/console/sign-in?code=aB-_9\n<b>&")
    assert '<a href="/console/sign-in?code=aB-_9" target="_blank"' in shown
    assert shown.endswith("</a>\n&lt;b&gt;&amp;")
    assert "<a" not in with_calls(f"{address}/console/cases")


async def test_signing_out_is_never_refused_by_the_limit(office: Office) -> None:
    slow = Desk(office.store, office.clock, entering=Buckets(1, 1000))
    house = Office(office.store, office.clock, slow)
    clerk, guesser = await house.a_clerk(), house.newcomer()
    for status in (404, 429):
        await guesser.opens(f"{SIGN_IN}?code=x")
        assert guesser.status == status
    assert guesser.headers["retry-after"] == "30"
    await clerk.presses("退出")
    clerk.sees("已退出工作台")
    await clerk.opens()
    assert clerk.path == SIGN_IN
