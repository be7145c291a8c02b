"""Rows for tests, each with one line: say what matters, the rest is ordinary."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from models.base import table
from models.conversations import Conversation
from models.outbox import OutMessage
from models.people import Account, Door
from services.delivery.messages import Choice, Saying
from services.delivery.outbox import Address, message_row
from services.sealing import Vault, add_key, sealer_of
from services.store import Store
from services.texts.phrases import verbatim

SECRET = "a secret that only the tests use"
ROBOT = "700000001"
MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
"""Ten in the morning in Shanghai, a working day."""


def a_store(url: str) -> Store:
    """Open the store of a test's database."""
    return Store(url, Vault(SECRET))


def an_account(session: Session, outer_id: str = "6000001", **columns: Any) -> Account:  # noqa: ANN401
    """Make an account of the tests' robot, with a key of its own."""
    key_id, _ = add_key(session)
    values: dict[str, Any] = {
        "door": Door.TELEGRAM,
        "robot": ROBOT,
        "created_at": MONDAY,
    } | columns
    account = Account(outer_id=outer_id, key_id=key_id, **values)
    session.add(account)
    session.flush()
    return account


def a_conversation(session: Session, account: Account) -> Conversation:
    """Make the conversation of an account's private chat."""
    conversation = Conversation(account_id=account.id, chat=account.outer_id)
    session.add(conversation)
    session.flush()
    return conversation


def a_message(
    session: Session,
    account: Account,
    words: str = "您好",
    *choices: Choice,
    **columns: Any,  # noqa: ANN401 - columns have types of their own
) -> int:
    """Store a message to an account's private chat, due at once; give its id."""
    saying = Saying((verbatim(words),), choices)
    address = Address(account.id, account.outer_id, sealer_of(session, account.key_id))
    row = message_row(address, saying, MONDAY) | columns
    statement = insert(table(OutMessage)).values(**row).returning(table(OutMessage).c.id)
    return int(session.connection().execute(statement).scalar_one())
