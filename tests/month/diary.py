"""The month: when it is, and who is in it."""

from models.access import Role
from models.areas import Level
from models.units import UnitKind
from tests.played.diary import Cast, Diary

Month = Diary

BEGINS, ENDS = "9月21日 8:30", "11月2日 9:30"
"""A Monday, and one on which the figures of the last week are told."""

PLACES = (
    ("HF", "和风社区", Level.COMMUNITY, "JD"),
    ("HF-01", "和风一网格", Level.GRID, "HF"),
    ("HF-02", "和风二网格", Level.GRID, "HF"),
    ("HF-HH", "荷花小区", Level.ESTATE, "HF-01"),
    *((f"HF-HH-{number}", f"{number}号楼", Level.BUILDING, "HF-HH") for number in range(1, 10)),
    ("HF-GY", "桂园", Level.ESTATE, "HF-02"),
)

STAFF = (
    ("陈街道", Role.OFFICER, "JD", "telegram"),
    ("何督办", Role.SUPERVISOR, "JD", "browser"),
    ("孙社工", Role.CLERK, "HF", "telegram"),
    ("钱社工", Role.CLERK, "HF", "browser"),
    ("王网格", Role.GRID_MANAGER, "HF-01", "telegram"),
    ("李网格", Role.GRID_MANAGER, "HF-02", "telegram"),
)

UNITS = (
    ("WY", "荷花物业公司", UnitKind.PARTNER, False, "周联络"),
    ("DD", "网格中心", UnitKind.PARTNER, True, "郑中心"),
    ("GD", "供电公司", UnitKind.OUTSIDE, False, ""),
)

CAST = Cast(BEGINS, ENDS, (2, 3, 4, 8, 9, 18, 23), PLACES, STAFF, UNITS)
