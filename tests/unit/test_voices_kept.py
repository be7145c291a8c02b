"""Voices: what is kept of them, and what never is."""

import contextlib
import random
import struct
from collections.abc import Callable

import pytest

from models.errors import Invalid
from models.media import MediaKind
from services.attachments import elements, voices
from services.attachments.pages_of_sound import checksum
from services.attachments.pictures import clean, sniff
from tests.support.sounds import (
    SECRET,
    a_vorbis,
    a_webm,
    an_amr,
    an_id3,
    an_mp4,
    an_ogg,
    box,
    mp3_frames,
    ogg_page,
    ogg_sum,
)

VOICE = MediaKind.VOICE
WITH_SECRETS = [
    an_ogg(SECRET),
    an_ogg(SECRET * 50),
    an_ogg() + SECRET,
    a_vorbis(SECRET),
    an_id3() + mp3_frames() + b"TAG" + SECRET.ljust(125),
    an_id3() * 2 + mp3_frames(3) + b"APETAGEX" + SECRET + mp3_frames(3),
    an_amr() + SECRET,
    an_mp4(),
    a_webm(),
]


def kept(data: bytes) -> bytes:
    return clean(data, VOICE).data


def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        clean(data, VOICE)
    return caught.value.reason


@pytest.mark.parametrize("raw", WITH_SECRETS)
def test_what_a_voice_tells_besides_its_sound_is_gone(raw: bytes) -> None:
    assert SECRET in raw
    assert SECRET not in kept(raw)
    assert sniff(kept(raw)) == sniff(raw)
    assert kept(kept(raw)) == kept(raw)


def test_the_sound_itself_stays_as_it_is() -> None:
    assert kept(an_ogg(SECRET)) == an_ogg()
    assert kept(an_id3() + mp3_frames() + b"TAG") == mp3_frames()
    assert kept(an_amr() + SECRET) == an_amr()
    for raw, sound in ((an_mp4(), b"\x21" * 200), (a_webm(), b"\x55" * 300)):
        assert (len(kept(raw)), kept(raw).index(sound)) == (len(raw), raw.index(sound))


def test_a_long_comment_is_one_page_and_the_pages_behind_it_are_numbered_anew() -> None:
    tags = b"OpusTags" + struct.pack("<I", 400) + SECRET.ljust(400, b"x") + bytes(4)
    parts = [tags[:255], tags[255:]]
    head = ogg_page(0, b"OpusHead" + bytes(11), flags=2)
    broad = ogg_page(1, parts[0])
    broad = broad[:26] + b"\x01\xff" + broad[29:]  # the packet goes on
    raw = head + broad + ogg_page(2, parts[1], flags=1) + ogg_page(3, b"\3" * 100, flags=4)
    blank = ogg_page(1, b"OpusTags" + bytes(8))
    assert kept(raw) == head + blank + ogg_page(2, b"\3" * 100, flags=4)


def test_the_checksum_of_a_page_is_that_of_its_rule() -> None:
    chance = random.Random(3)  # noqa: S311 - the same every time
    for length in (0, 1, 27, 300):
        page = chance.randbytes(length)
        assert checksum(page) == ogg_sum(page)


def test_a_vorbis_voice_keeps_its_setup() -> None:
    assert kept(a_vorbis(SECRET)) == a_vorbis(b"")


@pytest.mark.parametrize(
    "raw",
    [
        an_mp4(b"vide"),
        an_mp4()[:-208] + an_mp4(b"vide")[24:],
        box(b"ftyp", b"isom\0\0\2\0isommp41") + box(b"moov") + box(b"mdat", b"film"),
        a_webm(b"V_VP8", b"\1"),
        a_webm(b"V_VP8"),
        a_webm(track=b"\1"),
    ],
)
def test_a_film_is_no_voice(raw: bytes) -> None:
    assert refused(raw) == "attachment_type"


@pytest.mark.parametrize(
    "raw",
    [
        b"ID3\4" + bytes(6) + b"<script>alert(1)</script>" * 40,
        an_id3(),
        mp3_frames(2),
        b"\xff\xfb\x90\xc4" * 400,
        b"#!AMR\n" + b"\xff" * 40,
        an_mp4()[:-1],
        box(b"ftyp", b"M4A ") + b"\0\0\0\4moov",
        a_webm()[:-1],
        an_ogg()[:60],
        b"OggS\0\2" + bytes(20) + b"\x01\x13OpusHead" + bytes(200),
    ],
)
def test_what_only_begins_like_a_voice_is_refused(raw: bytes) -> None:
    assert refused(raw) == "attachment_unreadable"


def test_a_voice_of_more_than_five_megabytes_is_refused() -> None:
    frames = mp3_frames(voices.LARGEST // 417)
    assert kept(frames) == frames
    assert refused(frames + mp3_frames(1)) == "attachment_too_large"


@pytest.mark.parametrize("make", [an_ogg, mp3_frames, an_amr, an_mp4, a_webm])
def test_whatever_is_changed_in_a_voice_nothing_but_a_refusal_comes_of_it(
    make: Callable[[], bytes],
) -> None:
    whole = make()
    mime, chance = sniff(whole), random.Random(len(whole))  # noqa: S311 - the same every time
    for _ in range(1_500):
        raw = bytearray(whole)
        for _ in range(chance.randint(0, 5)):
            at = chance.randrange(len(raw))
            change = chance.randrange(3)
            if change == 0:
                raw[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF, chance.randrange(256)))
            elif change == 1:
                del raw[at : at + chance.randint(1, 9)]
            else:
                raw[at:at] = chance.randbytes(chance.randint(1, 9))
        with contextlib.suppress(Invalid):
            voices.clean_voice(bytes(raw), mime)


@pytest.mark.parametrize("make", [an_ogg, mp3_frames, an_amr, an_mp4, a_webm])
def test_wherever_a_voice_is_cut_off_nothing_but_a_refusal_comes_of_it(
    make: Callable[[], bytes],
) -> None:
    whole = make()
    for length in range(len(whole)):
        with contextlib.suppress(Invalid):
            voices.clean_voice(whole[:length], sniff(whole))


def test_what_is_made_to_be_walked_for_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "MOST_GAPS", 20)
    assert kept(mp3_frames() + b"\xff" * 40 + mp3_frames()) == mp3_frames()
    monkeypatch.setattr(elements, "MOST_ELEMENTS", 20)
    assert kept(a_webm())
    assert refused(a_webm() + b"\xa3\x80" * 20) == "attachment_unreadable"
