"""Who hears of it that somebody cannot be written to until they write."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Case, Status
from models.groups import Card
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from services.casework import alerts
from services.casework.lifecycle import ladder_subject
from services.clock import SetClock
from services.delivery import outbox, windows
from services.delivery.budgets import UNLIMITED
from services.delivery.dispatch import Robot, lease_due
from services.delivery.messages import Saying
from services.delivery.outcomes import Hooks, Outcome, settle
from services.erasing import retention
from services.identity import people
from services.reporters.held import tell_while_held
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, ROBOT, a_conversation, a_message, an_account
from tests.support.followers import opens
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    hear_all,
    keys_for,
    sayings_for,
    words_for,
)

CLOCK = SetClock(MONDAY)
WECHAT = Robot(Door.WECHAT, ROBOT, UNLIMITED, has_windows=True)
HOOKS = Hooks(on_held=lambda session, row: tell_while_held(session, row, CLOCK))


@pytest.fixture
def session(town: Store) -> Iterator[Session]:
    with town.write() as it:
        yield it


def account_of(session: Session, person_id: int) -> Account:
    return session.exec(select(Account).where(Account.person_id == person_id)).one()


def follows(session: Session, *person_ids: int) -> None:
    """Let these people have WeChat as their only door, and be silent there."""
    for person_id in person_ids:
        account_of(session, person_id).door = Door.WECHAT
    session.flush()


def deliver(session: Session, times: int = 12) -> int:
    """Let everything on WeChat be held that is due; give how many messages were."""
    count = 0
    for _ in range(times):
        shut = lease_due(session, WECHAT, 16, MONDAY).shut
        settle(session, WECHAT, [Outcome(it, MessageState.HELD, 0) for it in shut], MONDAY, HOOKS)
        count += len(shut)
        session.expire_all()
    return count


def held(session: Session) -> Sequence[OutMessage]:
    statement = select(OutMessage).where(OutMessage.state == MessageState.HELD)
    return session.exec(statement.order_by(col(OutMessage.id))).all()


def an_alert(session: Session, *person_ids: int) -> Case:
    """Let a case be filed of which these are told on WeChat."""
    case = a_case(session, a_resident(session), CLOCK)
    follows(session, *person_ids)
    alerts.tell_responsible(session, case, "灯坏了", "三号楼", CLOCK)
    return case


def test_a_manager_who_cannot_be_written_to_misses_no_case(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    an_alert(session, manager)
    assert deliver(session) == 1
    assert keys_for(session, clerk) == ["case.alert"]
    assert len(held(session)) == 1


def test_a_colleague_who_has_heard_is_enough_until_they_cannot_be_told_either(
    session: Session,
) -> None:
    one, two = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
    clerk = a_worker(session, Role.CLERK, "XF")
    an_alert(session, one)
    assert deliver(session) == 1
    assert keys_for(session, clerk) == []
    assert keys_for(session, two) == ["case.alert"]
    follows(session, two)
    deliver(session)
    assert keys_for(session, clerk) == ["case.alert"]


def test_when_nobody_can_be_written_to_each_is_told_once_and_it_ends(session: Session) -> None:
    everybody = [
        a_worker(session, role, code)
        for role, code in (
            (Role.GRID_MANAGER, "XF-1"),
            (Role.GRID_MANAGER, "XF-1"),
            (Role.CLERK, "XF"),
            (Role.OFFICER, "JD"),
        )
    ]
    case = an_alert(session, *everybody)
    deliver(session, 40)
    accounts = [account_of(session, it).id for it in everybody]
    assert sorted(it.account_id for it in held(session)) == accounts
    outbox.cancel(session, alerts.subject(case.id))
    session.expire_all()
    assert held(session) == []


def test_an_alert_goes_to_another_door_of_theirs_that_pushes(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    an_alert(session, manager)
    wecom = an_account(session, "w", door=Door.WECOM, person_id=manager)
    assert deliver(session) == 1
    assert keys_for(session, manager) == ["case.alert"]
    assert keys_for(session, clerk) == []
    rows = session.exec(select(OutMessage).where(col(OutMessage.fault).is_not(None))).all()
    assert [(it.state, it.body, it.fault) for it in rows] == [
        (MessageState.CANCELLED, None, "told by another door")
    ]
    newest = session.exec(select(OutMessage).order_by(col(OutMessage.id).desc())).first()
    assert newest is not None
    assert newest.account_id == wecom.id


def test_a_browser_tells_nobody_that_something_came(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    an_alert(session, manager)
    an_account(session, "b", door=Door.BROWSER, person_id=manager)
    deliver(session)
    assert keys_for(session, clerk) == ["case.alert"]
    assert len(held(session)) == 1


def test_an_alert_of_a_case_that_was_taken_bothers_nobody(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    case = an_alert(session, manager)
    case.owner_id = clerk
    session.flush()
    deliver(session)
    assert keys_for(session, clerk) == []


def test_a_reminder_of_the_ladder_goes_to_others_too(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    case = a_case(session, a_resident(session), CLOCK)
    follows(session, manager)
    saying = Saying((verbatim("催"),), subject=ladder_subject(case.id), case_id=case.id)
    outbox.tell(session, manager, saying, CLOCK)
    deliver(session)
    assert keys_for(session, clerk) == ["case.alert"]


def test_a_card_of_a_case_that_waits_goes_to_others_as_an_alert(session: Session) -> None:
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    case = a_case(session, a_resident(session), CLOCK)
    follows(session, manager)
    account = account_of(session, manager)
    card = Card(account_id=account.id, subject="outage", case_id=case.id, created_at=MONDAY)
    session.add(card)
    session.flush()
    a_message(session, account, "停水", card_id=card.id, case_id=case.id)
    deliver(session)
    assert keys_for(session, clerk) == ["case.alert"]


def a_reporter(session: Session) -> tuple[int, Case, int]:
    """Give a silent reporter on WeChat with a phone, their case, and who has it."""
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    resident = a_resident(session)
    people.set_phone(session, resident, "13800000000")
    case = a_case(session, resident, CLOCK)
    case.owner_id = manager
    session.flush()
    follows(session, resident)
    return resident, case, manager


def tell(session: Session, case: Case, times: int = 1) -> None:
    for _ in range(times):
        alerts.tell_reporter(session, case, verbatim("已答复"), CLOCK)


def test_whoever_has_the_case_hears_once_that_the_reporter_cannot_be_written_to(
    session: Session,
) -> None:
    resident, case, manager = a_reporter(session)
    tell(session, case, 3)
    assert deliver(session) == 3
    assert keys_for(session, manager) == ["held.reporter"]
    words = words_for(session, manager)
    assert case.number in words
    assert "请打电话" in words
    assert "13800000000" not in words  # who presses to see it is in the file
    labels = [it.label.key for it in sayings_for(session, manager)[0].choices]
    assert labels.count("case.contact") == 1
    tell(session, case)
    deliver(session)
    assert keys_for(session, manager) == ["held.reporter"]
    opens(session, account_of(session, resident))
    hear_all(session)
    assert keys_for(session, manager) == []
    windows.close(session, account_of(session, resident).id, MONDAY, MONDAY)
    tell(session, case)
    deliver(session)
    assert keys_for(session, manager) == ["held.reporter"]


def test_whoever_has_the_case_hears_when_it_is_kept_no_longer(session: Session) -> None:
    _, case, manager = a_reporter(session)
    tell(session, case, 2)
    deliver(session)
    hear_all(session)
    retention.purge_outbox(session, SetClock(MONDAY + timedelta(days=61)))
    session.expire_all()
    assert (keys_for(session, manager), held(session)) == (["held.given_up"], [])


def test_of_a_case_it_is_kept_for_a_stranger_too(session: Session) -> None:
    resident, case, _ = a_reporter(session)
    tell(session, case)
    deliver(session)
    account_of(session, resident).person_id = None
    session.flush()
    retention.purge_outbox(session, SetClock(MONDAY + timedelta(days=59)))
    session.expire_all()
    assert len(held(session)) == 1


def test_after_the_answer_the_number_is_offered_too(session: Session) -> None:
    _, case, manager = a_reporter(session)
    case.status = Status.ANSWERED
    session.flush()
    tell(session, case)
    deliver(session)
    [saying] = sayings_for(session, manager)
    assert [it.label.key for it in saying.choices] == ["case.contact"]


@pytest.mark.parametrize("why", ["anonymous", "no phone"])
def test_where_nobody_can_be_called_nobody_is_asked_to(session: Session, why: str) -> None:
    resident, case, manager = a_reporter(session)
    if why == "anonymous":
        case.is_anonymous = True
    else:
        person = people.get_person(session, resident)
        person.phone = person.phone_hash = None
    session.flush()
    tell(session, case)
    deliver(session)
    assert keys_for(session, manager) == ["held.reporter"]
    words = words_for(session, manager)
    assert "请打电话" not in words
    assert ("没有留电话" in words) is (why == "no phone")


def test_word_to_others_of_a_case_is_held_and_nobody_is_bothered(session: Session) -> None:
    _, case, manager = a_reporter(session)
    other = a_resident(session)
    follows(session, other)
    outbox.tell(session, other, Saying((verbatim("关注的事"),), case_id=case.id), CLOCK)
    outbox.tell(session, other, Saying((verbatim("别的"),)), CLOCK)
    assert deliver(session) == 2
    assert keys_for(session, manager) == []
    assert len(held(session)) == 2


def test_a_part_of_a_talk_waits_where_they_talk(session: Session) -> None:
    resident = a_resident(session)
    follows(session, resident)
    account = account_of(session, resident)
    talk = a_conversation(session, account)
    an_account(session, "t", person_id=resident)
    a_message(session, account, "哪个小区？", conversation_id=talk.id, turn=1)
    a_message(session, account, "您好")
    deliver(session)
    assert [it.turn for it in held(session)] == [1]
    assert words_for(session, resident) == "您好"
