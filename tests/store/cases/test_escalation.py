"""The ladder of silence: who is told when, once each, and never nobody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Case, Escalation, Status
from models.categories import Category
from models.following import Recusal
from models.groups import GroupKind
from models.outbox import OutMessage, Priority
from models.people import Account
from models.timeline import Act
from models.units import Unit
from scheduler import jobs
from scheduler.timetable import run_job
from services.areas import areas
from services.casework import alerts, escalation, handling
from services.clock import SetClock
from services.delivery.messages import open_body
from services.groups import groups
from services.office import access
from services.sealing import sealer_of
from services.store import Store
from services.texts.phrases import join_words
from tests.support.builders import MONDAY, an_account
from tests.support.ladders import CLOCK, DUE, LEVELS, Office
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    hear_all,
    keys_for,
    sayings_for,
    shuts_us_out,
    words_for,
)


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    with store.write() as session:
        yield Office(session)


def test_each_level_tells_whom_it_concerns_when_it_is_due(office: Office) -> None:
    office.signed()
    assert office.case.due_at == DUE
    early = timedelta(microseconds=1)
    assert office.at(LEVELS[1] - early) == {}
    assert office.at(LEVELS[1]) == {"wang": ["clock.reminded"]}
    assert office.at(LEVELS[2] - early) == {}
    at_limit = {key: ["clock.at_limit"] for key in ("li", "clerk")}
    at_limit["wang"] = ["clock.at_limit_yours"]
    assert office.at(LEVELS[2]) == at_limit
    assert office.at(LEVELS[3] - early) == {}
    assert office.at(LEVELS[3]) == {"supervisor": ["clock.to_street"]}
    assert office.at(LEVELS[4] - early) == {}
    circular = {key: ["clock.circular"] for key in ("officer", "supervisor")}
    assert office.at(LEVELS[4]) == circular
    assert office.levels() == [1, 2, 3, 4]
    assert (office.case.level, office.case.escalates_at) == (Escalation.CIRCULAR, None)
    assert office.at(LEVELS[4] + timedelta(days=400)) == {}


def test_after_days_of_standstill_every_level_is_passed_and_each_is_told_once(
    office: Office,
) -> None:
    told = office.signed().at(LEVELS[4] + timedelta(hours=1))
    assert told == {
        "wang": ["clock.at_limit_yours"],
        "li": ["clock.at_limit"],
        "clerk": ["clock.at_limit"],
        "officer": ["clock.circular"],
        "supervisor": ["clock.circular"],
    }
    assert office.levels() == [1, 2, 3, 4]


def test_a_clock_that_is_set_back_does_nothing_twice(office: Office) -> None:
    office.signed().at(LEVELS[2])
    assert office.at(LEVELS[1]) == {}
    assert office.at(LEVELS[2]) == {}
    assert office.levels() == [1, 2]


def test_who_is_late_is_not_told_that_it_is_due_soon(office: Office) -> None:
    handling.sign_case(office.session, office.case.id, office.officer, CLOCK)
    hear_all(office.session)
    assert office.at(LEVELS[2])["officer"] == ["clock.overdue"]


def test_a_case_that_nobody_has_reminds_those_responsible(office: Office) -> None:
    reminded = {key: ["clock.reminded"] for key in ("wang", "li")}
    assert office.at(LEVELS[1]) == reminded


def test_who_left_the_office_is_not_reminded_but_those_responsible_are(office: Office) -> None:
    office.signed()
    grid = areas.get_area(office.session, "XF-1")
    access.dismiss(office.session, office.wang, Role.GRID_MANAGER, grid, CLOCK)
    assert office.at(LEVELS[1]) == {"li": ["clock.reminded"]}


def test_the_unit_that_has_a_case_is_reminded(office: Office) -> None:
    session = office.session
    unit = Unit(code="DL", name="供电所", created_at=MONDAY)
    session.add(unit)
    session.flush()
    liaison = a_worker(session, Role.LIAISON, "JD", "刘联络")
    access.appoint(
        session, liaison, Role.LIAISON, areas.get_area(session, "JD"), CLOCK
    ).unit_id = unit.id
    office.case.unit_id = unit.id
    session.flush()
    escalation.escalate_cases(session, SetClock(LEVELS[1]))
    assert keys_for(session, liaison) == ["clock.reminded"]
    hear_all(session)
    escalation.escalate_cases(session, SetClock(LEVELS[4]))
    said = words_for(session, office.officer)
    assert "供电所" in said
    assert "第一网格" not in said


def test_a_circular_names_no_person(office: Office) -> None:
    office.signed()
    escalation.escalate_cases(office.session, SetClock(LEVELS[4]))
    said = words_for(office.session, office.officer)
    assert "督办通报：第一网格" in said
    assert "超期 5 个工作日" in said
    for name in ("王网格", "张三", "李网格"):
        assert name not in said


@pytest.mark.parametrize(
    ("gone", "level", "told"),
    [
        (("clerk",), 2, {key: ["clock.at_limit"] for key in ("wang", "li", "officer")}),
        (("wang", "li", "clerk"), 2, {"officer": ["clock.at_limit"]}),
        (("wang", "li", "clerk", "officer"), 2, {"supervisor": ["clock.at_limit"]}),
        (("supervisor",), 3, {"officer": ["clock.to_street"]}),
        (("supervisor",), 4, {"officer": ["clock.circular"]}),
        (("officer",), 4, {"supervisor": ["clock.circular"]}),
        (("supervisor", "officer"), 4, {key: ["clock.circular"] for key in ("wang", "li")}),
    ],
)
def test_where_a_level_has_nobody_it_goes_further(
    office: Office, gone: tuple[str, ...], level: int, told: dict[str, list[str]]
) -> None:
    office.case.level = level - 1
    office.case.escalates_at = LEVELS[level]
    for name in gone:
        shuts_us_out(office.session, office.staff[name])
    assert office.at(LEVELS[level]) == told


def test_at_last_the_administrators_are_told(town: Store) -> None:
    with town.write() as session:
        admin = a_worker(session, Role.ADMIN, "JD", "管理员")
        case = a_case(session, a_resident(session), CLOCK)
        assert escalation.escalate_cases(session, SetClock(LEVELS[4])) == 1
        assert keys_for(session, admin) == ["clock.circular"]
        assert sayings_for(session, admin)[0].choices == ()
        assert case.level == Escalation.CIRCULAR


def test_where_there_is_nobody_at_all_it_waits_for_somebody(town: Store) -> None:
    with town.write() as session:
        case = a_case(session, a_resident(session), CLOCK)
        clock = SetClock(LEVELS[2])
        assert escalation.escalate_cases(session, clock) == 1
        assert (case.level, case.escalates_at) == (0, LEVELS[2] + escalation.AGAIN)
        assert escalation.escalate_cases(session, clock) == 0
        clerk = a_worker(session, Role.CLERK, "XF")
        clock.move(escalation.AGAIN)
        assert escalation.escalate_cases(session, clock) == 1
        assert keys_for(session, clerk) == ["clock.overdue"]
        assert case.level == Escalation.REMINDED


def test_whom_a_case_is_kept_from_is_not_told_of_it(office: Office) -> None:
    for who in (office.clerk, office.zhang):
        office.session.add(Recusal(case_id=office.case.id, person_id=who, since=MONDAY))
    office.session.flush()
    told = office.at(LEVELS[4])
    assert "clerk" not in told
    assert "officer" in told


def test_an_oversight_group_gets_the_circular_and_no_other_does(office: Office) -> None:
    session = office.session
    for number, kind in enumerate((GroupKind.OVERSIGHT, GroupKind.GRID_MANAGERS)):
        account = an_account(session, f"-{number}", is_group=True)
        street = areas.get_area(session, "JD")
        groups.bind(session, account.id, kind, [street], office.officer, CLOCK, title="群")
    office.at(LEVELS[3])
    assert posted(session, "-0") == []
    escalation.escalate_cases(session, SetClock(LEVELS[4]))
    (said,) = posted(session, "-0")
    assert said.startswith("督办通报：第一网格")
    assert all("督办" not in words for words in posted(session, "-1"))


def posted(session: Session, chat: str) -> list[str]:
    rows = session.exec(
        select(OutMessage, Account)
        .join(Account, col(Account.id) == OutMessage.account_id)
        .where(OutMessage.chat == chat, OutMessage.state == "waiting")
    ).all()
    return [
        join_words(open_body(sealer_of(session, account.key_id), row.body).phrases)
        for row, account in rows
        if row.body is not None
    ]


def test_many_at_once_are_one_list(office: Office) -> None:
    session = office.session
    for _ in range(5):
        a_case(session, office.zhang, CLOCK)
    escalation.escalate_cases(session, SetClock(LEVELS[2]))
    (saying,) = sayings_for(session, office.clerk)
    assert saying.phrases[0].key == "clock.many"
    assert len(saying.phrases) == 1 + 6
    assert len(saying.choices) == escalation.OPENED + 1


def test_what_was_answered_meanwhile_is_taken_back(office: Office) -> None:
    night = SetClock(datetime(2026, 11, 25, 15, 0, tzinfo=UTC))
    office.signed()
    escalation.escalate_cases(office.session, night)
    assert keys_for(office.session, office.clerk) == ["clock.at_limit"]
    handling.answer_case(office.session, office.case.id, office.wang, "灯已换好", night)
    assert "clock.at_limit" not in keys_for(office.session, office.clerk)
    assert office.case.escalates_at is None


def test_an_urgent_case_climbs_by_the_hour(office: Office) -> None:
    case = a_case(office.session, office.zhang, CLOCK, is_urgent=True)
    escalation.escalate_cases(office.session, SetClock(MONDAY + timedelta(hours=17)))
    assert case.level == 0
    escalation.escalate_cases(office.session, SetClock(MONDAY + timedelta(hours=18)))
    assert case.level == Escalation.REMINDED
    newest = office.session.exec(select(OutMessage).order_by(col(OutMessage.id).desc())).first()
    assert newest is not None
    assert newest.priority == Priority.URGENT
    escalation.escalate_cases(office.session, SetClock(MONDAY + timedelta(hours=24)))
    assert case.level == Escalation.GRID


@pytest.mark.parametrize("category", [Category.WATER, Category.OTHER])
def test_a_case_whose_clock_rests_does_not_climb(town: Store, category: Category) -> None:
    with town.write() as session:
        case = a_case(session, a_resident(session), CLOCK, category=category)
        a_worker(session, Role.CLERK, "XF")
        case.status = Status.SHELVED
        assert escalation.escalate_cases(session, SetClock(LEVELS[4])) == 1
        assert (case.level, case.escalates_at) == (0, None)
        assert Act.ESCALATED not in acts_of(session, case)


def test_a_batch_is_not_the_end(town: Store) -> None:
    count = escalation.SCANNED + 3
    with town.write() as session:
        zhang = a_resident(session)
        a_worker(session, Role.CLERK, "XF")
        for _ in range(count):
            a_case(session, zhang, CLOCK)
    assert run_job(town, jobs.escalate_cases, SetClock(LEVELS[2])) == count
    assert run_job(town, jobs.escalate_cases, SetClock(LEVELS[2])) == 0
    with town.read() as session:
        assert {case.level for case in session.exec(select(Case))} == {Escalation.GRID}


def test_what_cannot_be_delivered_is_told_to_whoever_can_be_reached(office: Office) -> None:
    session = office.session
    office.case.level = Escalation.GRID
    shuts_us_out(session, office.officer)
    escalation.escalate_cases(session, SetClock(LEVELS[3]))
    message = session.exec(select(OutMessage).order_by(col(OutMessage.id).desc())).first()
    assert message is not None
    shuts_us_out(session, office.supervisor)
    alerts.tell_who_stands_above(session, message, SetClock(LEVELS[3]))
    assert keys_for(session, office.wang) == keys_for(session, office.li) == ["case.alert"]
