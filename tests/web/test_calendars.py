"""The calendar behind a secret link: whose shifts are in it, and who may read it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlmodel import select

from models.access import Role
from models.points import CalendarFeed
from models.shifts import AttendanceState, Shift
from services.areas import areas
from services.clock import SetClock
from services.erasing import erasure
from services.identity import merging
from services.office import access
from services.serving import feed
from services.store import Store
from tests.support.chat import MORNING
from tests.support.service import a_claim, a_member, an_attendance, an_opening
from web.app import Site, make_app
from web.calendars import Calendars
from web.limits import Buckets

SATURDAY = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
"""Nine in Shanghai."""

WRONG = "A" * 43


class Reader:
    """A calendar program that asks the street's site."""

    def __init__(self, store: Store, requests: Buckets | None = None) -> None:
        self.clock = SetClock(MORNING)
        buckets = (requests or Buckets(1000, 1), requests or Buckets(1000, 1))
        calendars = Calendars(store, self.clock, *buckets)
        site = Site("清河街道", lambda: "12345", lambda: None, dict, dict, calendars=calendars)
        self.app = make_app(site)

    async def asks(self, secret: str, method: str = "GET") -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=("192.0.2.1", 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://street.test") as client:
            return await client.request(method, f"/calendar/{secret}.ics")

    async def events(self, secret: str) -> dict[str, dict[str, str]]:
        """Read the events of a calendar by their UID."""
        answer = await self.asks(secret)
        assert answer.status_code == 200
        found = re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", unfolded(answer.text), re.DOTALL)
        events = [dict(line.split(":", 1) for line in each.splitlines()) for each in found]
        return {event["UID"]: event for event in events}


def unfolded(written: str) -> str:
    """Put long lines together again (RFC 5545, 3.1), each ending as lines do here."""
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    return written.replace("\r\n ", "").replace("\r\n", "\n")


@pytest.fixture
def reader(store: Store) -> Iterator[Reader]:
    yield Reader(store)
    store.close()


def a_holder(store: Store, name: str = "陈卫国", at: datetime = SATURDAY, **part: object) -> int:
    """Make a member with a shift; give their id."""
    with store.write() as session:
        person_id = a_member(session, "HF", name)
        times = f"{at:%a} 09:00-11:00"
        found = an_opening(session, code="HF", place=f"{name}家门口", times=times)
        an_attendance(session, a_claim(session, found, person_id), at, **part)
    return person_id


def a_secret(store: Store, person_id: int, reader: Reader) -> str:
    """Make a link."""
    with store.write() as session:
        return feed.make_feed(session, person_id, reader.clock)


async def test_nobody_in_particular_reads_a_calendar_by_its_secret(
    store: Store, reader: Reader
) -> None:
    secret = a_secret(store, a_holder(store), reader)
    answer = await reader.asks(secret)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("private")
    (event,) = (await reader.events(secret)).values()
    assert event["DTSTART"] == "20261128T010000Z"
    assert event["DTEND"] == "20261128T030000Z"
    assert "环境卫生清理、小区绿化" in event["SUMMARY"]
    assert event["LOCATION"] == "陈卫国家门口"
    assert event["STATUS"] == "CONFIRMED"
    assert await reader.events(secret) == await reader.events(secret)


async def test_the_events_keep_their_uid_when_they_move(store: Store, reader: Reader) -> None:
    secret = a_secret(store, a_holder(store), reader)
    before = await reader.events(secret)
    with store.write() as session:
        shift = session.exec(select(Shift)).one()
        shift.starts_at += timedelta(hours=1)
        shift.ends_at += timedelta(hours=1)
    after = await reader.events(secret)
    assert list(before) == list(after)
    assert [it["DTSTART"] for it in after.values()] == ["20261128T020000Z"]


async def test_another_persons_shifts_are_never_in_it(store: Store, reader: Reader) -> None:
    mine, theirs = a_holder(store), a_holder(store, "李红", SATURDAY + timedelta(days=1))
    secrets = [a_secret(store, it, reader) for it in (mine, theirs)]
    first, second = [await reader.events(secret) for secret in secrets]
    assert [it["LOCATION"] for it in first.values()] == ["陈卫国家门口"]
    assert [it["LOCATION"] for it in second.values()] == ["李红家门口"]
    assert "李红" not in (await reader.asks(secrets[0])).text


async def test_whatever_is_wrong_with_a_secret_the_answer_is_the_same(
    store: Store, reader: Reader
) -> None:
    person_id = a_holder(store)
    old = a_secret(store, person_id, reader)
    new = a_secret(store, person_id, reader)
    answers = [
        await reader.asks(secret)
        for secret in (old, WRONG, "x", "%00", new + "A", new[:-1], new.swapcase(), "钥匙")
    ]
    looks = {(it.status_code, it.content, tuple(sorted(it.headers.items()))) for it in answers}
    assert [look[:2] for look in looks] == [(404, b"")]
    assert (await reader.asks(new)).status_code == 200
    assert (await reader.asks(new, "HEAD")).status_code == 200


async def test_a_revoked_link_opens_nothing(store: Store, reader: Reader) -> None:
    person_id = a_holder(store)
    secret = a_secret(store, person_id, reader)
    with store.write() as session:
        assert feed.has_feed(session, person_id)
        feed.revoke_feed(session, person_id, reader.clock)
        assert not feed.has_feed(session, person_id)
    assert (await reader.asks(secret)).status_code == 404


async def test_the_store_keeps_no_secret(store: Store, reader: Reader) -> None:
    secret = a_secret(store, a_holder(store), reader)
    with store.read() as session:
        kept = session.exec(select(CalendarFeed.secret_hash)).one()
    assert len(secret) == 43
    assert secret not in kept
    assert (await reader.asks(kept)).status_code == 404


@pytest.mark.parametrize("state", AttendanceState)
async def test_only_a_shift_one_need_not_come_to_is_cancelled(
    store: Store, reader: Reader, state: AttendanceState
) -> None:
    secret = a_secret(store, a_holder(store, state=state), reader)
    (event,) = (await reader.events(secret)).values()
    is_off = state in {AttendanceState.EXCUSED, AttendanceState.COVERED}
    assert event["STATUS"] == ("CANCELLED" if is_off else "CONFIRMED")
    assert event["SUMMARY"].startswith(
        {"excused": "已请假", "covered": "有人顶班"}.get(state, "环境")
    )


async def test_a_shift_that_was_called_off_is_cancelled(store: Store, reader: Reader) -> None:
    secret = a_secret(store, a_holder(store), reader)
    with store.write() as session:
        session.exec(select(Shift)).one().cancelled_at = MORNING
    (event,) = (await reader.events(secret)).values()
    assert (event["STATUS"], event["SUMMARY"][:3]) == ("CANCELLED", "已取消")


async def test_it_looks_sixty_days_back_and_ninety_ahead(store: Store, reader: Reader) -> None:
    with store.write() as session:
        person_id = a_member(session, "HF")
        claim = a_claim(session, an_opening(session, code="HF"), person_id)
        for days in (-61, -59, 89, 91):
            an_attendance(session, claim, MORNING + timedelta(days=days))
    events = await reader.events(a_secret(store, person_id, reader))
    assert [it["DTSTART"][:8] for it in events.values()] == ["20260925", "20270220"]


async def test_a_person_who_is_erased_has_no_calendar(store: Store, reader: Reader) -> None:
    person_id = a_holder(store)
    secret = a_secret(store, person_id, reader)
    with store.write() as session:
        place = areas.get_area(session, "HF")
        access.dismiss(session, person_id, Role.MEMBER, place, reader.clock)
        erasure.erase_absent(session, person_id, reader.clock)
    assert (await reader.asks(secret)).status_code == 404
    with store.read() as session:
        assert session.exec(select(CalendarFeed)).all() == []


async def test_two_who_turn_out_to_be_one_have_one_calendar(store: Store, reader: Reader) -> None:
    gone, kept = a_holder(store), a_holder(store, "李红", SATURDAY + timedelta(days=1))
    old, new = (a_secret(store, it, reader) for it in (gone, kept))
    with store.write() as session:
        merging.merge_people(session, gone, kept, reader.clock)
    assert (await reader.asks(old)).status_code == 404
    assert len(await reader.events(new)) == 2


async def test_guessing_ends_for_an_address_and_not_for_who_knows_a_secret(store: Store) -> None:
    reader = Reader(store, Buckets(2, 60))
    first, second = (a_secret(store, a_holder(store, name), reader) for name in ("张三", "李四"))
    asked = (WRONG, "x", WRONG, first, first, first, second)
    answers = [await reader.asks(it) for it in asked]
    assert [it.status_code for it in answers] == [404, 404, 429, 200, 200, 429, 200]
    assert answers[2].headers["Retry-After"]
    store.close()
