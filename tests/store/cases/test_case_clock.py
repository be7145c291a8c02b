"""Step clocks that run out: who is told, and what goes on by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Case, Status
from models.notices import Notice, Objection, ObjectionState
from models.timeline import Act
from scheduler import jobs
from scheduler.timetable import run_job
from services.areas import areas
from services.case_files import timeline
from services.casework import case_clock, handling, lifecycle
from services.clock import SetClock
from services.office import access
from services.reporters import feedback
from services.sealing import add_key
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    hear_all,
    keys_for,
    sayings_for,
    shuts_us_out,
)
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
LATER = SetClock(MONDAY + timedelta(days=60))


def after(**by: float) -> SetClock:
    return SetClock(MONDAY + timedelta(**by))


def put(session: Session, case: Case, *states: Status, due: datetime | None = None) -> None:
    for status in states:
        lifecycle.move(session, case, status, CLOCK, step_due_at=due)
    session.flush()


def test_a_case_nobody_looked_at_is_told_of_once_and_one_level_up(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF")
        officer = a_worker(session, Role.OFFICER, "JD")
        case = a_case(session, a_resident(session), CLOCK)
        due = case.due_at
        assert case_clock.remind_steps(session, after(hours=23, minutes=59)) == 0
        assert case_clock.remind_steps(session, after(hours=24)) == 1
        late = ["clock.step_late.submitted"]
        assert keys_for(session, wang) == keys_for(session, clerk) == late
        assert keys_for(session, officer) == []
        dialogues = [
            it.command.dialogue for it in sayings_for(session, wang)[0].choices if it.command
        ]
        assert dialogues == ["sign", "contact", "settle", "return"]
        assert case_clock.remind_steps(session, after(hours=25)) == 0
        assert case_clock.remind_steps(session, after(hours=24)) == 0
        assert (case.due_at, case.status, case.step_told_at) == (
            due, Status.SUBMITTED, after(hours=24).now()
        )  # fmt: skip
        assert acts_of(session, case) == [Act.REPORTED]


@pytest.mark.parametrize(
    ("states", "is_owned", "told"),
    [
        ((Status.ACCEPTED,), False, "accepted"),
        ((Status.ACCEPTED, Status.ASSIGNED), True, "assigned"),
        ((Status.ACCEPTED, Status.ASSIGNED), False, "assigned"),
    ],
)
def test_who_was_to_take_the_step_is_told(
    town: Store, states: tuple[Status, ...], told: str, *, is_owned: bool
) -> None:
    with town.write() as session:
        wang, li = (a_worker(session, Role.GRID_MANAGER, "XF-1") for _ in range(2))
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        put(session, case, *states)
        case.owner_id = wang if is_owned else None
        assert case_clock.remind_steps(session, after(days=1)) == 1
        late = [f"clock.step_late.{told}"]
        assert keys_for(session, wang) == keys_for(session, clerk) == late
        assert keys_for(session, li) == ([] if is_owned else late)


def test_a_step_is_told_of_again_when_it_is_another_one(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        case_clock.remind_steps(session, after(days=1))
        put(session, case, Status.ACCEPTED)
        assert case_clock.remind_steps(session, after(days=1)) == 1
        assert keys_for(session, wang)[-1] == "clock.step_late.accepted"


@pytest.mark.parametrize("has_admin", [False, True])
def test_where_nobody_is_responsible_the_administrators_hear_of_the_step(
    town: Store, *, has_admin: bool
) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        admin = a_worker(session, Role.ADMIN, "JD") if has_admin else 0
        case = a_case(session, a_resident(session), CLOCK)
        shuts_us_out(session, wang)
        assert case_clock.remind_steps(session, after(days=1)) == 1
        assert case.step_told_at is not None
        assert keys_for(session, admin) == ["clock.step_late.submitted"][: int(has_admin)]


def test_a_question_that_is_not_answered_does_not_hold_up_the_case(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        zhang = a_resident(session)
        case = a_case(session, zhang, CLOCK)
        due = case.due_at
        put(session, case, Status.NEEDS_INFO)
        assert case_clock.lapse_info(session, after(days=4, hours=23)) == 0
        assert case_clock.lapse_info(session, after(days=5)) == 1
        assert (case.status, case.due_at) == (Status.ACCEPTED, due)
        assert acts_of(session, case)[-1] is Act.INFO_LAPSED
        assert keys_for(session, wang) == ["clock.info_lapsed"]
        assert keys_for(session, zhang) == []
        assert case_clock.lapse_info(session, after(days=5)) == 0
        assert timeline.is_intact(session, case)


@pytest.mark.parametrize("has_left", [False, True])
def test_a_planned_case_comes_back_on_its_day(store: Store, *, has_left: bool) -> None:
    day = MONDAY + timedelta(days=20)
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        handling.sign_case(session, case.id, wang, CLOCK)
        due = case.due_at
        put(session, case, Status.SHELVED, due=day)
        hear_all(session)
        if has_left:
            grid = areas.get_area(session, "XF-1")
            access.dismiss(session, wang, Role.GRID_MANAGER, grid, CLOCK)
        assert case_clock.review_shelved(session, SetClock(day - timedelta(seconds=1))) == 0
        assert case_clock.review_shelved(session, SetClock(day)) == 1
        assert case.due_at == due + timedelta(days=20)
        told = clerk if has_left else wang
        assert keys_for(session, told) == ["clock.review"]
        if has_left:
            assert (case.status, case.owner_id) == (Status.ACCEPTED, None)
            assert acts_of(session, case)[-2:] == [Act.REVIEWED, Act.RETURNED]
        else:
            assert (case.status, case.owner_id) == (Status.HANDLING, wang)
            assert acts_of(session, case)[-1] is Act.REVIEWED
        assert case_clock.review_shelved(session, SetClock(day)) == 0
        assert timeline.is_intact(session, case)


def settled(session: Session, *, is_private: bool = False) -> Case:
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = a_case(session, a_resident(session), CLOCK, is_private=is_private)
    handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
    hear_all(session)
    return case


def test_what_is_not_public_is_tracked_after_the_notice_period(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        case = settled(session, is_private=True)
        end = datetime(2026, 11, 23, 2, tzinfo=UTC)  # five working days
        assert case_clock.end_notice_period(session, SetClock(end - timedelta(seconds=1))) == 0
        assert case_clock.end_notice_period(session, SetClock(end)) == 1
        assert case.status is Status.TRACKING
        assert case.step_due_at == end + timedelta(days=30)
        assert acts_of(session, case)[-1] is Act.TRACKED
        assert case_clock.end_notice_period(session, SetClock(end)) == 0


def test_what_nobody_published_in_time_goes_on_as_not_public(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        case = settled(session)
        limit = datetime(2026, 11, 19, 2, tzinfo=UTC)  # three working days
        end = datetime(2026, 11, 26, 2, tzinfo=UTC)  # and five more
        assert case_clock.end_notice_period(session, SetClock(limit)) == 1
        assert (case.status, case.step_due_at) == (Status.ANSWERED, end)
        assert acts_of(session, case)[-1] is Act.KEPT_PRIVATE
        assert case_clock.end_notice_period(session, SetClock(limit)) == 0
        assert case_clock.end_notice_period(session, SetClock(end)) == 1
        assert case.status is Status.TRACKING
        assert acts_of(session, case)[-2:] == [Act.KEPT_PRIVATE, Act.TRACKED]


def test_in_a_new_round_it_is_decided_anew_whether_the_answer_is_public(town: Store) -> None:
    with town.write() as session:
        case = settled(session)
        case_clock.end_notice_period(session, LATER)
        assert case.reporter_id is not None
        feedback.reopen_case(session, case.id, case.reporter_id, 1, "又坏了", LATER)
        owner = a_worker(session, Role.CLERK, "XF")
        handling.settle_case(session, case.id, owner, "又修好了", LATER)
        case_clock.end_notice_period(session, SetClock(LATER.now() + timedelta(days=30)))
        assert case.status is Status.ANSWERED
        assert acts_of(session, case).count(Act.KEPT_PRIVATE) == 2


def test_a_published_answer_is_tracked_when_its_notice_is_over_unless_objected_to(
    town: Store,
) -> None:
    with town.write() as session:
        case = settled(session)
        timeline.append_line(session, case, Act.PUBLISHED, {}, CLOCK)
        notice = session.exec(select(Notice).where(Notice.case_id == case.id)).one()
        key_id, _ = add_key(session)
        objection = Objection(
            notice_id=notice.id,
            person_id=a_resident(session, "李四"),
            key_id=key_id,
            words=b"",
            made_at=MONDAY,
        )
        session.add(objection)
        session.flush()
        assert case_clock.end_notice_period(session, LATER) == 0
        objection.state = ObjectionState.REJECTED
        session.flush()
        assert case_clock.end_notice_period(session, LATER) == 1
        assert case.status is Status.TRACKING


@pytest.mark.parametrize(
    ("job", "status"),
    [
        (jobs.remind_steps, Status.SUBMITTED),
        (jobs.lapse_info, Status.NEEDS_INFO),
        (jobs.review_shelved, Status.SHELVED),
        (jobs.end_notice_period, Status.ANSWERED),
    ],
)
def test_each_scan_leaves_other_states_alone_and_comes_to_its_end(
    town: Store, job: jobs.Job, status: Status
) -> None:
    with town.write() as session:
        a_worker(session, Role.CLERK, "XF")
        zhang = a_resident(session)
        for each in sorted(set(Status)):
            for _ in range(2):
                case = a_case(session, zhang, CLOCK)
                case.status, case.step_due_at, case.is_private = each, MONDAY, True
        for _ in range(case_clock.SCANNED):
            case = a_case(session, zhang, CLOCK)
            case.status, case.step_due_at, case.is_private = status, MONDAY, True
        before = {row.id: row.status for row in session.exec(select(Case))}
    done = run_job(town, job, after(seconds=1))
    also = 4 if job is jobs.remind_steps else 0  # accepted and assigned
    assert done == case_clock.SCANNED + 2 + also
    assert run_job(town, job, after(seconds=1)) == 0
    with town.read() as session:
        moved = {
            before[row.id]
            for row in session.exec(select(Case).order_by(col(Case.id)))
            if row.status != before[row.id]
        }
    assert moved == ({status} if job is not jobs.remind_steps else set())
