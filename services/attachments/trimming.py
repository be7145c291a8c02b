"""What of a picture file the decoder gets to see: little, for a small file may cost hours.

Scans without number, notes that unpack a thousandfold, films: what shows nothing of the first
picture is left out, and a file that has far too many parts is refused before it is decoded.
"""

import struct
from collections.abc import Iterator

from models.errors import Invalid

MOST_SCANS = 100
"""Of a JPEG; an encoder makes ten, each of which is a walk over the whole picture."""

MOST_PARTS = 20_000
"""Segments or chunks of a file; a large PNG has some thousands."""

MOST_SEGMENTS = 1_000
"""Of a JPEG; the notes of a camera are a few dozen."""

MOST_BLOCKS = 200_000
"""Of a GIF, 255 bytes each."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"eXIf", b"IEND"})
_SCAN, _END = 0xDA, 0xD9
_FIRST_WITH_LENGTH = 0xC0
_BARE = range(0xD0, 0xD9)
"""Restarts and the begin of a JPEG: markers that no length follows."""

_GIF_IMAGE, _GIF_MORE, _GIF_CONTROL, _GIF_END = 0x2C, 0x21, 0xF9, b";"
_RUN_LENGTHS = frozenset({1, 2})
_NEWER_BMP = 40


def trim(data: bytes) -> bytes:
    """Give what is to be decoded of a picture.

    Raises:
        Invalid: attachment_unreadable; it is broken, or would take too long.
    """
    try:
        if data.startswith(b"\xff\xd8"):
            _check_jpeg(data)
        elif data.startswith(_PNG):
            return _trim_png(data)
        elif data.startswith(b"GIF8"):
            return _trim_gif(data)
        elif data.startswith(b"RIFF"):
            _check_webp(data)
        elif data.startswith(b"BM"):
            _check_bmp(data)
    except (IndexError, struct.error) as error:
        raise _unreadable() from error
    return data


def list_markers(data: bytes) -> Iterator[int]:
    """List the markers of a JPEG as its decoder meets them; what a scan holds is passed over."""
    at = 2
    while (at := data.find(b"\xff", at)) >= 0:
        while data[at : at + 1] == b"\xff":
            at += 1
        code = data[at] if at < len(data) else _END
        at += 1
        if code < _FIRST_WITH_LENGTH or code in _BARE:
            continue  # a byte of a scan, or a restart in it
        yield code
        if code == _END:
            return
        at += max(2, int.from_bytes(data[at : at + 2]))


def _unreadable() -> Invalid:
    return Invalid("attachment_unreadable")


def _check_jpeg(data: bytes) -> None:
    scans = 0
    for number, marker in enumerate(list_markers(data)):
        scans += marker == _SCAN
        if scans > MOST_SCANS or number > MOST_SEGMENTS:
            raise _unreadable()


def _trim_png(data: bytes) -> bytes:
    """Leave out all chunks but those of the picture itself; of an animation the first."""
    kept, at = [_PNG], len(_PNG)
    for _ in range(MOST_PARTS):
        if at >= len(data):
            return b"".join(kept)
        (length,) = struct.unpack_from(">I", data, at)
        if (name := data[at + 4 : at + 8]) in _PNG_KEPT:
            kept.append(data[at : at + 12 + length])
        at += 12 + length
        if name == b"IEND":
            return b"".join(kept)
    raise _unreadable()


def _trim_gif(data: bytes) -> bytes:
    """Keep the first picture, and what says which colour of it is seen through."""
    wide, high, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _colours(flags)
    kept = [data[:at]]
    for _ in range(MOST_PARTS):
        begin, what = at, data[at]
        if what == _GIF_IMAGE:
            left, top, width, height, flags = struct.unpack_from("<HHHHB", data, at + 1)
            if left + width > wide or top + height > high:
                raise _unreadable()  # the decoder would make the whole picture larger
            at = _after_blocks(data, at + 11 + _colours(flags))
            return b"".join([*kept, data[begin:at], _GIF_END])
        if what != _GIF_MORE:
            break
        at = _after_blocks(data, at + 2)
        if data[begin + 1] == _GIF_CONTROL:
            kept = [kept[0], data[begin:at]]
    raise _unreadable()


def _colours(flags: int) -> int:
    """Give the bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    for _ in range(MOST_BLOCKS):
        length = data[at]
        at += 1 + length
        if not length:
            return at
    raise _unreadable()


def _check_webp(data: bytes) -> None:
    at = 12
    for _ in range(MOST_SEGMENTS):
        if at + 8 > len(data):
            return
        (length,) = struct.unpack_from("<I", data, at + 4)
        at += 8 + length + length % 2
    raise _unreadable()


def _check_bmp(data: bytes) -> None:
    """Refuse what is packed in runs: nobody sends it, and it is unpacked byte by byte."""
    (head,) = struct.unpack_from("<I", data, 14)
    if head >= _NEWER_BMP and struct.unpack_from("<I", data, 30)[0] in _RUN_LENGTHS:
        raise _unreadable()
