"""Where WeChat's map puts a point: the shift that Chinese maps add to WGS-84."""

import math

_AXIS = 6378245.0
_SQUEEZE = 0.00669342162296594323
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271


def gcj_from_wgs(latitude: float, longitude: float) -> tuple[float, float]:
    """Return latitude and longitude in GCJ-02; outside China nothing is shifted."""
    if not (_WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
        return latitude, longitude
    east, north = longitude - 105.0, latitude - 35.0
    phi = math.radians(latitude)
    bend = 1 - _SQUEEZE * math.sin(phi) ** 2
    along_meridian = _AXIS * (1 - _SQUEEZE) / bend**1.5
    along_parallel = _AXIS / math.sqrt(bend) * math.cos(phi)
    return (
        latitude + math.degrees(_north_shift(east, north) / along_meridian),
        longitude + math.degrees(_east_shift(east, north) / along_parallel),
    )


def _north_shift(east: float, north: float) -> float:
    flat = -100 + 2 * east + 3 * north + 0.2 * north**2 + 0.1 * east * north
    flat += 0.2 * math.sqrt(abs(east))
    waves = _wave(20, east * 6) + _wave(20, east * 2)
    waves += _wave(20, north) + _wave(40, north / 3)
    waves += _wave(160, north / 12) + _wave(320, north / 30)
    return flat + waves * 2 / 3


def _east_shift(east: float, north: float) -> float:
    flat = 300 + east + 2 * north + 0.1 * east**2 + 0.1 * east * north
    flat += 0.1 * math.sqrt(abs(east))
    waves = _wave(20, east * 6) + _wave(20, east * 2)
    waves += _wave(20, east) + _wave(40, east / 3)
    waves += _wave(150, east / 12) + _wave(300, east / 30)
    return flat + waves * 2 / 3


def _wave(height: float, turns: float) -> float:
    return height * math.sin(turns * math.pi)
