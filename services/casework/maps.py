"""Where a pin lies, as a map shows it to staff."""

import re

_PIN = re.compile(r"(-?\d{1,2}\.\d{5}),(-?\d{1,3}\.\d{5})$")
_MAP = "https://uri.amap.com/marker?position={east},{north}&coordinate=wgs84"
"""Opens a map in any browser (lbs.amap.com, URI API); it is told which degrees ours are."""


def with_map(place: str) -> str:
    """Put a link behind a place that ends with the degrees of a pin."""
    found = _PIN.search(place)
    return place if found is None else f"{place} {_MAP.format(north=found[1], east=found[2])}"
