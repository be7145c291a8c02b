"""How far two points of the earth lie apart."""

from math import asin, cos, isfinite, radians, sin, sqrt

from models.errors import Invalid

EARTH = 6_371_009
"""Mean radius in metres (IUGG)."""

MOST_LATITUDE = 90
MOST_LONGITUDE = 180


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Give the metres between two points, each latitude and longitude in degrees (haversine).

    Raises:
        Invalid: location_invalid.
    """
    for latitude, longitude in (one, other):
        is_real = isfinite(latitude) and isfinite(longitude)
        if not is_real or abs(latitude) > MOST_LATITUDE or abs(longitude) > MOST_LONGITUDE:
            raise Invalid("location_invalid")
    (north, east), (north2, east2) = (tuple(map(radians, each)) for each in (one, other))
    half = sin((north2 - north) / 2) ** 2 + (
        cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    )
    return round(2 * EARTH * asin(min(1.0, sqrt(half))))
