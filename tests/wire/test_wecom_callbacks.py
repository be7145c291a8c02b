"""What WeCom calls us for: stored before it is answered, and nothing of a stranger."""

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from bot.platforms.tencent.callbacks import WRONG_SIGNATURE
from bot.platforms.wecom import WecomAdapter
from services import turned_away
from services.clock import SetClock
from services.sealing import Vault
from services.store import Store
from tests.servers.crypt import Cipher
from tests.support.builders import MONDAY, SECRET
from tests.support.shelves import Shelf, until
from tests.support.wecom_app import CIPHER, a_call, a_check, a_sealed_call, an_adapter
from tests.support.wecom_bodies import MEMBER, a_press, a_text, an_event
from tests.wecom_server import AES_KEY, CORP_ID, TOKEN, WeComServer
from web.callbacks import Answered, Called


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
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def adapter(
    server: WeComServer, store: Store, clock: SetClock, shelf: Shelf
) -> AsyncIterator[WecomAdapter]:
    adapter = an_adapter(server.origin, store, clock)
    await adapter.open(shelf.receive)
    await until(lambda: adapter.fault is None)
    yield adapter
    await adapter.close()


async def taken(adapter: WecomAdapter, call: Called) -> Answered:
    """Take a call as the web side does."""
    return adapter.admit(call) or await adapter.take_call(call)


async def test_the_check_of_the_address_hears_its_bare_words(
    adapter: WecomAdapter, clock: SetClock
) -> None:
    answered = await taken(adapter, a_check("1616140317555161061", clock))
    assert answered == Answered(200, "1616140317555161061")


async def test_what_a_member_says_is_stored_and_answered_with_nothing(
    adapter: WecomAdapter, clock: SetClock, shelf: Shelf
) -> None:
    raw = a_text("三号楼路灯不亮")
    assert await taken(adapter, a_call(raw, clock)) == Answered(200, "")
    [kept] = shelf.kept
    assert (kept.payload, kept.sender, kept.chat, kept.is_private) == (raw, MEMBER, MEMBER, True)
    assert adapter.hear(kept.payload).words == "三号楼路灯不亮"


async def test_what_cannot_be_stored_is_brought_again(
    adapter: WecomAdapter, clock: SetClock, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    shelf.is_full = True
    for _ in range(3):
        assert (await taken(adapter, a_call(a_text("喂"), clock))).status == 503
    assert adapter.fault is None  # the store tells for itself how it is, and when it is well again
    shelf.is_full = False
    assert (await taken(adapter, a_call(a_text("喂"), clock))).status == 200
    lines = [it.message for it in caplog.records if "stored" in it.message]
    assert [line.partition(": ")[2] for line in lines] == [
        "events cannot be stored (OSError)",
        "events are stored again",
    ]


async def test_a_door_that_is_closed_takes_nothing(
    server: WeComServer, store: Store, clock: SetClock
) -> None:
    closed = an_adapter(server.origin, store, clock)
    assert (await taken(closed, a_call(a_text("喂"), clock))).status == 503


async def test_positions_are_not_stored(
    adapter: WecomAdapter, clock: SetClock, shelf: Shelf
) -> None:
    call = a_call(an_event("LOCATION", Latitude=23.1, Longitude=113.3), clock)
    assert (await taken(adapter, call)).status == 200
    assert shelf.kept == []


async def test_why_calls_were_turned_away_is_remembered_for_the_doctor(
    adapter: WecomAdapter, store: Store, clock: SetClock
) -> None:
    answered = await taken(adapter, a_call(a_text("喂"), clock, STRANGER))
    assert answered.done is not None
    await answered.done()
    with store.read() as session:
        [told] = turned_away.list_recent(session, f"wecom:{adapter.robot}", clock)
    assert (told.why, told.times) == (WRONG_SIGNATURE, 1)


STRANGER = Cipher("another-token", AES_KEY, CORP_ID)
ANOTHER_CORP = Cipher(TOKEN, AES_KEY, "ww-another")
ANOTHER_KEY = Cipher(TOKEN, AES_KEY[::-1], CORP_ID)
FORGED = a_text("x").replace(b"x]]>", b"x]]></Content><FromUserName>LiSi</FromUserName><Content>")
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Content>&b;</Content></xml>'


@pytest.mark.parametrize(
    "case",
    [
        (STRANGER, a_text("喂"), 0, 403),
        (ANOTHER_CORP, a_text("喂"), 0, 403),
        (CIPHER, a_text("喂"), 6, 403),
        (CIPHER, a_text("喂"), -6, 403),
        (CIPHER, a_text("喂", AgentID=1000003), 0, 403),
        (CIPHER, b"", 0, 400),
    ],
)
async def test_what_is_not_for_us_leaves_one_line(
    adapter: WecomAdapter,
    shelf: Shelf,
    caplog: pytest.LogCaptureFixture,
    case: tuple[Cipher, bytes, int, int],
) -> None:
    cipher, plain, minutes, status = case
    call = a_call(plain, SetClock(MONDAY), cipher, timedelta(minutes=minutes))
    answered = await taken(adapter, call)
    assert (answered.status, answered.body) == (status, "")
    assert shelf.kept == []
    [line] = [it for it in caplog.records if it.name == "bot.platforms.tencent.turning_away"]
    assert "turned away" in line.message


@pytest.mark.parametrize("raw", [b"<xml><Content>", b"[]", BOMB])
async def test_what_nobody_wrote_is_turned_away(
    adapter: WecomAdapter, clock: SetClock, shelf: Shelf, raw: bytes
) -> None:
    assert (await taken(adapter, a_call(raw, clock))).status == 400
    assert shelf.kept == []


@pytest.mark.parametrize("raw", [a_text("x")[:-3], a_text("x") * 2, FORGED])
async def test_what_cannot_be_read_is_a_dead_letter(
    adapter: WecomAdapter, clock: SetClock, shelf: Shelf, raw: bytes
) -> None:
    assert await taken(adapter, a_call(raw, clock)) == Answered(200, "")
    [kept] = shelf.kept
    assert (kept.payload, kept.sender, kept.is_readable) == (raw, "", False)


async def test_what_another_key_sealed_is_turned_away(
    adapter: WecomAdapter, clock: SetClock, shelf: Shelf
) -> None:
    answered = await taken(adapter, a_call(a_text("喂"), clock, ANOTHER_KEY))
    assert answered.status in {400, 403}  # by chance its padding is sound
    assert shelf.kept == []


async def test_a_ciphertext_that_is_none_is_turned_away(
    adapter: WecomAdapter, clock: SetClock, shelf: Shelf
) -> None:
    wrong_padding = CIPHER.seal_raw(b"\0" * 64)
    for ciphertext in (wrong_padding, "!!!", "QUJD", ""):
        assert (await taken(adapter, a_sealed_call(ciphertext, clock))).status == 400
    call = a_call(a_text("喂"), clock)
    assert (await taken(adapter, Called("POST", call.query, b"<xml"))).status == 400
    assert (await taken(adapter, Called("POST", {}, call.body))).status == 403
    assert shelf.kept == []


async def test_words_between_brackets_arrive_as_they_were_written(
    adapter: WecomAdapter, clock: SetClock, shelf: Shelf
) -> None:
    words = "有人写 ]]> 和 <xml> 和 &lt;"
    await taken(adapter, a_call(a_text(words), clock))
    assert adapter.hear(shelf.kept[0].payload).words == words


async def test_a_press_is_stored_before_the_card_is_changed(
    adapter: WecomAdapter, server: WeComServer, clock: SetClock, shelf: Shelf
) -> None:
    answered = await taken(adapter, a_call(a_press("m1.0 签收"), clock))
    assert len(shelf.kept) == 1
    assert server.calls_of("/cgi-bin/message/update_template_card") == []
    assert answered.done is not None
    await answered.done()  # the code is none of the stand-in's: it says so, and that is all
    assert len(server.calls_of("/cgi-bin/message/update_template_card")) == 1
    shelf.is_full = True
    refused = await taken(adapter, a_call(a_press("m1.1 退回"), clock))
    assert (refused.status, refused.done) == (503, None)
