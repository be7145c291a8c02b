"""The duty roster and the calendar, from the command line."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import doctor
from bot.settings import read_settings
from models.access import Role
from services import workdays
from services.areas import areas
from services.clock import SetClock
from services.office import access
from services.store import Store
from tests.cli.conftest import Minqing
from tests.support.offices import a_resident

pytestmark = pytest.mark.usefixtures("migrated")

OpenStore = Callable[[], Store]


@pytest.fixture
def staffed(migrated: None, minqing: Minqing, store: OpenStore) -> None:
    """A street with an officer."""
    del migrated
    minqing("areas", "list")
    opened = store()
    with opened.write() as session:
        officer = a_resident(session, "陈街道")
        clock = SetClock(datetime(2026, 1, 1, tzinfo=UTC))
        access.appoint(session, officer, Role.OFFICER, areas.get_street(session), clock)
    opened.close()


def a_file(home: Path, *lines: str) -> str:
    file = home / "table.csv"
    file.write_text("\n".join(lines), "utf-8")
    return str(file)


@pytest.mark.usefixtures("staffed")
def test_a_roster_is_imported_and_listed(minqing: Minqing, home: Path) -> None:
    file = a_file(home, "网格,姓名,起,止", "JD,陈街道,2030-11-16 22:00,2030-11-17 07:00")
    assert "新增 1，已有 0" in minqing("duty", "import", file).err
    assert "新增 0，已有 1" in minqing("duty", "import", file).err
    (shift,) = json.loads(minqing("duty", "list", "--json").out)
    assert shift == {
        "area": "JD",
        "name": "陈街道",
        "from": "2030-11-16T22:00:00+08:00",
        "to": "2030-11-17T07:00:00+08:00",
    }
    assert "2030-11-16 22:00" in minqing("duty", "list").out


@pytest.mark.usefixtures("staffed")
def test_a_roster_with_a_wrong_row_is_refused_as_a_whole(minqing: Minqing, home: Path) -> None:
    good = "JD,陈街道,2030-11-16 22:00,2030-11-17 07:00"
    file = a_file(home, "网格,姓名,起,止,备注", good, "JD,赵街道,今晚,明早,")
    said = minqing("duty", "import", file, code=1).err
    assert "第 3 行" in said
    assert "什么也没有写入" in said
    assert "没有用到的列：备注" in said
    assert json.loads(minqing("duty", "list", "--json").out) == []


def test_the_calendar_is_shown_and_set(minqing: Minqing, home: Path) -> None:
    listed = json.loads(minqing("calendar", "show", "2026", "--json").out)
    assert {"date": "2026-10-10", "works": True, "name": ""} in listed
    assert "2026-10-01  周四  休息" in minqing("calendar", "show", "2026").out
    file = a_file(home, "日期,上班,名称", "2026-11-18,否,停电")
    assert "设了 1 天，0 件" in minqing("calendar", "import", file).err
    listed = json.loads(minqing("calendar", "show", "2026", "--json").out)
    assert {"date": "2026-11-18", "works": False, "name": "停电"} in listed


def test_a_year_of_which_nothing_is_known_is_said_to_be_so(minqing: Minqing) -> None:
    assert "还不知道" in minqing("calendar", "show", "2999").err
    assert "还不知道" not in minqing("calendar", "show", "2026").err
    assert minqing("calendar", "show").out


def test_a_calendar_with_a_wrong_row_is_refused_as_a_whole(minqing: Minqing, home: Path) -> None:
    file = a_file(home, "日期,上班", "2026-11-18,否", "2026-11-19,或许")
    assert "第 3 行" in minqing("calendar", "import", file, code=1).err
    listed = json.loads(minqing("calendar", "show", "2026", "--json").out)
    assert "2026-11-18" not in {each["date"] for each in listed}


@pytest.mark.parametrize(
    ("month", "day", "warns"), [(10, 31, False), (11, 3, True), (12, 31, True)]
)
def test_the_doctor_says_when_the_known_days_end(
    minqing: Minqing, store: OpenStore, month: int, day: int, *, warns: bool
) -> None:
    minqing("areas", "list")
    opened = store()
    with opened.read() as session:
        year = workdays.last_known_year(session)
    for year_, warned in ((year, warns), (year + 1, True)):
        clock = SetClock(datetime(year_, month, day, 4, tzinfo=UTC))
        found = [it.name for it in doctor.examine(read_settings(), opened, clock)]
        assert ("calendar" in found) is warned
    opened.close()
