"""Who is told about a case: never nobody, never the reporter, never twice for nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Case, Status
from models.outbox import MessageState, OutMessage
from models.people import Account
from services.areas import areas
from services.casework import alerts, handling, offers
from services.clock import SetClock
from services.office import access
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    hear_all,
    keys_for,
    shuts_us_out,
    words_for,
)
from tests.support.verbs import CLOCK


@pytest.fixture
def session(town: Store) -> Iterator[Session]:
    with town.write() as session:
        yield session


def told(session: Session, case: Case) -> list[int]:
    hear_all(session)
    return list(alerts.tell_responsible(session, case, "灯坏了", "", CLOCK))


def an_unheard_alert(session: Session, case: Case, person_id: int) -> OutMessage:
    """Give the newest alert to somebody, as delivery leaves it when they shut us out."""
    row = session.exec(
        select(OutMessage)
        .join(Account, col(Account.id) == OutMessage.account_id)
        .where(OutMessage.subject == alerts.subject(case.id), Account.person_id == person_id)
        .order_by(col(OutMessage.id).desc())
    ).first()
    assert row is not None
    row.state = MessageState.UNDELIVERED
    session.flush()
    shuts_us_out(session, person_id)
    return row


def test_the_nearest_level_that_anybody_is_reached_at_is_told(session: Session) -> None:
    zhang = a_resident(session)
    case = a_case(session, zhang, CLOCK, "YG-3")
    assert told(session, case) == []
    levels = ((Role.OFFICER, "JD"), (Role.CLERK, "XF"), (Role.GRID_MANAGER, "XF-1"))
    for person in reversed([a_worker(session, role, code) for role, code in levels]):
        assert told(session, case) == [person]
        shuts_us_out(session, person)
    assert told(session, case) == []


def test_before_anybody_is_appointed_the_administrators_are_told(session: Session) -> None:
    admin = a_worker(session, Role.ADMIN, "NS")
    case = a_case(session, a_resident(session), CLOCK)
    assert told(session, case) == [admin]


def test_who_was_dismissed_is_not_told(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    access.dismiss(session, manager, Role.GRID_MANAGER, areas.get_area(session, "XF-1"), CLOCK)
    assert told(session, a_case(session, a_resident(session), CLOCK)) == [clerk]


def test_a_manager_who_reports_is_not_their_own_handler(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = a_case(session, manager, CLOCK)
    assert told(session, case) == []
    clerk = a_worker(session, Role.CLERK, "XF")
    assert told(session, case) == [clerk]
    colleague = a_worker(session, Role.GRID_MANAGER, "XF-1")
    assert told(session, case) == [colleague]


def test_a_clerk_who_reports_is_passed_over_for_the_street(session: Session) -> None:
    clerk = a_worker(session, Role.CLERK, "XF")
    officer = a_worker(session, Role.OFFICER, "JD")
    assert told(session, a_case(session, clerk, CLOCK)) == [officer]


def test_an_alert_that_cannot_be_delivered_goes_up(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    case = a_case(session, a_resident(session), CLOCK)
    row = an_unheard_alert(session, case, manager)
    alerts.tell_who_stands_above(session, row, CLOCK)
    assert keys_for(session, clerk) == ["case.alert"]
    assert "楼道灯不亮" in words_for(session, clerk)
    officer = a_worker(session, Role.OFFICER, "JD")
    alerts.tell_who_stands_above(session, an_unheard_alert(session, case, clerk), CLOCK)
    assert keys_for(session, officer) == ["case.alert"]


def test_a_colleague_who_has_heard_is_not_told_again(session: Session) -> None:
    one, two = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
    clerk = a_worker(session, Role.CLERK, "XF")
    case = a_case(session, a_resident(session), CLOCK)
    alerts.tell_who_stands_above(session, an_unheard_alert(session, case, one), CLOCK)
    assert keys_for(session, two) == keys_for(session, clerk) == []
    alerts.tell_who_stands_above(session, an_unheard_alert(session, case, two), CLOCK)
    assert keys_for(session, clerk) == ["case.alert"]


def test_what_was_given_back_goes_up_too_when_it_cannot_be_delivered(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    officer = a_worker(session, Role.OFFICER, "JD")
    case = a_case(session, a_resident(session), CLOCK)
    handling.return_case(session, case.id, manager, "不归我管", CLOCK)
    alerts.tell_who_stands_above(session, an_unheard_alert(session, case, clerk), CLOCK)
    assert keys_for(session, officer) == ["case.alert"]


def test_other_messages_that_cannot_be_delivered_tell_nobody(session: Session) -> None:
    zhang = a_resident(session)
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    case = a_case(session, zhang, CLOCK)
    row = an_unheard_alert(session, case, manager)
    newest = row.id + 1000
    for subject, case_id in (
        (None, case.id),
        (row.subject, None),
        ("greeting", case.id),
        (alerts.subject(4711), 4711),
    ):
        lost = OutMessage(
            id=newest,
            account_id=row.account_id,
            chat=row.chat,
            subject=subject,
            case_id=case_id,
            created_at=MONDAY,
            due_at=MONDAY,
        )
        alerts.tell_who_stands_above(session, lost, CLOCK)
    assert keys_for(session, clerk) == []


@pytest.mark.parametrize("is_owned", [False, True])
def test_a_case_that_was_taken_or_is_over_needs_nobody_else(
    session: Session, *, is_owned: bool
) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    case = a_case(session, a_resident(session), CLOCK)
    row = an_unheard_alert(session, case, manager)
    if is_owned:
        case.owner_id = clerk
    else:
        case.status = Status.CLOSED
    alerts.tell_who_stands_above(session, row, CLOCK)
    assert keys_for(session, clerk) == []


def test_an_urgent_alert_goes_out_at_night_and_others_wait_for_the_morning(
    session: Session,
) -> None:
    a_worker(session, Role.GRID_MANAGER, "XF-1")
    night = SetClock(MONDAY + timedelta(hours=13))
    for is_urgent in (False, True):
        a_case(session, a_resident(session), night, is_urgent=is_urgent)
    due = session.exec(select(OutMessage.due_at).order_by(col(OutMessage.id))).all()
    assert [at < night.now() for at in due] == [False, True]


def test_offers_follow_the_state_of_the_case(session: Session) -> None:
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = a_case(session, a_resident(session), CLOCK)

    def offered() -> list[str]:
        return [it.command.dialogue for it in offers.list_first(session, case) if it.command]

    assert offered() == ["sign", "contact", "settle", "return"]
    handling.sign_case(session, case.id, wang, CLOCK)
    assert offered() == ["answer", "contact", "return"]
    handling.answer_case(session, case.id, wang, "灯已换好", CLOCK)
    assert offered() == []
