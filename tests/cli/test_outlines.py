"""`areas outlines`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Minqing

RING = [[120.0, 36.0], [120.1, 36.0], [120.1, 36.1], [120.0, 36.0]]


@pytest.fixture
def ready(migrated: None, minqing: Minqing) -> Minqing:
    del migrated
    minqing("areas", "add", "ZX", "中心社区", "community")
    return minqing


def write(path: Path, *codes: str) -> str:
    """Write a file with an outline for each code."""
    features = [
        {"properties": {"code": it}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
        for it in codes
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return str(path)


def test_outlines_are_imported(ready: Minqing, tmp_path: Path) -> None:
    assert "写入 1 个" in ready("areas", "outlines", write(tmp_path / "a.json", "ZX")).err


def test_each_fault_has_a_line_and_nothing_is_written(ready: Minqing, tmp_path: Path) -> None:
    said = ready("areas", "outlines", write(tmp_path / "a.json", "ZX", "QQ"), code=1).err
    assert "第 2 个 Feature：没有编码是“QQ”的区域" in said
    assert "什么也没有写入" in said
    ready("areas", "outlines", str(tmp_path / "missing.json"), code=1)
