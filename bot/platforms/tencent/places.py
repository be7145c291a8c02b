"""Where things are: Tencent names places in GCJ-02, we keep them in WGS 84.

GCJ-02 moves every point in mainland China by some hundred metres. The survey never published how;
map programs share a formula that is known as eviltransform (github.com/googollee/eviltransform),
over the ellipsoid of Krasovsky (1940).
"""

from math import cos, pi, radians, sin, sqrt

AXIS = 6_378_245.0
"""Metres: the half axis of Krasovsky's ellipsoid."""

FLATNESS = 0.006_693_421_622_965_943
"""Its eccentricity, squared."""

CENTRE = (35.0, 105.0)
SOUTH, NORTH, WEST, EAST = 0.8293, 55.8271, 72.004, 137.8347
"""Outside of these nothing is moved."""

ROUNDS = 5
"""After so many the rest is far below a millimetre; each leaves a thousandth."""


def to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """Give the degrees of a place in WGS 84, which were given in GCJ-02."""
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        return latitude, longitude
    north, east = latitude, longitude
    for _ in range(ROUNDS):
        moved_north, moved_east = _moved(north, east)
        north, east = latitude - moved_north, longitude - moved_east
    return north, east


def _moved(latitude: float, longitude: float) -> tuple[float, float]:
    """Tell by how many degrees a place of WGS 84 is moved."""
    y, x = latitude - CENTRE[0], longitude - CENTRE[1]
    ripples = _waves(x, (20, 6), (20, 2))
    common = 0.1 * x * y + ripples
    metres_north = (2 * x - 100 + 3 * y + 0.2 * y * y + 0.2 * sqrt(abs(x)) + common) + _waves(
        y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30)
    )
    metres_east = (300 + x + 2 * y + 0.1 * x * x + 0.1 * sqrt(abs(x)) + common) + _waves(
        x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30)
    )
    bend = 1 - FLATNESS * sin(radians(latitude)) ** 2
    metres_a_degree_north = pi / 180 * AXIS * (1 - FLATNESS) / bend**1.5
    metres_a_degree_east = pi / 180 * AXIS / sqrt(bend) * cos(radians(latitude))
    return metres_north / metres_a_degree_north, metres_east / metres_a_degree_east


def _waves(at: float, *waves: tuple[float, float]) -> float:
    return sum(height * sin(at * pi * speed) for height, speed in waves) * 2 / 3
