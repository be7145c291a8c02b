"""Voices in MP4 boxes (ISO/IEC 14496-12): what tells of people and places is blanked in place.

Nothing moves, for tables of a file tell by their bytes where the sound lies. Boxes that are not
needed to play it become free space. What lies between the samples in `mdat` is left as it is.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from models.errors import Invalid

Tree: TypeAlias = Mapping[bytes, "Tree"]
"""The boxes that stay, by their types, each with those that stay in it; none: all."""

_NOTHING: Tree = {}
_HEADS = (b"mvhd", b"tkhd", b"mdhd")
"""Boxes that begin with when it was made."""


def _plain(*kinds: bytes) -> Tree:
    return dict.fromkeys(kinds, _NOTHING)


_SAMPLES = _plain(
    b"stsd", b"stts", b"ctts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sgpd", b"sbgp"
)
_SOUND: Tree = {**_plain(b"smhd", b"dinf"), b"stbl": _SAMPLES}
_TRACK: Tree = {**_plain(b"tkhd", b"edts"), b"mdia": {**_plain(b"mdhd", b"hdlr"), b"minf": _SOUND}}
_FRAGMENT = _plain(b"tfhd", b"tfdt", b"trun", b"sgpd", b"sbgp")
_KEPT: Tree = {
    **_plain(b"ftyp", b"styp", b"sidx", b"mdat"),
    b"moov": {**_plain(b"mvhd"), b"trak": _TRACK, b"mvex": _plain(b"mehd", b"trex")},
    b"moof": {**_plain(b"mfhd"), b"traf": _FRAGMENT},
}
_HANDLER_TYPE, _HANDLER_NAME = slice(8, 12), 24


def clean_boxes(data: bytes) -> bytes:
    """Give an MP4 voice without notes, names and times.

    Raises:
        Invalid: attachment_type when a track of it is no sound, or none is, attachment_unreadable
            when its boxes do not fit.
    """
    buffer = bytearray(data)
    handlers: list[bytes] = []
    _clean_in(buffer, 0, len(buffer), _KEPT, handlers)
    if set(handlers) != {b"soun"}:
        raise Invalid("attachment_type")
    return bytes(buffer)


def _clean_in(buffer: bytearray, begin: int, end: int, kept: Tree, handlers: list[bytes]) -> None:
    for kind, at, body, after in _boxes(buffer, begin, end):
        if kind not in kept:
            buffer[at + 4 : at + 8] = b"free"
            buffer[body:after] = bytes(after - body)
        elif kept[kind]:
            _clean_in(buffer, body, after, kept[kind], handlers)
        elif kind in _HEADS and after - body >= 20:  # noqa: PLR2004 - both times, in either version
            times = 16 if buffer[body] else 8
            buffer[body + 4 : body + 4 + times] = bytes(times)
        elif kind == b"hdlr":
            handlers.append(bytes(buffer[body:after][_HANDLER_TYPE]))
            buffer[body + _HANDLER_NAME : after] = bytes(max(0, after - body - _HANDLER_NAME))


def _boxes(buffer: bytearray, begin: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """List type, begin, begin of the content, and end of the boxes that lie in a stretch."""
    at = begin
    while at < end:
        body, size = at + 8, int.from_bytes(buffer[at : at + 4])
        if size == 1:
            body, size = at + 16, int.from_bytes(buffer[at + 8 : at + 16])
        elif size == 0 and begin == 0:
            size = end - at
        after = at + size
        if not body <= after <= end:
            raise Invalid("attachment_unreadable")
        yield bytes(buffer[at + 4 : at + 8]), at, body, after
        at = after
