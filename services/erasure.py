"""Erasing somebody: their keys are destroyed, so that nothing they wrote can be read again.

What the office did stays in the files, under the key of each case, and every chain still
verifies. The account is left as a stranger's, with a new key, so that it can be told.
"""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlmodel import Session

from models.base import table
from models.cases import Case
from models.conversations import Conversation
from models.errors import Conflict, NotFound
from models.following import Follower
from models.inbox import Event, EventState
from models.keys import Key
from models.outbox import MessageState, OutMessage
from models.people import Account, LinkCode, Person
from services import access, accounts, cases, feedback, media, people, screens
from services.clock import Clock
from services.people import get_person, selves
from services.sealing import Sealer, add_key, sealer_of
from services.store import lock, written_out

_accounts = table(Account)
_codes = table(LinkCode)
_inbox = table(Event)
_conversations = table(Conversation)


def erase_person(session: Session, person_id: int, account_id: int, clock: Clock) -> Sealer:
    """Forget a person through all their doors; cases that wait are withdrawn first.

    Locks: conversations, then the person, then accounts (services/links.py).

    Args:
        session: the open transaction.
        person_id: whom; who was joined to somebody just now is forgotten as them.
        account_id: the account they said it with.
        clock: tells the time.

    Returns:
        The new key of that account, under which it can be told.

    Raises:
        Conflict: has_role, the office dismisses them first; or joined_lately.
        NotFound: signed_out; the account is no longer theirs.
    """
    person_id = _hold_whole(session, person_id, account_id)
    accounts.check_settled(session, account_id, clock)
    if access.roles_of(session, person_id):
        raise Conflict("has_role")
    for case in cases.list_own_waiting(session, person_id):
        feedback.withdraw_case(session, case.id, person_id, clock)
    destroyed: list[int] = []
    for self_id in selves(session, person_id):
        person = get_person(session, self_id)
        person.name = person.phone = person.phone_hash = None
        person.area_id = person.consented_at = None
        destroyed.append(person.key_id)
    session.flush()
    session.connection().execute(delete(_codes).where(_codes.c.person_id == person_id))
    _forget_what_staff_read(session, person_id)
    _follow_no_more(session, person_id, clock)
    found = session.connection().execute(
        select(_accounts.c.id, _accounts.c.key_id).where(_accounts.c.person_id == person_id)
    )
    sealers: dict[int, Sealer] = {}
    for found_id, key_id in found.all():
        destroyed.append(key_id)
        sealers[found_id] = _make_stranger(session, found_id)
    _destroy_keys(session, destroyed, clock)
    return sealers[account_id]


def forget_account(session: Session, account_id: int, clock: Clock) -> None:
    """Make one account a stranger's; its person stays who they are on their other doors."""
    accounts.hold_conversations(session, [account_id])
    account = session.get_one(Account, account_id)
    key_id = account.key_id
    _make_stranger(session, account_id)
    _destroy_keys(session, [key_id], clock)


def _hold_whole(session: Session, person_id: int, account_id: int) -> int:
    """Lock all of somebody: who reads them before another door joins them knows half of them.

    Raises:
        NotFound: signed_out; the account is no longer theirs.
    """
    person_id = people.present(session, person_id)
    of_person = select(_accounts.c.id).where(_accounts.c.person_id == person_id)
    accounts.hold_conversations(session, session.connection().execute(of_person).scalars().all())
    lock(session, Person, person_id)
    person_id = people.present(session, person_id)
    lock(session, Person, person_id)
    account = lock(session, Account, account_id)
    if account is None or account.person_id != person_id:
        raise NotFound("signed_out")
    return person_id


def _destroy_keys(session: Session, key_ids: Sequence[int], clock: Clock) -> None:
    keys = table(Key)
    session.connection().execute(
        update(keys).where(keys.c.id.in_(key_ids)).values(wrapped=None, destroyed_at=clock.now())
    )
    session.expire_all()


def _follow_no_more(session: Session, person_id: int, clock: Clock) -> None:
    rows = table(Follower)
    theirs = (rows.c.person_id == person_id, rows.c.until.is_(None))
    session.connection().execute(update(rows).where(*theirs).values(until=clock.now()))


def _forget_what_staff_read(session: Session, person_id: int) -> None:
    """Take the person's words out of what was said to staff about their cases."""
    cases_, outbox = table(Case), table(OutMessage)
    theirs = select(cases_.c.id).where(cases_.c.reporter_id == person_id)
    over = outbox.c.state.not_in((MessageState.WAITING, MessageState.SENDING))
    session.connection().execute(
        update(outbox).where(outbox.c.case_id.in_(theirs), over).values(body=None)
    )


def _seal_anew(session: Session, account_id: int, sealer: Sealer) -> None:
    """Keep what they wrote behind this wish, and nobody has read yet, under the new key."""
    connection = session.connection()
    key_id = connection.execute(
        select(_accounts.c.key_id).where(_accounts.c.id == account_id)
    ).scalar_one()
    before = sealer_of(session, key_id)
    waiting = connection.execute(
        select(_inbox.c.id, _inbox.c.payload)
        .join(_conversations, _conversations.c.id == _inbox.c.conversation_id)
        .where(
            _conversations.c.account_id == account_id,
            _inbox.c.state == written_out(EventState.WAITING),
        )
    ).all()
    for event_id, payload in waiting:
        sealed = sealer.seal_bytes(before.open_bytes(payload))
        connection.execute(update(_inbox).where(_inbox.c.id == event_id).values(payload=sealed))


def _make_stranger(session: Session, account_id: int) -> Sealer:
    """Give an account a new key and no past."""
    connection = session.connection()
    key_id, sealer = add_key(session)
    talks = select(_conversations.c.id).where(_conversations.c.account_id == account_id)
    _seal_anew(session, account_id, sealer)
    outbox = table(OutMessage)
    connection.execute(
        update(_accounts)
        .where(_accounts.c.id == account_id)
        .values(
            key_id=key_id,
            person_id=None,
            area_id=None,
            muted_at=None,
            joined_at=None,
            language=None,
        )
    )
    connection.execute(
        update(_conversations)
        .where(_conversations.c.account_id == account_id)
        .values(state=None, idle_since=None, reminded_at=None)
    )
    handled = _inbox.c.state != EventState.WAITING
    connection.execute(
        update(_inbox).where(_inbox.c.conversation_id.in_(talks), handled).values(payload=None)
    )
    connection.execute(update(outbox).where(outbox.c.account_id == account_id).values(body=None))
    screens.clear_screen(session, account_id)
    media.forget_account(session, account_id)
    return sealer
