"""HEAD is answered wherever GET is, as GET would, without a word; other methods are named."""

import pytest

from tests.support.desks import Office
from tests.web.desk import conftest as desks

office = desks.office


@pytest.mark.parametrize(
    "path",
    ["/", "/healthz", "/readyz", "/board", "/board/cases", "/board/charts/months.svg",
     "/board/nothing", "/follow", "/console", "/console/sign-in", "/robots.txt",
     "/static/site.css"],
)  # fmt: skip
async def test_head_is_answered_as_get_is(office: Office, path: str) -> None:
    client = office.newcomer().client
    whole, head = await client.get(path), await client.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    for name in ("Content-Type", "Content-Length", "Content-Security-Policy", "Location"):
        assert head.headers.get(name) == whole.headers.get(name)


async def test_a_stream_that_never_ends_is_not_begun_for_a_head(office: Office) -> None:
    clerk = await office.a_clerk()
    answer = await clerk.client.head("/console/events")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/healthz", "GET, HEAD"), ("/console/sign-in", "GET, HEAD, POST")],
)
async def test_a_wrong_method_is_told_all_that_are_right(
    office: Office, path: str, allowed: str
) -> None:
    answer = await office.newcomer().client.put(path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)
