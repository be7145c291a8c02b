"""The map of areas: shapes from outlines, or a tile each."""

import re

import pytest

from services.drawing.area_map import MARGIN, TALLEST, WIDTH, draw_outlines, draw_tiles

WEST = [(120.0, 36.0), (120.01, 36.0), (120.01, 36.01), (120.0, 36.01), (120.0, 36.0)]
EAST = [(120.01, 36.0), (120.02, 36.0), (120.02, 36.01), (120.01, 36.01), (120.01, 36.0)]


def points(path: str) -> list[tuple[float, float]]:
    """Read the points of a path."""
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def test_north_is_up_and_west_is_left() -> None:
    drawn = draw_outlines({1: [WEST], 2: [EAST]})
    first, second = (points(drawn.shapes[it].path) for it in (1, 2))
    assert max(x for x, _ in first) == min(x for x, _ in second)
    assert first[0][1] > first[2][1], "36.00 lies below 36.01"
    assert list(first[0]) == pytest.approx([MARGIN, drawn.height - MARGIN], abs=1)


def test_neighbours_share_their_border_and_nothing_leaves_the_drawing() -> None:
    drawn = draw_outlines({1: [WEST], 2: [EAST]})
    every = [point for shape in drawn.shapes.values() for point in points(shape.path)]
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in every)
    assert len(set(every)) == 6
    assert drawn.width == WIDTH


def test_what_is_long_from_north_to_south_fits_too() -> None:
    tall = [(120.0, 36.0), (120.001, 36.0), (120.001, 36.1), (120.0, 36.0)]
    assert draw_outlines({1: [tall]}).height <= TALLEST


def test_a_name_stands_inside_its_area_where_that_is_wide() -> None:
    bent = [
        *((120.0, 36.0), (120.03, 36.0), (120.03, 36.01), (120.005, 36.01)),
        *((120.005, 36.03), (120.0, 36.03), (120.0, 36.0)),
    ]
    drawn = draw_outlines({1: [bent]})
    shape = drawn.shapes[1]
    assert shape.y > drawn.height * 2 / 3, "the foot of the L is where there is room"
    assert shape.room > drawn.width / 3


def test_an_area_without_extent_is_still_drawn() -> None:
    drawn = draw_outlines({1: [[(120.0, 36.0)] * 4]})
    assert drawn.shapes[1].room == 0


def test_tiles_lie_beside_each_other_and_never_on_each_other() -> None:
    drawn = draw_tiles(range(1, 12))
    places = {(it.x, it.y) for it in drawn.shapes.values()}
    assert len(places) == 11
    assert drawn.is_tiles
    corners = [point for it in drawn.shapes.values() for point in points(it.path)]
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in corners)
