"""What people send as a photo or voice, made safe to keep and to show.

Only the bytes count, never a name or a declared type. A photo is decoded and written anew, so
that nothing of the file survives but what is to be seen: no place, no camera, nothing appended.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from models.errors import Invalid
from models.media import MediaKind
from services.attachments import pages_of_sound, trimming, voices

LONGEST_SIDE = 2560
"""Pixels; enough to read a meter, small enough for a cheap phone."""

QUALITY = 85
MOST_PIXELS = 60_000_000
"""Of a JPEG: it is decoded at a part of its size."""

MOST_PIXELS_WHOLE = 30_000_000
"""Of the others, which are decoded whole (four bytes a pixel)."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
ORIENTATION = 0x0112
"""The EXIF tag (CIPA DC-008)."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PHOTO_BEGINS = (b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM")
_AUDIO_BRANDS = frozenset(
    {b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"iso5", b"iso6"}
)
_LAYER_3 = (b"\xfa", b"\xfb", b"\xf2", b"\xf3", b"\xe2", b"\xe3")
"""Second byte of an MP3 frame: MPEG 1, 2 or 2.5, layer III."""

_FIRST_PAGE = 128
"""Bytes within which an Ogg file names its codec, and a Matroska file its kind."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What may be kept."""

    kind: MediaKind
    mime: str
    data: bytes


def clean(data: bytes, kind: MediaKind) -> Cleaned:
    """Make safe what came as a photo or voice; takes a while for a large photo.

    Raises:
        Invalid: attachment_type when it is something else, attachment_unreadable when it is
            broken or too large to be opened, attachment_too_large for a voice.
    """
    mime = sniff(data)
    if kind is MediaKind.VOICE:
        if not mime.startswith("audio/"):
            raise Invalid("attachment_type")
        return Cleaned(kind, mime, voices.clean_voice(data, mime))
    if not mime.startswith("image/"):
        raise Invalid("attachment_type")
    try:
        return Cleaned(kind, "image/jpeg", _rewrite(data))
    except Invalid:
        raise
    except Exception as error:  # whatever a hostile file makes of the decoders
        raise Invalid("attachment_unreadable") from error


def sniff(data: bytes) -> str:
    """Tell by its first bytes what something is; empty when it is nothing that we take."""
    return next((mime for mime, begins in _KINDS if begins(data)), "")


def _is_picture(data: bytes) -> bool:
    return data.startswith(_PHOTO_BEGINS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _is_ogg(data: bytes) -> bool:
    first = data[:_FIRST_PAGE]
    return data[:4] == b"OggS" and any(mark in first for mark in pages_of_sound.CODECS)


def _is_mp3(data: bytes) -> bool:
    return data[:3] == b"ID3" or (data[:1] == b"\xff" and data[1:2] in _LAYER_3)


_KINDS: Sequence[tuple[str, Callable[[bytes], bool]]] = (
    ("image/jpeg", lambda data: data.startswith(b"\xff\xd8\xff")),
    ("image/other", _is_picture),
    ("audio/ogg", _is_ogg),
    ("audio/amr", lambda data: data.startswith((b"#!AMR\n", b"#!AMR-WB\n"))),
    ("audio/mpeg", _is_mp3),
    ("audio/webm", lambda data: data[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in data[:_FIRST_PAGE]),
    ("audio/mp4", lambda data: data[4:8] == b"ftyp" and data[8:12] in _AUDIO_BRANDS),
)


def _rewrite(data: bytes) -> bytes:
    with Image.open(BytesIO(trimming.trim(data)), formats=FORMATS) as opened:
        most = MOST_PIXELS if opened.format in {"JPEG", "MPO"} else MOST_PIXELS_WHOLE
        if opened.width * opened.height > most:
            raise Invalid("attachment_unreadable")
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        turn = _TURNS.get(_orientation(opened))
        opened.load()
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        plain = _on_white(opened)
    if turn is not None:
        plain = plain.transpose(turn)
    written = BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _orientation(image: Image.Image) -> int:
    """Read how the camera was held; a photo whose notes are broken is shown as it lies."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - the notes of a camera are not worth a photo
        return 1


def _on_white(image: Image.Image) -> Image.Image:
    """Copy what is seen, and nothing else, to a new image."""
    canvas = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        canvas.paste(seen, mask=seen.getchannel("A"))
    else:
        canvas.paste(image.convert("RGB"))
    return canvas
