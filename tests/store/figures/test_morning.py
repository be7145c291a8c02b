"""The morning list: what waits for whoever handles it, once a day, overdue first."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from models.access import Role
from models.cases import Status
from models.duty import Absence
from models.jobs import Slot
from scheduler.timetable import TIMETABLE, run_now, run_period
from scheduler.worklists import WorkList
from services import leases
from services.clock import SetClock
from services.figures import morning
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.figures import HOUR, a_row
from tests.support.offices import a_worker, hear_all, keys_for, words_for
from tests.support.towns import a_town

EIGHT = datetime(2026, 11, 17, 0, 0, tzinfo=UTC)
"""Eight on Tuesday morning, in Shanghai."""

SATURDAY = EIGHT + timedelta(days=4)


ENTRY = next(entry for entry in TIMETABLE if entry.name == "morning_list")


def run(store: Store, at: datetime = EIGHT) -> int:
    return run_period(store, ENTRY, SetClock(at))


def words(store: Store, person_id: int) -> str:
    with store.read() as session:
        return words_for(session, person_id)


def listed(session: Session, person_id: int, at: datetime) -> list[str]:
    return [case.number for case in morning.list_for(session, person_id, SetClock(at))]


def test_each_gets_what_waits_for_them_overdue_first(town: Store) -> None:
    with town.write() as session:
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "NS")
        idle = a_worker(session, Role.GRID_MANAGER, "XF-2")
        officer = a_worker(session, Role.OFFICER, "JD")
        soon = a_row(session, "YG-3", due_at=EIGHT + HOUR).number
        over = a_row(session, "XF-1", due_at=EIGHT - HOUR).number
        urgent = a_row(session, "XF-1", due_at=EIGHT + 9 * HOUR, is_urgent=True).number
        other = a_row(session, "NS-1").number
    assert run(town) == 2
    said = words(town, manager)
    assert "3 件等您办，其中 1 件已超期" in said
    assert said.index(over) < said.index(urgent) < said.index(soon)
    assert other in words(town, clerk)
    assert over not in words(town, clerk)
    assert words(town, idle) == words(town, officer) == ""


def test_a_day_is_told_once_and_the_next_day_again(town: Store) -> None:
    with town.write() as session:
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        a_row(session, "XF-1")
    assert (run(town), run(town)) == (1, 0)
    with town.read() as session:
        assert len(keys_for(session, manager)) == 1
    assert run(town, EIGHT + timedelta(days=1)) == 1
    with town.read() as session:
        assert len(keys_for(session, manager)) == 1  # yesterday's that never went out is gone


def test_a_crash_between_two_batches_repeats_nothing(town: Store) -> None:
    with town.write() as session:
        managers = [a_worker(session, Role.GRID_MANAGER, "XF-1") for _ in range(5)]
        a_row(session, "XF-1")
    two_at_a_time = WorkList(morning.list_receivers, morning.tell, at_a_time=2)
    with town.write() as session:
        period = ENTRY.period(SetClock(EIGHT)) or ""
        assert two_at_a_time.eat(session, SetClock(EIGHT), ENTRY.name, period) == (2, True)
    with town.write() as session:
        hear_all(session)
    assert run(town) == 3
    with town.read() as session:
        assert [len(keys_for(session, it)) for it in managers] == [0, 0, 1, 1, 1]


def test_whoever_runs_it_by_hand_tells_nobody_twice_and_claims_no_slot_of_the_timetable(
    town: Store,
) -> None:
    with town.write() as session:
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        a_row(session, "XF-1")
    assert [run_now(town, ENTRY, SetClock(EIGHT)) for _ in range(2)] == [1, 0]
    assert words(town, manager) != ""
    with town.write() as session:
        hear_all(session)
        assert session.exec(select(Slot).where(Slot.job == ENTRY.name)).all() == []
    assert run(town) == 0
    assert run(town, EIGHT + timedelta(days=1)) == 1
    assert words(town, manager) != ""


def test_a_morning_that_was_missed_is_made_up_until_noon(town: Store) -> None:
    with town.write() as session:
        a_worker(session, Role.GRID_MANAGER, "XF-1")
        a_row(session, "XF-1")
    assert run(town, EIGHT + 5 * HOUR) == 0
    assert run(town, EIGHT + 3 * HOUR) == 1


def test_on_a_day_off_only_what_is_urgent_or_overdue_is_listed(town: Store) -> None:
    with town.write() as session:
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        a_row(session, "XF-1", due_at=SATURDAY + 50 * HOUR)
        urgent = a_row(session, "XF-1", due_at=SATURDAY + HOUR, is_urgent=True).number
        over = a_row(session, "XF-1", due_at=SATURDAY - HOUR).number
        resting = a_row(
            session,
            "XF-1",
            status=Status.HANDLING,
            owner_id=manager,
            due_at=SATURDAY - HOUR,
            stands_since=MONDAY,
        ).number
        assert listed(session, manager, SATURDAY) == [over, urgent]
        assert resting in listed(session, manager, EIGHT)


def test_a_long_list_is_cut_and_counted(town: Store) -> None:
    with town.write() as session:
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        for _ in range(morning.LISTED + 2):
            a_row(session, "XF-1")
    run(town)
    said = words(town, manager)
    assert said.count("XF-2026-") == morning.LISTED
    assert "还有 2 件" in said


def test_whoever_is_away_is_passed_over(town: Store) -> None:
    with town.write() as session:
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        a_row(session, "XF-1")
        session.add(Absence(person_id=manager, since=MONDAY, until=SATURDAY, begun_at=MONDAY))
    assert run(town) == 0
    assert words(town, manager) == ""


def test_slots_of_long_ago_are_forgotten(town: Store) -> None:
    with town.write() as session:
        assert leases.take_slot(session, "morning_list", "a", SetClock(MONDAY))
        later = SetClock(MONDAY + timedelta(days=100))
        assert leases.take_slot(session, "morning_list", "b", later)
        assert leases.forget_slots(session, later) == 1
        assert [slot.period for slot in session.exec(select(Slot))] == ["b"]


def test_a_street_without_anybody_says_nothing(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
    assert run(sqlite_store) == 0
