"""What is asked for each word that comes in finds its index, however much was said before."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import Session, col, select

from models.base import table
from models.groups import Group, GroupKind
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from services.clock import SetClock
from services.delivery import dispatch, numbering, outbox
from services.delivery.budgets import UNLIMITED
from services.delivery.messages import Choice, Command
from services.delivery.outbox import UNSAID
from services.groups import group_loss
from services.identity import people
from services.sealing import sealer_of
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, ROBOT, a_conversation, a_message, an_account

DOUBLED = 9
"""Times that the messages to others are doubled: 20 become ten thousand."""

CLOCK = SetClock(MONDAY + timedelta(hours=1))
SIGN = Choice(verbatim("签收"), Command("sign", {"case": 1}))
WRITTEN: dict[str, Any] = {
    "state": MessageState.SENT,
    "first_number": 1,
    "tries": 1,
    "after_event": 0,
}


def much_said(session: Session) -> None:
    """Fill the outbox with what was said to others, some of it about subjects."""
    others = [an_account(session, f"other{number}") for number in range(20)]
    for number, other in enumerate(others):
        about = {"outer_id": f"m{number}", "subject": f"case:{number}"}
        a_message(session, other, **WRITTEN, **about)
    names = ", ".join(it.name for it in table(OutMessage).c if it.name != "id")
    for _ in range(DOUBLED):
        again = f"INSERT INTO outbox ({names}) SELECT {names} FROM outbox"  # noqa: S608
        session.connection().execute(text(again))


@contextmanager
def planned(session: Session) -> Generator[dict[str, str]]:
    """Note how the database goes about each statement that reads the outbox."""
    connection, plans = session.connection(), dict[str, str]()
    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}

    def note(_: object, cursor: Any, statement: str, values: Any, *_more: object) -> None:  # noqa: ANN401
        if statement.startswith("SELECT") and "FROM outbox" in statement:
            cursor.execute(explain[connection.dialect.name] + statement, values)
            plans[statement] = "\n".join(str(row[-1]) for row in cursor.fetchall())

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield plans
    finally:
        event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def account(store: Store) -> Account:
    """Somebody on WeChat to whom little was said."""
    with store.write() as session:
        much_said(session)
        mine = an_account(session, "mine", door=Door.WECHAT)
        talk = a_conversation(session, mine)
        a_message(session, mine, "甲", SIGN, conversation_id=talk.id, turn=1, **WRITTEN)
        a_message(session, mine, "乙", SIGN, outer_id="m", **WRITTEN)
        a_message(session, mine, "丙", SIGN)
        session.connection().execute(text("ANALYZE outbox"))
        session.expunge(mine)
    return mine


def label(session: Session, account: Account) -> None:
    sealer = sealer_of(session, account.key_id)
    assert outbox.find_offer_named(session, account.id, sealer, "签收") is not None


def numbered_label(session: Session, account: Account) -> None:
    sealer = sealer_of(session, account.key_id)
    assert outbox.find_offer_named(session, account.id, sealer, "签收", is_any=False) is not None


def number(session: Session, account: Account) -> None:
    sealer = sealer_of(session, account.key_id)
    assert numbering.find_shown(session, account.id, "mine", sealer, 1) is not None


def question(session: Session, _account: Account) -> None:
    assert numbering.find_first(session, 1, 1, 1) is not None


def next_number(session: Session, _account: Account) -> None:
    robot = dispatch.Robot(Door.WECHAT, ROBOT, UNLIMITED)
    leased = dispatch.lease_due(session, robot, 5, MONDAY).messages
    assert [it.first_number for it in numbering.give_numbers(session, leased)] == [2]


def lost_group(session: Session, account: Account) -> None:
    group = session.get_one(Account, account.id)
    group.is_group, group.unreachable_since = True, MONDAY + timedelta(hours=1)
    binder = people.remember(session, an_account(session, "binder").id, "王书记", CLOCK)
    bound = Group(account_id=group.id, kind=GroupKind.AFFAIRS, bound_by=binder.id, bound_at=MONDAY)
    session.add(bound)
    message = session.get_one(OutMessage, a_message(session, group))
    assert group_loss.tell_binder(session, message, CLOCK)
    assert group_loss.tell_binder(session, message, CLOCK)
    told = select(OutMessage.id).where(
        OutMessage.subject == f"group_lost:{bound.id}", col(OutMessage.state).in_(UNSAID)
    )
    assert len(session.exec(told).all()) == 1


LOOKS = (label, numbered_label, number, question, next_number, lost_group)


def reads_others(plan: str) -> bool:
    """Tell whether a plan goes through the outbox row by row, from one end or from the other."""
    row_by_row = r"SCAN outbox|rowid[<>]|Seq Scan on outbox|Scan Backward using pk"
    return re.search(row_by_row, plan) is not None


@pytest.mark.parametrize("look", LOOKS, ids=lambda it: it.__name__)
def test_no_look_reads_what_was_said_to_others(
    store: Store, account: Account, look: Callable[[Session, Account], None]
) -> None:
    with store.write() as session, planned(session) as plans:
        look(session, account)
    assert plans
    assert [it for it in plans.items() if reads_others(it[1])] == []
