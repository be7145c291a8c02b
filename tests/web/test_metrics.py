"""`/metrics`: what waits and which doors work, and nothing of anybody."""

import re
from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient
from prometheus_client.parser import text_string_to_metric_families
from sqlmodel import select

from models.inbox import Event, EventState
from models.people import Door
from services.clock import SetClock
from services.measures import take_measures
from services.reception import inbox
from services.reception.inbox import Envelope
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, a_message, an_account
from tests.support.offices import a_case, a_resident
from tests.support.towns import a_town
from web.app import Site, make_app


def values_of(page: str) -> dict[str, float]:
    """Read a page as Prometheus does."""
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


async def scrape(store: Store, clock: SetClock, faults: dict[str, str | None]) -> str:
    """Ask as Prometheus does."""

    def nothing() -> str:
        return ""

    def measure() -> object:
        with store.read() as session:
            return take_measures(session, clock)

    site = Site("解放街道", nothing, nothing, lambda: faults, dict, measure=measure)  # type: ignore[arg-type]
    async with AsyncClient(transport=ASGITransport(make_app(site)), base_url="http://x") as client:
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return answer.text


async def test_what_waits_is_counted(store: Store) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        a_town(session)
        case = a_case(session, a_resident(session), clock, "XF-1")
        account = an_account(session)
        a_message(session, account)
        due = case.due_at
    clock.at = due + timedelta(hours=1)
    found = values_of(await scrape(store, clock, {"telegram": None, "wechat": "refused"}))
    assert found["minqing_cases_unanswered[]"] == 1
    assert found["minqing_cases_overdue[]"] == 1
    assert found["minqing_outbox_messages['waiting']"] >= 1
    assert found["minqing_outbox_age_seconds[]"] > 0
    assert found["minqing_door_up['telegram']"] == 1
    assert found["minqing_door_up['wechat']"] == 0


async def test_what_failed_is_counted_apart(store: Store) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        told = (
            Envelope("1", b"{}", "6000001", "6000001"),
            Envelope("2", b"{}", "6000001", "6000001"),
        )
        inbox.receive(session, Door.TELEGRAM, ROBOT, told, clock)
        session.exec(select(Event)).all()[0].state = EventState.DEAD
    clock.move(timedelta(minutes=1))
    found = values_of(await scrape(store, clock, {}))
    assert found["minqing_inbox_events['waiting']"] == 1
    assert found["minqing_inbox_events['dead']"] == 1
    assert found["minqing_inbox_age_seconds[]"] == pytest.approx(60, abs=1)


async def test_the_page_names_nobody(store: Store) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        a_town(session)
        a_case(session, a_resident(session, "张桂兰"), clock, "XF-1")
    page = await scrape(store, clock, {})
    assert re.search(r"[\u4e00-\u9fff]", page) is None
