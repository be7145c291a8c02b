"""Telling people: through which door, at what hour, and taking back what is no longer true."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from models.outbox import MessageState, OutMessage, Priority
from models.people import Account
from services.clock import SetClock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.delivery.outbox import AT_ONCE, Address
from services.identity import people
from services.sealing import sealer_of
from services.store import Store
from services.texts.casework import cases
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, an_account
from tests.support.offices import a_resident, shuts_us_out, words_for

NIGHT = MONDAY + timedelta(hours=13)
"""Eleven at night in Shanghai."""

HELLO = Saying((verbatim("您好"),), subject="greeting")


def rows(session: Session) -> list[OutMessage]:
    session.expire_all()
    return list(session.exec(select(OutMessage).order_by(col(OutMessage.id))))


def address_of(session: Session, account: Account) -> Address:
    return Address(account.id, account.outer_id, sealer_of(session, account.key_id))


def test_a_person_is_told_through_the_newest_door_that_reaches_them(store: Store) -> None:
    with store.write() as session:
        person = a_resident(session)
        (first,) = session.exec(select(Account)).all()
        for outer_id, gone in (("8", None), ("9", MONDAY)):
            an_account(session, outer_id, person_id=person, unreachable_since=gone)
        assert outbox.tell(session, person, HELLO, SetClock(MONDAY))
        (row,) = rows(session)
        assert (row.chat, row.topic, row.state) == ("8", "", MessageState.WAITING)
        assert row.account_id != first.id
        assert words_for(session, person) == "您好"


def test_whom_no_door_reaches_is_not_told_and_the_caller_hears_so(store: Store) -> None:
    with store.write() as session:
        person = a_resident(session)
        shuts_us_out(session, person)
        assert not outbox.tell(session, person, HELLO, SetClock(MONDAY))
        assert not outbox.tell(session, 4711, HELLO, SetClock(MONDAY))
        assert rows(session) == []
        account_id = session.exec(select(Account.id)).one()
        people.note_reachable(session, account_id, SetClock(MONDAY), is_reachable=True)
        assert outbox.tell(session, person, HELLO, SetClock(MONDAY))


@pytest.mark.parametrize(
    ("is_urgent", "at", "priority", "due"),
    [
        (False, MONDAY, Priority.REMINDER, AT_ONCE),
        (False, NIGHT, Priority.REMINDER, MONDAY + timedelta(hours=21)),
        (True, NIGHT, Priority.URGENT, AT_ONCE),
    ],
)
def test_at_night_only_what_is_urgent_goes_out(
    store: Store, at: datetime, due: datetime, priority: Priority, *, is_urgent: bool
) -> None:
    with store.write() as session:
        person = a_resident(session)
        saying = Saying((verbatim("着火了"),), is_urgent=is_urgent, case_id=7)
        outbox.tell(session, person, saying, SetClock(at))
        (row,) = rows(session)
        assert (row.priority, row.due_at, row.created_at) == (priority, due, at)
        assert row.case_id == 7


def test_a_notice_may_be_told_too(store: Store) -> None:
    with store.write() as session:
        outbox.tell(session, a_resident(session), HELLO, SetClock(MONDAY), Priority.NOTICE)
        assert [row.priority for row in rows(session)] == [Priority.NOTICE]


def test_a_reply_is_due_at_once_and_an_urgent_one_goes_first(store: Store) -> None:
    with store.write() as session:
        address = address_of(session, an_account(session))
        row = outbox.message_row(address, HELLO, NIGHT)
        assert (row["priority"], row["due_at"], row["turn"]) == (Priority.REPLY, AT_ONCE, None)
        urgent = outbox.message_row(address, Saying((verbatim("!"),), is_urgent=True), NIGHT)
        assert urgent["priority"] == Priority.URGENT


def test_what_is_no_longer_true_is_taken_back_unless_it_went_out(store: Store) -> None:
    with store.write() as session:
        person = a_resident(session)
        for subject in ("a", "a", "b", "a"):
            saying = Saying((verbatim("您好"),), subject=subject)
            outbox.tell(session, person, saying, SetClock(MONDAY))
        first, second, *_, last = rows(session)
        first.state, second.state = MessageState.SENT, MessageState.SENDING
        session.flush()
        outbox.cancel(session, "a")
        states = [(row.state, row.body is None) for row in rows(session)]
        assert states == [
            (MessageState.SENT, False),
            (MessageState.SENDING, False),
            (MessageState.WAITING, False),
            (MessageState.CANCELLED, True),
        ]
        assert last.subject == "a"


def test_a_button_starts_what_it_offered_for_whom_it_was_meant_only(store: Store) -> None:
    sign = Command("sign", {"case": 7})
    choices = (Choice(verbatim("签收"), sign), Choice(verbatim("是")))
    with store.write() as session:
        mine, other = an_account(session, "1"), an_account(session, "2")
        address = address_of(session, mine)
        outbox.post(session, address, Saying((verbatim("!"),), choices), SetClock(MONDAY))
        (row,) = rows(session)

        def offer(account: Account, index: int, message_id: int = row.id) -> Command | None:
            sealer = sealer_of(session, account.key_id)
            return outbox.find_offer(session, account.id, sealer, message_id, index)

        assert offer(mine, 0) == sign
        assert offer(mine, 1) is None
        assert offer(mine, 2) is None
        assert offer(mine, 0, 4711) is None
        assert offer(other, 0) is None
        row.body = None
        session.flush()
        assert offer(mine, 0) is None


@pytest.mark.parametrize(
    "words", ["没人联系我", "沒人聯繫我", "Nobody contacted me", "nobody  CONTACTED me"]
)
def test_a_label_that_was_written_is_found_in_whatever_language(store: Store, words: str) -> None:
    choice = Choice(cases.NOBODY_CAME(), Command("nobody_came", {"case": 7}))
    with store.write() as session:
        account = an_account(session)
        saying = Saying((verbatim("!"),), (choice,))
        outbox.post(session, address_of(session, account), saying, SetClock(MONDAY))
        (row,) = rows(session)
        row.outer_id = "m1"
        session.flush()
        sealer = sealer_of(session, account.key_id)
        assert outbox.find_offer_named(session, account.id, sealer, words) == choice.command
        assert outbox.find_offer_named(session, account.id, sealer, "Nobody") is None


def test_a_quoted_message_leads_to_its_case_for_whom_it_was_meant_only(store: Store) -> None:
    with store.write() as session:
        mine, other = an_account(session, "1"), an_account(session, "2")
        for number, account in enumerate((mine, other), 1):
            saying = Saying((verbatim("!"),), case_id=number)
            outbox.post(session, address_of(session, account), saying, SetClock(MONDAY))
        for row in rows(session):
            row.outer_id = "33"
        session.flush()
        assert outbox.find_case_of_message(session, mine.id, "1", "33") == 1
        assert outbox.find_case_of_message(session, other.id, "2", "33") == 2
        assert outbox.find_case_of_message(session, mine.id, "1", "34") is None
        assert outbox.find_case_of_message(session, mine.id, "-5", "33") is None


@pytest.mark.parametrize(
    ("states", "is_told"),
    [
        (["undelivered"], False),
        (["undelivered", "undelivered"], False),
        (["undelivered", "cancelled"], False),
        (["undelivered", "dead"], False),
        (["undelivered", "waiting"], True),
        (["sent", "undelivered"], True),
        (["sending", "undelivered", "undelivered"], True),
    ],
)
def test_a_colleague_who_was_told_is_enough(
    store: Store, states: list[str], *, is_told: bool
) -> None:
    with store.write() as session:
        person = a_resident(session)
        for _ in states:
            outbox.tell(session, person, HELLO, SetClock(MONDAY))
        other = Saying((verbatim("!"),), subject="another subject")
        outbox.tell(session, person, other, SetClock(MONDAY))
        for row, state in zip(rows(session), states, strict=False):
            row.state = MessageState(state)
        session.flush()
        lost = next(row for row in rows(session) if row.state is MessageState.UNDELIVERED)
        assert outbox.is_told(session, lost, [4711, person]) is is_told
        assert not outbox.is_told(session, lost, [4711])
