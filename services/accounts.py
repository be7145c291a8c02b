"""Accounts of a door: found by the name the platform knows them by, or made."""

from collections.abc import Collection

from sqlalchemy import update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.base import table
from models.conversations import Conversation
from models.outbox import OutMessage
from models.people import Account, Door
from services.clock import Clock
from services.sealing import add_key
from services.store import insert_missing, lock_all


def find_account(session: Session, door: Door, robot: str, outer_id: str) -> Account | None:
    """Find an account that has spoken, or was spoken to."""
    return session.exec(_named(door, robot, outer_id)).first()


def ensure_account(
    session: Session,
    door: Door,
    robot: str,
    outer_id: str,
    clock: Clock,
    *,
    is_group: bool = False,
) -> Account:
    """Give an account; a new one gets a key of its own."""
    found = find_account(session, door, robot, outer_id)
    if found is not None:
        return found
    key_id, _ = add_key(session)
    row = {
        "door": door,
        "robot": robot,
        "outer_id": outer_id,
        "key_id": key_id,
        "is_group": is_group,
        "created_at": clock.now(),
    }
    insert_missing(session, Account, [row])
    return session.exec(_named(door, robot, outer_id)).one()


def hold_conversations(session: Session, account_ids: Collection[int]) -> None:
    """Lock what is said on accounts, before people and accounts are: so does every turn."""
    theirs = select(Conversation.id).where(col(Conversation.account_id).in_(account_ids))
    lock_all(session, Conversation, session.exec(theirs).all())


def rename_account(session: Session, account: Account, outer_id: str) -> None:
    """Give an account of a browser another name; what was said in it stays.

    Its conversations are to be held already (`hold_conversations`).
    """
    account_id, before = account.id, account.outer_id
    account.outer_id = outer_id
    session.flush()
    for moved in (table(Conversation), table(OutMessage)):
        session.connection().execute(
            update(moved)
            .where(moved.c.account_id == account_id, moved.c.chat == before)
            .values(chat=outer_id)
        )
    session.expire_all()


def _named(door: Door, robot: str, outer_id: str) -> SelectOfScalar[Account]:
    return select(Account).where(
        Account.door == door, Account.robot == robot, Account.outer_id == outer_id
    )
