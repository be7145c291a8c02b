"""An account that somebody does not want among theirs: signed out from another, or by itself.

Whoever joined a moment ago may be a thief who overheard a code, so they cannot lock out who was
there before (docs/decisions/0019-one-person-many-doors.md).
"""

from sqlmodel import Session

from models.errors import Invalid, NotFound
from models.outbox import Priority
from models.people import Account
from services import facts
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import accounts, links
from services.sealing import Sealer, sealer_of
from services.texts import linking as texts
from services.texts.phrases import put_into_words, verbatim


def sign_out_other(session: Session, account_id: int, by_id: int, clock: Clock) -> None:
    """Make one account of a person a stranger's, and tell it so on its own door.

    Args:
        session: the open transaction.
        account_id: the account to sign out.
        by_id: the account of the same person with which this is asked for.
        clock: tells the time.

    Raises:
        NotFound: link_gone; it is not theirs, or no longer, or the one they speak with.
        Conflict: joined_lately.
    """
    by = session.get_one(Account, by_id)
    if by.person_id is None or account_id == by_id:
        raise NotFound("link_gone")
    accounts.check_settled(session, by_id, clock, over_id=account_id)
    door, person_id = by.door, by.person_id
    left = session.get(Account, account_id)
    language = None if left is None else left.reads
    links.unlink(session, account_id, person_id, clock)
    left = session.get_one(Account, account_id)
    if left.unreachable_since is not None:
        return
    phone = facts.office_phone(session)
    told = texts.SIGNED_OUT_HERE(door=texts.DOOR_LABELS[door](), phone=phone)
    # In the language that is forgotten with the rest.
    saying = Saying((verbatim(put_into_words(told, language=language or left.reads)),))
    address = outbox.Address(account_id, left.outer_id, sealer_of(session, left.key_id))
    outbox.post(session, address, saying, clock, Priority.REPLY)


def undo_link(session: Session, account_id: int, clock: Clock) -> Sealer:
    """Make an account that was joined today a stranger's again, at its own wish.

    Returns:
        Its new key, under which it can be told.

    Raises:
        Invalid: button_outdated; it is nobody's, was not joined today, or is all they have left.
    """
    account = session.get_one(Account, account_id)
    person_id = account.person_id
    if person_id is None or not accounts.is_new(account, clock):
        raise Invalid("button_outdated")
    if len(links.list_accounts(session, person_id)) == 1:
        raise Invalid("button_outdated")
    links.unlink(session, account_id, person_id, clock)
    return sealer_of(session, session.get_one(Account, account_id).key_id)
