"""Voices in WebM elements (RFC 8794): what is not needed to play it is blanked in place."""

from collections.abc import Iterator
from typing import TypeAlias

from models.errors import Invalid

_HEAD, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_INFO, _TRACKS, _ENTRY, _TYPE, _CODEC = 0x1549A966, 0x1654AE6B, 0xAE, 0x83, 0x86
_ENTERED = (_SEGMENT, _CLUSTER)
"""Their length may be unknown: what lies in them is walked as if it lay beside them."""

_SEEKING = (0x114D9B74, 0x1C53BB6B)
_BLOCKS = (0xE7, 0xA3, 0xA0, 0xAB)
_KEPT_OUTSIDE = frozenset({_HEAD, _INFO, _TRACKS, *_SEEKING, *_BLOCKS})
_SCALE, _DURATION, _MUXER, _WRITER = 0x2AD7B1, 0x4489, 0x4D80, 0x5741
_KEPT_OF_INFO = frozenset({_SCALE, _DURATION, _MUXER, _WRITER})
_KEPT_OF_ENTRY = frozenset(
    {_TYPE, _CODEC, 0xD7, 0x73C5, 0x63A2, 0xE1, 0x56AA, 0x56BB, 0x9C, 0xB9, 0x88, 0x23E383}
)
_AUDIO = b"\x02"
_VOID = 0xEC
_LONG_VOID = 9
_SHORT_SIZE = 126
_MOST_BYTES_OF_ID = 4
MOST_ELEMENTS = 200_000
"""One for each fiftieth of a second: more than an hour."""

_Element: TypeAlias = tuple[int, int, int, int]
"""What it is, where it begins, where its content begins, and where it ends."""


def clean_elements(data: bytes) -> bytes:
    """Give a WebM voice without tags, names and times.

    Raises:
        Invalid: attachment_type when it holds a track that is no sound, or none;
            attachment_unreadable when its elements do not fit.
    """
    buffer = bytearray(data)
    is_heard = False
    for kind, at, body, after in _elements(buffer, 0, len(buffer)):
        if kind not in _KEPT_OUTSIDE:
            _blank(buffer, at, after)
        elif kind == _INFO:
            _clean_info(buffer, body, after)
        elif kind == _TRACKS:
            _clean_tracks(buffer, body, after)
            is_heard = True
    if not is_heard:
        raise Invalid("attachment_type")
    return bytes(buffer)


def _clean_info(buffer: bytearray, begin: int, end: int) -> None:
    for kind, at, body, after in _elements(buffer, begin, end):
        if kind not in _KEPT_OF_INFO:
            _blank(buffer, at, after)
        elif kind in (_MUXER, _WRITER):
            buffer[body:after] = bytes(after - body)


def _clean_tracks(buffer: bytearray, begin: int, end: int) -> None:
    entries = 0
    for kind, at, body, after in _elements(buffer, begin, end):
        if kind != _ENTRY:
            _blank(buffer, at, after)
            continue
        entries += 1
        parts = list(_elements(buffer, body, after))
        types = [bytes(buffer[it[2] : it[3]]).lstrip(b"\0") for it in parts if it[0] == _TYPE]
        codecs = [bytes(buffer[it[2] : it[3]]) for it in parts if it[0] == _CODEC]
        if types != [_AUDIO] or len(codecs) != 1 or not codecs[0].startswith(b"A_"):
            raise Invalid("attachment_type")
        for part, first, _, last in parts:
            if part not in _KEPT_OF_ENTRY:
                _blank(buffer, first, last)
    if not entries:
        raise Invalid("attachment_type")


def _elements(buffer: bytearray, begin: int, end: int) -> Iterator[_Element]:
    at = begin
    for _ in range(MOST_ELEMENTS):
        if at >= end:
            return
        kind, body, _ = _number(buffer, at, end)
        if body - at > _MOST_BYTES_OF_ID:
            raise Invalid("attachment_unreadable")
        size_at = body
        size, body, is_unknown = _number(buffer, size_at, end)
        if begin == 0 and kind in _ENTERED:
            at = body
            continue
        size &= (1 << 7 * (body - size_at)) - 1
        if is_unknown or body + size > end:
            raise Invalid("attachment_unreadable")
        yield kind, at, body, body + size
        at = body + size
    raise Invalid("attachment_unreadable")


def _number(buffer: bytearray, at: int, end: int) -> tuple[int, int, bool]:
    """Give a number with the mark of its length, what follows it, and whether it says nothing."""
    length = 9 - buffer[at].bit_length() if at < end else 9
    if length > 8 or at + length > end:  # noqa: PLR2004 - bytes
        raise Invalid("attachment_unreadable")
    number = int.from_bytes(buffer[at : at + length])
    return number, at + length, number == (1 << 7 * length + 1) - 1


def _blank(buffer: bytearray, at: int, after: int) -> None:
    """Make a void of the same length."""
    length = after - at
    if length < _LONG_VOID or length - 2 <= _SHORT_SIZE:
        head = bytes([_VOID, 0x80 | length - 2])
    else:
        head = bytes([_VOID]) + (1 << 56 | length - _LONG_VOID).to_bytes(8)
    buffer[at:after] = head + bytes(length - len(head))
