"""Accounts of a door: found by the name the platform knows them by, or made."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import or_, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.base import table
from models.conversations import Conversation
from models.errors import Conflict
from models.outbox import OutMessage
from models.people import Account, Door
from services.clock import Clock
from services.sealing import add_key
from services.store import insert_missing, lock_all

NEW_FOR = timedelta(days=1)
"""So long after it joined, an account has no say over those that were there before."""


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


def is_new(account: Account, clock: Clock) -> bool:
    """Tell whether an account joined its person not long ago."""
    return account.joined_at is not None and account.joined_at > clock.now() - NEW_FOR


def check_settled(session: Session, account_id: int, clock: Clock, over_id: int = 0) -> None:
    """Refuse what a new account would do to those that were there before it.

    Args:
        session: the open transaction.
        account_id: who acts.
        clock: tells the time.
        over_id: the account that is acted on; 0 for all of the person's.

    Raises:
        Conflict: joined_lately.
    """
    account = session.get_one(Account, account_id)
    if account.person_id is None or not is_new(account, clock):
        return
    joined_at = col(Account.joined_at)
    before = select(Account.id).where(
        Account.person_id == account.person_id,
        or_(joined_at.is_(None), joined_at < account.joined_at),
    )
    if over_id:
        before = before.where(Account.id == over_id)
    if session.exec(before).first() is not None:
        raise Conflict("joined_lately")


def _named(door: Door, robot: str, outer_id: str) -> SelectOfScalar[Account]:
    return select(Account).where(
        Account.door == door, Account.robot == robot, Account.outer_id == outer_id
    )
