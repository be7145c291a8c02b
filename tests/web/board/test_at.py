"""The page that the code on a poster opens: it knows the area, and offers the right doors."""

from collections.abc import Mapping

import httpx
import pytest

from models.errors import PlatformDown
from services.clock import SetClock
from services.store import Store
from tests.support.builders import MONDAY
from web.app import Site, make_app
from web.board.parts import Board

WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 6.0) MicroMessenger/8.0.40"}
WECOM = {"User-Agent": "Mozilla/5.0 wxwork/4.1 MicroMessenger/7.0.1"}


class Account:
    """An official account that makes codes, unless it is down."""

    def __init__(self, *, is_down: bool = False) -> None:
        self.asked: list[str] = []
        self._is_down = is_down

    async def make(self, scene: str) -> str:
        self.asked.append(scene)
        if self._is_down:
            raise PlatformDown("busy")
        return f"http://weixin.qq.com/q/{scene}"


def a_visitor(
    store: Store, account: Account | None = None, doors: Mapping[str, str] | None = None
) -> httpx.AsyncClient:
    """Give somebody who scanned a code."""
    ask = None if account is None else account.make
    board = Board(store, SetClock(MONDAY), None, lambda: doors or {}, ask)
    site = Site("清河街道", lambda: "1", lambda: None, dict, dict, board=board)
    transport = httpx.ASGITransport(make_app(site))
    return httpx.AsyncClient(transport=transport, base_url="http://board.test")


async def test_the_page_knows_the_area_and_leads_to_doors_that_know_it_too(store: Store) -> None:
    visitor = a_visitor(store, doors={"Telegram": "https://t.me/a_bot"})
    page = (await visitor.get("/at/HF-HH-3")).text
    assert "3号楼" in page
    assert 'href="/chat?start=area-HF-HH-3"' in page
    assert 'href="https://t.me/a_bot?start=area-HF-HH-3"' in page
    assert "wechat.svg" not in page


async def test_in_wechat_the_account_s_own_code_is_offered_and_asked_for_once(
    store: Store,
) -> None:
    account = Account()
    visitor = a_visitor(store, account)
    for _ in range(2):
        page = await visitor.get("/at/hf-hh", headers=WECHAT)
        assert "/at/hf-hh/wechat.svg" in page.text
    drawn = await visitor.get("/at/hf-hh/wechat.svg", headers=WECHAT)
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert account.asked == ["area-HF-HH"]


async def test_outside_wechat_and_in_wecom_no_code_is_asked_for(store: Store) -> None:
    account = Account()
    visitor = a_visitor(store, account)
    for headers in ({}, WECOM):
        assert "wechat.svg" not in (await visitor.get("/at/HF-HH", headers=headers)).text
    assert account.asked == []


async def test_when_wechat_makes_no_code_the_chat_page_is_left(store: Store) -> None:
    visitor = a_visitor(store, Account(is_down=True))
    page = await visitor.get("/at/HF-HH", headers=WECHAT)
    assert page.status_code == 200
    assert "wechat.svg" not in page.text
    assert "/chat?start=area-HF-HH" in page.text
    assert (await visitor.get("/at/HF-HH/wechat.svg", headers=WECHAT)).status_code == 404


@pytest.mark.parametrize("code", ["NO", "%3Cscript%3E", "x" * 300])
async def test_an_unknown_place_still_finds_the_doors(store: Store, code: str) -> None:
    account = Account()
    answer = await a_visitor(store, account).get(f"/at/{code}", headers=WECHAT)
    assert answer.status_code == 404
    assert 'href="/chat"' in answer.text
    assert "<script>" not in answer.text
    assert account.asked == []
