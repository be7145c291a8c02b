"""Small picture files that would cost much to decode."""

import contextlib
import io
import random
import struct
import zlib

import pytest
from PIL import Image

from models.errors import Invalid
from models.media import MediaKind
from services.attachments import trimming
from services.attachments.pictures import clean
from tests.support.photos import a_photo, a_photo_with_notes

PNG = b"\x89PNG\r\n\x1a\n"


def refused(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that something is refused before anything opens it."""

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Image, "open", opened)
    with pytest.raises(Invalid) as caught:
        clean(data, MediaKind.PHOTO)
    assert caught.value.reason == "attachment_unreadable"
    assert not isinstance(caught.value.__cause__, AssertionError)


def segment(code: int, body: bytes) -> bytes:
    return bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body


def chunk(name: bytes, body: bytes) -> bytes:
    checked = name + body
    return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))


def a_jpeg_of_scans(count: int) -> bytes:
    """Make a progressive JPEG whose every scan but the first changes nothing."""
    head = (
        b"\xff\xd8"
        + segment(0xDB, b"\0" + b"\1" * 64)
        + segment(0xC2, struct.pack(">BHHB", 8, 64, 64, 1) + b"\1\x11\0")
        + segment(0xC4, b"\x00" + bytes([1] + [0] * 15) + b"\x00")
        + segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\xe0")
    )
    first = segment(0xDA, b"\1\1\0\0\0\0") + bytes(8)
    more = segment(0xDA, b"\1\1\0\1\x3f\0") + bytes(2)
    return head + first + more * (count - 1) + b"\xff\xd9"


def test_a_jpeg_of_very_many_scans_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clean(a_jpeg_of_scans(100), MediaKind.PHOTO)
    refused(a_jpeg_of_scans(101), monkeypatch)


def test_scans_behind_restarts_fill_bytes_and_empty_segments_are_counted() -> None:
    scan = segment(0xDA, b"\1\1\0\1\x3f\0")
    odd = b"\xff\0\xff\xd3x\xff\xff\0\xff\xff\xff\xfe\0\0" + scan + b"ab\xff\1" + scan
    assert list(trimming.list_markers(b"\xff\xd8" + odd + b"\xff\xd9" + scan)) == [
        0xFE,
        0xDA,
        0xDA,
        0xD9,
    ]


def test_a_scan_that_only_stands_in_a_note_is_none() -> None:
    note = segment(0xFE, segment(0xDA, b"") * 500)
    raw = a_photo()
    clean(raw[:2] + note + raw[2:], MediaKind.PHOTO)


def test_a_jpeg_of_very_many_notes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = a_photo_with_notes()
    refused(raw[:2] + segment(0xE1, b"Exif\0\0") * 5_000 + raw[2:], monkeypatch)


def test_what_a_png_packs_away_is_not_unpacked() -> None:
    raw = a_photo(form="PNG")
    packed = b"x\0\0" + zlib.compress(bytes(2**20))
    notes = (chunk(b"iCCP", packed) + chunk(b"zTXt", packed)) * 3_000
    kept = trimming.trim(raw[:33] + notes + raw[33:] + b"behind")
    assert kept == raw


def test_a_png_of_very_many_chunks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = a_photo(form="PNG")
    refused(raw[:33] + chunk(b"IDAT", b"") * 30_000 + raw[33:], monkeypatch)


def test_a_png_of_few_colours_that_is_seen_through_keeps_them() -> None:
    written = io.BytesIO()
    image = Image.new("P", (8, 8), 1)
    image.putpalette([0, 0, 0, 10, 200, 30])
    image.save(written, "PNG", transparency=0)
    cleaned = clean(written.getvalue(), MediaKind.PHOTO).data
    assert Image.open(io.BytesIO(cleaned)).getpixel((4, 4)) == pytest.approx((10, 200, 30), abs=6)


def test_of_a_gif_the_first_picture_is_decoded_without_its_notes() -> None:
    written = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:], comment=b"Secret" * 99)
    kept = trimming.trim(written.getvalue())
    assert b"Secret" not in kept
    assert getattr(Image.open(io.BytesIO(kept)), "n_frames", 0) == 1


def test_a_gif_whose_picture_is_larger_than_its_screen_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = a_photo(form="GIF")
    refused(raw[:6] + struct.pack("<HH", 1, 1) + raw[10:], monkeypatch)


def test_a_webp_film_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = a_photo(form="WEBP") + b"ANMF\0\0\0\0" * 2_000
    refused(b"RIFF" + struct.pack("<I", len(raw) - 8) + raw[8:], monkeypatch)


def test_a_bmp_packed_in_runs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = bytearray(a_photo(form="BMP"))
    raw[30] = 1
    refused(bytes(raw), monkeypatch)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_whatever_is_changed_in_a_picture_nothing_but_a_refusal_comes_of_it(form: str) -> None:
    chance = random.Random(form)  # noqa: S311 - the same every time
    whole = a_photo(form=form)
    for _ in range(300):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            raw[chance.randrange(3, len(raw))] = chance.choice((0, 1, 0x7F, 0xDA, 0xFF))
        cut = chance.choice((len(raw), chance.randrange(len(raw))))
        with contextlib.suppress(Invalid):
            trimming.trim(bytes(raw[:cut]))
