"""Where something lies: found from a point or from words, and told no closer than a community."""

from collections.abc import Collection, Mapping

from sqlmodel import Session

from models.areas import Area
from models.errors import Invalid, NotFound
from services.areas import areas
from services.areas.outlines import Rings, list_outlines

Point = tuple[float, float]
"""Latitude and longitude, degrees WGS 84."""


def find_area(
    session: Session, within: Area, point: Point | None, address_id: str, words: str
) -> Area:
    """Find where something lies; what says nothing lies in the whole of the system's area.

    Raises:
        Invalid: request_place_outside, or the address_id is none of ours.
    """
    found = _by_code(session, address_id) if address_id else None
    if found is None and point is not None:
        found = _around(session, within, point)
    near = found if found is not None and found.id != within.id else within
    named = areas.find_place(session, words, near) if words else None
    if named is not None and (found is None or found.contains(named)):
        found = named
    found = found or within
    if not within.contains(found):
        raise Invalid("request_place_outside")
    return found


def centres_of(session: Session, area_ids: Collection[int]) -> Mapping[int, Point]:
    """Give the middle of the outlines of some areas, where these are known."""
    outlines = list_outlines(session).by_area
    return {it: _middle(outlines[it]) for it in area_ids if it in outlines}


def _by_code(session: Session, code: str) -> Area:
    try:
        return areas.get_area(session, code)
    except NotFound as error:
        raise Invalid("argument_wrong", name="address_id", form="区域编码") from error


def _around(session: Session, within: Area, point: Point) -> Area | None:
    """Find the smallest area drawn around a point; None where nothing is drawn.

    Raises:
        Invalid: request_place_outside; it lies in none, though the system's own area is drawn.
    """
    outlines = list_outlines(session).by_area
    inside = [it for it, rings in outlines.items() if _lies_in(rings, point)]
    around = [areas.area_of(session, it) for it in inside]
    mine = [area for area in around if within.contains(area)]
    if mine:
        return max(mine, key=lambda area: len(areas.ids_upward(area)))
    if within.id in outlines or any(not area.contains(within) for area in around):
        raise Invalid("request_place_outside")
    return None


def _lies_in(rings: Rings, point: Point) -> bool:
    """Tell whether a point lies within rings, counting how often a line to the east meets them."""
    latitude, longitude = point
    is_inside = False
    for ring in rings:
        for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y > latitude) != (next_y > latitude):
                meets = x + (latitude - y) * (next_x - x) / (next_y - y)
                is_inside ^= longitude < meets
    return is_inside


def _middle(rings: Rings) -> Point:
    longitudes = [x for ring in rings for x, _ in ring]
    latitudes = [y for ring in rings for _, y in ring]
    return (
        round((min(latitudes) + max(latitudes)) / 2, 6),
        round((min(longitudes) + max(longitudes)) / 2, 6),
    )
