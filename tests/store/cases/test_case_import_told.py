"""Who hears of cases that came by a table, how often, and whose they are."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.access import Role
from models.cases import Status
from models.following import Recusal
from models.people import Person
from services.case_files import timeline
from services.casework import handling
from services.identity import people
from services.store import Store
from services.tables import case_import
from tests.support.incoming import BIN, LAMP, all_cases, imports, plan
from tests.support.offices import a_resident, a_worker, keys_for, sayings_for, words_for
from tests.support.towns import a_clock, a_town


@pytest.fixture
def street(store: Store) -> Store:
    """A street on both databases."""
    with store.write() as session:
        a_town(session)
    return store


def test_whoever_answers_hears_once_how_many_came(street: Store) -> None:
    with street.write() as session:
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF")
        officer = a_worker(session, Role.OFFICER, "JD")
        lamps = [LAMP | {"工单编号": str(number)} for number in range(5)]
        late = {"内容": "荷花院垃圾没人清", "时间": "2019-04-25"}
        _, done = imports(session, *lamps, late, BIN, source="热线")
        assert (done.told, done.untold) == (3, 0)
        assert [keys_for(session, who) for who in (grid, clerk, officer)] == [["import.told"]] * 3
        assert "5 件民情（热线）" in words_for(session, grid)
        assert "其中已过期限 1 件" in words_for(session, clerk)
        (saying,) = sayings_for(session, grid)
        assert saying.choices[0].command is not None
        assert saying.choices[0].command.dialogue == "todo"


def test_what_is_urgent_now_is_told_singly_and_what_was_once_is_not(street: Store) -> None:
    with street.write() as session:
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        burst = {"内容": "阳光花园小区水管爆裂，水漫到楼道", "时间": "2026-11-16 09:00"}
        imports(session, burst, burst | {"时间": "2019-04-25"})
        assert keys_for(session, grid) == ["case.alert_urgent", "import.told"]
        first, second = all_cases(session)
        assert first.is_urgent
        assert second.is_urgent


def test_what_came_late_is_told_further_up_only_after_a_day_here(street: Store) -> None:
    with street.write() as session:
        imports(session, LAMP | {"时间": "2019-04-25"})
        (case,) = all_cases(session)
        assert case.due_at < a_clock().now()
        assert case.escalates_at == a_clock().now() + timedelta(days=1)


def test_nobody_to_tell_is_said(street: Store) -> None:
    with street.write() as session:
        _, done = imports(session, LAMP, BIN)
        assert (done.told, done.untold) == (0, 2)


def test_a_number_in_a_table_makes_nobody_with_an_account_the_reporter(street: Store) -> None:
    with street.write() as session:
        online = a_resident(session, "张奶奶")
        people.set_phone(session, online, "13800000001")
        named = {"姓名": "张奶奶", "电话": "13800000001"}
        imports(session, LAMP | named, BIN | named, BIN | {"姓名": "李大爷"})
        reporters = [case.reporter_id for case in all_cases(session)]
        assert online not in reporters
        assert reporters[0] == reporters[1] != reporters[2]


def test_what_nobody_put_a_name_to_is_handled_to_its_end(street: Store) -> None:
    with street.write() as session:
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        imports(session, LAMP)
        (case,) = all_cases(session)
        assert case.reporter_id is None
        assert session.exec(select(Person).where(col(Person.phone).is_not(None))).all() == []
        handling.sign_case(session, case.id, grid, a_clock())
        handling.answer_case(session, case.id, grid, "灯换好了", a_clock())
        session.refresh(case)
        assert case.status is Status.ANSWERED
        assert timeline.is_intact(session, case)


def test_a_case_kept_from_somebody_is_not_counted_for_them(street: Store) -> None:
    with street.write() as session:
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF")
        imports(session, LAMP)
        (case,) = all_cases(session)
        session.add(Recusal(case_id=case.id, person_id=grid, since=a_clock().now()))
        session.flush()
        done = case_import.Imported()
        incoming = plan(session, LAMP | BIN).incoming[0]
        case_import.tell_once(session, {case.id: incoming}, a_clock(), done)
        assert done.told == 1
        assert keys_for(session, clerk) == ["import.told"]
