"""What strangers send as a photo or voice, and what is kept of it."""

import io
import struct
import zlib

import pytest
from PIL import Image

from models.errors import Invalid
from models.media import MediaKind
from services.attachments import pictures
from services.attachments.pictures import clean, sniff
from tests.support.photos import GPS_IFD, SECRET_PLACE, VOICE, a_photo, a_photo_with_notes, a_zip
from tests.support.sounds import an_amr, mp3_frames

PHOTO, VOICE_KIND = MediaKind.PHOTO, MediaKind.VOICE


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["JPEG"])


def refused(data: bytes, kind: MediaKind = PHOTO) -> str:
    with pytest.raises(Invalid) as caught:
        clean(data, kind)
    return caught.value.reason


def a_png_that_claims(width: int, height: int) -> bytes:
    """Make a small PNG whose head claims to be large."""

    def chunk(name: bytes, body: bytes) -> bytes:
        checked = name + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_every_common_format_becomes_a_jpeg(form: str) -> None:
    cleaned = clean(a_photo(form=form), PHOTO)
    assert (cleaned.kind, cleaned.mime) == (PHOTO, "image/jpeg")
    assert opened(cleaned.data).size == (40, 30)


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    raw = a_photo_with_notes()
    assert b"Secret" in raw
    assert opened(raw).getexif().get_ifd(GPS_IFD)
    cleaned = clean(raw, PHOTO).data
    assert b"Secret" not in cleaned
    assert SECRET_PLACE.encode() not in cleaned
    assert len(opened(cleaned).getexif()) == 0
    assert {"exif", "comment", "icc_profile", "xmp"}.isdisjoint(opened(cleaned).info)


@pytest.mark.parametrize(
    ("orientation", "dark", "light"),
    [
        (1, (5, 10), (35, 10)),
        (3, (35, 10), (5, 10)),
        (6, (10, 5), (10, 35)),
        (8, (10, 35), (10, 5)),
    ],
)
def test_a_photo_is_turned_the_way_the_camera_was_held(
    orientation: int, dark: tuple[int, int], light: tuple[int, int]
) -> None:
    turned = opened(clean(a_photo_with_notes(orientation), PHOTO).data).convert("L")
    assert turned.getpixel(dark) == pytest.approx(0, abs=10)
    assert turned.getpixel(light) == pytest.approx(255, abs=10)


def test_a_photo_whose_notes_are_broken_is_still_a_photo() -> None:
    raw = a_photo_with_notes().replace(b"Exif\0\0", b"Exif\0\0\xff\xff", 1)
    assert opened(clean(raw, PHOTO).data).size == (40, 20)


def test_a_large_photo_becomes_small_enough_and_keeps_its_shape() -> None:
    assert opened(clean(a_photo((6000, 3000)), PHOTO).data).size == (2560, 1280)
    assert opened(clean(a_photo((100, 3000)), PHOTO).data).size == (85, 2560)


def test_what_is_seen_through_is_white() -> None:
    raw = a_photo(form="PNG", mode="RGBA", colour="#ff000000")
    assert opened(clean(raw, PHOTO).data).getpixel((5, 5)) == (255, 255, 255)


def test_of_an_animation_the_first_picture_is_kept() -> None:
    written = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    kept = opened(clean(written.getvalue(), PHOTO).data).convert("RGB")
    assert kept.getpixel((9, 9)) == pytest.approx((255, 0, 0), abs=10)


@pytest.mark.parametrize(
    "raw",
    [
        a_zip(),
        b"<!doctype html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"%PDF-1.7",
        b"MZ\x90",
        b"II*\0" + bytes(100),
        b"",
        b"\xff",
        VOICE,
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(raw: bytes) -> None:
    assert refused(raw) == "attachment_type"


def test_what_hides_behind_a_picture_does_not_come_along() -> None:
    cleaned = clean(a_photo() + a_zip() + b"<script>alert(1)</script>", PHOTO).data
    assert b"PK\x03\x04" not in cleaned
    assert b"script" not in cleaned


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_broken_picture_is_refused(form: str) -> None:
    raw = a_photo((200, 200), form)
    assert refused(raw[: len(raw) // 2]) == "attachment_unreadable"
    assert refused(raw[:20]) == "attachment_unreadable"


@pytest.mark.parametrize("size", [(30_001, 1_000), (100_000, 100_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_decoded(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_: Image.Image) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(Image.Image, "load", load)
    assert refused(a_png_that_claims(*size)) == "attachment_unreadable"


def test_a_jpeg_may_be_large_but_not_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS_WHOLE", 100)
    clean(a_photo((40, 30)), PHOTO)
    assert refused(a_photo((40, 30), "PNG")) == "attachment_unreadable"
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1_199)
    assert refused(a_photo((40, 30))) == "attachment_unreadable"


def test_whatever_the_decoder_does_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Image, "open", explode)
    assert refused(a_photo()) == "attachment_unreadable"


@pytest.mark.parametrize(
    ("raw", "mime"),
    [
        (VOICE, "audio/ogg"),
        (an_amr(), "audio/amr"),
        (mp3_frames(), "audio/mpeg"),
    ],
)
def test_a_voice_is_kept_as_it_is(raw: bytes, mime: str) -> None:
    cleaned = clean(raw, VOICE_KIND)
    assert (cleaned.kind, cleaned.mime, cleaned.data) == (VOICE_KIND, mime, raw)


@pytest.mark.parametrize("raw", [a_zip(), a_photo(), b"OggS" + bytes(200), b"", b"\0" * 12])
def test_what_is_no_voice_is_refused(raw: bytes) -> None:
    assert refused(raw, VOICE_KIND) == "attachment_type"


def test_a_photo_cleaned_twice_is_the_same_file() -> None:
    raw = a_photo_with_notes(6)
    assert clean(raw, PHOTO).data == clean(raw, PHOTO).data
    assert sniff(clean(raw, PHOTO).data) == "image/jpeg"
