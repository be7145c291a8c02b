"""The outlines of areas for the map on the board, as a street's surveyor hands them in.

GeoJSON (RFC 7946): a FeatureCollection of polygons in WGS 84; the property `code` or 编码 says of
which area. Nothing else of the file is kept, and never a person's place.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from sqlalchemy import delete
from sqlmodel import Session, select

from models.areas import Area
from models.base import table
from models.errors import NotFound
from models.outlines import AreaOutline
from services.areas import areas
from services.store import insert_missing
from services.texts import outlines as texts
from services.texts.phrases import Phrase
from services.versions import Remembered

LARGEST = 20 * 2**20
"""Bytes of a file."""

MOST_FEATURES = 5_000
MOST_RINGS = 50
MOST_POINTS = 5_000
"""Of one feature."""

LEAST_POINTS = 4
"""Of a ring: three, and the first again (RFC 7946, 3.1.6)."""

DIGITS = 6
"""Decimals of a degree that are kept: a tenth of a metre."""

CODE_NAMES = ("code", "编码", "Code", "CODE")

Ring: TypeAlias = Sequence[tuple[float, float]]
Rings: TypeAlias = Sequence[Ring]
Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something is wrong with a feature; 0 is the file itself."""

    feature: int
    why: Phrase


@dataclass(frozen=True, eq=False)
class Outlines:
    """The outlines of areas by their ids; another object once any of them is another."""

    by_area: Mapping[int, Rings]


@dataclass(slots=True)
class Report:
    """What an import did; nothing at all when there are faults."""

    written: int = 0
    faults: list[Fault] = field(default_factory=list[Fault])


class _Wrong(Exception):
    """A feature or the file cannot be used."""

    def __init__(self, why: Phrase) -> None:
        super().__init__(why.key)
        self.why = why


def import_outlines(session: Session, content: bytes, *, is_tried: bool = False) -> Report:
    """Write the outlines that a file gives, or only tell what it would write.

    Areas that it does not name keep theirs.
    """
    report, found = Report(), dict[int, Rings]()
    try:
        features = _read(content)
    except _Wrong as wrong:
        report.faults.append(Fault(0, wrong.why))
        return report
    for number, feature in enumerate(features, 1):
        try:
            area, rings = _read_feature(session, feature)
        except _Wrong as wrong:
            report.faults.append(Fault(number, wrong.why))
            continue
        if area.id in found:
            report.faults.append(Fault(number, texts.TWICE(code=area.code)))
        found[area.id] = rings
    if not report.faults:
        if not is_tried:
            write(session, found)
        report.written = len(found)
    return report


def write(session: Session, outlines: Mapping[int, Rings]) -> None:
    """Write outlines by the ids of their areas."""
    if not outlines:
        return
    known = table(AreaOutline)
    session.connection().execute(delete(known).where(known.c.area_id.in_(list(outlines))))
    rows = [{"area_id": it, "rings": json.dumps(rings)} for it, rings in outlines.items()]
    insert_missing(session, AreaOutline, rows)
    OUTLINES.has_changed(session)


def list_outlines(session: Session) -> Outlines:
    """List the outlines that there are; for reading only."""
    return OUTLINES.get(session)


def _read(content: bytes) -> Sequence[object]:
    if len(content) > LARGEST:
        raise _Wrong(texts.FILE_LARGE(limit=LARGEST // 2**20))
    try:
        said: object = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _Wrong(texts.FILE_UNREADABLE()) from error
    given = _object(said)
    features = given.get("features")
    if given.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        raise _Wrong(texts.FILE_KIND())
    listed = cast("list[object]", features)
    if len(listed) > MOST_FEATURES:
        raise _Wrong(texts.FILE_MANY(limit=MOST_FEATURES))
    return listed


def _read_feature(session: Session, feature: object) -> tuple[Area, Rings]:
    given = _object(feature)
    properties = _object(given.get("properties"))
    code = next((properties[it] for it in CODE_NAMES if properties.get(it)), None)
    if not isinstance(code, str | int):
        raise _Wrong(texts.CODE_MISSING())
    try:
        area = areas.get_area(session, str(code))
    except NotFound as error:
        raise _Wrong(texts.AREA_UNKNOWN(code=str(code)[:40])) from error
    geometry = _object(given.get("geometry"))
    return area, list(_read_rings(geometry))


def _read_rings(geometry: Json) -> Iterator[Ring]:
    """Read the outer rings, and the holes; both are drawn alike, even-odd."""
    shape, coordinates = geometry.get("type"), geometry.get("coordinates")
    if shape not in {"Polygon", "MultiPolygon"}:
        raise _Wrong(texts.KIND())
    polygons = [coordinates] if shape == "Polygon" else _list(coordinates)
    rings = [ring for polygon in polygons for ring in _list(polygon)]
    if not 0 < len(rings) <= MOST_RINGS:
        raise _Wrong(texts.RINGS(limit=MOST_RINGS))
    if sum(len(_list(ring)) for ring in rings) > MOST_POINTS:
        raise _Wrong(texts.POINTS(limit=MOST_POINTS))
    for ring in rings:
        points = [_read_point(point) for point in _list(ring)]
        if len(points) < LEAST_POINTS or points[0] != points[-1]:
            raise _Wrong(texts.OPEN())
        yield points


def _read_point(point: object) -> tuple[float, float]:
    given = _list(point)[:2]
    if len(given) < 2 or not all(_is_number(it) for it in given):  # noqa: PLR2004 - of a plane
        raise _Wrong(texts.POINT())
    longitude, latitude = (round(float(cast("float", it)), DIGITS) for it in given)
    if abs(longitude) > 180 or abs(latitude) > 85:  # noqa: PLR2004 - degrees; nobody lives beyond
        raise _Wrong(texts.DEGREES())
    return longitude, latitude


def _is_number(said: object) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and math.isfinite(said)


def _object(said: object) -> Json:
    return cast("Json", said) if isinstance(said, dict) else {}


def _list(said: object) -> Sequence[object]:
    return cast("list[object]", said) if isinstance(said, list) else ()


def _build(session: Session) -> Outlines:
    return Outlines({it.area_id: json.loads(it.rings) for it in session.exec(select(AreaOutline))})


OUTLINES = Remembered(AreaOutline, _build)
