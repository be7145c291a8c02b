"""Voices in Ogg pages (RFC 3533): the page of comments is written anew, and says nothing.

One stream of Opus, Vorbis or Speex is taken. Every page is numbered and checked anew, so that
nothing lies between the pages or behind them.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.errors import Invalid

CODECS = {
    b"OpusHead": (b"OpusTags" + bytes(8),),
    b"\x01vorbis": (b"\x03vorbis" + bytes(8) + b"\x01", None),
    b"Speex   ": (bytes(8),),
}
"""By how the first page begins: the packets that follow it, None where they stay."""

_HEAD = struct.Struct("<4sBBqIIIB")
_CONTINUED, _BEGIN = 1, 2
_FULL = 255
_NO_SUM = slice(22, 26)
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Page:
    flags: int
    position: int
    stream: int
    lacing: bytes
    body: bytes


def clean_pages(data: bytes) -> bytes:
    """Give an Ogg voice without comments.

    Raises:
        Invalid: attachment_type when it is no voice or more than one stream,
            attachment_unreadable when it is broken.
    """
    pages = list(_pages(data))
    first = pages[0]
    heads = next((heads for mark, heads in CODECS.items() if first.body.startswith(mark)), None)
    if (
        heads is None
        or len(first.lacing) != 1
        or any(page.stream != first.stream for page in pages)
    ):
        raise Invalid("attachment_type")
    count, old = _read_heads(pages, len(heads))
    new = [packet if head is None else head for head, packet in zip(heads, old, strict=True)]
    written = [first, *_lay(new, first.stream), *pages[count:]]
    return b"".join(_write(page, number) for number, page in enumerate(written))


def checksum(page: bytes) -> int:
    """Give the CRC of a page: zlib's, with all bits the other way round, and not inverted."""
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(mirrored.to_bytes(4, "little").translate(_MIRRORED))


def _pages(data: bytes) -> Iterator[_Page]:
    """List the whole pages; what follows them, and a page that was cut off, is left out."""
    at = 0
    while data[at : at + 5] == b"OggS\0" and at + _HEAD.size <= len(data):
        _, _, flags, position, stream, _, _, count = _HEAD.unpack_from(data, at)
        begin = at + _HEAD.size + count
        lacing = data[at + _HEAD.size : begin]
        after = begin + sum(lacing)
        if after > len(data) or (at and flags & _BEGIN):
            break
        yield _Page(flags, position, stream, lacing, data[begin:after])
        at = after
    if not at:
        raise Invalid("attachment_unreadable")


def _read_heads(pages: Sequence[_Page], count: int) -> tuple[int, Sequence[bytes]]:
    """Give the packets that follow the first page, and with which page the sound begins."""
    packets: list[bytes] = []
    packet = bytearray()
    for number, page in enumerate(pages[1:], 2):
        at = 0
        for length in page.lacing:
            packet += page.body[at : at + length]
            at += length
            if length < _FULL:
                packets.append(bytes(packet))
                packet.clear()
        if len(packets) == count and not packet:
            return number, packets
        if len(packets) >= count:
            break
    raise Invalid("attachment_unreadable")


def _lay(packets: Sequence[bytes], stream: int) -> Iterator[_Page]:
    """Lay packets on pages of at most 255 segments."""
    lacing = b"".join(bytes([_FULL] * (len(it) // _FULL) + [len(it) % _FULL]) for it in packets)
    body, at = b"".join(packets), 0
    for first in range(0, len(lacing), _FULL):
        here = lacing[first : first + _FULL]
        is_continued = first > 0 and lacing[first - 1] == _FULL
        yield _Page(_CONTINUED * is_continued, 0, stream, here, body[at : at + sum(here)])
        at += sum(here)


def _write(page: _Page, number: int) -> bytes:
    written = bytearray(
        _HEAD.pack(b"OggS", 0, page.flags, page.position, page.stream, number, 0, len(page.lacing))
        + page.lacing
        + page.body
    )
    written[_NO_SUM] = struct.pack("<I", checksum(bytes(written)))
    return bytes(written)
