"""Accounts of a door: found by the name the platform knows them by, or made."""

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from models.people import Account, Door
from services.clock import Clock
from services.sealing import add_key
from services.store import insert_missing


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


def _named(door: Door, robot: str, outer_id: str) -> SelectOfScalar[Account]:
    return select(Account).where(
        Account.door == door, Account.robot == robot, Account.outer_id == outer_id
    )
