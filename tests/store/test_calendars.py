"""The street's calendar: tables of days, and due days that follow them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from models.cases import Case, Escalation, Status
from models.timeline import Act
from models.workdays import SpecialDay
from scheduler import jobs
from scheduler.timetable import run_job
from services import calendars, workdays
from services.case_files import timeline
from services.casework import alerts, limits
from services.clock import SetClock
from services.store import Store
from services.tables.sheets import Columns, SheetRow
from services.texts.phrases import put_into_words
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, acts_of
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
DUE = datetime(2026, 11, 25, 2, tzinfo=UTC)
DAY = timedelta(days=1)
HEADERS = ("date", "works", "name")


def a_calendar(*rows: tuple[str, str, str], missing: tuple[str, ...] = ()) -> Columns:
    numbered = [
        SheetRow(number, dict(zip(HEADERS, row, strict=True)))
        for number, row in enumerate(rows, 2)
    ]
    return Columns(numbered, missing, ())


def test_due_days_follow_the_days_that_are_set(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        case, urgent, answered, planned = (
            a_case(session, zhang, CLOCK, is_urgent=urgent)
            for urgent in (False, True, False, False)
        )
        answered.status = Status.ANSWERED
        planned.status, planned.escalates_at = Status.SHELVED, None
        assert case.due_at == DUE
        table = a_calendar(("2026-11-18", "否", "停电"), ("2026年11月22日", "上班", ""))
        report = calendars.import_days(session, table, CLOCK)
        assert (report.days, report.cases, report.errors) == (2, 0, [])
        table = a_calendar(("2026/11/20 00:00:00", "休", "运动会"))
        report = calendars.import_days(session, table, CLOCK)
        assert (report.days, report.cases) == (1, 2)
        assert case.due_at == planned.due_at == DUE + DAY
        assert (urgent.due_at, answered.due_at) == (MONDAY + DAY, DUE)
        assert case.escalates_at == DUE
        assert planned.escalates_at is None
        line = timeline.list_lines(session, case)[-1]
        assert line.act is Act.DUE_MOVED
        assert line.told == {
            "before": "2026-11-25T10:00:00+08:00",
            "due": "2026-11-26T10:00:00+08:00",
        }
        assert timeline.is_intact(session, case)
        assert calendars.import_days(session, table, CLOCK).cases == 0
        assert acts_of(session, case).count(Act.DUE_MOVED) == 1


def test_time_that_a_clock_stood_is_kept_when_its_due_day_moves(town: Store) -> None:
    with town.write() as session:
        case = a_case(session, a_resident(session), CLOCK)
        case.stood = 3600
        limits.reckon_due(session, case, CLOCK)
        calendars.import_days(session, a_calendar(("2026-11-20", "否", "")), CLOCK)
        assert case.due_at == DUE + DAY + timedelta(hours=1)


def test_a_level_that_was_passed_stays_passed(town: Store) -> None:
    with town.write() as session:
        case = a_case(session, a_resident(session), CLOCK)
        case.level = Escalation.GRID
        calendars.import_days(session, a_calendar(("2026-11-20", "否", "")), CLOCK)
        assert case.level == Escalation.GRID
        assert case.escalates_at == DUE + 2 * DAY


@pytest.mark.parametrize(
    ("rows", "row", "says"),
    [
        ([("2026-11-18", "也许", "")], 2, "是 或 否"),
        ([("明天", "是", "")], 2, "日期看不懂"),
        ([("2026-02-30", "是", "")], 2, "日期看不懂"),
        ([("2026-11-18", "是", ""), ("2026-11-18", "否", "")], 3, "第 2 行"),
        ([], 0, "一行也没有"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_half_done(
    town: Store, rows: list[tuple[str, str, str]], row: int, says: str
) -> None:
    with town.write() as session:
        good = [("2026-11-17", "否", "")] if rows else []
        table = a_calendar(*rows, *good)
        report = calendars.import_days(session, table, CLOCK)
        assert [note.row for note in report.errors] == [row]
        assert says in report.errors[0].message
        assert session.exec(select(SpecialDay)).all() == []


def test_only_the_name_may_be_left_out(town: Store) -> None:
    with town.write() as session:
        row = ("2026-11-18", "是", "")
        assert calendars.import_days(session, a_calendar(row, missing=("name",)), CLOCK).days == 1
        for column in ("date", "works"):
            table = a_calendar(row, missing=(column,))
            assert column in calendars.import_days(session, table, CLOCK).errors[0].message


def test_the_days_of_a_year_that_are_out_of_the_ordinary_are_listed(town: Store) -> None:
    with town.write() as session:
        workdays.set_day(session, date(2026, 11, 17), "停电", is_working=False)
        workdays.set_day(session, date(2026, 11, 18), "照常", is_working=True)
        found = {day.day: day for day in calendars.list_special(session, 2026)}
        assert not found[date(2026, 10, 1)].is_workday
        assert found[date(2026, 10, 10)].is_workday
        assert found[date(2026, 11, 17)].name == "停电"
        assert found[date(2026, 11, 18)].is_workday
        assert date(2026, 11, 16) not in found
        assert date(2026, 11, 21) not in found


def test_a_provisional_day_is_marked_for_staff_until_its_year_is_known(town: Store) -> None:
    def shown(session: Session) -> str:
        case = session.exec(select(Case)).one()
        return put_into_words(alerts.alert(session, case, "灯", ""))

    with town.write() as session:
        year = workdays.last_known_year(session)
        late = SetClock(datetime(year, 12, 30, 2, tzinfo=UTC))
        case = a_case(session, a_resident(session), late)
        assert case.is_due_provisional
        assert "（暂定）" in shown(session)
        before = case.due_at
        for number in range(workdays.A_YEARS_DAYS):
            workdays.set_day(session, date(year + 1, 10, 1 + number), "", is_working=False)
    assert run_job(town, jobs.follow_calendar, late) == 1
    assert run_job(town, jobs.follow_calendar, late) == 0
    with town.read() as session:
        case = session.exec(select(Case)).one()
        assert (case.is_due_provisional, case.due_at) == (False, before)
        assert "暂定" not in shown(session)
        assert Act.DUE_MOVED not in acts_of(session, case)
