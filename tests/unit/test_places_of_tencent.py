import math

import pytest

from bot.platforms.tencent.places import to_wgs84

# WGS 84 and GCJ-02 of three places: the published vectors of googollee/eviltransform (its
# go/transform_test.go and the tests of its ports).
PLACES = {
    "上海": ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    "深圳": ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    "北京": ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_published_place_is_found_within_a_millimetre(name: str) -> None:
    there, named = PLACES[name]
    assert to_wgs84(*named) == pytest.approx(there, abs=1e-8)


@pytest.mark.parametrize(
    "place", [(48.8584, 2.2945), (-33.8568, 151.2153), (0.0, 0.0), (90.0, 180.0), (-90.0, -180.0)]
)
def test_places_far_from_china_stay_where_they_are(place: tuple[float, float]) -> None:
    assert to_wgs84(*place) == place


def test_nothing_in_china_moves_by_more_than_a_kilometre_nor_breaks() -> None:
    for north in range(1, 56):
        for east in range(73, 138):
            found = to_wgs84(float(north), float(east))
            assert all(map(math.isfinite, found))
            assert abs(found[0] - north) < 0.01
            assert abs(found[1] - east) < 0.02


def test_neighbours_stay_neighbours() -> None:
    first, second = to_wgs84(30.6, 104.06), to_wgs84(30.6001, 104.0601)
    assert second[0] - first[0] == pytest.approx(0.0001, rel=0.05)
    assert second[1] - first[1] == pytest.approx(0.0001, rel=0.05)
