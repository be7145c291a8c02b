"""Addresses and hosts that somebody made up."""

import pytest

from tests.support.desks import Browser, Office
from tests.web.desk import conftest as desks

office = desks.office
EVIL = "evil.example"


async def at(browser: Browser, path: str) -> str:
    """Give where an address leads, asked of a host that is not ours."""
    answer = await browser.client.get(path, headers={"Host": EVIL})
    return str(answer.headers.get("Location", ""))


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/console/", "/console"),
        ("/board/notices/?list=all", "/board/notices?list=all"),
        ("//evil.example/", ""),
        ("/board//", "/board"),
    ],
)
async def test_a_slash_too_many_leads_to_our_own_page(office: Office, path: str, to: str) -> None:
    assert await at(office.newcomer(), path) == to


@pytest.mark.parametrize("row", ["0", "9" * 25, "x"])
async def test_a_number_that_is_no_rows_is_a_page_that_is_not_there(
    office: Office, row: str
) -> None:
    visitor, clerk = office.newcomer(), await office.a_clerk()
    await visitor.opens(f"/board/briefs/{row}")
    assert visitor.status == 404
    visitor.sees("没有这一页，请回公示栏首页。")
    await clerk.opens(f"/console/briefs/{row}")
    assert clerk.status == 404
    clerk.sees("没有这一页，请回工作台。")
