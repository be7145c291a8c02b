"""The one-time link into the browser: looked at, used once, and left again."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlmodel import col, select

from models.access import Role
from models.people import Account, Door, LinkCode
from services.areas import areas
from services.clock import SetClock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import links, people
from services.identity.invitations import tidy_code
from services.office import access
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import an_account
from tests.support.visitors import House, Visitor

REPORT = "四号楼电梯坏了三天"


def came_by_telegram(house: House, name: str = "张奶奶") -> int:
    with house.store.write() as session:
        account = an_account(session, f"tg {name}")
        return people.consent(session, account.id, name, house.clock)


def a_link(house: House, person_id: int) -> str:
    with house.store.write() as session:
        account = links.list_accounts(session, person_id)[0]
        code = links.issue_code(session, person_id, account.id, house.clock)
    return f"/chat/enter?code={tidy_code(code)}"


async def enters(visitor: Visitor, link: str, **headers: str) -> httpx.Response:
    """Look at a link, and press its button."""
    await visitor.client.get(link)
    return await presses(visitor, link, **headers)


async def presses(visitor: Visitor, link: str, **headers: str) -> httpx.Response:
    """Press the button of a link's page."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = {"code": link.partition("=")[2]}
    return await visitor.client.post("/chat/enter", data=asked, headers=named)


async def files_a_report(visitor: Visitor) -> None:
    await visitor.opens()
    for say in (REPORT, "荷花小区3号楼"):
        await visitor.says(say)
        await visitor.taps("同意" if say == REPORT else "提交")


def owners(store: Store) -> list[int | None]:
    with store.read() as session:
        statement = select(Account.person_id).where(Account.door == Door.BROWSER)
        return list(session.exec(statement.order_by(col(Account.id))))


def is_used(store: Store) -> bool:
    with store.read() as session:
        return session.exec(select(LinkCode.used_at)).one() is not None


async def test_looking_at_a_link_uses_nothing_up(house: House) -> None:
    zhang = came_by_telegram(house)
    link = a_link(house, zhang)
    preview, browser = house.visitor("192.0.2.9"), house.visitor()
    for _ in range(2):
        shown = await preview.client.get(
            link, headers={"User-Agent": "TelegramBot", "Purpose": "prefetch"}
        )
        assert shown.status_code == 200
        assert (await preview.client.head(link)).status_code == 200
    assert not is_used(house.store)
    assert owners(house.store) == []
    first = await browser.client.get(link)
    assert "“张**”" in first.text
    assert "张奶奶" not in first.text
    assert len(re.findall(r"<button", first.text)) == 1
    assert first.headers["cache-control"] == "no-store"
    assert "noindex" in first.headers["x-robots-tag"]
    answer = await presses(browser, link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat")
    assert owners(house.store) == [zhang]


async def test_whoever_entered_sees_their_own_things(house: House) -> None:
    with house.store.write() as session:
        account = an_account(session, "tg")
        zhang = people.consent(session, account.id, "张奶奶", house.clock)
        people.set_area(session, account.id, areas.get_area(session, "HF-HH-3").id)
    first = house.visitor()
    await enters(first, a_link(house, zhang))
    await house.think()
    await first.opens()
    first.sees("您已经登录")
    await first.says(REPORT)
    await first.taps("提交")
    number = re.search(r"HF-\d{4}-\d{6}", first.sees("已提交").text)
    assert number is not None
    second = house.visitor()
    await enters(second, a_link(house, zhang))
    await house.think()
    await second.opens()
    await second.taps("我反映的事")
    assert number[0] in second.last.text


async def test_a_link_opens_once(house: House) -> None:
    zhang = came_by_telegram(house)
    link = a_link(house, zhang)
    first, second = house.visitor(), house.visitor()
    await enters(first, link)
    await second.opens()
    shown = await second.client.get(link)
    assert shown.status_code == 410
    assert "再要一个" in shown.text
    assert (await presses(second, link)).status_code == 410
    assert owners(house.store) == [zhang]
    again = await first.client.get(link)
    assert (again.status_code, again.headers["location"]) == (303, "/chat")


async def test_a_press_sent_twice_comes_to_the_same(house: House) -> None:
    zhang = came_by_telegram(house)
    link = a_link(house, zhang)
    visitor = house.visitor()
    await visitor.client.get(link)
    before = visitor.client.cookies["minqing_chat"]
    first = await presses(visitor, link)
    visitor.client.cookies.set("minqing_chat", before, domain="chat.test", path="/chat")
    second = await presses(visitor, link)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["set-cookie"] == second.headers["set-cookie"]
    assert owners(house.store) == [zhang]


async def test_a_cookie_known_from_before_opens_nothing(house: House) -> None:
    zhang = came_by_telegram(house)
    visitor, thief = house.visitor(), house.visitor()
    await visitor.opens()
    await visitor.says("您好")
    thief.client.cookies.set("minqing_chat", visitor.client.cookies["minqing_chat"])
    await enters(visitor, a_link(house, zhang))
    assert visitor.client.cookies["minqing_chat"] != thief.client.cookies["minqing_chat"]
    await house.think()
    await visitor.opens()
    visitor.sees("您已经登录")
    assert "您好" in visitor.transcript()
    await thief.opens()
    assert thief.lines == []


@pytest.mark.parametrize(
    ("code", "minutes", "status"),
    [("AAABBBCC2", 0, 404), ("", 0, 404), ("x" * 5000, 0, 404), (None, 10, 410)],
)
async def test_what_opens_nothing_says_how_to_get_another(
    house: House, code: str | None, minutes: int, status: int
) -> None:
    link = a_link(house, came_by_telegram(house))
    link = link if code is None else f"/chat/enter?code={code}"
    house.clock.move(timedelta(minutes=minutes))
    visitor = house.visitor()
    await visitor.opens()
    for answer in (await visitor.client.get(link), await presses(visitor, link)):
        assert answer.status_code == status
        assert "我的资料" in answer.text
    assert owners(house.store) == []


async def test_what_was_said_in_this_browser_goes_to_the_person(house: House) -> None:
    zhang = came_by_telegram(house)
    visitor = house.visitor()
    await files_a_report(visitor)
    (before,) = owners(house.store)
    link = a_link(house, zhang)
    shown = await visitor.client.get(link)
    assert "分不开" in shown.text
    assert (await presses(visitor, link)).status_code == 303
    assert owners(house.store) == [zhang]
    assert before != zhang
    with house.store.read() as session:
        assert len(links.list_accounts(session, zhang)) == 2
    await visitor.opens()
    await visitor.says("进度")
    visitor.sees(REPORT)


async def test_a_page_makes_no_worker_somebody_else(house: House) -> None:
    zhang, wang = came_by_telegram(house), came_by_telegram(house, "王网格")
    visitor = house.visitor()
    await enters(visitor, a_link(house, wang))
    with house.store.write() as session:
        grid = areas.get_area(session, "HF-01")
        access.appoint(session, wang, Role.GRID_MANAGER, grid, house.clock)
    link = a_link(house, zhang)
    for answer in (await visitor.client.get(link), await presses(visitor, link)):
        assert answer.status_code == 409
        assert link.partition("=")[2] in answer.text
    assert owners(house.store) == [wang]


@pytest.mark.parametrize("path", ["/chat/enter", "/chat/leave"])
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
async def test_forms_of_other_sites_are_refused(
    house: House, path: str, headers: dict[str, str]
) -> None:
    zhang = came_by_telegram(house)
    visitor = house.visitor()
    await enters(visitor, a_link(house, zhang))
    code = a_link(house, came_by_telegram(house, "钱某")).partition("=")[2]
    answer = await visitor.client.post(path, data={"code": code}, headers=headers)
    assert answer.status_code == 403
    assert owners(house.store) == [zhang]


async def test_a_link_opened_from_elsewhere_is_shown(house: House) -> None:
    visitor = house.visitor()
    link = a_link(house, came_by_telegram(house))
    headers = {"Sec-Fetch-Site": "cross-site", "Referer": "https://web.telegram.org/"}
    assert (await visitor.client.get(link, headers=headers)).status_code == 200
    assert (await presses(visitor, link, Sec_Fetch_Site="same-origin")).status_code == 303


async def test_a_browser_without_cookies_uses_no_link_up(house: House) -> None:
    link = a_link(house, came_by_telegram(house))
    answer = await presses(house.visitor(), link)
    assert answer.status_code == 400
    assert "Cookie" in answer.text
    assert not is_used(house.store)


async def test_links_are_not_tried_without_end(house: House) -> None:
    visitor = house.visitor()
    seen = [
        (await visitor.client.get("/chat/enter?code=AAABBBCC2")).status_code for _ in range(21)
    ]
    assert seen == [404] * 20 + [429]
    elsewhere = house.visitor("192.0.2.7")
    assert (await elsewhere.client.get("/chat/enter?code=AAABBBCC2")).status_code == 404


async def test_codes_guessed_by_one_browser_end_after_five(house: House) -> None:
    visitor = house.visitor()
    await visitor.opens()
    await visitor.says("您好")
    seen = [(await presses(visitor, "=AAABBBCC2")).status_code for _ in range(6)]
    assert seen == [404] * 5 + [429]


async def test_leaving_forgets_the_cookie_here_and_there(house: House) -> None:
    zhang = came_by_telegram(house)
    visitor = house.visitor()
    await enters(visitor, a_link(house, zhang))
    await house.think()
    thief = house.visitor()
    thief.client.cookies.set("minqing_chat", visitor.client.cookies["minqing_chat"])
    await visitor.opens()
    assert "/chat/leave" in visitor.page
    await visitor.opens("/chat/leave")
    assert "查询码" not in visitor.page
    answer = await visitor.client.post("/chat/leave")
    assert answer.status_code == 200
    assert "minqing_chat" not in visitor.client.cookies
    assert owners(house.store) == [None]
    for each in (visitor, thief):
        await each.opens()
        assert each.lines == []
        await each.says("进度")
        assert REPORT not in each.page
    assert owners(house.store) == [None, None, None]


async def test_whoever_leaves_their_only_door_keeps_their_cases_and_is_not_written_to(
    house: House,
) -> None:
    visitor = house.visitor()
    await files_a_report(visitor)
    (person_id,) = owners(house.store)
    assert person_id is not None
    await visitor.opens("/chat/leave")
    assert "查询码" in visitor.page
    await visitor.client.post("/chat/leave")
    assert owners(house.store) == [person_id]
    with house.store.write() as session:
        saying = Saying((verbatim("已答复"),))
        assert not outbox.tell(session, person_id, saying, SetClock(house.clock.now()))
    await visitor.opens()
    assert visitor.lines == []
