"""A PDF, read back: what somebody would copy from it, and where the letters stand."""

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"BT ([\d.]+) ([\d.]+) Td .*?\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Line(NamedTuple):
    """One line of print; from the left and the bottom of its page, in points."""

    left: float
    bottom: float
    words: str


def read_lines(document: bytes) -> list[Line]:
    """Read the lines of all pages in the order in which they were printed."""
    streams = list(_streams(document))
    letters = _letters(next(it for it in streams if b"beginbfchar" in it))
    return [
        Line(float(left), float(bottom), _read(shown, letters))
        for stream in streams
        if b"BT " in stream
        for left, bottom, shown in _SHOWN.findall(stream)
    ]


def count_pages(document: bytes) -> int:
    """Count the pages."""
    return len(re.findall(rb"/Type /Page\b(?!s)", document))


def _streams(document: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(document):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def _letters(table: bytes) -> Mapping[int, str]:
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
    return {
        int(glyph, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for glyph, sign in pairs
    }


def _read(shown: bytes, letters: Mapping[int, str]) -> str:
    plain = re.sub(
        rb"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), shown, flags=re.DOTALL
    )
    return "".join(
        letters[int.from_bytes(plain[at : at + 2], "big")] for at in range(0, len(plain), 2)
    )
