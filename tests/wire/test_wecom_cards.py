"""Cards with buttons: sent once, marked when pressed, changed in their place."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.platforms.wecom import WecomAdapter
from models.errors import (
    PlatformDown,
    Rejected,
)
from services.clock import SetClock
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.shelves import Shelf
from tests.support.wecom_app import a_call, an_adapter, to
from tests.support.wecom_bodies import a_press
from tests.wecom_server import Person, WeComServer

SEND = "/cgi-bin/message/send"
TOKEN = "/cgi-bin/gettoken"


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def server() -> Iterator[WeComServer]:
    with WeComServer() as server:
        yield server


@pytest.fixture
def wang(server: WeComServer) -> Person:
    return server.person("王网格", userid="WangGang")


@pytest.fixture
async def adapter(
    server: WeComServer, store: Store, clock: SetClock
) -> AsyncIterator[WecomAdapter]:
    adapter = an_adapter(server.origin, store, clock)
    yield adapter
    await adapter.close()


async def test_choices_stand_on_a_card(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    outer_id = await adapter.send(to(wang, "JD-2026-000001\n路灯不亮", "签收", "退回", "取消"))
    card = wang.sees("JD-2026-000001\n路灯不亮")
    assert (card.id, card.buttons) == (outer_id, ["签收", "退回", "取消"])
    assert [it.key for it in card.card_buttons] == ["m1.0 签收", "m1.1 退回", "m1.2 取消"]
    assert server.refused == []


async def test_a_card_that_went_out_before_counts_as_sent(
    server: WeComServer, wang: Person, adapter: WecomAdapter, store: Store, clock: SetClock
) -> None:
    server.drops_next(SEND)
    with pytest.raises(PlatformDown):
        await adapter.send(to(wang, "要签收吗？", "签收"))
    again = an_adapter(server.origin, store, clock)
    assert await again.send(to(wang, "要签收吗？", "签收")) == ""
    await again.close()
    assert wang.shown == ["要签收吗？"]
    assert server.codes_refused() == [42014]


async def test_a_long_text_goes_before_its_card(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    story = "\n".join(f"第{number}行，说了些什么。" for number in range(100))
    parts = adapter.split_above_buttons(f"{story}\n对吗？")
    assert adapter.shows_buttons(story, to(wang, "", "是", "否").buttons)
    assert not adapter.shows_buttons(story, to(wang, "", *"一二三四五六七").buttons)
    await adapter.send(to(wang, f"{story}\n对吗？", "是", "否"))
    assert [it.text for it in wang.inbox] == list(parts)
    assert wang.inbox[-1].buttons == ["是", "否"]
    assert server.refused == []


async def test_what_no_card_holds_is_refused_before_it_is_tried(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    with pytest.raises(Rejected):
        await adapter.send(to(wang, "哪一个？", *"一二三四五六七"))
    assert server.calls_of(SEND) == []


async def test_a_pressed_card_shows_what_was_pressed(
    server: WeComServer, wang: Person, adapter: WecomAdapter, clock: SetClock
) -> None:
    await adapter.open(Shelf().receive)
    await adapter.send(to(wang, "要签收吗？", "签收", "退回"))
    wang.taps("签收")
    code = next(reversed(server.world.codes))
    press = a_press("m1.0 签收", FromUserName=wang.userid, ResponseCode=code)
    for _ in range(2):  # the second time the code is used up, and nothing happens
        answered = await adapter.take_call(a_call(press, clock))
        assert answered.done is not None
        await answered.done()
    card = wang.sees("已选：签收")
    assert (card.text, card.buttons) == ("要签收吗？\n已选：签收", [])
    assert server.codes_refused() == [42045]


async def test_a_newer_look_takes_the_place_of_a_card_once(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    first = await adapter.send(to(wang, "还缺 2 人", "认领"))
    again = await adapter.send(to(wang, "还缺 1 人", "认领", "不去", edits=first, key="18.0.abc"))
    assert again == first
    assert wang.shown == ["还缺 1 人"]
    assert wang.inbox[0].buttons == ["认领", "不去"]
    third = await adapter.send(to(wang, "还缺 3 人", "认领", edits=first, key="19.0.abc"))
    assert third != first
    assert wang.shown == ["还缺 1 人", "还缺 3 人"]
    assert server.refused == []


async def test_a_last_look_without_buttons_closes_the_card(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    first = await adapter.send(to(wang, "还缺 1 人", "认领"))
    await adapter.send(to(wang, "人齐了", edits=first, key="18.0.abc"))
    assert [it.buttons for it in wang.inbox] == [[], []]
    assert wang.shown == ["还缺 1 人\n有变化，见下面的新消息", "人齐了"]
    assert server.refused == []


async def test_a_code_that_is_too_old_makes_a_new_message(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    first = await adapter.send(to(wang, "还缺 2 人", "认领"))
    server.later(73 * 3600)
    server.expires_tokens()
    await adapter.send(to(wang, "还缺 1 人", "认领", edits=first, key="18.0.abc"))
    assert wang.shown == ["还缺 2 人", "还缺 1 人"]
