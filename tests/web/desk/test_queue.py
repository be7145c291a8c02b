"""The first page of the desk: what waits, what else waits, and whether it changed."""

import asyncio
from datetime import timedelta

from models.access import Role
from models.cases import Case
from tests.support.desks import Browser, Office
from tests.support.offices import a_case, a_resident
from web.desk.live import _tell  # pyright: ignore[reportPrivateUsage] - the stream itself
from web.desk.parts import Desk
from web.desk.watching import Live


def files(office: Office, words: str = "楼道灯不亮", code: str = "XF-1", **report: object) -> Case:
    with office.store.write() as session:
        case = a_case(session, a_resident(session), office.clock, code, words=words, **report)
        session.expunge(case)
    return case


def numbers(browser: Browser) -> list[str]:
    return [each[:14] for each in browser.text.split() if each.startswith("XF-2")]


async def test_what_presses_most_stands_first(office: Office) -> None:
    first, second = files(office), files(office, "下水道堵了")
    office.clock.move(timedelta(hours=1))
    urgent = files(office, "电梯关人了", is_urgent=True)
    manager = await office.a_manager()
    assert numbers(manager) == [urgent.number, first.number, second.number]
    manager.sees("楼道灯不亮", "第一网格", "紧急", "没有人接", "共 3 件")
    office.clock.move(timedelta(days=20))
    await office.a_clerk()
    manager = await office.a_manager()
    manager.sees("已超期")
    assert "3 已超期 0 今天到期 3 没有人接 0 待签收 3 一共" in manager.text


async def test_nobody_sees_what_waits_for_others(office: Office) -> None:
    case = files(office)
    for browser in (
        await office.another_clerk(),
        await office.a_manager("XF-2"),
        await office.an_admin(),
        await office.a_liaison(),
    ):
        browser.misses(case.number, "楼道灯不亮")
        browser.sees("现在没有等您办的事")


async def test_a_long_queue_has_pages(office: Office) -> None:
    with office.store.write() as session:
        zhang = a_resident(session)
        for number in range(27):
            a_case(session, zhang, office.clock, words=f"第{number}处路灯不亮")
    clerk = await office.a_clerk()
    first = numbers(clerk)
    await clerk.follows("下一页")
    assert (len(first), len(numbers(clerk))) == (25, 2)
    assert not set(first) & set(numbers(clerk))
    await clerk.follows("上一页")
    assert numbers(clerk) == first
    for wrong in ("-1", "x", "9" * 17):
        await clerk.opens(f"/console?after={wrong}")
        assert clerk.status == 200


async def test_a_page_is_told_when_something_changed_and_when_it_is_over(office: Office) -> None:
    desk = Desk(office.store, office.clock, live=Live(0.0))
    clerk = office.sits(office.appoints(Role.CLERK, "XF"))
    told = _tell(desk, clerk.client.cookies["minqing_desk"])
    assert (await anext(told)).startswith("retry:")
    before = await anext(told)
    files(office)
    async with asyncio.timeout(10):
        after = await anext(told)
    assert before.startswith("data: ")
    assert after.startswith("data: ")
    assert int(after[6:]) != int(before[6:])
    desk.live.hang_up()
    async with asyncio.timeout(10):
        assert [each async for each in told] == []


async def test_a_page_that_only_asks_by_itself_keeps_no_desk_open(office: Office) -> None:
    clerk = await office.a_clerk()
    for _ in range(3):
        office.clock.move(timedelta(minutes=50))
        await clerk.opens(X_Live="1")
    assert clerk.path == "/console/sign-in"


async def test_who_is_not_told_at_once_may_ask(office: Office) -> None:
    clerk, nobody = await office.a_clerk(), office.newcomer()
    await clerk.opens("/console/events", Accept="application/json")
    assert clerk.status == 200
    assert '"version"' in clerk.page
    await nobody.opens("/console/events")
    assert nobody.status == 401
    seat = "1"
    held = [office.desk.live.streams.enter(seat) for _ in range(5)]
    assert held == [True] * 4 + [False]
    await clerk.opens("/console/events")
    assert clerk.status == 503
