"""The invented outlines of the demonstration street, drawn as one map with shared borders.

Corners are named once, so that neighbours share them to the last digit; the lines between bend a
little, always the same way. It lies in the sea east of Qingdao, where no street is.
"""

import math
import random
from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session

from services.areas import areas, outlines

WEST, NORTH = 121.2, 35.82
ACROSS, DOWN = 0.0000112, 0.0000090
"""Degrees of one step of the drawing, about a metre each way."""

CORNERS: Mapping[str, tuple[int, int]] = {
    "a": (60, 120),
    "b": (820, 30),
    "c": (1640, 0),
    "d": (2330, 150),
    "e": (20, 760),
    "f": (700, 690),
    "g": (1180, 560),
    "h": (1720, 640),
    "i": (2420, 760),
    "j": (110, 1330),
    "k": (760, 1250),
    "l": (1290, 1180),
    "m": (1830, 1260),
    "n": (2360, 1390),
    "o": (330, 1800),
    "p": (1080, 1870),
    "q": (1720, 1840),
    "r": (2100, 1760),
}
RINGS: Mapping[str, str] = {
    "YSHF": "fghmlk",
    "YSLH": "abgfe",
    "YSYA": "bchg",
    "YSXX": "cdih",
    "YSQS": "efkj",
    "YSNM": "jkpo",
    "YSTD": "klmqp",
    "YSSL": "hinrqm",
}
"""The corners of each community in their order."""

BENDS = 7
WIDE = 0.07
"""How far a border bends, of its length."""


def draw(session: Session) -> None:
    """Give every community of the demonstration its outline, and its grid the same."""
    drawn: dict[int, outlines.Rings] = {}
    for code, corners in RINGS.items():
        ring = list(_ring(corners))
        community = areas.get_area(session, code)
        for area in (community, areas.get_area(session, f"{code}-1")):
            drawn[area.id] = [ring]
    outlines.write(session, drawn)


def _ring(corners: Sequence[str]) -> Iterator[tuple[float, float]]:
    for begin, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        yield from _border(begin, end)
    yield _degrees(*CORNERS[corners[0]])


def _border(begin: str, end: str) -> Iterator[tuple[float, float]]:
    """Give the points of a border but for its last; seen from the other side they are the same."""
    first, last = sorted((begin, end))
    chance = random.Random(f"{first}{last}")  # noqa: S311 - only a drawing
    (x1, y1), (x2, y2) = CORNERS[first], CORNERS[last]
    phase, wave = chance.uniform(0, math.tau), chance.choice((1, 1.5, 2))
    points: list[tuple[float, float]] = []
    for step in range(BENDS + 1):
        part = step / BENDS
        aside = math.sin(part * math.pi) * math.sin(phase + part * wave * math.tau) * WIDE
        points.append(
            (x1 + (x2 - x1) * part - (y2 - y1) * aside, y1 + (y2 - y1) * part + (x2 - x1) * aside)
        )
    ordered = points if begin == first else points[::-1]
    for x, y in ordered[:-1]:
        yield _degrees(x, y)


def _degrees(x: float, y: float) -> tuple[float, float]:
    return round(WEST + x * ACROSS, outlines.DIGITS), round(NORTH - y * DOWN, outlines.DIGITS)
