"""Forms with files: at most so large, read piece by piece, and whatever else comes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.support.patience import PATIENCE
from tests.support.pictures import a_photo
from tests.support.visitors import House
from web import uploads

JPEG = "image/jpeg"


async def test_what_has_no_end_is_not_read_to_its_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_UPLOAD", 2**20)
    zhang = await house.comes()
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        yield b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n'
        while True:
            read += 2**16
            yield bytes(2**16)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with asyncio.timeout(PATIENCE):
        answer = await zhang.client.post("/chat/say", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert read <= 2**20 + 2**16


async def test_what_does_not_come_on_is_given_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "PIECE_SECONDS", 0.01)
    zhang = await house.comes()

    async def stuck() -> AsyncIterator[bytes]:
        yield b"--x\r\n"
        await asyncio.Event().wait()

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await zhang.client.post("/chat/say", content=stuck(), headers=headers)
    assert answer.status_code == 408


async def test_what_comes_on_too_slowly_is_given_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "START_SECONDS", 0.05)
    zhang = await house.comes()

    async def dripping() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n'
        while True:
            yield b"a"
            await asyncio.sleep(0.005)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with asyncio.timeout(PATIENCE):
        answer = await zhang.client.post("/chat/say", content=dripping(), headers=headers)
    assert answer.status_code == 408
    assert house.chat.uploads.enter("192.0.2.1")


async def test_a_large_form_may_take_longer_than_a_small_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "START_SECONDS", 0.05)
    zhang = await house.comes()

    async def halting(size: int) -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n'
        yield b"a" * size
        await asyncio.sleep(0.2)
        yield b"\r\n--x--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    for size, status in ((10, 408), (60 * uploads.SLOWEST, 415)):
        answer = await zhang.client.post("/chat/say", content=halting(size), headers=headers)
        assert answer.status_code == status


@pytest.mark.parametrize("boundary", ["a" * 257, "a" * 5000])
async def test_a_boundary_too_long_is_answered_with_a_word(house: House, boundary: str) -> None:
    zhang = await house.comes()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = await zhang.client.post("/chat/say", content=b"--a", headers=headers)
    assert answer.status_code == 400


async def test_eleven_photos_are_too_many_at_once(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows(*[(a_photo(), JPEG)] * 11)
    assert zhang.status == 413
    assert "10 张" in zhang.reader().note
    await zhang.shows(*[(a_photo(f"#0000{number:02}"), JPEG) for number in range(10)])
    assert (zhang.status, len(house.heard())) == (200, 10)


HEAD = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'


@pytest.mark.parametrize(
    "body",
    [b"", b"--x", b"--x--", b"nonsense", HEAD + b"words", HEAD + b"words\r\n--x",
     HEAD.replace(b"text", b"\xff") + b"\r\n--x--\r\n",
     b"--x\r\nNo colon\r\n\r\n\r\n--x--\r\n", b"--x\r\n" + b"A: b\r\n" * 50,
     HEAD.replace(b"--x", b"--x", 1) + b"\r\n--x\r\n" + (HEAD[5:] + b"a\r\n--x\r\n") * 30],
)  # fmt: skip
async def test_a_form_of_parts_that_is_none_is_answered_with_a_word(
    house: House, body: bytes
) -> None:
    zhang = await house.comes()
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await zhang.client.post("/chat/say", content=body, headers=headers)
    assert answer.status_code == 400
    bare = {"Content-Type": "multipart/form-data"}
    answer = await zhang.client.post("/chat/say", content=body, headers=bare)
    assert answer.status_code == 400
    assert house.heard() == []


async def test_words_too_many_in_a_form_of_parts_are_refused(house: House) -> None:
    zhang = await house.comes()
    await zhang.shows((a_photo(), JPEG), text="灯" * 200_000)
    assert zhang.status == 413


async def test_a_form_of_parts_without_files_is_read_as_any_other(house: House) -> None:
    zhang = await house.comes()
    files = {"photo": ("", b"", "application/octet-stream")}
    form = {**zhang.reader().fields, "text": "在吗"}
    answer = await zhang.client.post("/chat/say", data=form, files=files, follow_redirects=True)
    assert answer.status_code == 200
    assert house.heard()[-1].words == "在吗"
