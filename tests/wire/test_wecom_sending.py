"""What the app says to members, as the stand-in's strict API takes it."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from bot.doors import Outgoing, Picture
from bot.platforms.wecom import WecomAdapter
from models.errors import (
    DeliveryError,
    PlatformDown,
    Rejected,
    RetryAfter,
    Unreachable,
)
from models.media import MediaKind
from services.clock import SetClock
from services.delivery.budgets import OF_WECOM
from services.sealing import Vault
from services.store import Store
from tests.servers.calls import Fault
from tests.support.builders import MONDAY, SECRET
from tests.support.photos import a_photo
from tests.support.shelves import Shelf, until
from tests.support.wecom_app import an_adapter, to
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


JPEG = a_photo()
AMR = b"#!AMR\n" + bytes(32)


def shown(
    mime: str = "image/jpeg",
    kind: MediaKind = MediaKind.PHOTO,
    name: str = "",
    content: bytes = JPEG,
) -> Picture:
    return Picture(kind, mime, content, "ab" * 32, name)


async def test_words_arrive_as_they_are(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    words = "路灯 <b>不亮</b> *x* \\n ]]> 👵🏽\n三号楼"
    outer_id = await adapter.send(to(wang, words))
    assert wang.sees(words).id == outer_id
    [call] = server.calls_of(SEND)
    assert set(call.body) == {"touser", "agentid", "msgtype", "text"}
    assert server.refused == []


async def test_a_link_that_somebody_wrote_as_a_tag_is_no_link(
    wang: Person, adapter: WecomAdapter
) -> None:
    await adapter.send(to(wang, '<a href="http://evil.cn">签收</a> < A href=x>'))
    assert wang.sees("").text == '＜a href="http://evil.cn">签收＜/a> ＜ A href=x>'


async def test_pictures_are_shown_as_what_they_are(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    photo, voice = MediaKind.PHOTO, MediaKind.VOICE
    pictures = [
        (shown("image/jpeg", photo), "image"),
        (shown("image/webp", photo), "file"),
        (shown("audio/amr", voice, content=AMR), "voice"),
        (shown("audio/ogg", voice), "file"),
        (shown("application/pdf", MediaKind.DOCUMENT, "鉴定.pdf"), "file"),
    ]
    assert adapter.shows_apart
    for number, (picture, kind) in enumerate(pictures):
        outgoing = Outgoing(wang.userid, "", "", key=f"1.{number}", pictures=[picture])
        assert await adapter.send(outgoing)
        assert (wang.inbox[-1].kind, wang.inbox[-1].media) == (kind, picture.data)
    uploads = server.calls_of("/cgi-bin/media/upload")
    assert [call.query["type"] for call in uploads] == [kind for _, kind in pictures]
    assert server.refused == []


async def test_what_is_not_played_goes_as_a_file(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    voice = shown("audio/amr", MediaKind.VOICE, content=b"#!amr, or so it says")
    await adapter.send(Outgoing(wang.userid, "", "", pictures=[voice]))
    assert (wang.inbox[-1].kind, server.codes_refused()) == ("file", [40004])
    huge = shown(content=JPEG + bytes(10 * 2**20))
    await adapter.send(Outgoing(wang.userid, "", "", pictures=[huge]))
    assert (wang.inbox[-1].kind, server.codes_refused()) == ("file", [40004])


async def test_a_picture_that_is_refused_does_not_keep_the_words_back(
    server: WeComServer, wang: Person, adapter: WecomAdapter, caplog: pytest.LogCaptureFixture
) -> None:
    server.fails("/cgi-bin/media/upload", 40004, "invalid media type", times=2)
    await adapter.send(Outgoing(wang.userid, "", "照片在上面", pictures=[shown()]))
    assert wang.shown == ["照片在上面"]
    assert "a picture is left out" in caplog.text


async def test_photos_are_fetched_for_three_days(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    handle = wang.sends_photo(JPEG)
    assert await adapter.fetch(handle, 10**6) == JPEG
    with pytest.raises(Rejected, match="too large"):
        await adapter.fetch(handle, len(JPEG) - 1)
    server.later(73 * 3600)
    with pytest.raises(Rejected, match="40007"):
        await adapter.fetch(handle, 10**6)


async def test_who_is_not_in_scope_cannot_be_reached(wang: Person, adapter: WecomAdapter) -> None:
    wang.leaves()
    with pytest.raises(Unreachable):
        await adapter.send(to(wang, "喂"))


@pytest.mark.parametrize(
    ("code", "raised"),
    [
        (60111, Unreachable),
        (81013, Unreachable),
        (45009, RetryAfter),
        (-1, PlatformDown),
        (60020, PlatformDown),
        (301002, PlatformDown),
        (40058, Rejected),
        (45002, Rejected),
    ],
)
async def test_what_is_refused_is_said_in_our_words(
    server: WeComServer,
    wang: Person,
    adapter: WecomAdapter,
    code: int,
    raised: type[DeliveryError],
) -> None:
    server.fails(SEND, code, "no, hint: [1], from ip: 203.0.113.7, more info")
    with pytest.raises(raised):
        await adapter.send(to(wang, "喂"))
    is_down = raised is PlatformDown
    assert (adapter.fault is not None) == is_down
    assert not is_down or "203.0.113.7" in (adapter.fault or "")
    await adapter.send(to(wang, "喂"))
    assert adapter.fault is None


async def test_a_token_that_is_over_is_renewed_unseen(
    server: WeComServer, wang: Person, adapter: WecomAdapter
) -> None:
    await adapter.send(to(wang, "一"))
    server.expires_tokens()
    await adapter.send(to(wang, "二"))
    assert wang.shown == ["一", "二"]
    assert len(server.calls_of(TOKEN)) == 2


async def test_a_door_that_is_not_let_in_says_why_and_goes_on_trying(
    server: WeComServer, store: Store, clock: SetClock
) -> None:
    adapter = an_adapter(server.origin, store, clock, secret="wrong")
    await adapter.open(Shelf().receive)
    await until(lambda: "40001" in (adapter.fault or ""))
    assert len(server.calls_of(TOKEN)) == 1
    clock.move(timedelta(minutes=1))
    await adapter.close()
    assert adapter.fault is None or "40001" in adapter.fault


def test_a_member_gets_no_more_than_is_let_through() -> None:
    """30 a minute and 1,000 an hour are shown; what is more is dropped without a word."""
    rate = OF_WECOM.private
    for span, most in ((timedelta(minutes=1), 30), (timedelta(hours=1), 1000)):
        assert rate.burst + span // rate.every < most


PAGE = b"<html>" + b" " * 2**21
BOMB = b'{"errcode": 0, "x": "' + b"x" * 2**21 + b'"}'


@pytest.mark.parametrize("garbage", [b"{}", b'{"status": "maintenance"}', PAGE, BOMB])
async def test_an_odd_answer_does_not_settle_a_message(
    adapter: WecomAdapter, server: WeComServer, wang: Person, garbage: bytes
) -> None:
    server.faults("/cgi-bin/message/send", Fault(garbage=garbage))
    with pytest.raises(PlatformDown):
        await adapter.send(to(wang, "您的事办好了"))
