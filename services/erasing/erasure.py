"""Erasing somebody: their keys are destroyed, so that nothing they wrote can be read again.

What the office did stays in the files, under the key of each case, and every chain still
verifies. An account is left as a stranger's, with a new key, so that it can be told. Every key is
on a list outside the database before it goes (docs/decisions/0028-the-erasure-list.md).
"""

from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlmodel import Session

from models.access import Role
from models.base import table
from models.conversations import Conversation
from models.errors import Conflict, NotFound
from models.groups import GROUPS_DOOR, Group
from models.inbox import Event, EventState
from models.keys import Key
from models.outbox import MessageState, OutMessage
from models.people import Account, LinkCode, Person
from models.points import CalendarFeed
from services.attachments import media
from services.clock import Clock
from services.delivery import screens
from services.delivery.outbox import UNSAID
from services.erasing import erased_cases, erased_members, erased_names, erasure_list
from services.erasing.erasure_list import Wish
from services.identity import accounts, desk, people
from services.identity.people import get_person, selves
from services.office import access
from services.sealing import Sealer, add_key, sealer_of
from services.store import lock, written_out

_accounts = table(Account)
_codes = table(LinkCode)
_feeds = table(CalendarFeed)
_inbox = table(Event)
_conversations = table(Conversation)


def erase_person(
    session: Session, person_id: int, account_id: int, clock: Clock, *, goes_on: bool = False
) -> Sealer:
    """Forget a person, who says so, through all their doors.

    Locks: conversations, then the cases they have to do with, then the person, then accounts
    (services/identity/links.py), then what they hold as a member (services/members/removing.py).

    Args:
        session: the open transaction.
        person_id: whom; who was joined to somebody just now is forgotten as them.
        account_id: the account they said it with.
        clock: tells the time.
        goes_on: their matters that wait go on without them, and the office keeps what they said
            of those; else they are withdrawn.

    Returns:
        The new key of that account, under which it can be told.

    Raises:
        Conflict: has_role, the office dismisses them first; joined_lately; or erasure_unlisted.
        NotFound: signed_out; the account is no longer theirs.
    """
    person_id = _hold_whole(session, person_id)
    account = lock(session, Account, account_id)
    if account is None or account.person_id != person_id:
        raise NotFound("signed_out")
    accounts.check_settled(session, account_id, clock)
    _check_dismissed(session, person_id)
    return _erase(session, person_id, clock, goes_on=goes_on)[account_id]


def erase_absent(session: Session, person_id: int, clock: Clock, *, goes_on: bool = False) -> None:
    """Forget somebody who asked the office for it; they need not have an account.

    Raises:
        Conflict: has_role or erasure_unlisted.
    """
    person_id = _hold_whole(session, person_id)
    _check_dismissed(session, person_id)
    key_id = get_person(session, person_id).key_id
    if session.get_one(Key, key_id, populate_existing=True).wrapped is None:
        return  # somebody else did it meanwhile
    _erase(session, person_id, clock, goes_on=goes_on)


def forget_account(session: Session, account_id: int, clock: Clock) -> None:
    """Make one account a stranger's; its person stays who they are on their other doors.

    Raises:
        Conflict: erasure_unlisted.
    """
    accounts.hold_conversations(session, [account_id])
    account = session.get_one(Account, account_id)
    key_id = account.key_id
    _make_stranger(session, account_id)
    destroy_keys(session, {key_id: Wish.ACCOUNT}, clock)


def destroy_keys(session: Session, wishes: Mapping[int, Wish], clock: Clock) -> None:
    """Destroy keys, once they are on the list.

    Raises:
        Conflict: erasure_unlisted.
    """
    session.flush()
    erasure_list.note(session, wishes, clock.now())
    keys = table(Key)
    session.connection().execute(
        update(keys).where(keys.c.id.in_(wishes)).values(wrapped=None, destroyed_at=clock.now())
    )
    session.expire_all()


def _check_dismissed(session: Session, person_id: int) -> None:
    """A member leaves by erasing; any other role the office ends first."""
    if any(role is not Role.MEMBER for role, _ in access.roles_of(session, person_id)):
        raise Conflict("has_role")


def _erase(
    session: Session, person_id: int, clock: Clock, *, goes_on: bool
) -> Mapping[int, Sealer]:
    """Forget somebody who is locked whole; give the new keys of their accounts."""
    name = people.contact_of(session, person_id).name
    erased_members.leave_service(session, person_id, clock)
    theirs = _accounts_of(session, person_id)
    wish = Wish.ANONYMOUS if goes_on else Wish.WITHDRAWN
    wishes = {get_person(session, it).key_id: wish for it in selves(session, person_id)}
    erased_cases.leave_cases(session, person_id, set(wishes), clock, goes_on=goes_on)
    for self_id in selves(session, person_id):
        person = get_person(session, self_id)
        person.name = person.phone = person.phone_hash = None
        person.area_id = person.consented_at = None
    session.flush()
    erased_names.take_off(session, person_id, name, clock)
    session.connection().execute(delete(_codes).where(_codes.c.person_id == person_id))
    theirs_to_read = _feeds.c.person_id.in_(selves(session, person_id))
    session.connection().execute(delete(_feeds).where(theirs_to_read))
    desk.forget(session, selves(session, person_id))
    sealers = {account_id: _make_stranger(session, account_id) for account_id in theirs}
    destroy_keys(session, wishes | dict.fromkeys(theirs.values(), Wish.ACCOUNT), clock)
    return sealers


def _accounts_of(session: Session, person_id: int) -> dict[int, int]:
    """Give the accounts of a person, each with its key."""
    found = session.connection().execute(
        select(_accounts.c.id, _accounts.c.key_id).where(_accounts.c.person_id == person_id)
    )
    return {row.id: row.key_id for row in found}


def _hold_whole(session: Session, person_id: int) -> int:
    """Lock all of somebody: who reads them before another door joins them knows half of them.

    Cases come before people: whoever agrees to what a member did has the case, then wants them.
    """
    person_id = people.present(session, person_id)
    accounts.hold_conversations(session, _accounts_of(session, person_id))
    erased_cases.hold_cases(session, person_id)
    lock(session, Person, person_id)
    person_id = people.present(session, person_id)
    lock(session, Person, person_id)
    return person_id


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
    outbox, groups = table(OutMessage), table(Group)
    keeps_groups = select(_accounts.c.outer_id).where(
        _accounts.c.id == account_id, _accounts.c.door == written_out(GROUPS_DOOR)
    )
    connection.execute(
        update(groups)
        .where(groups.c.employee == keeps_groups.scalar_subquery())
        .values(employee=None)
    )
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
        update(_inbox)
        .where(_inbox.c.conversation_id.in_(talks), handled)
        .values(payload=None, answer=None)
    )
    theirs = update(outbox).where(outbox.c.account_id == account_id)
    connection.execute(theirs.values(body=None))
    is_unsaid = outbox.c.state.in_(UNSAID)
    connection.execute(theirs.where(is_unsaid).values(state=MessageState.CANCELLED))
    screens.clear_screen(session, account_id)
    media.forget_account(session, account_id)
    return sealer
