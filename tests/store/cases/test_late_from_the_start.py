"""The ladder of cases that were late before they came here, and circulars of many at once."""

from datetime import timedelta

from sqlmodel import Session, col, select

from models.cases import Case, Escalation
from models.groups import GroupKind
from models.outbox import OutMessage
from models.people import Account
from services.areas import areas
from services.casework import declining, escalation, lifecycle
from services.clock import SetClock
from services.delivery.messages import Saying, open_body
from services.groups import groups
from services.sealing import sealer_of
from services.store import Store
from tests.support.builders import MONDAY, an_account
from tests.support.ladders import CLOCK, LEVELS, Office
from tests.support.offices import a_case


def entered_late(office: Office) -> Case:
    """Enter on the Monday what is overdue for months."""
    case = office.case
    case.began_at, case.escalates_at = MONDAY - timedelta(days=90), None
    lifecycle.begin(office.session, case, CLOCK)
    assert case.due_at < MONDAY
    return case


def test_what_comes_late_climbs_one_level_a_working_day(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        case = entered_late(office)
        levels: list[int] = []
        for day in range(8):
            office.at(MONDAY + timedelta(days=day))
            levels.append(case.level)
        assert levels == [0, 1, 2, 3, 4, 4, 4, 4]


def test_signing_it_does_not_let_it_climb_faster(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        case = entered_late(office)
        office.signed().at(MONDAY + timedelta(hours=1))
        assert case.level == Escalation.NONE
        office.at(MONDAY + timedelta(days=1))
        assert case.level == Escalation.REMINDED


def test_a_store_from_before_the_ladder_climbs_one_level_a_working_day(
    sqlite_store: Store,
) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        office.case.escalates_at = office.case.due_at  # as the migration sets it
        office.at(LEVELS[4] + timedelta(days=20))
        assert office.case.level == Escalation.REMINDED
        office.at(LEVELS[4] + timedelta(days=22))
        assert office.case.level == Escalation.GRID


def test_what_comes_back_long_overdue_is_not_circulated_at_once(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        case = office.case
        declining.decline_case(session, case.id, office.clerk, "不归街道", "物业", CLOCK)
        late = LEVELS[4] + timedelta(days=20)
        declining.dispute_case(session, case.id, office.zhang, "归你们", SetClock(late))
        office.at(late)
        assert case.level == Escalation.NONE
        office.at(late + timedelta(days=4))
        assert case.level == Escalation.REMINDED


def test_a_group_gets_one_list_of_what_is_circulated(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        account = an_account(session, "-1", is_group=True)
        street = areas.get_area(session, "JD")
        kind = GroupKind.OVERSIGHT
        groups.bind(session, account.id, kind, [street], office.officer, CLOCK, title="群")
        others = [a_case(session, office.zhang, CLOCK) for _ in range(2)]
        office.at(LEVELS[3])
        escalation.escalate_cases(session, SetClock(LEVELS[4]))
        (said,) = in_group(session)
        assert [it.key for it in said.phrases] == ["clock.many", *["clock.circular"] * 3]
        numbers = {it.arguments["number"] for it in said.phrases[1:]}
        assert numbers == {office.case.number, *(case.number for case in others)}


def in_group(session: Session) -> list[Saying]:
    """Give what waits to be said in the group."""
    rows = session.exec(
        select(OutMessage, Account)
        .join(Account, col(Account.id) == OutMessage.account_id)
        .where(OutMessage.chat == "-1")
        .order_by(col(OutMessage.id))
    ).all()
    said = [
        open_body(sealer_of(session, account.key_id), row.body or b"") for row, account in rows
    ]
    return [it for it in said if it.phrases[-1].key == "clock.circular"]
