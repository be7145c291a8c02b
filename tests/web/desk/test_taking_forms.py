"""What a form may bring to the desk: nothing is read of strangers, and little without files."""

from collections.abc import AsyncIterator

import pytest

from services.clock import SetClock
from tests.support.builders import MONDAY
from tests.support.desks import Browser, Office
from tests.support.offices import a_case, a_resident
from web.desk.parts import ROOT, Desk
from web.limits import Gate
from web.requests import LARGEST_SENT

SEAT = f"{ROOT}/seat"
TABLE = "name,kind\n"


class Body:
    """A form of some size, that tells whether it was read."""

    def __init__(self, size: int) -> None:
        self.is_read = False
        self._size = size

    async def pieces(self) -> AsyncIterator[bytes]:
        """Give it."""
        self.is_read = True
        yield b"a" * self._size

    async def goes(self, browser: Browser, path: str) -> int:
        """Send it with nothing of the page; give the status."""
        headers = {
            "Content-Length": str(self._size),
            "Content-Type": "multipart/form-data; boundary=b",
        }
        answer = await browser.client.post(path, content=self.pieces(), headers=headers)
        return answer.status_code


@pytest.mark.parametrize(
    "path", [f"{SEAT}/end", f"{ROOT}/members/import", f"{ROOT}/triage/several/accept"]
)
async def test_what_a_stranger_sends_is_not_read(office: Office, path: str) -> None:
    body = Body(1000)
    assert await body.goes(office.newcomer(), path) == 401
    assert not body.is_read


async def test_a_form_without_files_may_not_be_large(office: Office) -> None:
    clerk = await office.a_clerk()
    body = Body(LARGEST_SENT + 1)
    assert await body.goes(clerk, f"{SEAT}/end") == 413
    assert not body.is_read


async def test_photos_may_be_larger_than_a_form(office: Office) -> None:
    clerk = await office.a_clerk()
    with office.store.write() as session:
        number = a_case(session, a_resident(session), office.clock).number
    for path in (f"{ROOT}/cases/{number}/do/note", f"{ROOT}/members/import"):
        await clerk.opens()
        files = {"photos": ("a.jpg", b"a" * (LARGEST_SENT + 1))}
        await clerk.submits(path, files=files)
        assert clerk.status != 413


async def test_files_wait_outside_when_too_many_come_at_once(office: Office) -> None:
    desk = Desk(office.store, SetClock(MONDAY), uploads=Gate(0, 0))
    clerk = await Office(office.store, desk=desk).a_clerk()
    body = Body(1000)
    assert await body.goes(clerk, f"{ROOT}/members/import") == 503
    assert not body.is_read
    await clerk.opens(SEAT)
    await clerk.presses("退出")
    assert clerk.status == 200


async def test_whoever_sent_files_leaves_the_gate(office: Office) -> None:
    clerk = await office.a_clerk()
    for _ in range(3):
        await clerk.opens()
        await clerk.submits(f"{ROOT}/members/import", files={"file": ("a.csv", TABLE.encode())})
        assert clerk.status != 503


async def test_what_is_said_next_travels_over_https_only(office: Office) -> None:
    desk = Desk(office.store, office.clock, public_url="https://desk.test")
    clerk = await Office(office.store, office.clock, desk).a_clerk()
    other = office.sits(clerk.person_id)
    await clerk.opens(SEAT)
    answer = await clerk.client.post(f"{SEAT}/others", data={"csrf": clerk.csrf})
    assert "minqing_desk_said=" in answer.headers["set-cookie"]
    assert "Secure" in answer.headers["set-cookie"]
    await other.opens()
    assert other.path == f"{ROOT}/sign-in"
