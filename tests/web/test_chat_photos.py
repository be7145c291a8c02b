"""Photos and voices sent from the chat page, with and without scripts."""

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from handlers.talking.messages import Kind
from models.media import MediaKind
from services.attachments import media, pictures
from services.attachments.pictures import Cleaned
from tests.support.patience import PATIENCE
from tests.support.pictures import A_VOICE, A_ZIP, a_photo
from tests.support.sounds import mp3_frames
from tests.support.visitors import House

JPEG = "image/jpeg"


async def test_a_photo_stands_on_the_screen_and_is_one_event(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows((a_photo(), "image/png"), text="门口的井盖坏了")
    assert zhang.status == 200
    own = zhang.lines[0]
    assert (own.is_ours, own.text, len(own.media)) == (False, "门口的井盖坏了", 1)
    (event,) = house.heard()
    assert (event.kind, event.words, len(event.content)) == (Kind.PHOTO, "门口的井盖坏了", 64)
    assert house.store.shelf is not None
    kept = house.store.shelf.get(event.content)
    assert kept.startswith(b"\xff\xd8\xff")
    assert event.size == len(kept)


async def test_a_photo_is_given_as_what_it_is_and_can_do_nothing(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows((a_photo(), JPEG))
    answer = await zhang.client.get(zhang.lines[0].media[0])
    assert (answer.status_code, answer.headers["content-type"]) == (200, JPEG)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"].startswith("private, ")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert f'href="{zhang.lines[0].media[0]}"'.replace("&", "&amp;") in zhang.page


async def test_nobody_else_gets_a_photo(house: House) -> None:
    zhang, wang = await house.comes(), await house.comes()
    await zhang.shows((a_photo(), JPEG))
    address = zhang.lines[0].media[0]
    await wang.says("你好")
    for stranger in (wang, await house.comes(), house.visitor()):
        assert (await stranger.client.get(address)).status_code == 404
    line = zhang.lines[0].number
    for wrong in (f"{line}/1", f"{line + 1}/0", f"{line}/x", f"{line}/-1", "9" * 30 + "/0", "²/0"):
        assert (await zhang.client.get(f"/chat/media/{wrong}")).status_code == 404
    assert (await zhang.client.get(f"/chat/media/{line}/0?as=li")).status_code == 404


async def test_several_photos_are_several_events_of_one_album(house: House) -> None:
    zhang = await house.comes()
    files = [(a_photo(colour), JPEG) for colour in ("red", "green", "blue")]
    await zhang.shows(*files, text="三张")
    events = house.heard()
    assert [it.words for it in events] == ["三张", "", ""]
    assert len({it.content for it in events}) == 3
    assert len({it.album for it in events} - {""}) == 1
    assert [len(it.media) for it in zhang.lines if not it.is_ours] == [1, 1, 1]


async def test_a_photo_sent_once_more_is_there_once(house: House) -> None:
    zhang = await house.comes()
    key = {"key": "the-same-key"}
    for _ in range(2):
        await zhang.shows((a_photo(), JPEG), **key)
    assert [len(it.media) for it in zhang.lines if not it.is_ours] == [1]
    assert len(house.heard()) == 1


async def test_a_zip_called_a_photo_gets_a_word_at_once_and_the_others_are_taken(
    house: House,
) -> None:
    zhang = await house.comes()
    await zhang.shows((A_ZIP, JPEG), text="看这个")
    assert (zhang.status, zhang.reader().note) == (415, "这张照片打不开，换一张试试。")
    assert (zhang.reader().draft, zhang.lines, house.heard()) == ("看这个", [], [])
    await zhang.shows((A_ZIP, JPEG), (a_photo(), JPEG), text="看这个")
    assert (zhang.status, zhang.reader().draft) == (415, "")
    assert [(it.text, len(it.media)) for it in zhang.lines if not it.is_ours] == [("看这个", 1)]


async def test_a_voice_is_a_voice(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows((A_VOICE, "audio/ogg"), seconds="12")
    (event,) = house.heard()
    assert (event.kind, event.seconds) == (Kind.VOICE, 12)
    address = zhang.lines[0].media[0]
    whole = await zhang.client.get(address)
    assert (whole.headers["content-type"], whole.content) == ("audio/ogg", A_VOICE)
    part = await zhang.client.get(address, headers={"Range": "bytes=4-9"})
    assert (part.status_code, part.content) == (206, A_VOICE[4:10])
    assert part.headers["content-range"] == f"bytes 4-9/{len(A_VOICE)}"
    rest = await zhang.client.get(address, headers={"Range": "bytes=400-"})
    assert rest.content == A_VOICE[400:]
    beyond = await zhang.client.get(address, headers={"Range": "bytes=9999-"})
    assert beyond.status_code == 416
    await zhang.shows((A_ZIP, "audio/ogg"))
    assert (zhang.status, "录音打不开" in zhang.reader().note) == (415, True)


async def test_a_file_of_fifty_megabytes_gets_a_clear_word(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows((b"\xff\xd8\xff" + bytes(50 * 2**20), JPEG), text="看这个")
    assert (zhang.status, zhang.reader().draft) == (413, "看这个")
    assert "20 MB" in zhang.reader().note
    assert house.heard() == []


async def test_a_voice_of_six_megabytes_gets_a_clear_word(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows((A_VOICE + bytes(6 * 2**20), "audio/ogg"), text="听这个")
    assert (zhang.status, zhang.reader().draft) == (413, "听这个")
    assert "录音太长了（超过 5 MB）" in zhang.reader().note
    assert house.heard() == []


async def test_an_address_shows_so_many_bytes_and_no_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.chat.bytes, "_burst", len(A_VOICE))
    monkeypatch.setattr(house.chat.bytes, "_seconds", 1)
    zhang, li = await house.comes(), await house.comes()
    await zhang.shows((A_VOICE, "audio/ogg"))
    assert zhang.status == 200
    await li.shows((A_VOICE, "audio/ogg"), text="听这个")
    assert (li.status, li.reader().draft, li.lines) == (429, "听这个", [])
    await li.says("听得见吗")
    assert li.status == 200
    wang = house.visitor("192.0.2.2")
    await wang.opens()
    await wang.shows((A_VOICE, "audio/ogg"))
    assert wang.status == 200


async def test_on_a_full_disk_words_are_taken_and_photos_are_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang = await house.comes()
    assert house.store.shelf is not None
    monkeypatch.setattr(house.store.shelf, "has_room", lambda: False)
    await zhang.shows((a_photo(), JPEG), text="看这个")
    assert (zhang.status, zhang.reader().draft) == (503, "看这个")
    assert "请先用文字说" in zhang.reader().note
    assert house.heard() == []
    await zhang.says("看这个")
    assert zhang.status == 200


async def test_at_most_two_photos_are_made_safe_at_a_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(2, timeout=PATIENCE)
    clean = pictures.clean

    def counted(data: bytes, kind: MediaKind) -> Cleaned:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        both.wait()
        with lock:
            busy -= 1
        return clean(data, kind)

    monkeypatch.setattr(pictures, "clean", counted)
    visitors = [await house.comes() for _ in range(4)]
    await asyncio.gather(*(it.shows((a_photo(), JPEG)) for it in visitors))
    assert [it.status for it in visitors] == [200] * 4
    assert most == 2


async def test_a_flood_of_photos_waits_and_the_words_of_others_do_not(house: House) -> None:
    zhang, wang = await house.comes(), await house.comes()
    for _ in range(6):
        assert house.chat.uploads.enter("192.0.2.1")
    await zhang.shows((a_photo(), JPEG), text="看这个")
    assert (zhang.status, zhang.reader().note[:6]) == (503, "现在发照片的")
    await wang.says("你好")
    assert wang.status == 200
    for _ in range(6):
        house.chat.uploads.leave("192.0.2.1")
    await zhang.shows((a_photo(), JPEG))
    assert zhang.status == 200


async def test_who_sends_photos_too_fast_waits(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang = await house.comes()
    monkeypatch.setattr(house.chat.photos, "_burst", 2)
    for _ in range(2):
        await zhang.shows((a_photo(), JPEG))
        assert zhang.status == 200
    await zhang.shows((a_photo(), JPEG), text="看这个")
    assert (zhang.status, zhang.reader().draft) == (429, "看这个")


async def test_without_a_folder_no_photo_is_asked_for(house: House) -> None:
    house.store.shelf = None
    zhang = await house.comes()
    assert 'type="file"' not in zhang.page
    await zhang.shows((a_photo(), JPEG))
    assert zhang.status == 503


async def test_a_folder_that_is_full_loses_no_words(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang = await house.comes()

    def full(_data: bytes) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(house.store.shelf, "put", full)
    await zhang.shows((a_photo(), JPEG), text="看这个")
    assert (zhang.status, zhang.reader().draft) == (503, "看这个")


async def test_a_photo_that_is_no_longer_kept_is_not_found(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows((a_photo(), JPEG))
    (event,) = house.heard()
    assert house.store.shelf is not None
    assert house.store.shelf.remove(event.content, datetime.max.replace(tzinfo=UTC))
    assert (await zhang.client.get(zhang.lines[0].media[0])).status_code == 404


async def test_who_hands_nothing_in_is_told_so_before_anything_is_stored(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang = await house.comes()
    await zhang.says("你好")
    await zhang.shows((a_photo(), JPEG))
    assert zhang.status == 200
    asked: list[int] = []

    def has_room(_: Session, account_id: int) -> bool:
        asked.append(account_id)
        return False

    monkeypatch.setattr(media, "has_room", has_room)
    assert house.store.shelf is not None
    before = list(house.store.shelf.list_all())
    await zhang.shows((a_photo("blue"), JPEG), text="看这个")
    assert (zhang.status, zhang.reader().draft) == (415, "看这个")
    assert zhang.reader().note.startswith("您发的照片和语音太多了")
    assert (list(house.store.shelf.list_all()), len(asked)) == (before, 1)


async def test_a_voice_too_long_gets_a_clear_word(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows((mp3_frames(13_000), "audio/mpeg"))
    assert (zhang.status, "5 MB" in zhang.reader().note) == (413, True)
