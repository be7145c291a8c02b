"""A map of areas as shapes for an SVG: from their outlines, else a tile for each.

North is up, and a degree of longitude is as short as it is in the middle of the map; over the few
kilometres of a street that is as good as any projection.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = Sequence[Point]

WIDTH = 800
TALLEST = 1000
"""Of a drawing, in its own units."""

MARGIN = 12
ACROSS = 24
"""At so many heights a label's place is looked for."""

HEX = 92
"""From the middle of a tile to its corner."""


class Shape(NamedTuple):
    """One area: the path of its outline, and where its name stands, with room to each side."""

    path: str
    x: int
    y: int
    room: int


class Drawing(NamedTuple):
    """A map: its size, and the shape of each area by its id."""

    width: int
    height: int
    shapes: Mapping[int, Shape]
    is_tiles: bool = False


def draw_outlines(outlines: Mapping[int, Sequence[Ring]]) -> Drawing:
    """Draw areas by their outlines, all to one scale."""
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = math.cos(math.radians((south + north) / 2))
    across, upward = max((east - west) * narrow, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / upward)
    left = (WIDTH - across * scale) / 2

    def place(point: Point) -> Point:
        x, y = point
        return left + (x - west) * narrow * scale, MARGIN + (north - y) * scale

    shapes = {
        area_id: _shape([[place(point) for point in ring] for ring in rings])
        for area_id, rings in outlines.items()
    }
    return Drawing(WIDTH, round(upward * scale + 2 * MARGIN), shapes)


def draw_tiles(area_ids: Sequence[int]) -> Drawing:
    """Draw a hexagon for each area, in their order; it says nothing of where they lie."""
    columns = max(1, min(8, math.ceil(math.sqrt(len(area_ids) * 1.2))))
    wide, high = HEX * math.sqrt(3), HEX * 1.5
    shapes: dict[int, Shape] = {}
    for number, area_id in enumerate(area_ids):
        row, column = divmod(number, columns)
        x = MARGIN + wide * (column + 0.5 + (row % 2) / 2)
        y = MARGIN + HEX + high * row
        corners = [_corner(x, y, each) for each in range(6)]
        shapes[area_id] = Shape(_path([corners]), round(x), round(y), round(wide / 2) - 8)
    rows = math.ceil(len(area_ids) / columns)
    width = MARGIN * 2 + wide * (columns + (0.5 if rows > 1 else 0))
    height = MARGIN * 2 + HEX * 2 + high * max(0, rows - 1)
    return Drawing(round(width), round(height), shapes, is_tiles=True)


def _corner(x: float, y: float, number: int) -> Point:
    angle = math.radians(60 * number - 90)
    return x + (HEX - 4) * math.cos(angle), y + (HEX - 4) * math.sin(angle)


def _shape(rings: Sequence[Ring]) -> Shape:
    x, y, room = _widest(rings)
    return Shape(_path(rings), round(x), round(y), round(room))


def _path(rings: Sequence[Ring]) -> str:
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring)}Z" for ring in rings)


def _widest(rings: Sequence[Ring]) -> tuple[float, float, float]:
    """Find where an area is widest: the middle of that line, and half its length."""
    top = min(y for ring in rings for _, y in ring)
    low = max(y for ring in rings for _, y in ring)
    best = (0.0, (top + low) / 2, -1.0)
    score = -1.0
    for step in range(1, ACROSS):
        y = top + (low - top) * step / ACROSS
        central = 1 - abs(step / ACROSS - 0.5)  # the middle looks better than the edge
        for left, right in _spans(rings, y):
            if (right - left) * central > score:
                score = (right - left) * central
                best = ((left + right) / 2, y, (right - left) / 2)
    if best[2] < 0:
        x, y = rings[0][0]
        return x, y, 0.0
    return best


def _spans(rings: Sequence[Ring], y: float) -> Iterator[tuple[float, float]]:
    crossings: list[float] = []
    for ring in rings:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > y) != (y2 > y):
                crossings.append(x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    crossings.sort()
    yield from zip(crossings[::2], crossings[1::2], strict=False)
