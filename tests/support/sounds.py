"""Voices made in code, with and without what they should not tell."""

import struct

SECRET = b"Secret+39.9042+116.4074"
_POLYNOMIAL = 0x04C11DB7


def ogg_sum(page: bytes) -> int:
    """Compute the checksum of a page bit by bit, as RFC 3533 tells."""
    rest = 0
    for byte in page:
        rest ^= byte << 24
        for _ in range(8):
            rest = (rest << 1 ^ (_POLYNOMIAL if rest >> 31 else 0)) & 0xFFFFFFFF
    return rest


def ogg_page(
    number: int, *packets: bytes, flags: int = 0, position: int = 0, of: int = 7
) -> bytes:
    """Make a page of whole packets."""
    lacing = b"".join(bytes([255] * (len(it) // 255) + [len(it) % 255]) for it in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, flags, position, of, number, 0)
    page = head + bytes([len(lacing)]) + lacing + b"".join(packets)
    return page[:22] + struct.pack("<I", ogg_sum(page)) + page[26:]


def an_ogg(comment: bytes = b"") -> bytes:
    """Make an Opus voice."""
    vendor = struct.pack("<I", len(comment)) + comment
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 48000, 0, 0)
    return (
        ogg_page(0, head, flags=2)
        + ogg_page(1, b"OpusTags" + vendor + bytes(4))
        + ogg_page(2, b"\x01" * 300, b"\x02" * 200, position=960)
        + ogg_page(3, b"\x03" * 100, position=1920, flags=4)
    )


def a_vorbis(comment: bytes) -> bytes:
    """Make a Vorbis voice whose setup stands on the page of its comments."""
    notes = b"\x03vorbis" + struct.pack("<I", len(comment)) + comment + bytes(4) + b"\x01"
    return (
        ogg_page(0, b"\x01vorbis" + bytes(23), flags=2)
        + ogg_page(1, notes, b"\x05vorbis" + bytes(255 * 3))
        + ogg_page(2, b"\x03" * 100, position=1920, flags=4)
    )


def mp3_frames(count: int = 4) -> bytes:
    """Make MP3 frames of 128 kbit/s and 44.1 kHz."""
    return (b"\xff\xfb\x90\xc4" + bytes(413)) * count


def an_id3() -> bytes:
    """Make a tag as it stands before an MP3."""
    return b"ID3\x04\0\0" + bytes([0, 0, 1, 0]) + SECRET.ljust(128, b"\0")


def an_amr() -> bytes:
    """Make a narrow voice of 12.2 kbit/s."""
    return b"#!AMR\n" + (b"\x3c" + b"\x55" * 31) * 5


def box(kind: bytes, *content: bytes) -> bytes:
    """Make an MP4 box."""
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def an_mp4(handler: bytes = b"soun", secret: bytes = SECRET) -> bytes:
    """Make an MP4 of one track with notes wherever a phone puts them."""
    notes = box(b"udta", box(b"\xa9xyz", secret))
    times = bytes(4) + b"\xe0\x12\x34\x56" * 2 + bytes(16)
    samples = box(b"stbl", box(b"stsd", bytes(8)), box(b"stco", bytes(8)))
    media = box(
        b"mdia",
        box(b"mdhd", times),
        box(b"hdlr", bytes(8) + handler + bytes(12) + secret),
        box(b"minf", box(b"smhd", bytes(8)), samples),
    )
    track = box(b"trak", box(b"tkhd", times), media, notes, box(b"meta", secret))
    film = box(b"moov", box(b"mvhd", times), track, notes)
    return (
        box(b"ftyp", b"M4A \0\0\0\0M4A isom")
        + film
        + box(b"uuid", secret)
        + box(b"mdat", b"\x21" * 200)
    )


def element(kind: str, *content: bytes) -> bytes:
    """Make a WebM element."""
    body = b"".join(content)
    size = (1 << 14 | len(body)).to_bytes(2) if len(body) > 126 else bytes([0x80 | len(body)])
    return bytes.fromhex(kind) + size + body


def a_webm(codec: bytes = b"A_OPUS", track: bytes = b"\x02", secret: bytes = SECRET) -> bytes:
    """Make a WebM as a browser records it: segment and cluster of unknown length."""
    unknown = b"\x01" + b"\xff" * 7
    entry = element("ae", element("d7", b"\1"), element("83", track), element("86", codec),
                    element("536e", secret))  # fmt: skip
    info = element("1549a966", element("2ad7b1", b"\x0f\x42\x40"), element("4461", secret),
                   element("4d80", secret), element("5741", b"Chrome"))  # fmt: skip
    return (
        element("1a45dfa3", element("4282", b"webm"))
        + bytes.fromhex("18538067") + unknown + info + element("1654ae6b", entry)
        + element("1254c367", secret * 9)
        + bytes.fromhex("1f43b675") + unknown + element("e7", b"\0")
        + element("a3", b"\x81\0\0\x80" + b"\x55" * 300)
        + element("1254c367", secret)
    )  # fmt: skip
