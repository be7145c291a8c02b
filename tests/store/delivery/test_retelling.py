"""What one door did not take is said on another."""

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.outbox import MessageState, OutMessage, Priority
from models.people import Account, Door
from services.casework import alerts
from services.clock import SetClock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying, open_body
from services.identity import links, people
from services.sealing import sealer_of
from services.store import Store
from services.texts.phrases import Phrase, verbatim
from tests.support.builders import MONDAY, a_conversation, a_message, an_account
from tests.support.offices import a_case, a_resident, a_worker, hear_all, keys_for, words_for
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)


def account_of(session: Session, person_id: int) -> Account:
    return links.list_accounts(session, person_id)[0]


def two_doors(session: Session) -> tuple[int, Account, Account]:
    """Give a person with Telegram and a newer browser."""
    person = a_resident(session)
    first = account_of(session, person)
    return person, first, an_account(session, "b1", person_id=person, door=Door.BROWSER)


def test_a_door_that_can_push_goes_before_a_newer_browser(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person, telegram, browser = two_doors(session)
        for gone, expected in ((None, telegram.id), (telegram, browser.id)):
            if gone is not None:
                people.note_reachable(session, gone.id, CLOCK, is_reachable=False)
            outbox.tell(session, person, Saying((verbatim("您好"),)), CLOCK)
            newest = select(OutMessage).order_by(col(OutMessage.id).desc())
            row = session.exec(newest).first()
            assert row is not None
            assert row.account_id == expected


def undelivered(session: Session, message_id: int) -> OutMessage:
    row = session.get_one(OutMessage, message_id)
    row.state = MessageState.UNDELIVERED
    session.flush()
    return row


def newest(session: Session) -> tuple[OutMessage, Saying]:
    row = session.exec(select(OutMessage).order_by(col(OutMessage.id).desc())).first()
    assert row is not None
    assert row.body is not None
    account = session.get_one(Account, row.account_id)
    return row, open_body(sealer_of(session, account.key_id), row.body)


def test_what_one_door_did_not_take_is_said_on_the_next_with_its_buttons(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person, telegram, browser = two_doors(session)
        case = a_case(session, person, CLOCK)
        a_worker(session, Role.CLERK, "XF")
        offer = Choice(Phrase("menu.to_report"), Command("solved", {"case": case.id}))
        message = a_message(
            session, telegram, "已答复", offer, priority=Priority.REMINDER, case_id=case.id
        )
        alerts.tell_who_stands_above(session, undelivered(session, message), CLOCK)
        row, saying = newest(session)
        assert (row.account_id, row.case_id, row.priority) == (
            browser.id,
            case.id,
            Priority.REMINDER,
        )
        assert saying.choices == (offer,)
        assert row.id == message + 1  # nobody else was bothered
        people.note_reachable(session, telegram.id, CLOCK, is_reachable=False)
        alerts.tell_who_stands_above(session, undelivered(session, row.id), CLOCK)
        assert newest(session)[0].account_id != telegram.id


def test_what_belonged_to_a_talk_becomes_plain_information(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person, telegram, browser = two_doors(session)
        conversation = a_conversation(session, telegram)
        a_message(
            session,
            telegram,
            "哪个小区？",
            Choice(verbatim("取消")),
            conversation_id=conversation.id,
            turn=1,
        )
        first = session.exec(select(OutMessage.id)).one()
        alerts.tell_who_stands_above(session, undelivered(session, first), CLOCK)
        row, saying = newest(session)
        assert (row.account_id, row.conversation_id, row.turn) == (browser.id, None, None)
        assert row.priority is not Priority.REPLY
        assert saying.choices == ()
        assert "哪个小区？" in words_for(session, person)


@pytest.mark.parametrize("why", ["purged", "nobody's", "a group's", "of a destroyed key"])
def test_what_is_nobodys_or_unreadable_is_not_said_elsewhere(town: Store, why: str) -> None:
    with town.write() as session:
        _, telegram, _ = two_doors(session)
        row = undelivered(session, a_message(session, telegram, "已答复"))
        match why:
            case "purged":
                row.body = None
            case "nobody's":
                telegram.person_id = None
            case "a group's":
                telegram.is_group = True
            case _:
                row.body = b"x" * 40
        session.flush()
        alerts.tell_who_stands_above(session, row, CLOCK)
        assert newest_id(session) == row.id


def newest_id(session: Session) -> int:
    return session.exec(select(OutMessage.id).order_by(col(OutMessage.id).desc())).first() or 0


def test_an_alert_that_is_no_longer_true_is_not_said_elsewhere(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        colleague = a_worker(session, Role.GRID_MANAGER, "XF-1", "李网格")
        an_account(session, "b1", person_id=manager, door=Door.BROWSER)
        case = a_case(session, a_resident(session), CLOCK)
        row = session.exec(
            select(OutMessage).where(OutMessage.account_id == account_of(session, manager).id)
        ).one()
        alerts.tell_who_stands_above(session, row, CLOCK)
        assert keys_for(session, manager) == ["case.alert"]
        hear_all(session)
        case.owner_id = colleague
        session.flush()
        alerts.tell_who_stands_above(session, row, CLOCK)
        assert keys_for(session, manager) == []
