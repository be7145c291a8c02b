"""Reply links: each lets one answer go to a group in which we cannot speak unasked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from models.base import table
from models.doors import ReplyLink
from models.groups import GROUPS_DOOR
from models.people import Account
from services.clock import Clock
from services.identity import accounts
from services.sealing import sealer_of
from services.store import insert_missing

GOOD_FOR = timedelta(minutes=59)
"""The platform says an hour (developer.work.weixin.qq.com/document/path/101138)."""

_links = table(ReplyLink)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said to us in a group, by whom, and where the answer may go."""

    event_key: str
    sender: str
    chat: str
    url: str


def keep(session: Session, robot: str, heard: Heard, clock: Clock) -> None:
    """Keep where the answer to an event may go; a repeat of the event changes nothing."""
    account = accounts.ensure_account(session, GROUPS_DOOR, robot, heard.sender, clock)
    row = {
        "event_key": heard.event_key,
        "account_id": account.id,
        "chat": heard.chat,
        "url": sealer_of(session, account.key_id).seal(heard.url),
        "ends_at": clock.now() + GOOD_FOR,
    }
    insert_missing(session, ReplyLink, [row])


def take(session: Session, robot: str, sender: str, chat: str, now: datetime) -> str | None:
    """Take the newest link that is still good for an answer to somebody; nobody else gets it."""
    found = session.exec(
        select(ReplyLink, Account)
        .join(Account, col(Account.id) == ReplyLink.account_id)
        .where(
            Account.door == GROUPS_DOOR,
            Account.robot == robot,
            Account.outer_id == sender,
            ReplyLink.chat == chat,
            col(ReplyLink.used_at).is_(None),
            ReplyLink.ends_at > now,
        )
        .order_by(col(ReplyLink.id).desc())
    ).all()
    for link, account in found:
        is_free = (_links.c.id == link.id) & _links.c.used_at.is_(None)
        taken = session.connection().execute(update(_links).where(is_free).values(used_at=now))
        if taken.rowcount:
            return sealer_of(session, account.key_id).open(link.url)
    return None


def forget_over(session: Session, now: datetime) -> int:
    """Forget links that are over; give how many."""
    statement = delete(_links).where(_links.c.ends_at <= now)
    return session.connection().execute(statement).rowcount
