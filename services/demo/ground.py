"""The ground of the demonstration street: the size of a real one, with invented names.

One street with 8 communities and 8 grids, 7 patches (片区) and 90 units, after the figures that
such a street published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models.areas import Area, Level
from models.units import Unit, UnitKind
from services.areas import areas
from services.areas.areas import TREE
from services.clock import Clock


@dataclass(frozen=True, slots=True)
class Ground:
    """One community with its grid.

    Args:
        code: of the community; its grid has `-1` behind it.
        name: without 社区.
        estates: code and name of each, and how many buildings it has.
    """

    code: str
    name: str
    estates: Sequence[tuple[str, str, int]]


COMMUNITIES = (
    Ground("YSHF", "和风", (("HH", "荷花小区", 3), ("GY", "桂园", 2))),
    Ground("YSLH", "柳湖", (("ZY", "竹苑小区", 3), ("LD", "老电厂院", 2))),
    Ground("YSYA", "永安", (("YA", "永安里", 4), ("HX", "槐香苑", 2))),
    Ground("YSXX", "星巷", (("XX", "星巷新村", 4), ("BY", "白杨院", 2))),
    Ground("YSQS", "清水桥", (("QS", "清水雅居", 3), ("FZ", "纺织厂家属院", 3))),
    Ground("YSNM", "南门", (("NM", "南门花园", 3), ("MF", "面粉厂宿舍", 2))),
    Ground("YSTD", "塔东", (("TD", "塔东佳苑", 4), ("SY", "石榴园", 2))),
    Ground("YSSL", "松林", (("SL", "松林公寓", 3), ("JX", "机修厂院", 2))),
)

PATCHES = ("东一", "东二", "西一", "西二", "南", "北", "中心")

SECTORS = ("学校", "医院", "银行", "商场", "派出所", "幼儿园", "税务所", "邮政所", "工商所")
NAMES = ("和风", "柳湖", "永安", "星巷", "清水桥", "南门", "塔东", "松林", "梧桐")

ABSENT = ("梧桐", "工商所")
"""The one sector of which one place has no unit, so that there are 90 in all."""

OUTSIDE = (
    ("YSU-GD", "供电所（演示）", "0000-10000001"),
    ("YSU-GS", "自来水厂（演示）", "0000-10000002"),
    ("YSU-RQ", "燃气公司（演示）", "0000-10000003"),
    ("YSU-GJ", "公交公司（演示）", "0000-10000004"),
)
DEPARTMENTS = (
    ("YSU-CG", "街道城管办（演示）"),
    ("YSU-HJ", "环卫所（演示）"),
    ("YSU-ZZ", "综治办（演示）"),
    ("YSU-WY", "物业管理办（演示）"),
    ("YSU-MZ", "民政办（演示）"),
    ("YSU-DB", "街道综合办（演示）"),
)
BACKSTOP = "YSU-DB"
"""What was returned twice goes there."""


def lay_out(session: Session, code: str, name: str) -> None:
    """Make the areas; the street itself is renamed."""
    street = areas.ensure_street(session, code, name)
    street.code, street.name = code, name
    session.flush()
    TREE.has_changed(session)
    for number, patch in enumerate(PATCHES, 1):
        areas.add_area(session, f"YSP-{number}", f"{patch}片区", Level.PATCH, street)
    for ground in COMMUNITIES:
        _lay_out_community(session, ground, street)


@dataclass(frozen=True, slots=True)
class Units:
    """The ids of the units by their kind."""

    partners: Sequence[int]
    departments: Sequence[int]
    outside: Sequence[int]


def found_units(session: Session, clock: Clock) -> Units:
    """Make the units; give their ids."""
    rows = list(_units(session, clock))
    session.add_all(rows)
    session.flush()
    by_kind = {kind: [row.id for row in rows if row.kind is kind] for kind in UnitKind}
    return Units(*(by_kind[kind] for kind in UnitKind))


def _lay_out_community(session: Session, ground: Ground, street: Area) -> None:
    name = f"{ground.name}社区"
    community = areas.add_area(session, ground.code, name, Level.COMMUNITY, street)
    grid = areas.add_area(session, f"{ground.code}-1", f"{ground.name}网格", Level.GRID, community)
    for code, estate_name, buildings in ground.estates:
        estate = areas.add_area(session, f"{ground.code}-{code}", estate_name, Level.ESTATE, grid)
        for number in range(1, buildings + 1):
            building = f"{estate.code}-{number}"
            areas.add_area(session, building, f"{number}号楼", Level.BUILDING, estate)


def _units(session: Session, clock: Clock) -> Iterator[Unit]:
    now = clock.now()
    street = areas.get_street(session)
    for code, name, phone in OUTSIDE:
        yield Unit(
            code=code,
            name=name,
            kind=UnitKind.OUTSIDE,
            phone=phone,
            area_id=street.id,
            created_at=now,
        )
    for code, name in DEPARTMENTS:
        yield Unit(
            code=code,
            name=name,
            kind=UnitKind.DEPARTMENT,
            area_id=street.id,
            is_backstop=code == BACKSTOP,
            created_at=now,
        )
    number = 0
    for place, community in zip(NAMES, (*COMMUNITIES, None), strict=True):
        home = street if community is None else areas.get_area(session, community.code)
        for sector in SECTORS:
            if (place, sector) == ABSENT:
                continue
            number += 1
            yield Unit(
                code=f"YSU-{number:02}",
                name=f"{place}{sector}（演示）",
                area_id=home.id,
                created_at=now,
            )
