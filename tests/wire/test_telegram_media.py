"""Photos and voices over HTTP: fetched from Telegram, and shown there."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from bot.doors import Button, Outgoing, Picture
from bot.platforms.telegram import media
from bot.platforms.telegram.adapter import TelegramAdapter
from models.errors import DeliveryError, PlatformDown, Rejected, RetryAfter
from models.media import MediaKind
from tests.support.photos import VOICE, a_photo
from tests.support.senders import handle_of
from tests.telegram_server import TOKEN, Person, TelegramServer

MOST = 20 * 2**20


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def zhang(server: TelegramServer) -> Person:
    person = server.person("张三")
    person.opens()
    return person


@pytest.fixture
async def adapter(server: TelegramServer) -> AsyncIterator[TelegramAdapter]:
    adapter = TelegramAdapter(TOKEN, server.origin)
    yield adapter
    await adapter.close()


def photo(colour: str = "red", size: tuple[int, int] = (40, 30)) -> Picture:
    return Picture(MediaKind.PHOTO, "image/jpeg", a_photo(size, colour=colour), "c" * 64)


def voice(mime: str = "audio/ogg") -> Picture:
    return Picture(MediaKind.VOICE, mime, VOICE, "d" * 64)


def to(person: Person, text: str, *pictures: Picture, buttons: bool = False) -> Outgoing:
    pressed = [Button("签收", "m1.0")] if buttons else []
    return Outgoing(str(person.id), "", text, pressed, text, pictures)


def methods(server: TelegramServer) -> list[str]:
    return [call.method for call in server.calls if call.method.startswith("send")]


@pytest.mark.parametrize("kind", ["photo", "voice", "document"])
async def test_what_somebody_sent_is_fetched(
    zhang: Person, adapter: TelegramAdapter, kind: str
) -> None:
    raw = a_photo((400, 300))
    assert await adapter.fetch(handle_of(zhang, kind, raw), MOST) == raw


async def test_a_handle_of_nothing_is_gone(adapter: TelegramAdapter) -> None:
    with pytest.raises(Rejected):
        await adapter.fetch("no-such-file", MOST)


async def test_a_file_that_is_too_large_is_not_even_asked_for(
    zhang: Person, adapter: TelegramAdapter
) -> None:
    fifty = handle_of(zhang, "document", bytes(50 * 2**20))
    with pytest.raises(Rejected):
        await adapter.fetch(fifty, 100 * 2**20)
    with pytest.raises(Rejected, match="too large"):
        await adapter.fetch(handle_of(zhang, "photo", bytes(2000)), 1000)
    nowhere = TellingBot("http://127.0.0.1:9/file", 1001)
    with pytest.raises(Rejected, match="too large"):
        await media.fetch(nowhere, "handle", 1000)  # type: ignore[arg-type]


async def answer_with(head: bytes, *pieces: bytes) -> tuple[asyncio.Server, str]:
    """Serve one answer to whoever asks; give the address."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head + b"\r\n\r\n")
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
        except ConnectionError:
            return
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    return server, f"http://127.0.0.1:{port}/file/bot{TOKEN}/photos/file_1.jpg"


class TellingBot:
    """A bot whose getFile names an address of the test's."""

    def __init__(self, address: str, size: int = 10) -> None:
        self.file_path = address
        self.file_size = size

    async def get_file(self, _: str) -> "TellingBot":
        return self


async def fetched(head: bytes, *pieces: bytes, most: int = 1000) -> bytes:
    server, address = await answer_with(head, *pieces)
    async with server:
        return await media.fetch(TellingBot(address), "handle", most)  # type: ignore[arg-type]


async def test_a_file_that_lies_about_its_size_is_stopped_on_the_way() -> None:
    endless = [bytes(65536)] * 800
    with pytest.raises(Rejected, match="too large"):
        await fetched(b"HTTP/1.1 200 OK", *endless, most=100_000)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0", Rejected),
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0", PlatformDown),
        (
            b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0",
            PlatformDown,
        ),
        (b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0", PlatformDown),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900", PlatformDown),
        (b"no HTTP at all", PlatformDown),
    ],
)
async def test_trouble_on_the_way_is_told_in_our_words_and_without_the_token(
    head: bytes, expected: type[DeliveryError]
) -> None:
    with pytest.raises(DeliveryError) as caught:
        await fetched(head)
    assert type(caught.value) is expected
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(("named", "seconds"), [(b"\r\nRetry-After: 17", 17), (b"", 5)])
async def test_a_flood_wait_on_the_way_names_its_time(named: bytes, seconds: int) -> None:
    with pytest.raises(RetryAfter) as caught:
        await fetched(b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0" + named)
    assert caught.value.delay == timedelta(seconds=seconds)


async def test_a_file_on_the_disk_of_a_server_is_not_opened() -> None:
    with pytest.raises(Rejected, match="out of reach"):
        await media.fetch(TellingBot("/etc/hostname"), "handle", 1000)  # type: ignore[arg-type]


async def test_one_photo_bears_its_words(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    outer_id = await adapter.send(to(zhang, "灯已换好", photo()))
    message = zhang.sees("灯已换好")
    assert (str(message.id), methods(server)) == (outer_id, ["sendPhoto"])
    assert server.world.files[message.raw["photo"][-1]["file_id"]].content == photo().data


async def test_words_with_buttons_stand_below_the_photo(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    outer_id = await adapter.send(to(zhang, "反映人发来", photo(), buttons=True))
    message = zhang.sees("反映人发来")
    assert (str(message.id), message.buttons) == (outer_id, ["签收"])
    assert methods(server) == ["sendPhoto", "sendMessage"]


async def test_words_too_long_for_a_caption_stand_below(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    await adapter.send(to(zhang, "😀" * 513, photo()))
    assert methods(server) == ["sendPhoto", "sendMessage"]
    await adapter.send(to(zhang, "😀" * 512, photo()))
    assert methods(server)[2:] == ["sendPhoto"]
    assert server.refused == []


async def test_several_photos_are_an_album_and_voices_come_one_by_one(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    colours = ["red", "blue"] * 4
    await adapter.send(to(zhang, "都在这里", *map(photo, colours), voice(), voice("audio/amr")))
    assert methods(server) == ["sendMediaGroup", "sendVoice", "sendDocument", "sendMessage"]
    (album,) = server.calls_of("sendMediaGroup")
    assert len(album.params["media"]) == 8
    assert server.refused == []
    await adapter.send(to(zhang, "两张", photo("red"), photo("blue")))
    assert zhang.sees("两张").raw["photo"]


async def test_a_document_is_sent_by_its_name_before_the_words(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    pdf = Picture(MediaKind.DOCUMENT, "application/pdf", b"%PDF-1.3 ...", "e" * 64, "鉴定.pdf")
    await adapter.send(to(zhang, "您的鉴定", pdf))
    sent = zhang.sees("您的鉴定").raw
    assert sent["document"]["file_name"] == "鉴定.pdf"
    await adapter.send(to(zhang, "还有一份", photo(), pdf, buttons=True))
    assert methods(server) == ["sendDocument", "sendPhoto", "sendDocument", "sendMessage"]
    assert server.refused == []


async def test_a_topic_gets_its_pictures_in_the_topic(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    forum = server.group("工作群", [zhang], kind="forum")
    topic = next(iter(forum.chat.topics), None) or forum.opens_topic("维修")
    outgoing = Outgoing(str(forum.chat.id), str(topic), "看", (), "8.0", (photo(), voice()))
    await adapter.send(outgoing)
    sent = [call for call in server.calls if call.method.startswith("send")]
    assert {call.params["message_thread_id"] for call in sent} == {topic}


async def test_what_is_too_wide_for_a_photo_goes_as_a_file(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    server.fails_next("sendPhoto", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    await adapter.send(to(zhang, "全景", photo(size=(2560, 40))))
    assert zhang.sees("全景").raw["document"]
    server.fails_next("sendMediaGroup", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    await adapter.send(to(zhang, "两张全景", photo(), photo("blue")))
    assert zhang.sees("两张全景").raw["document"]


async def test_words_go_out_when_their_pictures_never_will(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    server.fails_next("sendVoice", 400, "Bad Request: VOICE_MESSAGES_FORBIDDEN")
    await adapter.send(to(zhang, "有一段语音", voice()))
    zhang.sees("有一段语音")
    assert methods(server) == ["sendVoice", "sendMessage"]


async def test_words_that_must_wait_do_not_bring_their_pictures_again(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    outgoing = to(zhang, "反映人发来", photo(), voice(), buttons=True)
    server.fails_next("sendVoice", 429, "Too Many Requests", retry_after=3)
    server.fails_next("sendMessage", 429, "Too Many Requests", retry_after=3)
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await adapter.send(outgoing)
    await adapter.send(outgoing)
    assert methods(server) == [
        *["sendPhoto", "sendVoice"],
        *["sendVoice", "sendMessage"],
        "sendMessage",
    ]


async def test_only_so_much_is_remembered(
    zhang: Person, adapter: TelegramAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "REMEMBERED", 1)
    for key in ("1.0", "2.0"):
        pictures = (photo(), voice())
        await adapter.send(Outgoing(str(zhang.id), "", "看", (), key, pictures))
    await adapter.send(Outgoing(str(zhang.id), "", "看", (), "1.0", (photo(), voice())))
    assert len([it for it in zhang.inbox if "photo" in it.raw]) == 3
