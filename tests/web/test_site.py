"""The web edge: the first page, health for machines, and Telegram's calls."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from httpx import ASGITransport, AsyncClient, Response

from web.app import Site, make_app
from web.callbacks import LARGEST_BODY

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Behind:
    """What stands behind the pages, as a test wants it."""

    street: str = "解放街道"
    is_store_down: bool = False
    faults: dict[str, str | None] = field(default_factory=dict[str, "str | None"])
    doors: dict[str, str] = field(default_factory=dict[str, str])
    taken: list[tuple[str | None, bytes]] = field(default_factory=list[tuple[str | None, bytes]])
    status: int = 200
    has_webhook: bool = True

    def phone(self) -> str:
        if self.is_store_down:
            raise ConnectionError("the store is down")
        return "0536-1234567"

    async def take(self, secret: str | None, body: bytes) -> int:
        self.taken.append((secret, body))
        return self.status

    def client(self) -> AsyncClient:
        site = Site(
            street_name=self.street,
            office_phone=self.phone,
            check_store=self.phone,
            faults=lambda: self.faults,
            doors=lambda: self.doors,
            telegram=self.take if self.has_webhook else None,
        )
        return AsyncClient(transport=ASGITransport(make_app(site)), base_url="http://street")


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
async def client(behind: Behind) -> AsyncIterator[AsyncClient]:
    async with behind.client() as client:
        yield client


async def test_the_first_page_says_where_to_write_and_whom_to_call(
    behind: Behind, client: AsyncClient
) -> None:
    behind.doors = {"Telegram": "https://t.me/a_bot"}
    page = await client.get("/")
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="zh-CN">' in page.text
    assert "<h1>解放街道民情直通车</h1>" in page.text
    assert 'href="https://t.me/a_bot">Telegram</a>' in page.text
    assert 'href="tel:0536-1234567"' in page.text
    assert "还没有开通" not in page.text
    assert "暂时不通" not in page.text


async def test_without_a_platform_the_first_page_says_what_is_missing(
    client: AsyncClient,
) -> None:
    page = await client.get("/")
    assert page.status_code == 200
    assert "MINQING_TELEGRAM__TOKEN" in page.text


async def test_a_door_that_does_not_work_is_named(behind: Behind, client: AsyncClient) -> None:
    behind.faults = {"telegram": "PlatformDown: secret detail", "browser": None}
    page = await client.get("/")
    assert "telegram 暂时不通" in page.text
    assert "browser" not in page.text
    assert "secret detail" not in page.text


async def test_while_the_store_is_down_there_is_still_a_number_to_call(
    behind: Behind, client: AsyncClient
) -> None:
    behind.is_store_down = True
    page = await client.get("/")
    assert page.status_code == 200
    assert 'href="tel:12345"' in page.text


async def test_a_street_is_called_what_it_is_called_and_nothing_is_run(behind: Behind) -> None:
    behind.street = "<script>alert(1)</script>街道"
    behind.doors = {"Telegram": '"><b>x</b>'}
    async with behind.client() as client:
        page = await client.get("/")
    assert "<script>" not in page.text
    assert "<b>" not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/no-such-page", "/docs"])
async def test_every_answer_is_kept_from_search_engines_and_strangers_scripts(
    client: AsyncClient, path: str
) -> None:
    headers = (await client.get(path)).headers
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/no-such-page", "/docs", "/redoc", "/openapi.json"])
async def test_other_pages_are_not_there(client: AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_the_process_is_healthy_even_when_the_store_is_down(
    behind: Behind, client: AsyncClient
) -> None:
    behind.is_store_down = True
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


@pytest.mark.parametrize(
    ("faults", "status", "says"),
    [
        ({}, 200, {"store": "ok"}),
        ({"telegram": None}, 200, {"store": "ok", "telegram": "ok"}),
        ({"telegram": "no answer"}, 503, {"store": "ok", "telegram": "no answer"}),
        (
            {"telegram": None, "wechat": "no answer"},
            503,
            {"store": "ok", "telegram": "ok", "wechat": "no answer"},
        ),
    ],
)
async def test_ready_means_that_the_store_and_every_configured_door_work(
    behind: Behind,
    client: AsyncClient,
    faults: dict[str, str | None],
    status: int,
    says: dict[str, str],
) -> None:
    behind.faults = faults
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (status, says)


async def test_without_its_store_nothing_is_ready(behind: Behind, client: AsyncClient) -> None:
    behind.is_store_down = True
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"store": "ConnectionError"})


async def call(client: AsyncClient, body: bytes, secret: str | None = None) -> Response:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    return await client.post("/telegram", content=body, headers=headers)


@pytest.mark.parametrize("status", [200, 403, 503])
async def test_telegram_hears_what_its_door_says(
    behind: Behind, client: AsyncClient, status: int
) -> None:
    behind.status = status
    answer = await call(client, b'{"update_id": 1}', "s3cret")
    assert (answer.status_code, answer.content) == (status, b"")
    assert behind.taken == [("s3cret", b'{"update_id": 1}')]


async def test_a_call_without_a_secret_is_the_doors_to_judge(
    behind: Behind, client: AsyncClient
) -> None:
    await call(client, b"\xff not json")
    assert behind.taken == [(None, b"\xff not json")]


@pytest.mark.parametrize(("size", "status"), [(LARGEST_BODY, 200), (LARGEST_BODY + 1, 413)])
async def test_a_body_of_more_than_a_mebibyte_is_not_read(
    behind: Behind, client: AsyncClient, size: int, status: int
) -> None:
    assert (await call(client, b"x" * size)).status_code == status
    assert len(behind.taken) == (status == 200)


async def test_what_only_telegram_may_call_cannot_be_looked_at(client: AsyncClient) -> None:
    assert (await client.get("/telegram")).status_code == 405


async def test_without_a_webhook_there_is_nothing_to_call(behind: Behind) -> None:
    behind.has_webhook = False
    async with behind.client() as client:
        assert (await call(client, b"{}")).status_code == 404
