"""Cards: the newest look stands, whatever happened to those before."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Case
from models.groups import Card, GroupKind
from models.outbox import MessageState, OutMessage
from models.people import Door
from services.areas import areas
from services.casework import handling
from services.clock import SetClock
from services.delivery.budgets import UNLIMITED
from services.delivery.dispatch import Robot, lease_due
from services.delivery.outcomes import Outcome, settle
from services.groups import groups
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, an_account
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
BOT = Robot(Door.TELEGRAM, ROBOT, UNLIMITED)


@pytest.fixture
def worker(store: Store) -> int:
    """The manager of a grid whose managers have a group."""
    with store.write() as session:
        a_town(session)
        worker = a_worker(session, Role.GRID_MANAGER, "XF-1")
        account, place = (
            an_account(session, "-100", is_group=True),
            areas.get_area(session, "XF-1"),
        )
        groups.bind(session, account.id, GroupKind.GRID_MANAGERS, [place], worker, CLOCK)
        return worker


def only_cards(session: Session) -> None:
    """Let everything else be sent."""
    for row in session.exec(select(OutMessage).where(col(OutMessage.card_id).is_(None))):
        row.state = MessageState.SENT
    session.flush()


def test_a_look_that_failed_never_covers_a_newer_one(store: Store, worker: int) -> None:
    with store.write() as session:
        case_id = a_case(session, a_resident(session), CLOCK).id
        session.exec(select(Card)).one().outer_id = "77"
        handling.sign_case(session, case_id, worker, CLOCK)
        only_cards(session)
    with store.write() as session:
        [signed] = lease_due(session, BOT, 9, CLOCK.now()).messages
    with store.write() as session:
        handling.answer_case(session, case_id, worker, "修好了，试过了", CLOCK)
        only_cards(session)
    later = CLOCK.now() + timedelta(seconds=30)
    with store.write() as session:
        settle(session, BOT, [Outcome(signed, MessageState.WAITING, 0, due_at=later)], CLOCK.now())
    with store.write() as session:
        [answered] = lease_due(session, BOT, 9, CLOCK.now() + timedelta(minutes=5)).messages
        assert answered.id > signed.id
        assert answered.edits == "77"


@pytest.mark.usefixtures("worker")
def test_what_is_private_is_on_no_card(store: Store) -> None:
    with store.write() as session:
        a_case(session, a_resident(session), CLOCK, is_private=True)
        assert session.exec(select(Card)).all() == []
        assert len(session.exec(select(Case)).all()) == 1
