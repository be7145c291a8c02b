"""Contact data and files are forgotten when their time is over, and never while a case is open."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.cases import Case, Outcome, Status
from models.following import Follower, Recusal
from models.keys import Key
from models.notices import Notice, NoticeState, Objection, ObjectionState, Waiver
from models.people import Person
from models.timeline import Act
from scheduler import jobs
from scheduler.timetable import run_job
from services.areas import areas
from services.case_files import contacts, timeline
from services.casework import handling, lifecycle
from services.clock import SetClock
from services.identity import people
from services.identity.people import Contact
from services.office import access
from services.reporters import feedback
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.towns import a_town

YEAR = timedelta(days=366)
NOBODY = Contact("", "")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


def known(session: Session, name: str = "张三") -> int:
    """Make somebody whose phone is known."""
    person_id = a_resident(session, name)
    people.set_phone(session, person_id, "13812345678")
    return person_id


def end(session: Session, case: Case, clock: SetClock, status: Status = Status.CLOSED) -> None:
    """End a case now, however it got there."""
    if status is Status.CLOSED and case.status is not Status.SHELVED:
        feedback.withdraw_case(session, case.id, case.reporter_id or 0, clock)
        return
    lifecycle.move(session, case, status, clock)
    timeline.append_line(session, case, Act.DECLINED, {"words": "不归我们"}, clock)


def contact_of(store: Store, person_id: int) -> Contact:
    with store.read() as session:
        return people.contact_of(session, person_id)


def is_whole(store: Store, case_id: int) -> bool:
    with store.read() as session:
        return timeline.is_intact(session, session.get_one(Case, case_id))


@pytest.mark.parametrize("status", [Status.CLOSED, Status.DECLINED])
def test_contact_data_goes_a_year_after_the_last_case(
    store: Store, clock: SetClock, status: Status
) -> None:
    with store.write() as session:
        a_town(session)
        zhang = known(session)
        end(session, a_case(session, zhang, clock), clock, status)
    clock.move(timedelta(days=364))
    assert run_job(store, jobs.purge_contacts, clock) == 0
    clock.move(timedelta(days=3))
    assert run_job(store, jobs.purge_contacts, clock) == 1
    assert contact_of(store, zhang) == NOBODY
    with store.read() as session:
        assert session.get_one(Person, zhang).phone_hash is None
        case = session.exec(select(Case)).one()
        assert timeline.first_told(session, case)["words"]


@pytest.mark.parametrize("open_as", [Status.SUBMITTED, Status.SHELVED, Status.DECLINED])
def test_contact_data_stays_while_a_case_is_open(
    store: Store, clock: SetClock, open_as: Status
) -> None:
    with store.write() as session:
        a_town(session)
        zhang = known(session)
        end(session, a_case(session, zhang, clock), clock)
        case = a_case(session, zhang, clock)
        if open_as is Status.SHELVED:
            for status in (Status.ACCEPTED, Status.ASSIGNED, Status.HANDLING):
                lifecycle.move(session, case, status, clock)
            lifecycle.move(session, case, Status.SHELVED, clock, step_due_at=MONDAY + 9 * YEAR)
        elif open_as is Status.DECLINED:  # and disputed
            end(session, case, clock, Status.DECLINED)
            lifecycle.move(session, case, Status.SUBMITTED, clock)
    clock.move(4 * YEAR)
    assert run_job(store, jobs.purge_contacts, clock) == 0
    assert run_job(store, jobs.purge_records, clock) == 1  # the one that ended
    assert contact_of(store, zhang).phone
    with store.read() as session:
        assert timeline.first_told(session, session.get_one(Case, case.id))["words"]


def test_contact_data_of_a_merged_case_stays_while_its_parent_is_open(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        a_town(session)
        zhang, li, zhao = known(session), known(session, "李四"), known(session, "赵五")
        parent, case = a_case(session, zhang, clock), a_case(session, li, clock)
        lifecycle.move(session, case, Status.MERGED, clock)
        case.merged_into_id = parent.id
        session.add(Follower(case_id=parent.id, person_id=zhao, since=MONDAY))
    clock.move(4 * YEAR)
    assert run_job(store, jobs.purge_contacts, clock) == 0
    assert run_job(store, jobs.purge_records, clock) == 0
    with store.write() as session:
        over = session.get_one(Case, parent.id)
        over.status, over.closed_at = Status.CLOSED, clock.now()
    clock.move(YEAR)
    assert run_job(store, jobs.purge_contacts, clock) == 3


def test_who_serves_or_served_not_long_ago_keeps_a_name(store: Store, clock: SetClock) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        sun = a_worker(session, Role.GRID_MANAGER, "XF-2", "孙网格")
        access.dismiss(session, sun, Role.GRID_MANAGER, areas.get_area(session, "XF-2"), clock)
    clock.move(2 * YEAR)
    assert run_job(store, jobs.purge_contacts, clock) == 0
    clock.move(2 * YEAR)
    assert run_job(store, jobs.purge_contacts, clock) == 1
    assert (contact_of(store, wang).name, contact_of(store, sun)) == ("王网格", NOBODY)


def test_a_file_goes_after_three_years_and_its_chain_stays(store: Store, clock: SetClock) -> None:
    with store.write() as session:
        a_town(session)
        zhang, wang = known(session), a_worker(session, Role.GRID_MANAGER, "XF-1")
        case_id = a_case(session, zhang, clock).id
        contacts.view(session, case_id, wang, clock)
        handling.relay(session, case_id, wang, "几号楼？", clock)
        end(session, session.get_one(Case, case_id), clock)
        newer_id = a_case(session, zhang, clock).id
        session.add(Follower(case_id=case_id, person_id=wang, since=MONDAY))
        session.add(Recusal(case_id=case_id, person_id=wang, since=MONDAY))
    clock.move(timedelta(days=3 * 365 - 5))
    assert run_job(store, jobs.purge_records, clock) == 0
    clock.move(timedelta(days=10))
    assert run_job(store, jobs.purge_records, clock) == 1
    assert run_job(store, jobs.purge_records, clock) == 0
    assert is_whole(store, case_id)
    with store.read() as session:
        case = session.get_one(Case, case_id)
        lines = timeline.list_lines(session, case)
        assert [line.told for line in lines if line.told is not None] == []
        assert (case.reporter_id, case.outcome, len(lines)) == (None, Outcome.WITHDRAWN, 4)
        assert session.exec(select(Follower)).all() == []
        assert session.exec(select(Recusal)).all() == []
        newer = session.get_one(Case, newer_id)
        assert timeline.first_told(session, newer)["words"]


def test_a_line_that_is_blanked_before_its_time_shows(store: Store, clock: SetClock) -> None:
    with store.write() as session:
        a_town(session)
        case_id = a_case(session, known(session), clock).id
        session.connection().exec_driver_sql("UPDATE timeline SET body = ''")
    assert not is_whole(store, case_id)


def a_notice(session: Session, person_id: int, state: NoticeState, **columns: Any) -> int:  # noqa: ANN401
    key_id, sealer = people.key_of(session, person_id)
    area = areas.get_area(session, "XF")
    notice = Notice(
        area_id=area.id, title="公示", words="灯已修好", state=state, drafted_at=MONDAY, **columns
    )
    session.add(notice)
    session.flush()
    session.add(Waiver(notice_id=notice.id, finding="f", waived_by=person_id, waived_at=MONDAY))
    session.add(
        Objection(
            notice_id=notice.id,
            person_id=person_id,
            key_id=key_id,
            words=sealer.seal("没修好"),
            state=ObjectionState.REJECTED,
            made_at=MONDAY,
        )
    )
    session.flush()
    return notice.id


def test_old_notices_go_and_those_that_are_up_stay(store: Store, clock: SetClock) -> None:
    with store.write() as session:
        a_town(session)
        zhang = known(session)
        for state in (NoticeState.ENDED, NoticeState.WITHDRAWN):
            a_notice(session, zhang, state, ended_at=MONDAY)
        stay = a_notice(session, zhang, NoticeState.PUBLISHED, published_at=MONDAY)
    clock.move(3 * YEAR)
    assert run_job(store, jobs.purge_records, clock) == 2
    with store.read() as session:
        left: Sequence[int] = session.exec(select(Notice.id)).all()
        assert (list(left), len(session.exec(select(Waiver)).all())) == ([stay], 1)
        assert len(session.exec(select(Key)).all()) > 0
