"""What browsers and search engines ask of any site, and a word where there is nothing."""

import pytest

from tests.support.desks import Office
from tests.web.desk import conftest as desks

office = desks.office
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize(
    ("cookie", "said"), [("", "没有这一页"), ("minqing_language=en", "There is no such page")]
)
async def test_who_reads_pages_is_told_in_their_language_that_there_is_none(
    office: Office, cookie: str, said: str
) -> None:
    visitor = office.newcomer()
    await visitor.opens("/nope", Accept=BROWSER, Cookie=cookie)
    assert visitor.status == 404
    visitor.sees(said)


async def test_a_program_is_told_so_in_json(office: Office) -> None:
    answer = await office.newcomer().client.get("/nope")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


async def test_robots_are_to_read_nothing(office: Office) -> None:
    answer = await office.newcomer().client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.text == "User-agent: *\nDisallow: /\n"


async def test_an_old_browser_finds_its_icon(office: Office) -> None:
    visitor = office.newcomer()
    await visitor.opens("/favicon.ico")
    assert (visitor.status, visitor.content[:4]) == (200, b"\x00\x00\x01\x00")
    await visitor.opens("/board")
    assert "/static/favicon.ico?" in visitor.page
