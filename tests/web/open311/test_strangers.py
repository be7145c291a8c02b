"""Who hands in and is not known: nothing of theirs is read, where that can be seen before."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from tests.support.open311 import Caller, a_key
from tests.web.open311.conftest import Town
from web.app import Site, make_app
from web.limits import Buckets, Gate
from web.open311.parts import ROOT, Open311
from web.requests import LARGEST_SENT

FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data; boundary=b"


async def posts(
    app: FastAPI, query: str = "", size: int = 1000, kind: str = FORM
) -> tuple[int, bool]:
    """Hand something in; give the status, and whether it was read."""
    read: list[int] = []

    async def pieces() -> AsyncIterator[bytes]:
        read.append(size)
        yield b"a" * size

    transport = httpx.ASGITransport(app, client=("192.0.2.7", 50000))
    headers = {"Content-Length": str(size), "Content-Type": kind}
    async with httpx.AsyncClient(transport=transport, base_url="http://street.test") as it:
        path = f"{ROOT}/requests.json{query}"
        answer = await it.post(path, content=pieces(), headers=headers)
    return answer.status_code, bool(read)


async def test_a_wrong_key_in_the_address_is_refused_unread(town: Town) -> None:
    caller = Caller(town.store, guessing=Buckets(1, 1e6))
    assert await posts(caller.app, "?api_key=wrong") == (403, False)
    assert await posts(caller.app, "?api_key=wrong") == (429, False)
    key = a_key(town.store)
    assert await posts(caller.app, f"?api_key={key}") != (403, False)


@pytest.mark.parametrize("kind", [FORM, FILES])
async def test_what_is_large_is_not_read(town: Town, kind: str) -> None:
    assert await posts(town.caller.app, size=LARGEST_SENT + 1, kind=kind) == (413, False)


async def test_few_forms_are_read_at_once(town: Town) -> None:
    open311 = Open311(town.store, town.caller.clock, posting=Gate(0, 0))
    site = Site("解放街道", lambda: "12345", lambda: None, dict, dict, open311=open311)
    assert await posts(make_app(site)) == (503, False)


async def test_a_host_that_somebody_wrote_is_not_believed(town: Town) -> None:
    transport = httpx.ASGITransport(town.caller.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://street.test") as it:
        answer = await it.get(f"{ROOT}/discovery.json", headers={"Host": "evil.example"})
    assert "evil.example" not in answer.text
    assert "http://street.test/open311/v2" in answer.text
