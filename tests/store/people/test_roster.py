"""Who is on duty at night, and the table that says so."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.duty import DutyShift
from services.areas import areas
from services.casework import alerts, cases
from services.clock import SHANGHAI, SetClock
from services.identity import people
from services.office import duty, roster
from services.store import Store
from services.tables.sheets import Columns, SheetRow
from tests.support.offices import a_case, a_worker, keys_for, shuts_us_out
from tests.support.shifts import CLOCK, FRIDAY, NIGHT, Grid
from tests.support.towns import a_town


def on_duty(session: Session, code: str, person_id: int, *, hours: int = 8) -> None:
    area = areas.get_area(session, code)
    begins = NIGHT.now() - timedelta(hours=1)
    ends = begins + timedelta(hours=hours)
    session.add(DutyShift(area_id=area.id, person_id=person_id, starts_at=begins, ends_at=ends))
    session.flush()


@pytest.mark.parametrize(
    ("clock", "is_urgent", "told"),
    [
        (NIGHT, True, "clerk"),
        (NIGHT, False, "wang"),
        (CLOCK, True, "wang"),
    ],
)
def test_at_night_what_is_urgent_goes_to_whoever_is_on_duty(
    store: Store, clock: SetClock, told: str, *, is_urgent: bool
) -> None:
    with store.write() as session:
        a_town(session)
        grid = Grid(session)
        on_duty(session, "XF", grid.clerk)
        report = cases.Report(
            grid.zhang, "水管爆了", area_id=areas.get_area(session, "XF-1").id, is_urgent=is_urgent
        )
        cases.report_case(session, report, clock)
        for name in ("wang", "clerk"):
            assert bool(keys_for(session, getattr(grid, name))) is (name == told)


def _shut_out(session: Session, grid: Grid) -> None:
    shuts_us_out(session, grid.clerk)


def _away(session: Session, grid: Grid) -> None:
    duty.go_away(session, grid.clerk, None, FRIDAY, CLOCK)


def _over(session: Session, grid: Grid) -> None:
    del grid
    session.exec(select(DutyShift)).one().ends_at = NIGHT.now()


@pytest.mark.parametrize("spoil", [_shut_out, _away, _over])
def test_where_nobody_on_duty_is_reached_it_goes_as_usual(
    town: Store, spoil: Callable[[Session, Grid], object]
) -> None:
    with town.write() as session:
        grid = Grid(session)
        on_duty(session, "XF", grid.clerk)
        spoil(session, grid)
        session.flush()
        case = a_case(session, grid.zhang, NIGHT, is_urgent=True)
        told = alerts.tell_responsible(session, case, "水管爆了", "", NIGHT)
        assert told == [grid.wang]


HEADERS = ("area", "name", "phone", "from", "to")


def a_roster(*rows: tuple[str, ...], missing: tuple[str, ...] = ()) -> Columns:
    numbered = [
        SheetRow(number, dict(zip(HEADERS, row, strict=True)))
        for number, row in enumerate(rows, 2)
    ]
    return Columns(numbered, missing, ())


ROW = ("XF-1", "王网格", "", "2026-11-16 22:00", "2026-11-17 07:00")


def test_a_roster_is_read_by_name_or_phone_and_twice_adds_nothing(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        grid = Grid(session)
        people.set_phone(session, grid.clerk, "138 0000 0000")
        table = a_roster(
            ROW, ("幸福社区", "", "13800000000", "2026年11月17日 22点", "2026/11/18 7:30:00")
        )
        report = roster.import_shifts(session, table, CLOCK)
        assert (report.added, report.known, report.errors) == (2, 0, [])
        report = roster.import_shifts(session, table, CLOCK)
        assert (report.added, report.known) == (0, 2)
        first, second = roster.list_shifts(session, CLOCK)
        assert (first.person_id, second.person_id) == (grid.wang, grid.clerk)
        assert first.starts_at == datetime(2026, 11, 16, 22, tzinfo=SHANGHAI)
        assert second.ends_at == datetime(2026, 11, 18, 7, 30, tzinfo=SHANGHAI)
        assert roster.list_shifts(session, SetClock(second.ends_at)) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("XX", "王网格", "", *ROW[3:]), "XX"),
        (("XF-1", "赵网格", "", *ROW[3:]), "赵网格"),
        (("XF-1", "", "", *ROW[3:]), "第一网格"),
        (("NS-1", "王网格", "", *ROW[3:]), "没有办件的身份"),
        (("XF-1", "", "13900000000", *ROW[3:]), "13900000000"),
        (("XF-1", "", "12", *ROW[3:]), "号码"),
        (("XF-1", "王网格", "", "今晚", ROW[4]), "看不懂"),
        (("XF-1", "王网格", "", "2026-13-01 22:00", ROW[4]), "看不懂"),
        (("XF-1", "王网格", "", ROW[4], ROW[3]), "不晚于"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_half_done(
    town: Store, row: tuple[str, ...], says: str
) -> None:
    with town.write() as session:
        Grid(session)
        report = roster.import_shifts(session, a_roster(ROW, row), CLOCK)
        assert [note.row for note in report.errors] == [3]
        assert says in report.errors[0].message
        assert session.exec(select(DutyShift)).all() == []


def test_two_of_one_name_are_told_apart_by_their_phone(town: Store) -> None:
    with town.write() as session:
        Grid(session)
        a_worker(session, Role.GRID_MANAGER, "XF-1", "王网格")
        report = roster.import_shifts(session, a_roster(ROW), CLOCK)
        assert "请写电话" in report.errors[0].message


@pytest.mark.parametrize(
    ("missing", "count"), [(("area",), 1), (("name",), 0), (("name", "phone"), 1), (("to",), 1)]
)
def test_a_roster_without_a_column_is_refused(
    town: Store, missing: tuple[str, ...], count: int
) -> None:
    with town.write() as session:
        grid = Grid(session)
        people.set_phone(session, grid.wang, "13800000000")
        row = ("XF-1", "", "13800000000", *ROW[3:])
        report = roster.import_shifts(session, a_roster(row, missing=missing), CLOCK)
        assert len(report.errors) == count
        assert report.added == (not count)
        assert roster.import_shifts(session, a_roster(), CLOCK).errors
