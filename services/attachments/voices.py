"""Voices made safe to keep: the sound stays as it was recorded, notes of people and places go.

Nothing is decoded. MP3 and AMR are kept frame by frame, Ogg page by page; of MP4 and WebM what
is not needed to play it is blanked. A file with a moving picture is no voice.
"""

from collections.abc import Callable, Mapping

from models.errors import Invalid
from services.attachments.boxes import clean_boxes
from services.attachments.elements import clean_elements
from services.attachments.pages_of_sound import clean_pages

LARGEST = 5 * 2**20
"""Bytes; an hour of a messenger's voice, five minutes of an MP3."""

FEWEST_FRAMES = 3
"""Of an MP3, one right behind the other: chance makes no three."""

MOST_GAPS = 100_000
"""Places in an MP3 that look like frames and are none; beyond them it is no MP3."""

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MPEG_1 = 3
_KILOBITS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KILOBITS_LOW = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LAYER_3 = 1
_ID3_HEAD = 10
_NARROW = {0: 12, 1: 13, 2: 15, 3: 17, 4: 19, 5: 20, 6: 26, 7: 31, 8: 5, 15: 0}
_WIDE = {0: 17, 1: 23, 2: 32, 3: 36, 4: 40, 5: 46, 6: 50, 7: 58, 8: 60, 9: 5, 14: 0, 15: 0}
_NO_FRAME_BITS = 0x83
"""Of the first byte of an AMR frame: always 0."""


def clean_voice(data: bytes, mime: str) -> bytes:
    """Give what is to be kept of a voice.

    Args:
        data: the file.
        mime: as `pictures.sniff` told.

    Raises:
        Invalid: attachment_too_large, attachment_type when it is no voice, or
            attachment_unreadable.
    """
    if len(data) > LARGEST:
        limit = LARGEST // 2**20
        raise Invalid("attachment_too_large", size=-(-len(data) // 2**20), limit=limit)
    cleaner = _CLEANERS.get(mime)
    if cleaner is None:
        raise Invalid("attachment_type")
    return cleaner(data)


def _clean_mp3(data: bytes) -> bytes:
    """Keep the frames; tags before, behind and between them go."""
    kept: list[bytes] = []
    at = _after_id3(data)
    for _ in range(MOST_GAPS):
        if not 0 <= at < len(data):
            break
        after = _after_frames(data, at)
        if after > at:
            kept.append(data[at:after])
        at = data.find(b"\xff", max(after, at + 1))
    if not kept:
        raise Invalid("attachment_unreadable")
    return b"".join(kept)


def _after_id3(data: bytes) -> int:
    """Give where the tags (ID3v2) at the beginning end."""
    at = 0
    while data[at : at + 3] == b"ID3" and at + _ID3_HEAD <= len(data):
        size = 0
        for seven_bits in data[at + 6 : at + _ID3_HEAD]:
            size = size << 7 | seven_bits & 0x7F
        has_foot = bool(data[at + 5] & 0x10)
        at += _ID3_HEAD + size + _ID3_HEAD * has_foot
    return at


def _after_frames(data: bytes, at: int) -> int:
    """Give where frames that lie one behind the other end; where they begin if too few."""
    begin, count = at, 0
    while (length := _frame_length(data[at : at + 4])) and at + length <= len(data):
        at += length
        count += 1
    return at if count >= FEWEST_FRAMES else begin


def _frame_length(head: bytes) -> int:
    """Give the bytes of an MP3 frame; 0 when it is none."""
    bits = int.from_bytes(head) if len(head) == 4 else 0  # noqa: PLR2004 - bytes of a head
    version, layer = bits >> 19 & 3, bits >> 17 & 3
    kilobits, rate = bits >> 12 & 15, bits >> 10 & 3
    if bits >> 21 != 0x7FF or version not in _RATES or layer != _LAYER_3:  # noqa: PLR2004 - sync
        return 0
    if kilobits in (0, 15) or rate == 3:  # noqa: PLR2004 - reserved
        return 0
    is_first = version == _MPEG_1
    speed = (_KILOBITS if is_first else _KILOBITS_LOW)[kilobits - 1] * 1000
    return (144 if is_first else 72) * speed // _RATES[version][rate] + (bits >> 9 & 1)


def _clean_amr(data: bytes) -> bytes:
    """Keep the frames; what follows the last of them goes."""
    at = begin = data.find(b"\n") + 1
    sizes = _WIDE if data.startswith(b"#!AMR-WB\n") else _NARROW
    while at < len(data) and not data[at] & _NO_FRAME_BITS and data[at] >> 3 in sizes:
        after = at + 1 + sizes[data[at] >> 3]
        if after > len(data):
            break
        at = after
    if at == begin:
        raise Invalid("attachment_unreadable")
    return data[:at]


_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {
    "audio/mpeg": _clean_mp3,
    "audio/amr": _clean_amr,
    "audio/ogg": clean_pages,
    "audio/mp4": clean_boxes,
    "audio/webm": clean_elements,
}
