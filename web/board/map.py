"""The map of areas on the board: communities shaded by how many public cases there are.

Never a place smaller than a community, and never where a case lies.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.areas import Area, Level
from services.areas import areas, outlines
from services.areas.outlines import Outlines
from services.drawing.area_map import Drawing, Shape, draw_outlines, draw_tiles
from web.board.asked import list_communities
from web.board.parts import ROOT
from web.board.showing import Look

SHADES = 4
"""Besides the one for none."""

LETTER = 28
"""Half of it is what one sign of a name takes to each side."""


class Place(NamedTuple):
    """A community on the map.

    Args:
        area: it.
        name: as it stands on the map, without 社区.
        href: its cases.
        shape: where it lies.
        cases: how many public cases.
        shade: 0 for none, up to `SHADES`.
        is_small: whether its name must be written small.
    """

    area: Area
    name: str
    href: str
    shape: Shape
    cases: int
    shade: int
    is_small: bool


class AreaMap(NamedTuple):
    """The whole map: its drawing, the communities, the lines of grids within, the legend."""

    drawing: Drawing
    places: Sequence[Place]
    inner: Sequence[str]
    legend: Sequence[tuple[int, int, int]]


def draw_map(look: Look, counts: Mapping[int, int]) -> AreaMap | None:
    """Draw the map of the street with these counts; None where there is no community."""
    communities = list_communities(look.session)
    if not communities:
        return None
    known = outlines.list_outlines(look.session)
    wanted = tuple(it.id for it in communities)
    drawing, inner = _draw(known, wanted, _grids(look))
    steps = _steps([counts[it] for it in wanted if counts.get(it)])
    places = [_place(it, drawing, counts, steps) for it in communities]
    return AreaMap(drawing, places, inner, _legend(steps))


@lru_cache(maxsize=8)
def _draw(
    known: Outlines, wanted: tuple[int, ...], grids: tuple[int, ...]
) -> tuple[Drawing, Sequence[str]]:
    """Draw the communities by their outlines where all have one, with the lines of grids."""
    by_area = known.by_area
    if any(it not in by_area for it in wanted):
        return draw_tiles(wanted), ()
    within = [it for it in grids if it in by_area]
    drawing = draw_outlines({it: by_area[it] for it in (*wanted, *within)})
    return drawing, [drawing.shapes[it].path for it in within]


def _grids(look: Look) -> tuple[int, ...]:
    """Give the grids that are not the whole of their community."""
    tree = areas.TREE.get(look.session)
    grids = [it for it in tree.by_id.values() if it.level is Level.GRID]
    beside = Counter(it.parent_id for it in grids)
    return tuple(it.id for it in grids if beside[it.parent_id] > 1)


def _place(area: Area, drawing: Drawing, counts: Mapping[int, int], steps: Sequence[int]) -> Place:
    name, shape = area.name.removesuffix("社区") or area.name, drawing.shapes[area.id]
    count = counts.get(area.id, 0)
    shade = sum(count >= step for step in steps) if count else 0
    is_small = len(name) * LETTER / 2 > shape.room
    href = f"{ROOT}/cases?place={area.code}"
    return Place(area, name, href, shape, count, shade, is_small)


def _steps(counts: Sequence[int]) -> Sequence[int]:
    """Give from how many cases on each shade begins; fewer shades where they differ little."""
    if not counts:
        return ()
    least, most = min(counts), max(counts)
    wide = max(1, -(-(most - least + 1) // SHADES))
    return range(least, most + 1, wide)


def _legend(steps: Sequence[int]) -> Sequence[tuple[int, int, int]]:
    """Give each shade with its first and last count; 0 for no last."""
    if not steps:
        return ()
    ends = [*(step - 1 for step in steps[1:]), 0]
    return [
        (shade, first, last)
        for shade, (first, last) in enumerate(zip(steps, ends, strict=True), 1)
    ]
