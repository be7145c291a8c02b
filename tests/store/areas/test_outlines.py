"""Outlines of areas from a file: taken as a whole, or not at all."""

import json
from typing import Any

import pytest

from models.base import table
from models.outlines import AreaOutline
from services.areas import areas, outlines
from services.store import Store
from services.texts.phrases import put_into_words
from tests.support.towns import a_town

SQUARE = [[120.0, 36.0], [120.1, 36.0], [120.1, 36.1], [120.0, 36.0]]


def feature(code: object = "XF", ring: object = None, kind: str = "Polygon") -> dict[str, Any]:
    """Make a feature."""
    coordinates = [SQUARE if ring is None else ring]
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def file(*features: object) -> bytes:
    """Make a file."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_outlines_are_kept_by_area_and_written_again_without_another(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        assert outlines.import_outlines(session, file(feature(), feature("NS"))).written == 2
        moved = [[x + 1, y] for x, y in SQUARE]
        assert outlines.import_outlines(session, file(feature("xf", moved))).written == 1
        count = session.connection().exec_driver_sql("SELECT count(*) FROM area_outlines").scalar()
        kept = outlines.list_outlines(session).by_area
        assert count == len(kept) == 2
        assert list(kept[areas.get_area(session, "XF").id][0][0]) == [121.0, 36.0]
        assert table(AreaOutline).name == "area_outlines"


def test_several_polygons_and_the_chinese_name_of_the_property(town: Store) -> None:
    both = feature(kind="MultiPolygon")
    both["geometry"]["coordinates"] = [[SQUARE], [SQUARE]]
    both["properties"] = {"编码": "XF", "name": "幸福"}
    with town.write() as session:
        assert outlines.import_outlines(session, file(both)).faults == []
        assert len(outlines.list_outlines(session).by_area[areas.get_area(session, "XF").id]) == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (feature("QQ"), "没有编码是“QQ”的区域"),
        (feature(None), "没有 code"),
        (feature({"a": 1}), "没有 code"),
        (feature(kind="Point"), "Polygon"),
        (feature(ring=SQUARE[:3]), "没有闭合"),
        (feature(ring=[[0, 0], [1, 1], [2, 2], [3, 3]]), "没有闭合"),
        (feature(ring=[[500000, 4000000]] * 4), "WGS 84"),
        (feature(ring=[["120", "36"]] * 4), "[经度, 纬度]"),
        (feature(ring=[[True, False]] * 4), "[经度, 纬度]"),
        (feature(ring=[[120]] * 4), "[经度, 纬度]"),
        (feature(ring=[[120.0, 36.0]] * 5001), "点太多"),
        (feature(ring="no"), "没有闭合"),
        ("no feature", "没有 code"),
        (feature("NS"), "出现了两次"),
    ],
)
def test_each_fault_is_named_and_nothing_is_written(town: Store, wrong: object, why: str) -> None:
    with town.write() as session:
        report = outlines.import_outlines(session, file(feature("NS"), wrong))
        assert [fault.feature for fault in report.faults] == [2]
        assert why in put_into_words(report.faults[0].why)
        assert report.written == 0
        assert not outlines.list_outlines(session).by_area


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe", "读不懂"),
        (b"{", "读不懂"),
        (b"[" * 100_000, "读不懂"),
        (b"[]", "FeatureCollection"),
        (file(), "FeatureCollection"),
        (b" " * (outlines.LARGEST + 1), "太大"),
        (file(*[1] * (outlines.MOST_FEATURES + 1)), "太多"),
    ],
)
def test_a_file_that_is_none_is_said_to_be_none(town: Store, content: bytes, why: str) -> None:
    with town.write() as session:
        [fault] = outlines.import_outlines(session, content).faults
    assert fault.feature == 0
    assert why in put_into_words(fault.why)
